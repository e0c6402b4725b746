/** A job that launchd knows: carries out what the state machine says, with real processes and the pretend clock. */
import type { ChildProcess } from 'node:child_process';
import type { ClockKeeper } from '../clock/clock-keeper.ts';
import { PretendTimeout } from '../clock/pretend-timeout.ts';
import { Appointments } from './appointments.ts';
import type { EventStream } from './events.ts';
import type { JobDescription } from './job-description.ts';
import { EX_CONFIG, newJob, step, type JobEffect, type JobEvent, type JobState } from './job-state.ts';
import { signalProcess } from './processes.ts';

export interface JobWorld {
  readonly clock: ClockKeeper;
  readonly events: EventStream;
  readonly zone: () => string;
  /** False while the Mac sleeps: no process is started then. */
  readonly mayStart: () => boolean;
  readonly spawn: (job: JobDescription) => ChildProcess | undefined;
  /** The label is free. */
  readonly forget: (job: LoadedJob) => void;
}

export class LoadedJob {
  readonly description: JobDescription;
  readonly path: string;
  readonly domain: string;
  readonly #world: JobWorld;
  readonly #appointments: Appointments;
  #state: JobState = newJob;
  #timer: PretendTimeout | undefined;
  #startsOnWake = false;

  constructor(description: JobDescription, path: string, domain: string, world: JobWorld) {
    this.description = description;
    this.path = path;
    this.domain = domain;
    this.#world = world;
    this.#appointments = new Appointments(description, world.clock, world.zone, () =>
      this.handle({ kind: 'due' }),
    );
  }

  get state(): JobState {
    return this.#state;
  }

  get pid(): number | undefined {
    const { phase } = this.#state;
    return phase.kind === 'running' || phase.kind === 'stopping' ? phase.pid : undefined;
  }

  handle(event: JobEvent): void {
    const { state, effects } = step(this.description, this.#state, event, this.#world.clock.timers.now());
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  /** The wall clock was changed under it. */
  wallClockChanged(): void {
    this.#appointments.look();
  }

  woke(): void {
    if (this.#startsOnWake) this.#spawn();
    this.#appointments.look();
  }

  /** Will never start again and goes with its process, which is left to whoever calls this. */
  abandon(): void {
    this.#appointments.cancel();
    this.#timer?.close();
    this.#state = { ...this.#state, leaving: true, again: false };
    if (this.pid === undefined) this.#world.forget(this);
  }

  #carryOut(effect: JobEffect): void {
    switch (effect.kind) {
      case 'spawn':
        this.#spawn();
        return;
      case 'wait-for-throttle':
        this.#after(effect.until - this.#world.clock.timers.now(), { kind: 'throttle-over' });
        return;
      case 'signal':
        signalProcess(effect.pid, effect.signal);
        return;
      case 'wait-for-exit': {
        // In a demo at high speed the process still gets its real seconds.
        const slowDown = Math.max(1, this.#world.clock.rate);
        this.#after(this.description.exitTimeOut * slowDown, { kind: 'patience-over' });
        return;
      }
      case 'end-process-group':
        signalProcess(-effect.pid, 'SIGTERM');
        return;
      case 'forget':
        this.#appointments.cancel();
        this.#timer?.close();
        this.#world.forget(this);
        return;
    }
  }

  #after(delay: number, event: JobEvent): void {
    this.#timer?.close();
    this.#timer = new PretendTimeout(this.#world.clock.timers, () => this.handle(event), delay, false);
  }

  #spawn(): void {
    this.#startsOnWake = !this.#world.mayStart();
    if (this.#startsOnWake) return;
    const child = this.#world.spawn(this.description);
    const names = { domain: this.domain, label: this.description.label };
    if (child?.pid === undefined) {
      this.#world.events.emit({ type: 'job-exited', ...names, pid: 0, code: EX_CONFIG, signal: null });
      this.handle({ kind: 'not-spawned', code: EX_CONFIG });
      return;
    }
    const pid = child.pid;
    child.once('exit', (code, signal) => {
      this.#timer?.close();
      this.#world.events.emit({ type: 'job-exited', ...names, pid, code, signal });
      this.handle({
        kind: 'exited',
        exit: signal ? { kind: 'signal', signal } : { kind: 'code', code: code ?? 0 },
      });
    });
    this.handle({ kind: 'spawned', pid });
    this.#world.events.emit({ type: 'job-spawned', ...names, pid, runs: this.#state.runs });
  }
}
