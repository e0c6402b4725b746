/**
 * `/Library/Managed Preferences`: what MDM wrote, read from the files themselves (macos.md B: cfprefsd may lag, user defaults
 * can be written by users). Only files that root owns and nobody else can write count.
 */
import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deploymentPreferenceDomainPrefix, paths, preferenceDomain } from '../../contract/identity.ts';
import { isDeploymentId } from '../../core/names.ts';
import { readPreferences, type Dictionary, type Preferences } from '../../preferences/read-domain.ts';
import type { Log, PreferencesSource } from '../ports/ports.ts';
import { readTrusted } from '../../files/durable-files.ts';
import { decodePlist, mostPlistBytes } from '../../files/plist-file.ts';

/** MDM replaces several files one after another; they are read once when it is quiet again. */
const quietMs = 500;
/** Bounds the work when somebody fills the folder. */
const mostDeployments = 2_000;

export class ManagedPreferences implements PreferencesSource {
  readonly #folder: string;
  readonly #log: Log;

  constructor(root: string, log: Log) {
    this.#folder = join(root, paths.managedPreferences);
    this.#log = log;
  }

  async read(): Promise<Preferences> {
    const names = await readdir(this.#folder).catch(() => []);
    const prefix = `${deploymentPreferenceDomainPrefix}.`;
    const byDeployment = new Map<string, Dictionary>();
    for (const name of names.sort()) {
      if (!name.startsWith(prefix) || !name.endsWith('.plist') || byDeployment.size >= mostDeployments)
        continue;
      const id = name.slice(prefix.length, -'.plist'.length);
      if (!isDeploymentId(id)) {
        this.#log.warn(`${name}: "${id}" cannot be the ID of a deployment; the file is left out`);
        continue;
      }
      const dictionary = await this.#dictionary(name);
      if (dictionary !== null) byDeployment.set(id, dictionary);
    }
    return readPreferences(await this.#dictionary(`${preferenceDomain}.plist`), byDeployment);
  }

  watch(changed: () => void): void {
    let quiet: NodeJS.Timeout | null = null;
    try {
      // The folder, not the files: MDM replaces a file rather than writing into it.
      watch(this.#folder, (_, name) => {
        if (name?.startsWith(preferenceDomain) === false) return;
        if (quiet !== null) clearTimeout(quiet);
        quiet = setTimeout(changed, quietMs);
      }).on('error', (error) => this.#log.warn(`preferences are no longer watched: ${error.message}`));
    } catch (error) {
      // A Mac that was never managed has no such folder; the hourly look and `intermission reload` still read it.
      this.#log.warn(`preferences are not watched: ${String(error)}`);
    }
  }

  async #dictionary(name: string): Promise<Dictionary | null> {
    const path = join(this.#folder, name);
    const bytes = await readTrusted(path, mostPlistBytes);
    if (!bytes.ok) {
      this.#log.warn(bytes.problem);
      return null;
    }
    if (bytes.value === null) return null;
    const decoded = decodePlist(bytes.value);
    if (decoded.ok) return decoded.value;
    this.#log.warn(`${path} ${decoded.problem}; it is left out`);
    return null;
  }
}
