/**
 * What the app last told of the screen, and what follows from it. Kept in memory only: it is advice of the moment. Nothing here is
 * believed for longer than a few looks, and a hold ends only when two reports in a row say so: the moment between two slides, or
 * between two displays, is not its end.
 */
import type { Deployment } from '../../core/deployment.ts';
import { judge } from '../../core/hold/judge.ts';
import type { Held, Judgement } from '../../core/hold/rules.ts';
import type { Observation } from '../../core/screen.ts';
import { isAfter, type Instant } from '../../core/time.ts';

/** A report older than this says nothing about now. The app looks every 3 to 5 seconds while something waits. */
const freshSeconds = 25;

export interface Report {
  readonly observation: Observation;
  readonly at: Instant;
}

export class Presence {
  #last: Report | null = null;
  #before: Report | null = null;
  readonly #listeners = new Set<(report: Report) => void>();

  hear(observation: Observation, at: Instant): void {
    this.#before = this.#last;
    this.#last = { observation, at };
    for (const listener of this.#listeners) listener(this.#last);
  }

  /** Another person is at the screen, or nobody. */
  forget(): void {
    this.#last = null;
    this.#before = null;
  }

  /** The next report, or null when none comes before `signal`. */
  next(signal: AbortSignal): Promise<Report | null> {
    return new Promise((resolve) => {
      const settle = (report: Report | null): void => {
        this.#listeners.delete(settle);
        resolve(report);
      };
      if (signal.aborted) {
        settle(null);
        return;
      }
      this.#listeners.add(settle);
      signal.addEventListener('abort', () => settle(null), { once: true });
    });
  }

  isScreenOff(now: Instant): boolean {
    const screen = this.#fresh(this.#last, now)?.observation.screen;
    return screen?.kind === 'seen' && screen.value !== 'on';
  }

  /** `wasHeld`: a hold goes on, so its end must be seen twice. */
  judge(deployment: Deployment, what: Held, wasHeld: boolean, now: Instant): Judgement {
    const last = this.#fresh(this.#last, now);
    if (last === null) return { kind: 'unknown', why: this.#silence(now) };
    const judgement = judge(deployment.holds, last.observation, what);
    if (judgement.kind !== 'free' || !wasHeld) return judgement;
    const before = this.#fresh(this.#before, now);
    return before === null ? judgement : judge(deployment.holds, before.observation, what);
  }

  #fresh(report: Report | null, now: Instant): Report | null {
    return report === null || isAfter(now, report.at.add({ seconds: freshSeconds })) ? null : report;
  }

  #silence(now: Instant): string {
    if (this.#last === null) return 'the app has told nothing yet';
    const seconds = Math.round(this.#last.at.until(now).total('seconds'));
    return `the app has told nothing for ${String(seconds)} seconds`;
  }
}
