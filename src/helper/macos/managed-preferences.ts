/**
 * The preferences of this Mac: what MDM wrote into `/Library/Managed Preferences` and, under it, what root wrote into
 * `/Library/Preferences`. Nothing that a user could have written is read (`files/preference-folder.ts`).
 */
import { join } from 'node:path';
import { preferenceDomain, preferenceFolders, preferenceNames } from '../../contract/identity.ts';
import { readPreferenceFolders } from '../../files/preference-folder.ts';
import { readPreferences, type Preferences } from '../../preferences/read-domain.ts';
import type { Log, PreferencesSource } from '../ports/ports.ts';
import { WatchedFolder } from './watched-folder.ts';

/** MDM replaces several files one after another; they are read once when it is quiet again. */
const quietMs = 500;

export class ManagedPreferences implements PreferencesSource {
  readonly #root: string;
  readonly #log: Log;

  constructor(root: string, log: Log) {
    this.#root = root;
    this.#log = log;
  }

  async read(): Promise<{ readonly preferences: Preferences; readonly leftOut: readonly string[] }> {
    const { organization, deployments, leftOut } = await readPreferenceFolders(
      this.#root,
      preferenceFolders,
      preferenceNames,
    );
    return { preferences: readPreferences({ organization, deployments, moment: null }), leftOut };
  }

  watch(changed: () => void): void {
    let quiet: NodeJS.Timeout | null = null;
    const soon = (): void => {
      if (quiet !== null) clearTimeout(quiet);
      quiet = setTimeout(changed, quietMs);
    };
    for (const { path } of preferenceFolders) {
      const isOurs = (name: string): boolean => name.startsWith(preferenceDomain);
      new WatchedFolder(join(this.#root, path), isOurs, soon, (line) => this.#log.warn(line)).start();
    }
  }
}
