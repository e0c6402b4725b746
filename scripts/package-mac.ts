/**
 * Packages the app as electron-builder does for a release, for Mac, unsigned, on any machine: from the released Electron where
 * it can be had, otherwise from a skeleton of it. Needs `npm run build` before.
 */
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { packApp } from './electron-builder.ts';
import { releasedArchive } from './electron-runtime-release.ts';
import { run } from './run-program.ts';
import { skeletonElectron } from './skeleton-electron-app.ts';
import { architectures, type MacArchitecture } from './staging/architectures.ts';

const repository = join(import.meta.dirname, '..');

export type ElectronSource = 'release' | 'skeleton';

export interface MacApps {
  readonly electron: { readonly version: string; readonly source: ElectronSource };
  /** Why there is no release, where it was looked for. */
  readonly missing: string | null;
  /** `Intermission.app` for each. */
  readonly apps: Readonly<Record<MacArchitecture, string>>;
}

/** `wanted` may be the skeleton only, for what has to be the same everywhere. Throws with electron-builder's own words. */
export async function packageMac(output: string, wanted?: 'skeleton'): Promise<MacApps> {
  const version = await electronVersion();
  const dist = await mkdtemp(join(tmpdir(), 'intermission-electron-'));
  try {
    const missing = wanted === 'skeleton' ? 'not looked for' : await placeReleases(dist);
    if (missing !== null) await Promise.all(architectures.map((one) => skeletonElectron(dist, version, one)));
    await packApp({
      targets: ['--mac', 'dir', ...architectures.map((one) => `--${one}`)],
      electronDist: dist,
      electronVersion: version,
      output,
      // make-pkg signs, from the inside out, what it has checked.
      settings: ['-c.mac.identity=null'],
    });
    return {
      electron: { version, source: missing === null ? 'release' : 'skeleton' },
      missing: wanted === 'skeleton' ? null : missing,
      apps: {
        arm64: join(output, 'mac-arm64/Intermission.app'),
        x64: join(output, 'mac/Intermission.app'),
      },
    };
  } finally {
    await rm(dist, { recursive: true, force: true });
  }
}

/** Null when both archives are in the folder now, without the app that Electron shows when it has none; otherwise why not. */
async function placeReleases(folder: string): Promise<string | null> {
  for (const architecture of architectures) {
    const found = await releasedArchive(repository, 'darwin', architecture);
    if ('reason' in found) return found.reason;
    const archive = join(folder, basename(found.file));
    await copyFile(found.file, archive);
    await run('zip', ['-q', '-d', archive, 'Electron.app/Contents/Resources/default_app.asar']);
  }
  return null;
}

async function electronVersion(): Promise<string> {
  const text = await readFile(join(repository, 'node_modules/electron/package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
