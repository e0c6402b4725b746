/**
 * How pretend time follows real time: plain data and arithmetic, shared by the keeper of the clock and by every
 * process that follows it. *Monotonic* is what timers count, *wall* is what `Date` shows; both in milliseconds and both
 * anchored at one reading of this computer's monotonic clock, so that every process computes the same.
 */

export interface ClockState {
  /** Grows by one with each change. */
  readonly generation: number;
  /** This computer's monotonic clock (CLOCK_MONOTONIC, ms) when the anchors below were right. */
  readonly real: number;
  readonly monotonic: number;
  /** Milliseconds since 1970. */
  readonly wall: number;
  /** Pretend milliseconds per real one. 0 holds the clock. */
  readonly rate: number;
  /** False while the Mac sleeps or is off: timers stand still, the wall clock goes on. */
  readonly awake: boolean;
}

export function monotonicAt(state: ClockState, real: number): number {
  return state.awake ? state.monotonic + (real - state.real) * state.rate : state.monotonic;
}

export function wallAt(state: ClockState, real: number): number {
  return state.wall + (real - state.real) * state.rate;
}

/** The same clock with its anchors moved to now, and one thing changed. */
function changed(state: ClockState, real: number, change: Partial<ClockState>): ClockState {
  return {
    ...state,
    generation: state.generation + 1,
    real,
    monotonic: monotonicAt(state, real),
    wall: wallAt(state, real),
    ...change,
  };
}

export function startedAt(wall: number, real: number): ClockState {
  return { generation: 1, real, monotonic: 0, wall, rate: 1, awake: false };
}

/** Time passes. While the Mac sleeps only the wall clock notices. */
export function advanced(state: ClockState, real: number, by: number): ClockState {
  const passed = state.awake ? by : 0;
  return changed(state, real, {
    monotonic: monotonicAt(state, real) + passed,
    wall: wallAt(state, real) + by,
  });
}

/** Somebody sets the wall clock; no time passes. */
export function withWall(state: ClockState, real: number, wall: number): ClockState {
  return changed(state, real, { wall });
}

export function withRate(state: ClockState, real: number, rate: number): ClockState {
  return changed(state, real, { rate });
}

export function withAwake(state: ClockState, real: number, awake: boolean): ClockState {
  return changed(state, real, { awake });
}

/** Reads a state that another process wrote; undefined for anything else. */
export function parseClockState(text: string): ClockState | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as Record<string, unknown>;
  const numbers = ['generation', 'real', 'monotonic', 'wall', 'rate'] as const;
  if (!numbers.every((name) => Number.isFinite(record[name])) || typeof record['awake'] !== 'boolean') {
    return undefined;
  }
  return value as ClockState;
}
