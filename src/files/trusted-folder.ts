/**
 * Folders that no user can have tampered with: every step from the root on is a real folder, belongs to root and is closed to other
 * writers. No link is followed, so what was checked cannot be exchanged by anybody but root.
 */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, type Result } from '../core/result.ts';

/** Who may write into /Applications on a Mac besides root. */
const adminGroup = 80;

/** The folder's real path below `root`, or what is wrong with which step. `admins`: the last step may be open to the admin group. */
export async function trustedFolder(
  root: string,
  macPath: string,
  { admins = false }: { readonly admins?: boolean } = {},
): Promise<Result<string, string>> {
  const parts = macPath.split('/').filter((part) => part !== '');
  for (let count = 0; count <= parts.length; count += 1) {
    const here = `/${parts.slice(0, count).join('/')}`;
    const stats = await lstat(join(root, here)).catch(() => null);
    if (stats === null) return failed(`${here} does not exist`);
    if (stats.isSymbolicLink()) return failed(`${here} is a link`);
    if (!stats.isDirectory()) return failed(`${here} is not a folder`);
    if (stats.uid !== 0) return failed(`${here} does not belong to root`);
    if ((stats.mode & 0o002) !== 0) return failed(`${here} can be written by every user`);
    const groupMay = admins && count === parts.length && (stats.gid === adminGroup || stats.gid === 0);
    if ((stats.mode & 0o020) !== 0 && !groupMay) return failed(`${here} can be written by a group of users`);
  }
  return ok(join(root, macPath));
}
