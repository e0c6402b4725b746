/**
 * Keeps the job folder and launchd as the records want them. One reconciliation at a time; requests that come meanwhile are
 * served by the next one. Knows no rule: the plan is the core's.
 */
import { launchDaemonFor } from '../../core/launch-daemon.ts';
import { planJobs, type JobScene, type PlanStep, type WantedJob } from '../../core/plan.ts';
import type { Zone } from '../../core/time.ts';
import { bundleId, paths, runLog } from '../../contract/identity.ts';
import type { JobFolder, Launchd, Log } from '../ports/ports.ts';
import type { Course } from './views.ts';

/** What could not be done, by label. */
export type JobProblems = ReadonlyMap<string, { readonly kind: 'foreign' | 'failed'; readonly why: string }>;

export interface JobWorld {
  readonly courses: readonly Course[];
  readonly zone: Zone;
  /** Labels whose `intermission run` is connected, and so alive. */
  readonly attached: ReadonlySet<string>;
}

/** The jobs that these records want. */
export const wantedJobs = ({ courses, zone }: JobWorld): readonly WantedJob[] =>
  courses.flatMap(({ deployment, record }) =>
    record.stage.kind === 'scheduled' && !record.stage.waiting
      ? [
          {
            label: deployment.label,
            dictionary: launchDaemonFor(deployment, record.stage.deferral, zone, {
              command: paths.jobCommand,
              jamf: paths.jamf,
              log: runLog(deployment.id),
              associatedBundleIdentifier: bundleId,
            }),
          },
        ]
      : [],
  );

export class JobKeeper {
  readonly #jobFolder: JobFolder;
  readonly #launchd: Launchd;
  readonly #log: Log;
  readonly #world: () => JobWorld;
  /**
   * Labels that launchd may know: asking costs a process each, so only these are asked about. Null until the first look,
   * which asks about every deployment: an earlier helper may have left some.
   */
  #perhapsLoaded: Set<string> | null = null;
  /** Labels that launchd knows but whose alarm is not to be relied on, although their plist stands as wanted. */
  readonly #mustReload = new Set<string>();
  #unfinished = false;
  #under: Promise<JobProblems> | null = null;
  #next: Promise<JobProblems> | null = null;

  constructor(jobFolder: JobFolder, launchd: Launchd, log: Log, world: () => JobWorld) {
    this.#jobFolder = jobFolder;
    this.#launchd = launchd;
    this.#log = log;
    this.#world = world;
  }

  /**
   * launchd makes the alarm of a calendar job when it loads it (macos.md A3). After a change of zone, and after a job of
   * LaunchOnlyOnce that came too early, the same plist must be loaded again; the next reconciliation does.
   */
  mustReload(label: string): void {
    this.#mustReload.add(label);
  }

  /** True where the last reconciliation could not do everything: launchd or the disk refused, or a job still runs. */
  get unfinished(): boolean {
    return this.#unfinished;
  }

  /** Resolves when a reconciliation that began after this call has ended. */
  reconcile(): Promise<JobProblems> {
    if (this.#under === null) {
      this.#under = this.#once().finally(() => {
        this.#under = null;
      });
      return this.#under;
    }
    this.#next ??= this.#under.then(() => {
      this.#next = null;
      return this.reconcile();
    });
    return this.#next;
  }

  async #once(): Promise<JobProblems> {
    const world = this.#world();
    const wanted = wantedJobs(world);
    const scene = await this.#scene(world, wanted);
    const problems = new Map<string, { kind: 'foreign' | 'failed'; why: string }>();
    for (const step of planJobs(wanted, scene)) {
      const problem = await this.#take(step);
      if (problem === null) continue;
      problems.set(step.kind === 'install' ? step.job.label : step.label, problem);
      this.#log.warn(problem.why);
    }
    this.#unfinished = [...problems.values()].some(({ kind }) => kind === 'failed');
    return problems;
  }

  async #scene(world: JobWorld, wanted: readonly WantedJob[]): Promise<JobScene> {
    if (this.#perhapsLoaded === null) {
      this.#perhapsLoaded = new Set(world.courses.map(({ deployment }) => deployment.label));
    }
    for (const { label } of wanted) this.#perhapsLoaded.add(label);
    const loaded = new Set<string>();
    for (const label of this.#perhapsLoaded) {
      if (!(await this.#launchd.isLoaded(label))) this.#perhapsLoaded.delete(label);
      else if (!this.#mustReload.has(label) || !wanted.some((job) => job.label === label)) loaded.add(label);
    }
    const running = world.courses.filter(({ record }) => record.stage.kind === 'running');
    return {
      installed: await this.#jobFolder.list(),
      loaded,
      alive: new Set([...labelsOf(running), ...world.attached]),
      kept: labelsOf([
        ...running.filter(({ record }) => record.stage.kind === 'running' && !record.stage.cleanedUp),
        ...world.courses.filter(({ record }) => record.stage.kind === 'scheduled' && record.stage.waiting),
      ]),
    };
  }

  async #take(step: PlanStep): Promise<{ kind: 'foreign' | 'failed'; why: string } | null> {
    switch (step.kind) {
      case 'install': {
        const written = await this.#jobFolder.write(step.job.label, step.job.dictionary);
        if (!written.ok) return { kind: 'failed', why: written.problem };
        this.#perhapsLoaded?.add(step.job.label);
        return this.#load(step.job.label);
      }
      case 'load':
        return this.#load(step.label);
      case 'remove': {
        const removed = await this.#jobFolder.remove(step.label);
        return removed.ok ? null : { kind: 'failed', why: removed.problem };
      }
      case 'unload': {
        const unloaded = await this.#launchd.unload(step.label);
        return unloaded.ok ? null : { kind: 'failed', why: unloaded.problem };
      }
      case 'foreign':
        return {
          kind: 'foreign',
          why: `${paths.launchDaemons}/${step.label}.plist belongs to somebody else and is left alone`,
        };
    }
  }

  async #load(label: string): Promise<{ kind: 'failed'; why: string } | null> {
    const loaded = await this.#launchd.load(label);
    if (loaded.ok) this.#mustReload.delete(label);
    return loaded.ok ? null : { kind: 'failed', why: loaded.problem };
  }
}

const labelsOf = (courses: readonly Course[]): ReadonlySet<string> =>
  new Set(courses.map(({ deployment }) => deployment.label));
