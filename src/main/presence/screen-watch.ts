/**
 * When the screen is looked at: at once when something begins to wait, then ever again, and soon once more after a change, so that
 * the end of a presentation is seen settled and not halfway. One look at a time. When nothing waits there is no timer and no process.
 */
import type { Observation } from '../../core/screen.ts';
import type { Clock, ScreenWatch } from '../ports/ports.ts';
import type { Look } from './look.ts';
import { tellingPart } from './most-telling.ts';

/** How long after a look that differs from the one before comes the next. */
export const settleMilliseconds = 1_500;

interface LookUnderWay {
  readonly stop: AbortController;
  /** Something happened meanwhile: what it sees may be out of date already. */
  again: boolean;
}

export class PacedScreenWatch implements ScreenWatch {
  readonly #look: Look;
  readonly #clock: Pick<Clock, 'callAfter'>;
  #tell: (observation: Observation) => void = () => undefined;
  #everySeconds: number | null = null;
  #underWay: LookUnderWay | null = null;
  #lastTelling: string | null = null;
  #forgetTimer: (() => void) | null = null;

  /** `onChange` calls back when displays come or go, the Mac wakes, or the lock changes. */
  constructor(options: {
    readonly look: Look;
    readonly clock: Pick<Clock, 'callAfter'>;
    readonly onChange: (listener: () => void) => void;
  }) {
    this.#look = options.look;
    this.#clock = options.clock;
    options.onChange(() => this.#lookNow());
  }

  onObservation(listener: (observation: Observation) => void): void {
    this.#tell = listener;
  }

  observe(everySeconds: number | null): void {
    const before = this.#everySeconds;
    if (everySeconds === before) return;
    this.#everySeconds = everySeconds;
    if (everySeconds === null) this.#end();
    else if (before === null) this.#lookNow();
    else if (this.#underWay === null) this.#wait(everySeconds * 1000);
  }

  #lookNow(): void {
    if (this.#everySeconds === null) return;
    if (this.#underWay === null) void this.#lookOnce();
    else this.#underWay.again = true;
  }

  async #lookOnce(): Promise<void> {
    this.#stopWaiting();
    const underWay = { stop: new AbortController(), again: false };
    this.#underWay = underWay;
    const observation = await this.#look(underWay.stop.signal);
    if (this.#underWay !== underWay || this.#everySeconds === null) return;
    this.#underWay = null;
    const telling = tellingPart(observation);
    const changed = this.#lastTelling !== null && this.#lastTelling !== telling;
    this.#lastTelling = telling;
    if (underWay.again) this.#lookNow();
    else this.#wait(changed ? settleMilliseconds : this.#everySeconds * 1000);
    this.#tell(observation);
  }

  #wait(milliseconds: number): void {
    this.#stopWaiting();
    this.#forgetTimer = this.#clock.callAfter(milliseconds, () => this.#lookNow());
  }

  #stopWaiting(): void {
    this.#forgetTimer?.();
    this.#forgetTimer = null;
  }

  #end(): void {
    this.#stopWaiting();
    this.#underWay?.stop.abort();
    this.#underWay = null;
    this.#lastTelling = null;
  }
}
