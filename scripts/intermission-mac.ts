/** Installs Intermission on a pretend Mac as the package does on a real one: same places, same owners, same launchd jobs. */
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bundleId, paths } from '../src/contract/identity.ts';
import { pretendVariables } from '../src/pretend-mac/environment.ts';
import type { PretendMac } from '../src/pretend-mac/mac.ts';
import { installRuntime } from './electron-runtime.ts';
import { agentFile, helperDaemonFile, programFiles, quoted, type PayloadFile } from './staging/payload.ts';

const repository = join(import.meta.dirname, '..');

const clockShim = '/private/var/pretend/programs/clock-shim.cjs';

/** Bundled stand-ins, for `PretendMac.create`. */
export const pretendPrograms = join(repository, 'build/pretend-mac');

export interface InstallOptions {
  /** Folder with the bundled helper and command; `build/helper` unless given. */
  readonly programs?: string;
  /** Put the app into /Applications; needs the Electron runtime. */
  readonly app: boolean;
  /** Let launchd start the app at login, as on a real Mac. Tests that start it themselves leave it out. */
  readonly agent?: boolean;
  /** Further arguments for Electron, such as a debugging port for the pretend person. */
  readonly electronArguments?: readonly string[];
}

/** Call it while the Mac is off, or load the jobs afterwards. */
export async function installIntermission(mac: PretendMac, options: InstallOptions): Promise<void> {
  const bundles = options.programs ?? join(repository, 'build/helper');
  const node = { text: nodeOfThisMachine(mac.root) };
  for (const file of programFiles({ bundles, node, root: mac.root })) place(mac, file);
  place(mac, helperDaemonFile);
  if (!options.app) return;

  const contents = `${paths.application}/Contents`;
  mkdirSync(mac.path(contents), { recursive: true });
  const runtime = await installRuntime(mac.path(`${contents}/Runtime`));
  cpSync(join(repository, 'build/app'), mac.path(`${contents}/Resources/app`), { recursive: true });
  const { name, version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  mac.writeFile(
    `${contents}/Resources/app/package.json`,
    JSON.stringify({ name, version, productName: 'Intermission', main: 'main.cjs' }),
  );
  const app = [mac.path(`${contents}/Resources/app`), '--root', mac.root].map(quoted).join(' ');
  const extra = (options.electronArguments ?? []).map(quoted).join(' ');
  mac.installApp({ name: basename(paths.application, '.app'), bundleId, version: version ?? '' });
  mac.installExecutable(
    paths.applicationExecutable,
    // Electron takes the clock by its own option: NODE_OPTIONS would load it before Electron has made itself ready.
    `#!/bin/sh\nunset NODE_OPTIONS\nexec ${quoted(runtime.executable)} -r ${quoted(mac.path(clockShim))} ${extra} "$@" ${app}\n`,
  );
  if (options.agent === true) place(mac, agentFile);
}

export function place(mac: PretendMac, { path, executable, content }: PayloadFile): void {
  const bytes = 'text' in content ? content.text : readFileSync(content.copyOf);
  mac.writeFile(path, bytes, { mode: executable ? 0o755 : 0o644 });
}

/**
 * Stands for the Mac's Node. A program of the Mac knows its paths without a root, so the root is added here; and the
 * pretend Mac's clock comes with NODE_OPTIONS, which the command has just unset.
 */
export function nodeOfThisMachine(root: string): string {
  const variables = Object.entries(pretendVariables(root)).map(([name, value]) => `${name}=${quoted(value)}`);
  return `#!/bin/sh
export ${variables.join(' ')}
program="$1"; shift
exec ${quoted(process.execPath)} ${quoted(root)}"$program" --root ${quoted(root)} "$@"
`;
}
