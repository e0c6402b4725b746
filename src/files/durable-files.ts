/**
 * Files of a root process: written so that a crash or a full disk leaves the old file whole, and never through a link that
 * somebody else put in the way.
 */
import { constants, type Stats } from 'node:fs';
import { chmod, chown, lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failed, ok, type Result } from '../core/result.ts';

/** Temporary files begin with this. */
const temporaryPrefix = '.intermission-';

/** root:wheel on a Mac; group 0 is wheel there. */
const owner = { uid: 0, gid: 0 };

/**
 * Writes a file atomically and durably: temporary file in the same folder (exclusive, no link followed), owner and mode set
 * before any content, fsync, rename, fsync of the folder. The temporary name has no `.plist` ending, because launchd would
 * load a stray one at the next boot (macos.md A4).
 */
export async function writeDurably(
  path: string,
  content: string | Uint8Array,
  mode: number,
): Promise<Result<null, string>> {
  const folder = dirname(path);
  const temporary = join(
    folder,
    `${temporaryPrefix}${basename(path).replace(/\.plist$/, '')}.${String(process.pid)}`,
  );
  try {
    await unlink(temporary).catch(ignoreAbsent);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const file = await open(temporary, flags, 0o600);
    try {
      await file.chown(owner.uid, owner.gid);
      await file.chmod(mode);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(folder);
    return ok(null);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    return failed(`${path} could not be written: ${reasonOf(error)}`);
  }
}

/** Removes the temporary files that a killed process left; to be called before this process writes into the folder. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (name.startsWith(temporaryPrefix)) await unlink(join(folder, name)).catch(() => undefined);
  }
}

export async function removeDurably(path: string): Promise<Result<null, string>> {
  try {
    await unlink(path).catch(ignoreAbsent);
    await syncFolder(dirname(path));
    return ok(null);
  } catch (error) {
    return failed(`${path} could not be removed: ${reasonOf(error)}`);
  }
}

/** Makes a root-owned folder of this mode, or puts an existing one right. Throws where something else is in the way. */
export async function ownFolder(path: string, mode: number): Promise<void> {
  await mkdir(path, { recursive: true, mode });
  const stats = await lstat(path);
  if (!stats.isDirectory()) throw new Error(`${path} is in the way and is not a folder`);
  await chown(path, owner.uid, owner.gid);
  await chmod(path, mode);
}

/**
 * Reads a file that root must own and nobody else may write, at most `mostBytes` long. Null where it does not exist; the
 * problem says what is wrong with it otherwise.
 */
export const readTrusted = (path: string, mostBytes: number): Promise<Result<Buffer | null, string>> =>
  readRegular(path, mostBytes, ({ uid, mode }) => {
    if (uid !== 0) return 'does not belong to root';
    return (mode & 0o022) === 0 ? null : 'can be written by others than root';
  });

/**
 * Reads a regular file, whoever's it is: not through a link, not waiting for a pipe, at most `mostBytes`. Null where it does not exist.
 * `objection` is why it is not to be read; null where it may be.
 */
export async function readRegular(
  path: string,
  mostBytes: number,
  objection: (stats: Stats) => string | null = () => null,
): Promise<Result<Buffer | null, string>> {
  let file;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return ok(null);
    return failed(`${path} could not be opened: ${reasonOf(error)}`);
  }
  try {
    const stats = await file.stat();
    if (!stats.isFile()) return failed(`${path} is not a regular file`);
    const problem = objection(stats);
    if (problem !== null) return failed(`${path} ${problem}`);
    if (stats.size > mostBytes) return failed(`${path} is larger than ${String(mostBytes)} bytes`);
    return ok(await file.readFile());
  } catch (error) {
    return failed(`${path} could not be read: ${reasonOf(error)}`);
  } finally {
    await file.close();
  }
}

/** What was renamed, made or removed in this folder is on the disk itself. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ignoreAbsent(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

export const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' ? 'the disk is full' : (code ?? message);
};
