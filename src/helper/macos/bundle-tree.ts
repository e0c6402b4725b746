/** A whole app bundle as files on the disk. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything below a folder, the folder itself first. Links are named, never followed. */
async function* everything(folder: string): AsyncGenerator<string> {
  yield folder;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* everything(path);
    else yield path;
  }
}

/** The same text again means that nothing was added, taken away or written in between. */
export async function fingerprint(bundle: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const path of everything(bundle)) {
    const { ino, size, mtimeMs, ctimeMs } = await lstat(path);
    hash.update(JSON.stringify([path, ino, size, mtimeMs, ctimeMs]));
  }
  return hash.digest('hex');
}

/** Everything is on the disk itself: a power failure loses nothing of it. */
export async function syncTree(bundle: string): Promise<void> {
  for await (const path of everything(bundle)) {
    const stats = await lstat(path);
    if (!stats.isFile() && !stats.isDirectory()) continue;
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }
}
