/**
 * Packages the app as electron-builder does for a release, for Linux, from the same Electron that the tests run: proves
 * what goes into the archive, the fuses and the resources. Needs `npm run build` before.
 * `npx tsx scripts/package-linux.ts [FOLDER]` (default `dist`) prints the packed program.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packApp } from './electron-builder.ts';
import { copyPlainRuntime } from './electron-runtime.ts';

export type PackedApp = { readonly folder: string; readonly executable: string };

/** Throws with electron-builder's own words. Nothing is downloaded beyond the runtime itself. */
export async function packageLinux(output: string): Promise<PackedApp> {
  const work = await mkdtemp(join(tmpdir(), 'intermission-package-'));
  try {
    const runtime = await copyPlainRuntime(join(work, 'electron'));
    await packApp({
      targets: ['--linux', 'dir'],
      electronDist: runtime.folder,
      electronVersion: runtime.version,
      output,
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const folder = join(output, 'linux-unpacked');
  return { folder, executable: join(folder, 'intermission') };
}

if (process.argv[1] === import.meta.filename) {
  try {
    console.log((await packageLinux(resolve(process.argv[2] ?? 'dist'))).executable);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
