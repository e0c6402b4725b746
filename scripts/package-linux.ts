/**
 * Packages the app as electron-builder does for a release, for Linux, from the same Electron that the tests run: proves
 * what goes into the archive, the fuses and the resources. Needs `npm run build` before.
 * `npx tsx scripts/package-linux.ts [FOLDER]` (default `dist`) prints the packed program.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { copyPlainRuntime, type ElectronRuntime } from './electron-runtime.ts';
import { run } from './run-program.ts';

const repository = join(import.meta.dirname, '..');

/** Electron's major version. */
const firstWithFileProtocolFuse = 29;

export type PackedApp = { readonly folder: string; readonly executable: string };

/** Throws with electron-builder's own words. Nothing is downloaded beyond the runtime itself. */
export async function packageLinux(output: string): Promise<PackedApp> {
  if (!existsSync(join(repository, 'build/app/main.cjs')))
    throw new Error('nothing to package: npm run build first');
  const work = await mkdtemp(join(tmpdir(), 'intermission-package-'));
  try {
    const runtime = await copyPlainRuntime(join(work, 'electron'));
    const config = join(work, 'electron-builder.yml');
    await writeFile(config, await configFor(runtime));
    await run(
      process.execPath,
      [
        join(repository, 'node_modules/electron-builder/cli.js'),
        ...['--linux', 'dir', '--publish', 'never', '--config', config],
        `-c.electronDist=${runtime.folder}`,
        `-c.electronVersion=${runtime.version}`,
        `-c.directories.output=${output}`,
      ],
      { cwd: repository },
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const folder = join(output, 'linux-unpacked');
  return { folder, executable: join(folder, 'intermission') };
}

/** The product's own configuration, less the one fuse that an older runtime does not know: setting it would be an error. */
async function configFor(runtime: ElectronRuntime): Promise<string> {
  const config = await readFile(join(repository, 'electron-builder.yml'), 'utf8');
  if (Number.parseInt(runtime.version) >= firstWithFileProtocolFuse) return config;
  return config.replace(/^ *grantFileProtocolExtraPrivileges:.*\n/m, '');
}

if (process.argv[1] === import.meta.filename) {
  try {
    console.log((await packageLinux(resolve(process.argv[2] ?? 'dist'))).executable);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
