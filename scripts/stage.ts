/**
 * `npm run stage`: everything that the package will hold, for both processors, into `dist/stage`, with a manifest; what is left to
 * do there is `make-pkg`, on a Mac. Needs `npm run build` before. `npx tsx scripts/stage.ts [FOLDER]`.
 */
import { chmod, copyFile, cp, lchown, lstat, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { packageIds, paths } from '../src/contract/identity.ts';
import { version } from '../src/contract/version.ts';
import { packageMac, type MacApps } from './package-mac.ts';
import { run } from './run-program.ts';
import { architectures, type MacArchitecture } from './staging/architectures.ts';
import { expectation, sharedFolders } from './staging/expected.ts';
import { componentPlist, distribution, minimumSystemVersion } from './staging/installer.ts';
import { licences } from './staging/licences.ts';
import { entriesBelow, problemsOf, type Entry } from './staging/manifest.ts';
import { nodePins, nodeRuntime } from './staging/node-runtime.ts';
import { packageScript } from './staging/package-scripts.ts';
import {
  agentFile,
  helperDaemonFile,
  licenceFiles,
  programFiles,
  uninstallerFile,
  type PayloadFile,
} from './staging/payload.ts';

const repository = join(import.meta.dirname, '..');

export interface Staged {
  readonly folder: string;
  readonly electron: MacApps['electron'];
  readonly missing: MacApps['missing'];
  readonly manifests: Readonly<Record<MacArchitecture, Manifest>>;
}

export interface Manifest {
  readonly version: string;
  readonly architecture: MacArchitecture;
  readonly electron: MacApps['electron'];
  readonly node: string;
  /** What the package lays down. */
  readonly entries: readonly Entry[];
}

/** Whatever lay in `folder` is replaced. Throws where anything in the payload is not as it must be. */
export async function stage(folder: string, wanted?: 'skeleton'): Promise<Staged> {
  await rm(folder, { recursive: true, force: true });
  const work = await mkdtemp(join(tmpdir(), 'intermission-stage-'));
  try {
    const { apps, electron, missing } = await packageMac(join(work, 'apps'), wanted);
    const [arm64, x64] = await Promise.all(
      architectures.map((one) => stagePayload(join(folder, one), one, apps[one], electron)),
    );
    if (arm64 === undefined || x64 === undefined) throw new Error('no payload');
    await stageTools(folder, electron);
    return { folder, electron, missing, manifests: { arm64, x64 } };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function stagePayload(
  folder: string,
  architecture: MacArchitecture,
  app: string,
  electron: MacApps['electron'],
): Promise<Manifest> {
  const root = join(folder, 'payload');
  const files = await payloadFiles(architecture);
  for (const file of files) await lay(root, file);
  await mkdir(dirname(join(root, paths.application)), { recursive: true });
  await cp(app, join(root, paths.application), { recursive: true, verbatimSymlinks: true });
  await settle(root);
  const entries = await entriesBelow(root);
  const problems = await problemsOf(root, entries, expectation(files));
  if (problems.length > 0) throw new Error(`the payload is not as it must be:\n${problems.join('\n')}`);
  const manifest: Manifest = {
    version,
    architecture,
    electron,
    node: (await nodePins()).version,
    entries: entries.filter(({ path }) => !sharedFolders.includes(path)),
  };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(join(folder, 'SHA256SUMS'), checksums(entries));
  return manifest;
}

export async function payloadFiles(architecture: MacArchitecture): Promise<readonly PayloadFile[]> {
  const node = await nodeRuntime(architecture);
  return [
    ...programFiles({ bundles: join(repository, 'build/helper'), node: { copyOf: node.program } }),
    helperDaemonFile,
    agentFile,
    uninstallerFile(await packageScript('uninstall')),
    ...licenceFiles(await licences(node.licence)),
  ];
}

async function lay(root: string, { path, executable, content }: PayloadFile): Promise<void> {
  const place = join(root, path);
  await mkdir(dirname(place), { recursive: true });
  if ('text' in content) await writeFile(place, content.text);
  else await copyFile(content.copyOf, place);
  await chmod(place, executable ? 0o755 : 0o644);
}

/** One owner and two modes, whatever the umask, the archive or the tool that laid it down. */
async function settle(path: string): Promise<void> {
  const stats = await lstat(path);
  if (process.getuid?.() === 0) await lchown(path, 0, 0);
  if (stats.isSymbolicLink()) return;
  await chmod(path, stats.isDirectory() || (stats.mode & 0o111) !== 0 ? 0o755 : 0o644);
  if (stats.isDirectory()) for (const name of await readdir(path)) await settle(join(path, name));
}

/** As `shasum -a 256 --check` reads it. */
const checksums = (entries: readonly Entry[]): string =>
  entries
    .filter(({ sha256 }) => sha256 !== undefined)
    .map(({ sha256, path }) => `${sha256 ?? ''}  payload${path}\n`)
    .join('');

/** What make-pkg needs besides the payloads, so that the folder can be carried to a Mac and is enough there. */
async function stageTools(folder: string, electron: MacApps['electron']): Promise<void> {
  const { version: node, signedBy } = await nodePins();
  const facts = {
    version,
    electron: electron.version,
    electron_source: electron.source,
    node,
    node_signed_by: signedBy,
    minimum_system: minimumSystemVersion,
    package_arm64: packageIds.arm64,
    package_x64: packageIds.x64,
    application: paths.application,
    node_runtime: paths.nodeRuntime,
  };
  const lines = Object.entries(facts).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(join(folder, 'facts'), lines.join(''));
  await writeFile(join(folder, 'distribution.xml'), distribution);
  await writeFile(join(folder, 'component.plist'), componentPlist);
  await mkdir(join(folder, 'scripts'));
  for (const name of ['preinstall', 'postinstall'] as const) {
    await writeFile(join(folder, 'scripts', name), await packageScript(name), { mode: 0o755 });
  }
  await cp(join(repository, 'packaging/mac'), join(folder, 'entitlements'), { recursive: true });
  await copyFile(join(repository, 'scripts/make-pkg'), join(folder, 'make-pkg'));
  await run('chmod', ['-R', 'u=rwX,go=rX', join(folder, 'scripts'), join(folder, 'make-pkg')]);
}

/** How much each part weighs, in the order of the payload. */
export function sizes(manifest: Manifest): readonly (readonly [part: string, bytes: number])[] {
  const parts: readonly (readonly [string, RegExp])[] = [
    ['the helper’s Node', /Intermission\/node$/],
    ['helper and command', /Intermission\/\w+\.cjs$/],
    ['licences', /\/(licences\/|LICENSE)/],
    ['the app’s archive', /app\.asar$/],
    ['Chromium’s languages', /\.lproj\//],
    ['the rest of Electron', /^\/Applications\//],
    ['jobs and scripts', /./],
  ];
  const sums = new Map(parts.map(([part]) => [part, 0]));
  for (const { path, size = 0 } of manifest.entries) {
    const part = parts.find(([, pattern]) => pattern.test(path))?.[0] ?? '';
    sums.set(part, (sums.get(part) ?? 0) + size);
  }
  return [...sums];
}

if (process.argv[1] === import.meta.filename) {
  try {
    const staged = await stage(resolve(process.argv[2] ?? 'dist/stage'));
    for (const one of architectures) {
      console.log(`${one}: ${staged.manifests[one].entries.length} entries`);
      for (const [part, bytes] of sizes(staged.manifests[one])) {
        console.log(`${(bytes / 1_000_000).toFixed(1).padStart(9)} MB  ${part}`);
      }
    }
    if (staged.missing !== null) {
      console.log(
        `Electron is a skeleton here (${staged.missing}): this payload proves, but cannot be shipped.`,
      );
    }
    console.log(staged.folder);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
