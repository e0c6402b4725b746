/**
 * Who sits at the Mac. `scutil` is the authority (the owner of /dev/console may lag, macos.md D); that owner is cheap to look at,
 * so it only tells when to ask again.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { paths } from '../../contract/identity.ts';
import type { ConsoleUser, User } from '../ports/ports.ts';
import type { RunTool } from './tool.ts';

const glanceMs = 5_000;
/** While nobody is known, scutil is asked this often all the same: the console's owner may stay root (macos.md D). */
const askEveryGlances = 12;
/** Names that stand for nobody: the login window, and the account of the set-up assistant. */
const nobody: readonly string[] = ['loginwindow', '_mbsetupuser', 'root'];

export class MacConsoleUser implements ConsoleUser {
  readonly #root: string;
  readonly #run: RunTool;
  #last: User | null = null;

  constructor(root: string, run: RunTool) {
    this.#root = root;
    this.#run = run;
  }

  /** Null at the login window. When scutil gives no answer, the last known user stands. */
  async current(): Promise<User | null> {
    const shown = await this.#run(paths.scutil, [], {
      input: 'show State:/Users/ConsoleUser\n',
      timeoutMs: 5_000,
    });
    if (shown.ok && shown.value.code === 0) this.#last = parseConsoleUser(shown.value.stdout);
    return this.#last;
  }

  watch(changed: () => void): void {
    // Null: whoever came since the last answer of scutil is noticed at the first glance.
    let owner: number | null = null;
    let glances = 0;
    setInterval(() => {
      glances += 1;
      const ask = this.#last === null && glances % askEveryGlances === 0;
      stat(join(this.#root, paths.console)).then(
        ({ uid }) => {
          if (ask || owner !== uid) changed();
          owner = uid;
        },
        () => undefined,
      );
    }, glanceMs);
  }
}

/** The top-level `Name` and `UID` of scutil's dictionary: two blanks before them; those of other sessions stand deeper. */
export function parseConsoleUser(output: string): User | null {
  const uid = /^ {2}UID : (\d+)\s*$/m.exec(output)?.[1];
  const name = /^ {2}Name : (.+?)\s*$/m.exec(output)?.[1];
  if (uid === undefined || name === undefined || Number(uid) === 0 || nobody.includes(name)) return null;
  return { uid: Number(uid), name };
}
