/** Whose turn it is among the runs whose time has come. The order is the core's (`core/order.ts`). */
import type { Deployment } from '../../core/deployment.ts';
import { ahead, patienceEnd } from '../../core/order.ts';
import { earliest, isAfter, type Instant } from '../../core/time.ts';
import type { Clock } from '../ports/ports.ts';
import type { Ledger } from './ledger.ts';
import type { RunWatch } from './run-watch.ts';
import type { Course } from './views.ts';

/** What is needed of the engine. */
interface TurnTaker {
  readonly ports: { readonly clock: Clock };
  readonly ledger: Ledger;
  readonly runs: RunWatch;
}

export class Turns {
  readonly #engine: TurnTaker;

  constructor(engine: TurnTaker) {
    this.#engine = engine;
  }

  /** Whoever goes before this one; null where it is its turn. */
  ahead(own: Course): Deployment | null {
    const { ledger, runs, ports } = this.#engine;
    const now = ports.clock.now();
    return ahead(own, ledger.courses, runs.cameAt(own.deployment.id) ?? now, now);
  }

  /** Somebody may have become the next: the runs that wait for their turn ask again. */
  callNext(): void {
    if (this.#waiting().length > 0) this.#engine.runs.callNext();
  }

  /** When a run need no longer wait for jobs that have not come; null where none does. */
  nextCall(): Instant | null {
    const now = this.#engine.ports.clock.now();
    const ends = this.#waiting()
      .map(patienceEnd)
      .filter((end) => isAfter(end, now));
    return ends.length === 0 ? null : ends.reduce(earliest);
  }

  /** When each run came that waits for its turn; none while another one runs. */
  #waiting(): readonly Instant[] {
    const { ledger, runs } = this.#engine;
    if (ledger.courses.some(({ record }) => record.stage.kind === 'running')) return [];
    return ledger.courses.flatMap(({ deployment, record: { stage, hold } }) =>
      stage.kind === 'scheduled' && stage.waiting && hold === null ? (runs.cameAt(deployment.id) ?? []) : [],
    );
  }
}
