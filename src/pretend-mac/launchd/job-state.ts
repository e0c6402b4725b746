/**
 * The life of one job as a pure state machine: what happened goes in, the new state and what is to be done come out.
 * Times are pretend monotonic milliseconds.
 */
import type { JobDescription } from './job-description.ts';

export type Phase =
  | { readonly kind: 'idle' }
  /** Held back: it ran too recently. */
  | { readonly kind: 'throttled'; readonly until: number }
  | { readonly kind: 'running'; readonly pid: number }
  /** Got its SIGTERM and has not gone yet. */
  | { readonly kind: 'stopping'; readonly pid: number };

export type LastExit =
  | { readonly kind: 'never' }
  | { readonly kind: 'code'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals };

export interface JobState {
  readonly phase: Phase;
  readonly runs: number;
  readonly lastStart?: number;
  readonly lastExit: LastExit;
  /** Booted out: forgotten as soon as the process is gone. */
  readonly leaving: boolean;
  /** To be started again when the present process is gone (`kickstart -k`). */
  readonly again: boolean;
}

export type JobEvent =
  | { readonly kind: 'loaded' }
  /** Its calendar or its interval says so. */
  | { readonly kind: 'due' }
  | { readonly kind: 'kickstarted'; readonly kill: boolean }
  | { readonly kind: 'spawned'; readonly pid: number }
  | { readonly kind: 'not-spawned'; readonly code: number }
  | { readonly kind: 'exited'; readonly exit: LastExit }
  | { readonly kind: 'throttle-over' }
  | { readonly kind: 'patience-over' }
  | { readonly kind: 'booted-out' };

export type JobEffect =
  | { readonly kind: 'spawn' }
  | { readonly kind: 'wait-for-throttle'; readonly until: number }
  | { readonly kind: 'signal'; readonly pid: number; readonly signal: 'SIGTERM' | 'SIGKILL' }
  | { readonly kind: 'wait-for-exit' }
  | { readonly kind: 'end-process-group'; readonly pid: number }
  /** The label is free. */
  | { readonly kind: 'forget' };

export interface Step {
  readonly state: JobState;
  readonly effects: readonly JobEffect[];
}

/** The exit status of a job whose program could not be started. */
export const EX_CONFIG = 78;

export const newJob: JobState = {
  phase: { kind: 'idle' },
  runs: 0,
  lastExit: { kind: 'never' },
  leaving: false,
  again: false,
};

export function step(job: JobDescription, state: JobState, event: JobEvent, now: number): Step {
  const { phase } = state;
  const pid = phase.kind === 'running' || phase.kind === 'stopping' ? phase.pid : undefined;
  const nothing: Step = { state, effects: [] };
  switch (event.kind) {
    case 'loaded':
      return job.runAtLoad ? start(job, state, now, true) : nothing;
    case 'due':
      // A start that comes due while the job runs, or waits to be started, is lost.
      return phase.kind === 'idle' ? start(job, state, now, true) : nothing;
    case 'kickstarted':
      if (pid === undefined) return start(job, state, now, false);
      if (!event.kill) return nothing;
      return { state: { ...state, phase: { kind: 'stopping', pid }, again: true }, effects: stop(pid) };
    case 'spawned': {
      const running: Phase = { kind: 'running', pid: event.pid };
      return { state: { ...state, phase: running, runs: state.runs + 1, lastStart: now }, effects: [] };
    }
    case 'not-spawned':
      return ended(
        job,
        { ...state, runs: state.runs + 1, lastStart: now },
        { kind: 'code', code: event.code },
        now,
      );
    case 'exited': {
      const after = ended(job, state, event.exit, now);
      if (pid === undefined || job.abandonProcessGroup) return after;
      return { state: after.state, effects: [{ kind: 'end-process-group', pid }, ...after.effects] };
    }
    case 'throttle-over':
      return phase.kind === 'throttled' ? start(job, state, now, false) : nothing;
    case 'patience-over':
      return phase.kind === 'stopping'
        ? { state, effects: [{ kind: 'signal', pid: phase.pid, signal: 'SIGKILL' }] }
        : nothing;
    case 'booted-out':
      if (pid === undefined) {
        return { state: { ...state, phase: { kind: 'idle' }, leaving: true }, effects: [{ kind: 'forget' }] };
      }
      return {
        state: { ...state, phase: { kind: 'stopping', pid }, leaving: true, again: false },
        effects: phase.kind === 'stopping' ? [] : stop(pid),
      };
  }
}

function stop(pid: number): JobEffect[] {
  return [{ kind: 'signal', pid, signal: 'SIGTERM' }, { kind: 'wait-for-exit' }];
}

function start(job: JobDescription, state: JobState, now: number, throttled: boolean): Step {
  if (state.leaving || (job.launchOnlyOnce && state.runs > 0)) {
    return { state: { ...state, phase: { kind: 'idle' }, again: false }, effects: [] };
  }
  const until = (state.lastStart ?? -Infinity) + job.minimumRuntime;
  if (throttled && until > now) {
    return {
      state: { ...state, phase: { kind: 'throttled', until } },
      effects: [{ kind: 'wait-for-throttle', until }],
    };
  }
  return { state: { ...state, again: false }, effects: [{ kind: 'spawn' }] };
}

function ended(job: JobDescription, state: JobState, exit: LastExit, now: number): Step {
  const idle: JobState = { ...state, phase: { kind: 'idle' }, lastExit: exit };
  if (state.leaving) return { state: idle, effects: [{ kind: 'forget' }] };
  if (state.again) return start(job, idle, now, false);
  return isKeptAlive(job, exit) ? start(job, idle, now, true) : { state: idle, effects: [] };
}

function isKeptAlive(job: JobDescription, exit: LastExit): boolean {
  const success = exit.kind === 'code' && exit.code === 0;
  switch (job.keepAlive) {
    case 'never':
      return false;
    case 'always':
      return true;
    case 'after-success':
      return success;
    case 'after-failure':
      return !success;
  }
}
