/**
 * The restart that Intermission owes, and what is left of before when the Mac has started anew. The rules are the core's
 * (`core/restart.ts`). A restart happens once: what is owed is saved together with which start of the Mac it was, and is over in any
 * other.
 */
import {
  afterStart,
  isAboutToRestart,
  nextRestartLook,
  owing,
  policyRestartMinutes,
  restartComesFirst,
  restartStep,
  type Told,
} from '../../core/restart.ts';
import type { Result } from '../../core/result.ts';
import { earliest, isBefore, plusMinutes, type Instant, type Zone } from '../../core/time.ts';
import type { Ports, User } from '../ports/ports.ts';
import type { Holding } from './holding.ts';
import type { Change, Ledger } from './ledger.ts';
import type { Course } from './views.ts';

/** What is needed of the engine. */
interface Restarter {
  readonly ports: Pick<Ports, 'clock' | 'machine' | 'runJournal' | 'log'>;
  readonly ledger: Ledger;
  readonly holding: Holding;
  readonly user: User | null;
  readonly zone: Zone;
  commit(changes: readonly Change[], cause: string): Promise<Result<null, string>>;
}

export class Restarting {
  readonly #engine: Restarter;
  #warned = false;
  /** Until when a policy that has ended may restart the Mac. Forgotten with the restart. */
  #policyRestartsUntil: Instant | null = null;

  constructor(engine: Restarter) {
    this.#engine = engine;
  }

  /** The helper starts; perhaps the Mac did. Where that cannot be told, nothing is settled. */
  async start(): Promise<void> {
    const session = await this.#engine.ports.machine.session();
    if (session !== null) await this.#noticeSession(session);
  }

  /** Holds it back, announces it, or restarts the Mac. */
  async look(): Promise<void> {
    const { ledger, ports, user, holding, zone } = this.#engine;
    const courses = owing(ledger.courses);
    if (courses.length === 0) return;
    const now = ports.clock.now();
    const step = restartStep(
      {
        courses: ledger.courses,
        userPresent: user !== null,
        screen: (it) => holding.judgementFor(it, 'restart'),
      },
      now,
      zone,
    );
    if (step.restart && !(await this.#isSameStart())) return;
    const changes = courses.flatMap(({ deployment }, index): readonly Change[] => {
      const course = ledger.course(deployment.id);
      const record = step.records[index];
      return course === null || record === undefined ? [] : [{ course, record }];
    });
    const cause = step.restart ? 'the Mac restarts' : 'a restart is owed';
    const committed = await this.#engine.commit(changes, cause);
    if (!step.restart || !committed.ok) return;
    const ordered = await ports.machine.restart();
    if (!ordered.ok) ports.log.warn(`the Mac could not be restarted: ${ordered.problem}`);
  }

  /** A run has ended. */
  noteEnd(it: Course): void {
    if (!isAboutToRestart(it)) return;
    this.#policyRestartsUntil = plusMinutes(this.#engine.ports.clock.now(), policyRestartMinutes);
  }

  /** Whether a run whose time has come waits for a restart. */
  comesFirst(): boolean {
    const now = this.#engine.ports.clock.now();
    return this.#policyRestarts(now) !== null || restartComesFirst(this.#engine.ledger.courses, now);
  }

  nextLook(): Instant | null {
    const now = this.#engine.ports.clock.now();
    const owed = nextRestartLook(this.#engine.ledger.courses, now);
    const policy = this.#policyRestarts(now);
    return owed === null || policy === null ? (owed ?? policy) : earliest(owed, policy);
  }

  #policyRestarts(now: Instant): Instant | null {
    const until = this.#policyRestartsUntil;
    return until !== null && isBefore(now, until) ? until : null;
  }

  /** The Mac is never restarted where its next start could not be told from this one. */
  async #isSameStart(): Promise<boolean> {
    const { ports, ledger } = this.#engine;
    const session = await ports.machine.session();
    if (session === null) {
      const line = 'a restart is owed, but waits: which start of the Mac this is could not be found out';
      if (!this.#warned) ports.log.warn(line);
      this.#warned = true;
      return false;
    }
    if (ledger.session === null) ledger.session = session;
    if (session === ledger.session) return true;
    await this.#noticeSession(session);
    return false;
  }

  async #noticeSession(session: string): Promise<void> {
    const { ledger, ports, zone } = this.#engine;
    const before = ledger.session;
    if (before === session) return;
    ledger.session = session;
    const now = ports.clock.now();
    const changes: Change[] = [];
    // Where the start before is not known, this may be the same.
    for (const course of before === null ? [] : ledger.courses) {
      const told = await this.#told(course);
      changes.push({ course, record: afterStart(course.record, course.deployment, told, now, zone) });
    }
    // All or none, and together with the session: half of it would restart the Mac again.
    const committed = await this.#engine.commit(changes, 'the Mac has started');
    if (committed.ok) await ledger.keepSession();
    else ledger.session = before;
  }

  async #told({ deployment, record: { stage } }: Course): Promise<Told | null> {
    if (stage.kind !== 'scheduled' && stage.kind !== 'running') return null;
    const journal = await this.#engine.ports.runJournal.read(deployment.id, stage.deferral.appointment);
    if (journal === null) return null;
    const { startedAt, ending } = journal;
    return { startedAt, closing: ending === null ? { kind: 'vanished' } : { kind: 'ended', ending } };
  }
}
