/**
 * When a job comes due by itself. A calendar appointment is an instant of the wall clock, found when the job is loaded
 * and again after each fire; so several that pass during sleep become one, and one whose time the clock was set past
 * fires. An interval counts time awake.
 */
import type { ClockKeeper } from '../clock/clock-keeper.ts';
import { PretendTimeout } from '../clock/pretend-timeout.ts';
import { nextFire, type CalendarInterval } from './calendar.ts';
import type { JobDescription } from './job-description.ts';

/** Days rather than the 24.8 days that a timer can count: looking once too often does no harm. */
const LONGEST_WAIT = 20 * 86_400_000;

export class Appointments {
  readonly #clock: ClockKeeper;
  readonly #zone: () => string;
  readonly #due: () => void;
  readonly #calendar: { readonly interval: CalendarInterval; at: number }[];
  #alarm: PretendTimeout | undefined;
  readonly #repeating: PretendTimeout | undefined;

  constructor(job: JobDescription, clock: ClockKeeper, zone: () => string, due: () => void) {
    this.#clock = clock;
    this.#zone = zone;
    this.#due = due;
    this.#calendar = job.calendar.map((interval) => ({
      interval,
      at: nextFire(interval, clock.now(), zone()),
    }));
    if (job.startInterval !== undefined) {
      this.#repeating = new PretendTimeout(clock.timers, due, job.startInterval, true);
    }
    this.look();
  }

  /** Counts anew; to be called when the wall clock was changed or the Mac woke. */
  look(): void {
    this.#alarm?.close();
    const next = Math.min(...this.#calendar.map((appointment) => appointment.at));
    if (next === Infinity) return;
    const wait = Math.min(Math.max(Math.ceil(next - this.#clock.now()), 1), LONGEST_WAIT);
    this.#alarm = new PretendTimeout(this.#clock.timers, () => this.#ring(), wait, false);
  }

  cancel(): void {
    this.#alarm?.close();
    this.#repeating?.close();
  }

  #ring(): void {
    const now = this.#clock.now();
    const past = this.#calendar.filter((appointment) => appointment.at <= now);
    for (const appointment of past) appointment.at = nextFire(appointment.interval, now, this.#zone());
    this.look();
    if (past.length > 0) this.#due();
  }
}
