/**
 * Timers that count pretend milliseconds. One real timer serves them all; it keeps the process alive exactly as long as
 * a referenced pretend timer is pending.
 *
 * When the clock jumps, the timers due in the span fire one after the other in the order in which they are due, each in
 * a turn of the event loop of its own, and each sees the time at which it was due: `lag` says how far this process is
 * behind. So a chain of ten-minute timers fires six times when an hour passes.
 */
import { original } from './original.ts';

/** The longest delay Node knows. */
export const LONGEST = 2 ** 31 - 1;
/** After so many timers in one jump the rest sees the time after it: an hour of a 1 ms interval would never end. */
const MOST_IN_ONE_JUMP = 10_000;

export interface TimeSource {
  /** Pretend monotonic milliseconds, without lag. */
  monotonic(): number;
  /** How fast pretend time passes now; 0 when it stands still. */
  pace(): number;
}

export interface Entry {
  due: number;
  order: number;
  readonly referenced: () => boolean;
  readonly fire: () => void;
}

export class TimerQueue {
  readonly #source: TimeSource;
  readonly #entries: Entry[] = [];
  #order = 0;
  #alarm: { timer: NodeJS.Timeout; at: number } | undefined;
  #catchingUp = false;
  #steps = 0;
  #lag = 0;
  readonly #whenIdle: (() => void)[] = [];

  constructor(source: TimeSource) {
    this.#source = source;
  }

  /** How many pretend milliseconds this process is behind the clock while it catches up after a jump. */
  get lag(): number {
    return this.#lag;
  }

  /** Pretend monotonic time as this process sees it. */
  now(): number {
    return this.#source.monotonic() - this.#lag;
  }

  add(entry: Entry, delay: number): void {
    entry.due = this.now() + delay;
    entry.order = this.#order++;
    let at = this.#entries.length;
    while (at > 0 && (this.#entries[at - 1]?.due ?? 0) > entry.due) at -= 1;
    this.#entries.splice(at, 0, entry);
    this.#arm();
  }

  remove(entry: Entry): void {
    const at = this.#entries.indexOf(entry);
    if (at < 0) return;
    this.#entries.splice(at, 1);
    this.#arm();
  }

  has(entry: Entry): boolean {
    return this.#entries.includes(entry);
  }

  /** A timer was referenced or unreferenced. */
  referencesChanged(): void {
    this.#arm();
  }

  /** The clock changed: fire what is due, count anew for the rest, then call back. Never fires before it returns. */
  clockChanged(done: () => void): void {
    this.#whenIdle.push(done);
    if (this.#alarm) original.clearTimeout(this.#alarm.timer);
    this.#alarm = undefined;
    if (this.#catchingUp) return;
    this.#startCatchingUp();
    original.setImmediate(this.#step);
  }

  /** Calls back when nothing that is due is left: at once, or after the present catching up. */
  whenIdle(done: () => void): void {
    if (this.#catchingUp) this.#whenIdle.push(done);
    else done();
  }

  #arm(): void {
    if (this.#catchingUp) return;
    const first = this.#entries[0];
    if (!first) {
      if (this.#alarm) original.clearTimeout(this.#alarm.timer);
      this.#alarm = undefined;
      return;
    }
    if (this.#alarm?.at !== first.due) {
      if (this.#alarm) original.clearTimeout(this.#alarm.timer);
      const pace = this.#source.pace();
      const wait = pace > 0 ? Math.ceil((first.due - this.#source.monotonic()) / pace) : LONGEST;
      const timer = original.setTimeout(() => this.#ring(), Math.min(Math.max(wait, 1), LONGEST));
      this.#alarm = { timer, at: first.due };
    }
    if (this.#entries.some((entry) => entry.referenced())) this.#alarm.timer.ref();
    else this.#alarm.timer.unref();
  }

  #ring(): void {
    this.#alarm = undefined;
    if (this.#catchingUp) return;
    this.#startCatchingUp();
    this.#step();
  }

  #startCatchingUp(): void {
    this.#catchingUp = true;
    this.#steps = 0;
    const first = this.#entries[0];
    this.#lag = first ? Math.max(0, this.#source.monotonic() - first.due) : 0;
  }

  readonly #step = (): void => {
    const now = this.#source.monotonic();
    const entry = this.#entries[0];
    if (!entry || entry.due > now) {
      this.#catchingUp = false;
      this.#lag = 0;
      for (const done of this.#whenIdle.splice(0)) done();
      this.#arm();
      return;
    }
    this.#entries.shift();
    this.#steps += 1;
    this.#lag = this.#steps > MOST_IN_ONE_JUMP ? 0 : Math.max(0, Math.min(this.#lag, now - entry.due));
    // Referenced: an unreferenced turn would wait for the next event. Asked for first, so that a callback that throws does not stop the others.
    original.setImmediate(this.#step);
    entry.fire();
  };
}
