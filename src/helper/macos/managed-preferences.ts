/**
 * `/Library/Managed Preferences`: what MDM wrote, read from the files themselves (macos.md B: cfprefsd may lag, user defaults
 * can be written by users). Only files that root owns and nobody else can write count.
 */
import { existsSync, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deploymentPreferenceDomainPrefix, paths, preferenceDomain } from '../../contract/identity.ts';
import { isDeploymentId } from '../../core/names.ts';
import {
  readPreferences,
  type Dictionary,
  type Preferences,
  type Source,
} from '../../preferences/read-domain.ts';
import type { Log, PreferencesSource } from '../ports/ports.ts';
import { readTrusted } from '../../files/durable-files.ts';
import { decodePlist, mostPlistBytes } from '../../files/plist-file.ts';

/** MDM replaces several files one after another; they are read once when it is quiet again. */
const quietMs = 500;
/** How often to look whether a folder that could not be watched is there. */
const lookAgainMs = 60_000;
/** Bounds the work when somebody fills the folder. */
const mostDeployments = 2_000;

export class ManagedPreferences implements PreferencesSource {
  readonly #folder: string;
  readonly #log: Log;

  constructor(root: string, log: Log) {
    this.#folder = join(root, paths.managedPreferences);
    this.#log = log;
  }

  async read(): Promise<{ readonly preferences: Preferences; readonly leftOut: readonly string[] }> {
    const leftOut: string[] = [];
    const names = await readdir(this.#folder).catch(() => []);
    const prefix = `${deploymentPreferenceDomainPrefix}.`;
    const byDeployment = new Map<string, readonly Source[]>();
    for (const name of names.sort()) {
      if (!name.startsWith(prefix) || !name.endsWith('.plist') || byDeployment.size >= mostDeployments)
        continue;
      const id = name.slice(prefix.length, -'.plist'.length);
      if (!isDeploymentId(id)) {
        leftOut.push(`${name} is left out: "${id}" cannot be the ID of a deployment`);
        continue;
      }
      const dictionary = await this.#dictionary(name, leftOut);
      if (dictionary !== null) byDeployment.set(id, [this.#source(name, dictionary)]);
    }
    const file = `${preferenceDomain}.plist`;
    const dictionary = await this.#dictionary(file, leftOut);
    const organization = dictionary === null ? [] : [this.#source(file, dictionary)];
    return {
      preferences: readPreferences({ organization, deployments: byDeployment, moment: null }),
      leftOut,
    };
  }

  #source(file: string, dictionary: Dictionary): Source {
    return { name: join(this.#folder, file), managed: true, dictionary };
  }

  watch(changed: () => void): void {
    let quiet: NodeJS.Timeout | null = null;
    const watchAgain = (why: string): void => {
      this.#log.warn(`preferences are not watched: ${why}`);
      // A Mac that was never managed has no such folder, and one that is enrolled anew gets another.
      const look = setInterval(() => {
        if (!existsSync(this.#folder)) return;
        clearInterval(look);
        this.watch(changed);
        changed();
      }, lookAgainMs);
    };
    try {
      // The folder, not the files: MDM replaces a file rather than writing into it.
      const watcher = watch(this.#folder, (_, name) => {
        if (!existsSync(this.#folder)) {
          watcher.close();
          watchAgain('the folder is gone');
        } else if (name?.startsWith(preferenceDomain) === false) return;
        if (quiet !== null) clearTimeout(quiet);
        quiet = setTimeout(changed, quietMs);
      }).on('error', (error) => {
        watcher.close();
        watchAgain(error.message);
      });
    } catch (error) {
      watchAgain(error instanceof Error ? error.message : String(error));
    }
  }

  async #dictionary(name: string, leftOut: string[]): Promise<Dictionary | null> {
    const bytes = await readTrusted(join(this.#folder, name), mostPlistBytes);
    if (!bytes.ok) {
      leftOut.push(`${name} is left out: ${bytes.problem}`);
      return null;
    }
    if (bytes.value === null) return null;
    const decoded = decodePlist(bytes.value);
    if (decoded.ok) return decoded.value;
    leftOut.push(`${name} is left out: it ${decoded.problem}`);
    return null;
  }
}
