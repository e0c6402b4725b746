/**
 * Is a program safe to run as root, or a file to be read by it? The file and every folder above it must belong to root and be closed to other writers;
 * links are followed by hand, inside the root, with the same rule for each step. `/usr/local/bin` is writable by users on some
 * Macs (macos.md D): a link there could be anybody's.
 */
import type { Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, type Result } from '../core/result.ts';

const mostLinks = 16;

/** Gives the real path (on this machine, below `root`) of the program that the Mac path names, or the reason not to run it. */
export const trustedProgram = (root: string, macPath: string): Promise<Result<string, string>> =>
  trustedPath(root, macPath, (stats, here) =>
    stats.isFile() && (stats.mode & 0o111) !== 0 ? null : `${here} is not a program`,
  );

/** The same for a file that is only read. */
export const trustedFile = (root: string, macPath: string): Promise<Result<string, string>> =>
  trustedPath(root, macPath, (stats, here) => (stats.isFile() ? null : `${here} is not a regular file`));

async function trustedPath(
  root: string,
  macPath: string,
  problemOf: (stats: Stats, here: string) => string | null,
): Promise<Result<string, string>> {
  if (!macPath.startsWith('/')) return failed(`${macPath} is not an absolute path`);
  let pending = macPath.split('/').filter((part) => part !== '' && part !== '.');
  let walked: string[] = [];
  let links = 0;
  const rootProblem = await writableByOthers(root);
  if (rootProblem !== null) return failed(rootProblem);
  while (pending.length > 0) {
    const [part = '', ...rest] = pending;
    pending = rest;
    if (part === '..') {
      walked = walked.slice(0, -1);
      continue;
    }
    const here = `/${[...walked, part].join('/')}`;
    const stats = await lstat(join(root, here)).catch(() => null);
    if (stats === null) return failed(`${here} does not exist`);
    if (stats.uid !== 0) return failed(`${here} does not belong to root`);
    if (stats.isSymbolicLink()) {
      links += 1;
      if (links > mostLinks) return failed(`${macPath} has too many links`);
      const target = await readlink(join(root, here));
      const parts = target.split('/').filter((step) => step !== '' && step !== '.');
      if (target.startsWith('/')) walked = [];
      pending = [...parts, ...pending];
      continue;
    }
    if ((stats.mode & 0o022) !== 0) return failed(`${here} can be written by others than root`);
    const problem = rest.length === 0 ? problemOf(stats, here) : null;
    if (problem !== null) return failed(problem);
    walked = [...walked, part];
  }
  return ok(join(root, walked.join('/')));
}

async function writableByOthers(root: string): Promise<string | null> {
  const stats = await lstat(root).catch(() => null);
  if (stats === null) return `${root} does not exist`;
  if (stats.uid !== 0 || (stats.mode & 0o022) !== 0) return `${root} is not closed to other writers`;
  return null;
}
