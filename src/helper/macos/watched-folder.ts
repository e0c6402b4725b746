/**
 * Notices changes in a folder that may come and go: MDM replaces files rather than writing into them, a Mac that is enrolled
 * gets the folder, and one that is enrolled anew gets another. So the folder above is watched as well, for the folder itself.
 */
import { existsSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';

/** How often to look whether something that could not be watched is there. */
const lookAgainMs = 60_000;

export class WatchedFolder {
  readonly #folder: string;
  /** Whether a file of this name is of interest. */
  readonly #concerns: (name: string) => boolean;
  readonly #changed: () => void;
  readonly #warn: (line: string) => void;
  #inside: FSWatcher | null = null;
  #look: NodeJS.Timeout | null = null;

  constructor(
    folder: string,
    concerns: (name: string) => boolean,
    changed: () => void,
    warn: (line: string) => void,
  ) {
    this.#folder = folder;
    this.#concerns = concerns;
    this.#changed = changed;
    this.#warn = warn;
  }

  start(): void {
    const above = dirname(this.#folder);
    const watching = this.#watch(above, (name) => {
      if (name !== null && name !== basename(this.#folder)) return;
      this.#enter();
      this.#changed();
    });
    if (watching === null) this.#lookAgain();
    this.#enter();
  }

  /** Watches the folder that stands there now; the one before may have been another. */
  #enter(): void {
    this.#inside?.close();
    this.#inside = existsSync(this.#folder)
      ? this.#watch(this.#folder, (name) => {
          if (name === null || this.#concerns(name)) this.#changed();
        })
      : null;
  }

  #watch(folder: string, event: (name: string | null) => void): FSWatcher | null {
    const unwatched = (error: unknown): void => {
      this.#warn(`${folder} is not watched: ${error instanceof Error ? error.message : String(error)}`);
      this.#lookAgain();
    };
    try {
      const watcher = watch(folder, (_, name) => event(name));
      return watcher.on('error', (error) => {
        watcher.close();
        unwatched(error);
      });
    } catch (error) {
      unwatched(error);
      return null;
    }
  }

  /** Where the system cannot watch, looking once a minute must do. */
  #lookAgain(): void {
    if (this.#look !== null) return;
    this.#look = setInterval(() => {
      this.#enter();
      this.#changed();
    }, lookAgainMs);
  }
}
