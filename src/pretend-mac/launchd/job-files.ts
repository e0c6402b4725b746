/** Job plists on disk: which of them launchd accepts, and why not the others. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { below } from '../places.ts';
import { parseDictionary } from '../property-list.ts';
import { describeJob, type JobDescription } from './job-description.ts';

export type JobFile =
  | { readonly kind: 'job'; readonly job: JobDescription; readonly remarks: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads a plist by its Mac path. `owner` may own it besides root (a user's own agents); else 0. */
export function readJobFile(root: string, macPath: string, owner: number): JobFile {
  const path = below(root, macPath);
  try {
    const facts = statSync(path);
    if (!facts.isFile()) return refused('Dubious path. Not a regular file (skipping)');
    if (facts.uid !== 0 && facts.uid !== owner) return refused('Dubious ownership on file (skipping)');
    if ((facts.mode & 0o022) !== 0) return refused('Dubious permissions on file (skipping)');
    const dictionary = parseDictionary(readFileSync(path));
    if (!dictionary) return refused('no property list');
    const description = describeJob(dictionary);
    return description.kind === 'job' ? description : refused(description.reason);
  } catch {
    return refused('cannot be read');
  }
}

function refused(reason: string): JobFile {
  return { kind: 'refused', reason };
}

/** The Mac paths of the plists in a folder, sorted. Hidden files do not count. */
export function jobFilesIn(root: string, macFolder: string): string[] {
  try {
    return readdirSync(below(root, macFolder))
      .filter((name) => name.endsWith('.plist') && !name.startsWith('.'))
      .sort()
      .map((name) => `${macFolder}/${name}`);
  } catch {
    return [];
  }
}
