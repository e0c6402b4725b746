/** The file of a door's socket: tight from its first instant. */
import { lstat, unlink } from 'node:fs/promises';
import type { Server } from 'node:net';

/** A socket that an earlier helper left. Its folder belongs to root, so nobody else can have put anything there. */
export async function removeStaleSocket(path: string): Promise<void> {
  const stats = await lstat(path).catch(() => null);
  if (stats === null) return;
  if (stats.isDirectory()) throw new Error(`${path} is in the way and is not a socket`);
  // Also a link: what it leads to is not touched.
  await unlink(path);
}

/** bind(2) creates the file with `0777 & ~umask`: with this umask it is 0600 from its first instant. */
export function listenTightly(server: Server, path: string): Promise<void> {
  return new Promise((settle, reject) => {
    const before = process.umask(0o177);
    server.once('error', reject);
    server.listen(path, () => {
      server.removeListener('error', reject);
      settle();
    });
    // libuv binds before `listen` returns, so nothing else of this process runs under the tight mask.
    process.umask(before);
  });
}
