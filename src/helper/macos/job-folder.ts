/** `/Library/LaunchDaemons`. Reads every plist there, writes and removes only what it is told by label. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../contract/identity.ts';
import { isJobLabel } from '../../core/names.ts';
import type { PlistDictionary } from '../../core/launch-daemon.ts';
import { failed, type Result } from '../../core/result.ts';
import type { JobFile, JobFolder } from '../ports/ports.ts';
import { readTrusted, removeDurably, removeLeftovers, writeDurably } from '../../files/durable-files.ts';
import { decodePlist, encodePlist, mostPlistBytes } from '../../files/plist-file.ts';

export class MacJobFolder implements JobFolder {
  readonly #folder: string;

  constructor(root: string) {
    this.#folder = join(root, paths.launchDaemons);
  }

  async list(): Promise<readonly JobFile[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const files: JobFile[] = [];
    for (const name of names) {
      const label = name.endsWith('.plist') ? name.slice(0, -'.plist'.length) : '';
      if (!isJobLabel(label)) continue;
      const path = join(this.#folder, name);
      const stats = await lstat(path).catch(() => null);
      if (stats === null) continue;
      const bytes = await readTrusted(path, mostPlistBytes);
      const decoded = bytes.ok && bytes.value !== null ? decodePlist(bytes.value) : null;
      files.push({
        label,
        content: decoded?.ok === true ? decoded.value : undefined,
        writtenAt: Temporal.Instant.fromEpochMilliseconds(Math.floor(stats.mtimeMs)),
      });
    }
    return files;
  }

  async removeLeftovers(): Promise<void> {
    await removeLeftovers(this.#folder);
  }

  async write(label: string, dictionary: PlistDictionary): Promise<Result<null, string>> {
    if (!isJobLabel(label)) return failed(`"${label}" is not a label for a LaunchDaemon`);
    return writeDurably(this.#path(label), encodePlist(dictionary), 0o644);
  }

  async remove(label: string): Promise<Result<null, string>> {
    if (!isJobLabel(label)) return failed(`"${label}" is not a label for a LaunchDaemon`);
    return removeDurably(this.#path(label));
  }

  #path(label: string): string {
    return join(this.#folder, `${label}.plist`);
  }
}
