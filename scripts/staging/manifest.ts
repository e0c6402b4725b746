/** What lies in a folder that becomes a package, entry by entry, and what is wrong with it. */
import { lstat, readdir, readlink, realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileHash } from '../pinned-package.ts';

export interface Entry {
  /** On the Mac, absolute. */
  readonly path: string;
  readonly type: 'folder' | 'file' | 'link' | 'other';
  /** `root:wheel`, or the numbers of somebody else. */
  readonly owner: string;
  /** Octal, such as `0644`. A link's counts for nothing. */
  readonly mode: string;
  readonly size?: number;
  readonly sha256?: string;
  /** Of a link. */
  readonly target?: string;
}

/** Everything below `root`, sorted by path. Links are not followed (`readdir` alone would, into folders). */
export async function entriesBelow(root: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const name of await readdir(join(root, folder))) {
      const entry = await entryAt(root, `${folder}/${name}`);
      entries.push(entry);
      if (entry.type === 'folder') await visit(entry.path);
    }
  };
  await visit('');
  return entries.sort((one, other) => (one.path < other.path ? -1 : 1));
}

async function entryAt(root: string, path: string): Promise<Entry> {
  const place = join(root, path);
  const stats = await lstat(place);
  const common = {
    path,
    owner: stats.uid === 0 && stats.gid === 0 ? 'root:wheel' : `${stats.uid}:${stats.gid}`,
    mode: (stats.mode & 0o7777).toString(8).padStart(4, '0'),
  };
  if (stats.isSymbolicLink()) return { ...common, type: 'link', target: await readlink(place) };
  if (stats.isDirectory()) return { ...common, type: 'folder' };
  if (!stats.isFile()) return { ...common, type: 'other' };
  return { ...common, type: 'file', size: stats.size, sha256: await fileHash(place, 'sha256', 'hex') };
}

/**
 * What must not go into a package that root unpacks; empty where all is well. Ownership counts only where somebody is root:
 * elsewhere pkgbuild gives everything to root.
 */
export async function problemsOf(
  root: string,
  entries: readonly Entry[],
  isExpected: (entry: Entry) => boolean,
): Promise<readonly string[]> {
  const asRoot = process.getuid?.() === 0;
  const problems: string[] = [];
  for (const entry of entries) {
    const { path, type, owner, mode } = entry;
    if (!isExpected(entry)) problems.push(`${path} is not expected`);
    if (type === 'other') problems.push(`${path} is neither file, folder nor link`);
    if (asRoot && owner !== 'root:wheel') problems.push(`${path} belongs to ${owner}`);
    if (type === 'link') {
      if (!(await staysInside(root, path))) problems.push(`${path} leads outside or nowhere`);
    } else if (mode !== '0755' && (mode !== '0644' || type === 'folder')) {
      problems.push(`${path} has mode ${mode}`);
    }
  }
  return problems;
}

async function staysInside(root: string, path: string): Promise<boolean> {
  const link = join(root, path);
  if ((await readlink(link)).startsWith('/')) return false;
  const target = await realpath(link).catch(() => null);
  return target !== null && !relative(await realpath(root), target).startsWith('..');
}
