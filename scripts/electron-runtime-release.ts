/**
 * The released Electron binary of the version pinned in package.json, by Electron's own downloader and checked against the
 * checksums which the `electron` package carries. A network that does not answer costs a few seconds, not minutes.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { downloadArtifact } from '@electron/get';
import { run } from './run-program.ts';

export type ReleasedElectron =
  | { readonly kind: 'here'; readonly executable: string; readonly folder: string; readonly version: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Milliseconds without a byte after which the download counts as unreachable: before the first byte, and between bytes. */
const patience = { first: 5_000, between: 20_000 } as const;

export async function releasedElectron(repository: string): Promise<ReleasedElectron> {
  const home = join(repository, 'node_modules/electron');
  const version = await textOf(
    join(home, 'package.json'),
    (text) => (JSON.parse(text) as { version: string }).version,
  );
  if (version === undefined) return { kind: 'unreachable', reason: 'the electron package is not installed' };
  const ready = (await installed(home, version)) ?? (await install(home, version));
  if (typeof ready === 'string')
    return { kind: 'here', executable: ready, folder: join(home, 'dist'), version };
  return { kind: 'unreachable', reason: ready.reason };
}

/** Electron's installer writes `dist/version` and the executable's place into `path.txt` once it is through. */
async function installed(home: string, version: string): Promise<string | undefined> {
  const unpacked = await textOf(join(home, 'dist/version'), (text) => text.trim().replace(/^v/, ''));
  const inside = await textOf(join(home, 'path.txt'), (text) => text.trim());
  if (unpacked !== version || inside === undefined) return undefined;
  const executable = join(home, 'dist', inside);
  return existsSync(executable) ? executable : undefined;
}

async function install(home: string, version: string): Promise<string | { readonly reason: string }> {
  try {
    await download(home, version, process.platform, process.arch);
    // The archive is in Electron's own cache now; its installer takes it from there and unpacks it.
    const child = spawn(process.execPath, ['install.js'], {
      cwd: home,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await once(child, 'close');
    const executable = await installed(home, version);
    if (executable === undefined) return { reason: 'its installer failed' };
    await settlePermissions(join(home, 'dist'));
    return executable;
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** Electron's archive for another platform, or why it cannot be had. */
export async function releasedArchive(
  repository: string,
  platform: string,
  arch: string,
): Promise<{ readonly file: string } | { readonly reason: string }> {
  const home = join(repository, 'node_modules/electron');
  try {
    const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
    return { file: await download(home, version, platform, arch) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** The archive's path in Electron's own cache. */
async function download(home: string, version: string, platform: string, arch: string): Promise<string> {
  const stalled = new AbortController();
  const giveUp = (): void => {
    stalled.abort(new Error('no answer'));
  };
  let timer = setTimeout(giveUp, patience.first);
  try {
    const resolved = createRequire(join(home, 'install.js')).resolve('@electron/get');
    const get = (await import(pathToFileURL(resolved).href)) as { downloadArtifact: typeof downloadArtifact };
    return await get.downloadArtifact({
      version,
      artifactName: 'electron',
      platform,
      arch,
      checksums: JSON.parse(await readFile(join(home, 'checksums.json'), 'utf8')) as Record<string, string>,
      ...(process.env['electron_config_cache'] === undefined
        ? {}
        : { cacheRoot: process.env['electron_config_cache'] }),
      downloadOptions: {
        signal: stalled.signal,
        getProgressCallback: () => {
          clearTimeout(timer);
          timer = setTimeout(giveUp, patience.between);
          return Promise.resolve();
        },
      },
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Readable for every user; Chromium's setuid sandbox helper as it wants to be, for systems without user namespaces. */
async function settlePermissions(folder: string): Promise<void> {
  await run('chmod', ['-R', 'a+rX,go-w', folder]);
  const sandbox = join(folder, 'chrome-sandbox');
  if (process.getuid?.() !== 0 || !existsSync(sandbox)) return;
  await chown(sandbox, 0, 0);
  await chmod(sandbox, 0o4755);
}

async function textOf<T>(file: string, read: (text: string) => T): Promise<T | undefined> {
  try {
    return read(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
