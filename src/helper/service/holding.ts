/**
 * Holding: has the screen looked at while something waits for it, judges what is told, and lets through what may go. The rules are the
 * core's (`core/hold`); the report is advice from an untrusted party, and the core bounds what it can do.
 */
import { holdUntil } from '../../core/hold/bounds.ts';
import { nextJudging, screenJudged, waits } from '../../core/hold/hold-course.ts';
import type { Held, Judgement } from '../../core/hold/rules.ts';
import type { Observation } from '../../core/screen.ts';
import { lookEvery, nextNoticeAt, noticesJudged } from '../../core/notices.ts';
import { earliest, isAfter, type Instant, type Zone } from '../../core/time.ts';
import type { Result } from '../../core/result.ts';
import type { Ports, User } from '../ports/ports.ts';
import type { Change, Ledger } from './ledger.ts';
import { PowerWatch } from './power-watch.ts';
import { Presence } from './presence.ts';
import type { Publisher } from './publisher.ts';
import type { RunWatch } from './run-watch.ts';
import type { Course } from './views.ts';

/** What holding needs of the engine. */
interface Holder {
  readonly ports: Pick<Ports, 'clock' | 'power'>;
  readonly ledger: Ledger;
  readonly runs: RunWatch;
  readonly publisher: Publisher;
  readonly restarting: { look(): Promise<void> };
  readonly user: User | null;
  readonly zone: Zone;
  commit(changes: readonly Change[], cause: string): Promise<Result<null, string>>;
  inTurn<T>(operation: () => Promise<T>): Promise<T>;
  reconcileSoon(): void;
}

/** Seconds between looks while an admin wants to see what is seen. */
const lookingOnEvery = 3;

export class Holding {
  readonly presence = new Presence();
  readonly #engine: Holder;
  readonly #power: PowerWatch;
  /** When the screen was last judged; the Mac slept where that is long ago. */
  #lastJudging: Instant | null = null;
  /** Admins who look on although nothing waits. */
  #lookersOn = 0;

  constructor(engine: Holder) {
    this.#engine = engine;
    this.#power = new PowerWatch(engine.ports.power, engine.ports.clock);
  }

  /** What screen and power hold back, and what they let through. */
  async judgeScreen(cause: string): Promise<void> {
    const now = this.#engine.ports.clock.now();
    const lastJudging = this.#lastJudging;
    this.#lastJudging = now;
    const before = this.#engine.ledger.courses;
    const changes: Change[] = [];
    for (const it of before) {
      const look = {
        screen: (what: Held) => this.judgementFor(it, what),
        power: waits(it.record) === 'run' ? await this.powerFor(it) : ({ kind: 'free' } as const),
        last: lastJudging,
      };
      const { zone } = this.#engine;
      const judged = screenJudged(it.record, it.deployment, look, now, zone);
      const record = noticesJudged(judged, it.deployment, look.screen('question'), now, zone);
      changes.push({ course: it, record });
    }
    await this.#engine.commit(changes, cause);
    // A warning that is given only now moves the run behind it: launchd must hear of the new minute.
    if (changes.some(({ course: it, record }) => record.stage !== it.record.stage))
      this.#engine.reconcileSoon();
    // A run that is held no more, or no longer, asks again and is told what to do.
    const mayGo = before.some(({ record, deployment }) => {
      if (waits(record) !== 'run') return false;
      const after = this.#engine.ledger.course(deployment.id)?.record ?? record;
      if (waits(after) !== 'run') return true;
      const until = holdUntil(after, deployment, now, this.#engine.zone);
      return until !== null && !isAfter(until, now);
    });
    if (mayGo) this.#engine.runs.callNext();
  }

  /** Null while nobody is logged in: there is no screen to hold anything. */
  judgementFor({ deployment, record }: Course, what: Held): Judgement | null {
    if (this.#engine.user === null) return null;
    return this.presence.judge(
      deployment,
      what,
      record.hold?.kind === 'held',
      this.#engine.ports.clock.now(),
    );
  }

  /** The helper looks for itself, also while nobody is logged in. */
  powerFor({ deployment }: Course): Promise<Judgement> {
    return this.#power.judge(deployment.power);
  }

  /** The app tells what the screen shows. */
  hearScreen(observation: Observation): Promise<void> {
    this.presence.hear(observation, this.#engine.ports.clock.now());
    return this.#engine.inTurn(async () => {
      await this.judgeScreen('the screen was looked at');
      await this.#engine.restarting.look();
    });
  }

  /** The app told just now that the screen is locked or asleep: nobody sees anything. */
  get isScreenOff(): boolean {
    return this.presence.isScreenOff(this.#engine.ports.clock.now());
  }

  /** Has the app look at the screen while `during` goes on, also where nothing waits. */
  async whileWatching<T>(during: () => Promise<T>): Promise<T> {
    this.#lookersOn += 1;
    this.#engine.publisher.publish();
    try {
      return await during();
    } finally {
      this.#lookersOn -= 1;
      this.#engine.publisher.publish();
    }
  }

  /** Seconds between looks at the screen; null while nothing waits for it. */
  observeEvery(): number | null {
    if (this.#engine.user === null) return null;
    if (this.#lookersOn > 0) return lookingOnEvery;
    return lookEvery(this.#engine.ledger.courses, this.#engine.ports.clock.now());
  }

  /** When must be judged again although nothing is reported. With nobody logged in only a run can wait: for power. */
  nextJudging(): Instant | null {
    const { user, ledger, zone } = this.#engine;
    const now = this.#engine.ports.clock.now();
    const moments = ledger.courses
      .filter(({ record }) => user !== null || waits(record) === 'run')
      .flatMap(({ record, deployment }) =>
        [nextJudging(record, deployment, now, zone), nextNoticeAt(record, deployment, now)].filter(
          (it) => it !== null,
        ),
      );
    return moments.length === 0 ? null : moments.reduce(earliest);
  }
}
