/** When what is written down is brought within its bounds: at the start, and once an hour at the most while the helper is awake anyway. */
import { isBefore, plusHours, plusMinutes, type Instant } from '../../core/time.ts';
import type { Papers } from '../ports/ports.ts';
import type { Ledger } from './ledger.ts';
import type { Course } from './views.ts';

const hoursBetween = 1;
/** A job that is due this soon may be started while its log is shortened. */
const soonMinutes = 10;

export class Tidying {
  readonly #papers: Papers;
  readonly #ledger: Ledger;
  #last: Instant | null = null;

  constructor(papers: Papers, ledger: Ledger) {
    this.#papers = papers;
    this.#ledger = ledger;
  }

  /** To be called in turn, because the history is written in turn. */
  async look(now: Instant): Promise<void> {
    // Also when the clock was set back: the last time then lies ahead.
    if (
      this.#last !== null &&
      !isBefore(now, this.#last) &&
      isBefore(now, plusHours(this.#last, hoursBetween))
    )
      return;
    this.#last = now;
    const { logDays, historyDays } = this.#ledger.preferences.keeping;
    const soon = plusMinutes(now, soonMinutes);
    const running = (id: string): boolean => {
      const found = this.#ledger.course(id);
      return found !== null && mayRun(found, soon);
    };
    await this.#papers.trim({ logDays, historyDays, now, running });
  }
}

const mayRun = ({ record: { stage } }: Course, soon: Instant): boolean =>
  stage.kind === 'running' || (stage.kind === 'scheduled' && isBefore(stage.deferral.due, soon));
