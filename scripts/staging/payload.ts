/**
 * What the package puts on a Mac besides the app: the one place that says which file goes where, for the payload and for the
 * pretend Mac. Everything belongs to root:wheel; what runs is 0755, all else 0644.
 */
import { join } from 'node:path';
import { paths } from '../../src/contract/identity.ts';
import { agentJob, helperDaemon } from '../../src/contract/product-jobs.ts';
import { encodeXmlPlist } from '../../src/files/xml-plist-writer.ts';

export interface PayloadFile {
  /** On the Mac, absolute. */
  readonly path: string;
  readonly executable: boolean;
  readonly content: { readonly text: string } | { readonly copyOf: string };
}

const data = (path: string, content: PayloadFile['content']): PayloadFile => ({
  path,
  executable: false,
  content,
});
const program = (path: string, content: PayloadFile['content']): PayloadFile => ({
  path,
  executable: true,
  content,
});

export interface Programs {
  /** Folder with the bundled helper and command. */
  readonly bundles: string;
  readonly node: PayloadFile['content'];
  /** The folder below which the Mac's paths lie: `/` on a Mac. */
  readonly root?: string;
}

/** The helper, the command and the Node that runs both. */
export const programFiles = ({ bundles, node, root = '' }: Programs): readonly PayloadFile[] => [
  program(paths.nodeRuntime, node),
  data(paths.helperProgram, { copyOf: join(bundles, 'helper.cjs') }),
  data(paths.commandProgram, { copyOf: join(bundles, 'intermission.cjs') }),
  data(paths.configProgram, { copyOf: join(bundles, 'config.cjs') }),
  program(paths.jobCommand, { text: commandScript(root) }),
  program(paths.command, { text: commandScript(root) }),
];

/** `-p`: sh takes no functions from the environment. Node would load what those variables name. */
const commandScript = (root: string): string => `#!/bin/sh -p
unset NODE_OPTIONS NODE_PATH
exec ${quoted(`${root}${paths.nodeRuntime}`)} ${quoted(paths.commandProgram)} "$@"
`;

/** For sh. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export const helperDaemonFile = data(`${paths.launchDaemons}/${helperDaemon.Label}.plist`, {
  text: encodeXmlPlist(helperDaemon),
});

export const agentFile = data(`${paths.launchAgents}/${agentJob.Label}.plist`, {
  text: encodeXmlPlist(agentJob),
});

/** Removes all of it again. */
export const uninstallerFile = (script: string): PayloadFile => program(paths.uninstaller, { text: script });

/** Licences by file name. */
export const licenceFiles = (
  licences: Readonly<Record<string, PayloadFile['content']>>,
): readonly PayloadFile[] =>
  Object.entries(licences).map(([name, content]) => data(`${paths.licences}/${name}`, content));
