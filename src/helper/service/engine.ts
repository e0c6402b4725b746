/**
 * The engine of the service: one operation at a time; a change is saved before anything acts on it; what time alone changes
 * is looked at when its time has come. Holds no rule of its own: the core decides.
 */
import { returned } from '../../core/absence.ts';
import * as course from '../../core/course.ts';
import { settled } from '../../core/hold/hold-course.ts';
import { mustLoadAnew } from '../../core/launch-daemon.ts';
import * as runCourse from '../../core/run-course.ts';
import type { Result } from '../../core/result.ts';
import { type Instant, type Zone } from '../../core/time.ts';
import { describeProblem } from '../../preferences/read-domain.ts';
import type { Ports, User } from '../ports/ports.ts';
import { findUntoldRuns, rebuild, takeOver } from './adopting.ts';
import { nextAlarm } from './alarm.ts';
import { settleConflicts } from './conflicting.ts';
import { Holding } from './holding.ts';
import { JobKeeper } from './job-keeper.ts';
import { Ledger, type Change } from './ledger.ts';
import { Logos } from './logos.ts';
import { Looking } from './looking.ts';
import { Publisher } from './publisher.ts';
import { Restarting } from './restarting.ts';
import { RunWatch } from './run-watch.ts';
import { Staging } from './staging.ts';
import { Tidying } from './tidying.ts';
import { Turns } from './turns.ts';
import type { Course } from './views.ts';

export interface EngineOptions {
  readonly ports: Ports;
  /** A console user came, went or changed. */
  readonly onUser: (user: User | null) => Promise<void>;
}

export class Engine {
  readonly ports: Ports;
  readonly ledger: Ledger;
  readonly keeper: JobKeeper;
  readonly runs: RunWatch;
  readonly publisher: Publisher;
  readonly holding: Holding;
  readonly turns: Turns;
  readonly restarting: Restarting;
  readonly staging: Staging;
  readonly tidying: Tidying;
  readonly looking: Looking;
  readonly logos: Logos;
  /** The helper ends, often with the Mac: runs that are lost from now on are looked at by the next one. */
  stopping = false;
  readonly #onUser: (user: User | null) => Promise<void>;
  #mailbox: Promise<unknown> = Promise.resolve();
  #user: User | null = null;
  #lastLook: Instant | null = null;
  #comingLook: Promise<void> | null = null;
  #glanceComing = false;

  constructor({ ports, onUser }: EngineOptions) {
    this.ports = ports;
    this.#onUser = onUser;
    this.ledger = new Ledger(ports.stateStore, ports.history, ports.clock, ports.log);
    this.logos = new Logos(ports.pictures);
    this.runs = new RunWatch(ports.runJournal, ports.clock);
    this.holding = new Holding(this);
    this.turns = new Turns(this);
    this.restarting = new Restarting(this);
    this.staging = new Staging(this);
    this.tidying = new Tidying(ports.papers, this.ledger);
    this.looking = new Looking(this);
    this.publisher = new Publisher(this.ledger, this.logos, ports.clock, () => this.holding.observeEvery());
    this.keeper = new JobKeeper(ports.jobFolder, ports.launchd, ports.log, () => ({
      courses: this.ledger.courses,
      zone: this.zone,
      attached: this.runs.attached,
    }));
  }

  get zone(): Zone {
    return this.ports.clock.zone();
  }

  get user(): User | null {
    return this.#user;
  }

  /** Reads everything, takes over what BJPD left, and brings state, plists and launchd together. */
  async start(): Promise<void> {
    const started = this.inTurn(async () => {
      const known = await this.ledger.load();
      await this.readPreferences();
      await this.ports.jobFolder.removeLeftovers();
      if (!known) await rebuild(this);
      await this.staging.settle();
      await this.restarting.start();
      await this.commit(
        this.ledger.courses.map((it) => ({ course: it, record: runCourse.gaveUpWaiting(it.record) })),
        'the helper started',
      );
      await this.takeOver(this.ledger.courses);
      await this.noticeUser();
      await this.look('the helper started');
    });
    // Watched before anything is read: what changes meanwhile has its turn afterwards.
    this.#watch();
    await started;
    await this.keeper.reconcile();
  }

  #watch(): void {
    this.ports.preferences.watch(() => {
      this.#alone(async () => {
        await this.readPreferences();
        await this.look('the preferences changed');
      });
    });
    this.ports.consoleUser.watch(() => {
      if (this.#glanceComing) return;
      this.#glanceComing = true;
      this.#alone(async () => {
        this.#glanceComing = false;
        await this.noticeUser();
      });
    });
  }

  /** Operations run one after another, in the order in which they came. */
  inTurn<T>(operation: () => Promise<T>): Promise<T> {
    const turn = this.#mailbox.then(operation);
    this.#mailbox = turn.catch(() => undefined);
    return turn;
  }

  /** Saves, tells the app, and sets the alarm for what time changes next. */
  async commit(changes: readonly Change[], cause: string): Promise<Result<null, string>> {
    const now = this.ports.clock.now();
    const settledChanges = changes.map(({ course: it, record }) => ({
      course: it,
      record: settled(record, now),
    }));
    const committed = await this.ledger.commit(settledChanges, cause);
    this.publisher.publish();
    this.#setAlarm();
    return committed;
  }

  /** Lost runs, then everything that time alone changes, then inventory where it is due, then the jobs. */
  async look(cause: string): Promise<void> {
    this.ports.log.debug(`looking: ${cause}`);
    const now = this.ports.clock.now();
    await findUntoldRuns(this);
    for (const id of await this.runs.vanished(this.ledger.courses)) {
      await this.close(id, await this.runs.closingOf(this.ledger.course(id)), 'the run was lost');
    }
    await settleConflicts(this);
    for (const { deployment, record } of this.ledger.courses) {
      const { stage } = record;
      if (stage.kind === 'scheduled' && mustLoadAnew(stage.deferral, this.#lastLook, now, this.zone)) {
        this.keeper.mustReload(deployment.label);
      }
    }
    this.#lastLook = now;
    const { lastThere } = this.ledger;
    const isThere = this.#user !== null && !this.holding.isScreenOff;
    await this.commit(
      this.ledger.courses.map((it) => {
        const here = isThere ? returned(it.record, it.deployment, lastThere, now, this.zone) : it.record;
        const there = this.#user !== null;
        // Whether it is still needed is looked at first.
        const waits = this.looking.mustWait(it);
        const record = waits ? here : course.ticked(here, it.deployment, there, now, this.zone);
        return { course: it, record };
      }),
      cause,
    );
    if (isThere) await this.ledger.somebodyIsThere();
    await this.holding.judgeScreen(cause);
    await this.restarting.look();
    await this.staging.look();
    this.looking.beginDue();
    this.turns.callNext();
    await this.tidying.look(now);
    this.reconcileSoon();
  }

  /**
   * Looks in a turn of its own; the console user is asked for as well. Whoever asks while a look has not begun shares it, so
   * that no number of reports can hold up the turns of others.
   */
  lookNow(cause: string): Promise<void> {
    this.#comingLook ??= this.inTurn(async () => {
      this.#comingLook = null;
      await this.noticeUser();
      await this.look(cause);
    });
    return this.#comingLook;
  }

  /** A run is over. */
  async close(id: string, closing: runCourse.RunClosing, cause: string): Promise<void> {
    const found = this.ledger.course(id);
    if (found === null) return;
    const now = this.ports.clock.now();
    const record = runCourse.closed(found.record, found.deployment, closing, now, this.zone);
    await this.commit([{ course: found, record }], cause);
    const after = this.ledger.course(id);
    if (after !== null) this.restarting.noteEnd(after);
    if (after?.record.stage.kind === 'checking') this.looking.begin(after);
    this.reconcileSoon();
    this.runs.callNext();
  }

  /** launchd may take seconds to let go of a job; no turn waits for it. */
  reconcileSoon(): void {
    this.keeper.reconcile().then(
      () => {
        if (this.keeper.unfinished) this.#setAlarm();
      },
      (error: unknown) => this.ports.log.warn(String(error)),
    );
  }

  async readPreferences(): Promise<void> {
    const { preferences, leftOut } = await this.ports.preferences.read();
    await this.logos.read(preferences);
    this.ledger.preferences = preferences;
    this.ports.log.level = preferences.keeping.level;
    this.ledger.leftOut = leftOut;
    await this.staging.prepare();
    for (const line of this.preferenceProblems) this.ports.log.warn(line);
  }

  /** What is wrong with the preferences and with what they name, one line for each. */
  get preferenceProblems(): readonly string[] {
    const { leftOut, preferences } = this.ledger;
    return [...leftOut, ...[...preferences.problems, ...this.logos.problems].map(describeProblem)];
  }

  takeOver(courses: readonly Course[]): Promise<void> {
    return takeOver(this, courses);
  }

  async noticeUser(): Promise<void> {
    const user = await this.ports.consoleUser.current();
    if (user?.uid === this.#user?.uid) return;
    this.#user = user;
    this.holding.presence.forget();
    await this.#onUser(user);
    await this.look(user === null ? 'the user logged out' : 'a user logged in');
  }

  #alone(operation: () => Promise<void>): void {
    this.inTurn(operation).catch((error: unknown) => this.ports.log.warn(String(error)));
  }

  #setAlarm(): void {
    this.ports.clock.wakeAt(nextAlarm(this), () => {
      this.#alone(async () => {
        // Watching may have failed without a word.
        await this.readPreferences();
        await this.noticeUser();
        await this.look('the clock');
      });
    });
  }
}
