/**
 * The records of all deployments, kept durable: a change is saved before anything acts on it, and a change that cannot be
 * saved has not happened. Every change of stage goes into the history with its cause.
 */
import { randomUUID } from 'node:crypto';
import { firstSeenOf, thereNow } from '../../core/absence.ts';
import { describeRecord } from '../../core/describe.ts';
import type { Deployment } from '../../core/deployment.ts';
import { newRecord, type AdHoc, type DeploymentRecord } from '../../core/record.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time.ts';
import { readPreferences, type Preferences } from '../../preferences/read-domain.ts';
import type { Clock, History, HistoryEntry, Log, MacFacts, StateStore } from '../ports/ports.ts';
import { describePastHold, holdEntries } from './hold-entries.ts';
import type { Course } from './views.ts';

export interface Change {
  readonly course: Course;
  readonly record: DeploymentRecord;
}

export class Ledger {
  readonly #store: StateStore;
  readonly #history: History;
  readonly #clock: Clock;
  readonly #log: Log;
  #records = new Map<string, DeploymentRecord>();
  #mac: MacFacts | null = null;
  #preferences: Preferences = readPreferences({
    organization: [],
    deployments: new Map(),
    moment: null,
  });
  #courses: readonly Course[] = [];
  /** Set where the state file had to be set aside, for the status report. */
  #loadProblem: string | null = null;
  /** Preference files that do not count, with the reason; for the status report as well. */
  leftOut: readonly string[] = [];

  constructor(store: StateStore, history: History, clock: Clock, log: Log) {
    this.#store = store;
    this.#history = history;
    this.#clock = clock;
    this.#log = log;
  }

  /** False where there was no state to read: then the plists tell what was scheduled. */
  async load(): Promise<boolean> {
    const { state, known, problem } = await this.#store.load();
    this.#loadProblem = problem;
    if (problem !== null) this.#log.error(problem);
    this.#records = new Map(state.records.map((record) => [record.id, record]));
    const now = this.#clock.now();
    this.#mac = {
      id: state.mac?.id ?? randomUUID(),
      firstSeen: firstSeenOf(state.mac?.firstSeen ?? null, now),
      lastThere: state.mac?.lastThere ?? null,
      session: state.mac?.session ?? null,
    };
    this.#recount();
    // The helper was killed between a change and its line in the history.
    await this.#history.appendMissing(state.untold);
    // Written at once: a Mac is new only once, also where nothing else happens for weeks.
    if (state.mac === null) await this.#save(this.#records, this.#mac, []);
    return known;
  }

  /** The start of the Mac in which all this was saved; null where it is not known. */
  get session(): string | null {
    return this.#mac?.session ?? null;
  }

  /** Saved with the next change, or by `keepSession` where there is none. */
  set session(session: string | null) {
    if (this.#mac !== null) this.#mac = { ...this.#mac, session };
  }

  async keepSession(): Promise<void> {
    if (this.#mac !== null) await this.#save(this.#records, this.#mac, []);
  }

  /** When somebody was there the last time, before now; null where nobody ever was. */
  get lastThere(): Instant | null {
    return this.#mac?.lastThere ?? null;
  }

  /** Somebody is there. */
  async somebodyIsThere(): Promise<void> {
    if (this.#mac === null) return;
    const lastThere = thereNow(this.#mac.lastThere, this.#clock.now());
    if (lastThere === this.#mac.lastThere) return;
    const mac = { ...this.#mac, lastThere };
    if ((await this.#save(this.#records, mac, [])).ok) this.#mac = mac;
  }

  get preferences(): Preferences {
    return this.#preferences;
  }

  set preferences(preferences: Preferences) {
    this.#preferences = preferences;
    this.#recount();
  }

  get loadProblem(): string | null {
    return this.#loadProblem;
  }

  /** Every deployment with its record: those of the preferences first, then those that came by parameters. */
  get courses(): readonly Course[] {
    return this.#courses;
  }

  course(id: string): Course | null {
    return this.#courses.find(({ deployment }) => deployment.id === id) ?? null;
  }

  /** The deployment of the preferences that has this label or trigger, so that BJPD's policies find it. */
  configuredFor(label: string, trigger: string): Deployment | null {
    const { deployments } = this.#preferences;
    return (
      deployments.find((deployment) => deployment.label === label) ??
      deployments.find((deployment) => deployment.trigger === trigger) ??
      null
    );
  }

  /** Begins to know a deployment that came by parameters; nothing is saved before something happens to it. */
  adHocCourse(id: string, adHoc: AdHoc): Course {
    const known = this.#records.get(id);
    const record = known === undefined ? newRecord(id, adHoc) : { ...known, adHoc };
    return { deployment: this.#onThisMac(this.#preferences.adHoc(id, adHoc)), record };
  }

  /** Saves changed records, all or none. Records that did not change are given back by identity and cost nothing. */
  async commit(changes: readonly Change[], cause: string): Promise<Result<null, string>> {
    const real = changes.filter(
      ({ course, record }) => this.#records.get(record.id) !== record && record !== course.record,
    );
    if (real.length === 0) return ok(null);
    const next = new Map(this.#records);
    for (const { record } of real) next.set(record.id, record);
    const entries = real.map(({ course, record }) => this.#entry(course, record, cause));
    const saved = await this.#save(next, this.#mac, entries);
    if (!saved.ok) return saved;
    this.#records = next;
    this.#recount();
    for (const entry of entries) {
      for (const hold of entry.holds ?? []) {
        if (hold.until !== null) this.#log.info(`${entry.deployment}: ${describePastHold(hold)}`);
      }
      if (entry.told !== undefined)
        this.#log.info(`${entry.deployment}: the person is given a ${entry.told}`);
      this.#log.info(`${entry.deployment}: ${entry.sentence} [${cause}]`);
    }
    await this.#history.append(entries);
    return ok(null);
  }

  async #save(
    records: ReadonlyMap<string, DeploymentRecord>,
    mac: MacFacts | null,
    untold: readonly HistoryEntry[],
  ): Promise<Result<null, string>> {
    const saved = await this.#store.save({ records: [...records.values()], mac, untold });
    if (saved.ok) return saved;
    this.#log.error(saved.problem);
    return failed(saved.problem);
  }

  #entry({ deployment, record: before }: Course, record: DeploymentRecord, cause: string): HistoryEntry {
    const holds = holdEntries(before, record);
    return {
      ...(holds.length === 0 ? {} : { holds }),
      ...(record.told === null || record.told === before.told ? {} : { told: record.told.kind }),
      at: this.#clock.now().toString(),
      deployment: deployment.id,
      cause,
      from: before.stage.kind,
      to: record.stage.kind,
      sentence: describeRecord(deployment, record, this.#clock.zone()),
    };
  }

  #recount(): void {
    const configured = this.#preferences.deployments.map((deployment) => ({
      deployment: this.#onThisMac(deployment),
      record: this.#records.get(deployment.id) ?? newRecord(deployment.id),
    }));
    const labels = new Set(configured.map(({ deployment }) => deployment.label));
    const adHoc = [...this.#records.values()].flatMap((record) =>
      record.adHoc === null ||
      labels.has(record.adHoc.label) ||
      configured.some((c) => c.record.id === record.id)
        ? []
        : [{ deployment: this.#onThisMac(this.#preferences.adHoc(record.id, record.adHoc)), record }],
    );
    this.#courses = [...configured, ...adHoc];
  }

  /** The preferences know nothing of the Mac that they are for. */
  readonly #onThisMac = (deployment: Deployment): Deployment => ({
    ...deployment,
    mac: this.#mac === null ? null : { id: this.#mac.id, firstSeen: this.#mac.firstSeen },
  });
}
