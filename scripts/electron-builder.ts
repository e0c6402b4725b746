/**
 * Runs electron-builder with the product's own configuration and an Electron that is already here. Needs `npm run build`
 * before; nothing is downloaded.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run-program.ts';

const repository = join(import.meta.dirname, '..');

/** Electron's major version. */
const firstWithFileProtocolFuse = 29;

export interface PackRequest {
  /** Such as `--mac dir --arm64`. */
  readonly targets: readonly string[];
  /** A folder with an unpacked Electron, or with its archives. */
  readonly electronDist: string;
  readonly electronVersion: string;
  readonly output: string;
  /** Further `-c.key=value`. */
  readonly settings?: readonly string[];
}

/** Throws with electron-builder's own words. */
export async function packApp(request: PackRequest): Promise<void> {
  if (!existsSync(join(repository, 'build/app/main.cjs')))
    throw new Error('nothing to package: npm run build first');
  const work = await mkdtemp(join(tmpdir(), 'intermission-package-'));
  try {
    const config = join(work, 'electron-builder.yml');
    await writeFile(config, await configFor(request.electronVersion));
    await run(
      process.execPath,
      [
        join(repository, 'node_modules/electron-builder/cli.js'),
        ...[...request.targets, '--publish', 'never', '--config', config],
        `-c.electronDist=${request.electronDist}`,
        `-c.electronVersion=${request.electronVersion}`,
        `-c.directories.output=${request.output}`,
        ...(request.settings ?? []),
      ],
      { cwd: repository },
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The product's own configuration, less the one fuse that an older runtime does not know: setting it would be an error. */
async function configFor(electronVersion: string): Promise<string> {
  const config = await readFile(join(repository, 'electron-builder.yml'), 'utf8');
  if (Number.parseInt(electronVersion) >= firstWithFileProtocolFuse) return config;
  return config.replace(/^ *grantFileProtocolExtraPrivileges:.*\n/m, '');
}
