/**
 * Looks at a socket before it is connected to: the socket's folder chain must belong to root and be closed to other
 * writers, or somebody else could stand behind the door.
 */
import { lstat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { failed, ok, type Result } from '../core/result.ts';

export type SocketProblem =
  | { readonly kind: 'absent' }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'untrusted'; readonly path: string; readonly rule: string };

/**
 * Checks the socket (owned by root, or by `ownUid` as the session door is) and every folder from it up to the support
 * folder (`depth` levels): owned by root, not writable by others, no links.
 */
export async function trustedSocket(
  root: string,
  macPath: string,
  ownUid: number,
  depth: number,
): Promise<Result<string, SocketProblem>> {
  const path = resolve(join(root, macPath));
  try {
    const socket = await lstat(path);
    if (!socket.isSocket()) return untrusted(path, 'is not a socket');
    if (socket.uid !== 0 && socket.uid !== ownUid) return untrusted(path, 'belongs to somebody else');
    let folder = dirname(path);
    for (let level = 0; level < depth; level += 1) {
      const stats = await lstat(folder);
      if (!stats.isDirectory()) return untrusted(folder, 'is not a folder');
      if (stats.uid !== 0) return untrusted(folder, 'does not belong to root');
      if ((stats.mode & 0o022) !== 0) return untrusted(folder, 'can be written by others');
      folder = dirname(folder);
    }
    return ok(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return failed({ kind: 'absent' });
    if (code === 'EACCES' || code === 'EPERM') return failed({ kind: 'not-allowed' });
    throw error;
  }
}

const untrusted = (path: string, rule: string): Result<string, SocketProblem> =>
  failed({ kind: 'untrusted', path, rule });
