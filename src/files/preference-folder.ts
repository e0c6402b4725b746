/**
 * A folder of preference domains, such as `/Library/Managed Preferences`, read from the files themselves (macos.md B: cfprefsd may
 * lag, and user defaults can be written by users). Only what root alone can have written counts: the file, and every folder
 * above it.
 */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeploymentId } from '../core/names.ts';
import { readTrusted } from './durable-files.ts';
import { decodePlist, mostPlistBytes } from './plist-file.ts';

/** Bounds the work when somebody fills the folder. */
const mostDomains = 2_000;

export interface PreferenceFolder {
  /** By domain: that of the organisation, and those below it that end in a deployment's ID. */
  readonly domains: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Files that do not count, each with the reason. */
  readonly leftOut: readonly string[];
}

/** `prefix` begins the domains of deployments: `io.intermission.deployment.`. A folder that is not there holds nothing. */
export async function readPreferenceFolder(
  root: string,
  macFolder: string,
  domain: string,
  prefix: string,
): Promise<PreferenceFolder> {
  const domains = new Map<string, Readonly<Record<string, unknown>>>();
  const leftOut: string[] = [];
  const folder = join(root, macFolder);
  const names = await readdir(folder).catch(() => []);
  const ours = names.filter((name) => name.startsWith(domain) && name.endsWith('.plist')).sort();
  if (ours.length === 0) return { domains, leftOut };
  const distrust = await writableByOthers(root, macFolder);
  if (distrust !== null) return { domains, leftOut: [`${macFolder} is left out: ${distrust}`] };
  for (const name of ours) {
    const found = name.slice(0, -'.plist'.length);
    if (found !== domain && !found.startsWith(prefix)) continue;
    if (domains.size >= mostDomains) {
      leftOut.push(
        `${macFolder} holds more than ${mostDomains} domains: ${name} and what follows is left out`,
      );
      break;
    }
    const id = found.slice(prefix.length);
    if (found !== domain && !isDeploymentId(id)) {
      leftOut.push(`${name} is left out: "${id}" cannot be the ID of a deployment`);
      continue;
    }
    const bytes = await readTrusted(join(folder, name), mostPlistBytes);
    if (!bytes.ok) leftOut.push(`${name} is left out: ${bytes.problem}`);
    else if (bytes.value !== null) {
      const decoded = decodePlist(bytes.value);
      if (decoded.ok) domains.set(found, decoded.value);
      else leftOut.push(`${name} is left out: it ${decoded.problem}`);
    }
  }
  return { domains, leftOut };
}

/** Why somebody else than root could have put a file there; null where nobody could. */
async function writableByOthers(root: string, macFolder: string): Promise<string | null> {
  const parts = macFolder.split('/').filter((part) => part !== '');
  for (let i = 0; i <= parts.length; i += 1) {
    const folder = `/${parts.slice(0, i).join('/')}`;
    const stats = await lstat(join(root, folder)).catch(() => null);
    if (stats === null) return `${folder} does not exist`;
    if (!stats.isDirectory()) return `${folder} is not a folder`;
    if (stats.uid !== 0) return `${folder} does not belong to root`;
    if ((stats.mode & 0o022) !== 0) return `${folder} can be written by others than root`;
  }
  return null;
}
