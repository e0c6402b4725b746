/**
 * Folders of preference domains, such as `/Library/Managed Preferences`, read from the files themselves (macos.md B: cfprefsd may
 * lag, and user defaults can be written by users). Only what root alone can have written counts: the file, and every folder
 * above it.
 */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeploymentId } from '../core/names.ts';
import { failed, ok, type Result } from '../core/result.ts';
import { readTrusted } from './durable-files.ts';
import { decodePlist, mostPlistBytes } from './plist-file.ts';

/** Bounds the work when somebody fills a folder. */
const mostDomains = 2_000;

/** A folder of preference domains; what stands in a managed one wins. */
export interface PreferenceFolder {
  readonly path: string;
  readonly managed: boolean;
}

export interface DomainNames {
  /** `io.intermission` */
  readonly organization: string;
  /** `io.intermission.deployment.`, followed by a deployment's ID. */
  readonly deploymentPrefix: string;
}

interface Source {
  readonly name: string;
  readonly managed: boolean;
  readonly dictionary: Readonly<Record<string, unknown>>;
}

export interface FoundPreferences {
  readonly organization: readonly Source[];
  readonly deployments: ReadonlyMap<string, readonly Source[]>;
  /** Files that do not count, each with the reason. */
  readonly leftOut: readonly string[];
}

/** Reads every domain of ours in these folders below `root`. A folder that is not there holds nothing. */
export async function readPreferenceFolders(
  root: string,
  folders: readonly PreferenceFolder[],
  names: DomainNames,
): Promise<FoundPreferences> {
  const organization: Source[] = [];
  const deployments = new Map<string, Source[]>();
  const leftOut: string[] = [];
  for (const folder of folders) {
    for (const { id, file } of await domainsIn(root, folder, names, leftOut)) {
      const name = `${folder.path}/${file}`;
      const read = await dictionaryIn(join(root, name));
      if (!read.ok) leftOut.push(`${name} is left out: ${read.problem}`);
      else if (read.value !== null) {
        const source = { name, managed: folder.managed, dictionary: read.value };
        if (id === null) organization.push(source);
        else deployments.set(id, [...(deployments.get(id) ?? []), source]);
      }
    }
  }
  return { organization, deployments, leftOut };
}

/** The files of ours; the ID is null for the organisation's. */
async function domainsIn(
  root: string,
  folder: PreferenceFolder,
  { organization, deploymentPrefix }: DomainNames,
  leftOut: string[],
): Promise<readonly { readonly id: string | null; readonly file: string }[]> {
  const ours = (await readdir(join(root, folder.path)).catch(() => []))
    .filter(
      (file) =>
        file === `${organization}.plist` || (file.startsWith(deploymentPrefix) && file.endsWith('.plist')),
    )
    .sort();
  if (ours.length === 0) return [];
  const distrust = await writableByOthers(root, folder.path);
  if (distrust !== null) {
    leftOut.push(`${folder.path} is left out: ${distrust}`);
    return [];
  }
  if (ours.length > mostDomains) {
    leftOut.push(`${folder.path} holds more than ${mostDomains} domains: the others are left out`);
  }
  return ours.slice(0, mostDomains).flatMap((file): { id: string | null; file: string }[] => {
    if (file === `${organization}.plist`) return [{ id: null, file }];
    const id = file.slice(deploymentPrefix.length, -'.plist'.length);
    if (isDeploymentId(id)) return [{ id, file }];
    leftOut.push(`${folder.path}/${file} is left out: "${id}" cannot be the ID of a deployment`);
    return [];
  });
}

/** Null where it is gone since the folder was listed. */
async function dictionaryIn(path: string): Promise<Result<Source['dictionary'] | null, string>> {
  const bytes = await readTrusted(path, mostPlistBytes);
  if (!bytes.ok) return bytes;
  if (bytes.value === null) return ok(null);
  const decoded = decodePlist(bytes.value);
  return decoded.ok ? decoded : failed(`it ${decoded.problem}`);
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
