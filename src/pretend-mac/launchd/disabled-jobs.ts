/**
 * The database of overrides behind `launchctl enable` and `disable`. It survives reboots and bootout; only `enable`
 * takes an entry back, by writing the opposite. One file for the system and one per user.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { below, PLACES } from '../places.ts';
import { readDictionary, writeDictionary } from '../property-list.ts';

export class DisabledJobs {
  readonly #file: string;
  readonly #overrides: Map<string, boolean>;

  /** `uid` undefined: the system's. */
  constructor(root: string, uid: number | undefined) {
    const file = below(root, PLACES.disabledJobs);
    this.#file = uid === undefined ? file : file.replace(/\.plist$/, `.${uid}.plist`);
    const entries = Object.entries(readDictionary(this.#file) ?? {});
    this.#overrides = new Map(
      entries.filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
    );
  }

  /** Whether a job may not be loaded; `byItself` is the plist's own Disabled key, which an override beats. */
  isDisabled(label: string, byItself: boolean): boolean {
    return this.#overrides.get(label) ?? byItself;
  }

  set(label: string, disabled: boolean): void {
    this.#overrides.set(label, disabled);
    mkdirSync(dirname(this.#file), { recursive: true });
    writeDictionary(this.#file, Object.fromEntries(this.#overrides));
  }

  entries(): [label: string, disabled: boolean][] {
    return [...this.#overrides];
  }
}
