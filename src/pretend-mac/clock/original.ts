/**
 * The real clock and the real timers of this process, taken before the shim replaces them. Everything in this folder
 * uses these and never the globals.
 */

const hrtime = process.hrtime.bigint.bind(process.hrtime);
const performanceNow = performance.now.bind(performance);

export interface RealTimer {
  ref(): unknown;
  unref(): unknown;
}

export const original = {
  /**
   * CLOCK_MONOTONIC in milliseconds: the same number in every process of this computer. Not by `performance.now`: in Node 18
   * (Electron 25) that calls `process.hrtime`, which the shim replaces.
   */
  now: (): number => Number(hrtime()) / 1e6,
  hrtime,
  performanceNow,
  // Electron wraps the global ones to wake its own event loop, so they are taken from the global object.
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  setImmediate: globalThis.setImmediate,
  Date: globalThis.Date,
} as const;
