/** The clock of a pretend Mac in the hands of a test. Instants are ms since 1970, or ISO texts with `Z` or an offset. */
import { readClockFile } from './clock/clock-file.ts';
import { original } from './clock/original.ts';
import { wallAt } from './clock/state.ts';
import type { Request } from './launchd/requests.ts';
import { below, PLACES } from './places.ts';

export type InstantLike = number | string;

export function instant(value: InstantLike): number {
  const number = typeof value === 'number' ? value : Date.parse(value);
  if (!Number.isFinite(number)) throw new Error(`no instant: ${value}`);
  return number;
}

export class MacClock {
  readonly #root: string;
  readonly #ask: (request: Request) => Promise<unknown>;

  constructor(root: string, ask: (request: Request) => Promise<unknown>) {
    this.#root = root;
    this.#ask = ask;
  }

  /** Milliseconds since 1970 on the Mac's wall clock. */
  now(): number {
    const state = readClockFile(below(this.#root, PLACES.clock));
    if (!state) throw new Error('this Mac has no clock');
    return Math.floor(wallAt(state, original.now()));
  }

  /**
   * That much time passes. In each process the timers due in it fire in order, each seeing its own time; resolves when
   * every process is through. Processes do not wait for each other, and one that is started on the way sees the end of
   * the span: to look at a moment, land on it.
   */
  async advance(milliseconds: number): Promise<void> {
    await this.#ask({ ask: 'advance', by: milliseconds });
  }

  /** Time passes until then; nothing happens when it is over already. */
  async advanceTo(moment: InstantLike): Promise<void> {
    const by = instant(moment) - this.now();
    if (by > 0) await this.advance(by);
  }

  /** Somebody sets the wall clock: no timer fires, but a calendar appointment that lies in the past now does. */
  async set(moment: InstantLike): Promise<void> {
    await this.#ask({ ask: 'set-clock', to: instant(moment) });
  }

  /** Pretend milliseconds per real one. 0 holds the clock. */
  async rate(rate: number): Promise<void> {
    await this.#ask({ ask: 'rate', rate });
  }
}
