/** A launchd domain (`system`, `gui/501`): its jobs by label, and what may be loaded into it. Answers in error numbers. */
import { jobFilesIn, readJobFile } from './job-files.ts';
import { DisabledJobs } from './disabled-jobs.ts';
import type { ErrorNumber } from './errors.ts';
import type { EventStream } from './events.ts';
import { LoadedJob, type JobWorld } from './loaded-job.ts';
import type { User } from '../session-file.ts';

export interface DomainContext {
  readonly root: string;
  readonly events: EventStream;
  readonly log: (line: string) => void;
  readonly world: Omit<JobWorld, 'forget'>;
}

export class Domain {
  readonly name: string;
  readonly user: User;
  readonly isSystem: boolean;
  readonly #context: DomainContext;
  readonly #jobs = new Map<string, LoadedJob>();
  readonly #waiting: { readonly label: string | undefined; readonly done: () => void }[] = [];
  readonly disabled: DisabledJobs;
  tearingDown = false;

  constructor(name: string, user: User, context: DomainContext) {
    this.name = name;
    this.user = user;
    this.isSystem = name === 'system';
    this.#context = context;
    this.disabled = new DisabledJobs(context.root, this.isSystem ? undefined : user.uid);
  }

  get jobs(): LoadedJob[] {
    return [...this.#jobs.values()];
  }

  find(label: string): LoadedJob | undefined {
    return this.#jobs.get(label);
  }

  findByPath(path: string): LoadedJob | undefined {
    return this.jobs.find((job) => job.path === path);
  }

  /** Boot or login: everything in a folder that can be loaded, the rest with a reason in the log. */
  loadFolder(macFolder: string): void {
    for (const path of jobFilesIn(this.#context.root, macFolder)) {
      const reason = this.#load(path, true);
      if (reason === undefined) continue;
      this.#context.log(`(${this.name}) ${reason.text}: ${path}`);
      this.#context.events.emit({ type: 'job-skipped', domain: this.name, path, reason: reason.text });
    }
  }

  bootstrap(path: string): ErrorNumber {
    if (this.tearingDown) return 124;
    const reason = this.#load(path, false);
    if (reason !== undefined)
      this.#context.log(`(${this.name}) Bootstrap failed: ${reason.code}: ${reason.text}: ${path}`);
    return reason?.code ?? 0;
  }

  /** Starts to remove a job; its label is taken until its process is gone. */
  bootOut(job: LoadedJob): ErrorNumber {
    if (job.state.leaving) return 36;
    job.handle({ kind: 'booted-out' });
    return 0;
  }

  /** Everything goes; resolves when the last process is gone. */
  async tearDown(): Promise<void> {
    this.tearingDown = true;
    for (const job of this.jobs) if (!job.state.leaving) job.handle({ kind: 'booted-out' });
    await this.gone(undefined);
  }

  /** Resolves when the label is free, or when all are. */
  gone(label: string | undefined): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ label, done });
      this.#tellWaiting();
    });
  }

  /** What to log, or undefined when it is loaded now. A job that an override switches off is passed over at boot. */
  #load(path: string, quietly: boolean): { readonly code: ErrorNumber; readonly text: string } | undefined {
    const file = readJobFile(this.#context.root, path, this.isSystem ? 0 : this.user.uid);
    if (file.kind === 'refused') return { code: 5, text: file.reason };
    const job = file.job;
    for (const remark of file.remarks) this.#context.log(`(${this.name}/${job.label}) ${remark}`);
    const loaded = this.#jobs.get(job.label);
    if (loaded) return { code: loaded.state.leaving ? 37 : 5, text: 'service already bootstrapped' };
    if (this.disabled.isDisabled(job.label, job.disabled)) return { code: 5, text: 'Service is disabled' };
    if (!this.#fitsSession(job.sessionTypes)) {
      return quietly ? undefined : { code: 134, text: 'Service cannot load in requested session' };
    }
    const { world, events } = this.#context;
    const added = new LoadedJob(job, path, this.name, { ...world, forget: (gone) => this.#forget(gone) });
    this.#jobs.set(job.label, added);
    events.emit({ type: 'job-loaded', domain: this.name, label: job.label, path });
    added.handle({ kind: 'loaded' });
    return undefined;
  }

  #fitsSession(types: readonly string[] | undefined): boolean {
    return types === undefined || types.includes(this.isSystem ? 'System' : 'Aqua');
  }

  #forget(job: LoadedJob): void {
    this.#jobs.delete(job.description.label);
    this.#context.events.emit({ type: 'job-unloaded', domain: this.name, label: job.description.label });
    this.#tellWaiting();
  }

  #tellWaiting(): void {
    const isGone = (label: string | undefined): boolean =>
      label === undefined ? this.#jobs.size === 0 : !this.#jobs.has(label);
    for (const waiting of this.#waiting.filter((one) => isGone(one.label))) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.done();
    }
  }
}
