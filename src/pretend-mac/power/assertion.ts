/**
 * Power assertions: what a process asks powerd for, such as a display that stays awake. One file for each, in a folder that every
 * process may write into, because any may take one.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../launchd/processes.ts';
import { below, PLACES } from '../places.ts';
import { readState } from '../state-file.ts';

export interface Assertion {
  readonly pid: number;
  /** The process's name as powerd knows it. */
  readonly process: string;
  /** For example `NoDisplaySleepAssertion` or `PreventUserIdleSystemSleep`. */
  readonly type: string;
  readonly name: string;
  /** Further lines below it, as pmset prints them after a tab: `Created for PID: 1379. `. */
  readonly details?: readonly string[];
  /** Its time is over, and the process has not let go of it: it counts no more. */
  readonly timedOut?: boolean;
  readonly suspended?: boolean;
  /** 16 hexadecimal digits; made up unless given. */
  readonly id?: string;
}

export interface TakenAssertion extends Assertion {
  readonly id: string;
  /** Milliseconds since 1970, by the Mac's clock. */
  readonly takenAt: number;
  /** powerd drops what a process holds when it ends. What a test holds in the name of some process stays until it is released. */
  readonly endsWithProcess: boolean;
}

/** Returns the id, to release it by. */
export function takeAssertion(
  root: string,
  assertion: Assertion,
  options: { readonly now: number; readonly endsWithProcess: boolean },
): string {
  const id = assertion.id ?? randomBytes(8).toString('hex');
  const { now: takenAt, endsWithProcess } = options;
  const taken: TakenAssertion = { ...assertion, id, takenAt, endsWithProcess };
  const file = below(root, fileOf(id));
  writeFileSync(`${file}.new`, JSON.stringify(taken));
  renameSync(`${file}.new`, file);
  return id;
}

export function releaseAssertion(root: string, id: string): void {
  rmSync(below(root, fileOf(id)), { force: true });
}

/** The oldest first. */
export function takenAssertions(root: string): readonly TakenAssertion[] {
  return readdirSync(below(root, PLACES.assertions))
    .filter((file) => file.endsWith('.json'))
    .map((file) => readState<TakenAssertion | null>(root, join(PLACES.assertions, file), null))
    .filter((taken) => taken !== null)
    .filter((taken) => !taken.endsWithProcess || isAlive(taken.pid))
    .sort((one, other) => one.takenAt - other.takenAt);
}

const fileOf = (id: string): string => `${PLACES.assertions}/${id}.json`;

/** The assertions of a Mac in the hands of a test: `mac.assertions`. */
export class MacAssertions {
  readonly #root: string;
  readonly #now: () => number;

  constructor(root: string, now: () => number) {
    this.#root = root;
    this.#now = now;
  }

  /** Takes one in the name of a process, which need not exist. It stays until it is released. Returns its id. */
  take(assertion: Assertion): string {
    return takeAssertion(this.#root, assertion, { now: this.#now(), endsWithProcess: false });
  }

  release(id: string): void {
    releaseAssertion(this.#root, id);
  }
}
