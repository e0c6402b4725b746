/**
 * Makes a program live by the pretend clock without knowing: replaces `Date`, `performance.now`, `process.hrtime` and
 * every timer of Node (global, `node:timers`, `node:timers/promises`).
 *
 * EVERY timer follows pretend time, also a short one that guards real I/O: at rate 60 a 5 s time limit for a tool is
 * over after 83 real milliseconds, and it expires at once when more time than that is made to pass. What stays real:
 * `AbortSignal.timeout`, the stamps of files, `Intl.DateTimeFormat().format()` without a date, and programs that are
 * not Node (`sleep`, `date` in a shell script).
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';
import { ClockFollower } from './clock-follower.ts';
import { original } from './original.ts';
import { PretendTimeout, pretendTimer } from './pretend-timeout.ts';
import { pretendPromises } from './timer-promises.ts';

export function installClock(file: string): void {
  const clock = ClockFollower.follow(file);
  if (!clock) return;
  installDate(() => Math.floor(clock.wall()));
  installMonotonic(clock);
  installTimers(clock);
}

function installDate(now: () => number): void {
  const RealDate = original.Date;
  const PretendDate = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.now = now;
  Object.defineProperty(RealDate.prototype, 'constructor', {
    value: PretendDate,
    writable: true,
    configurable: true,
  });
  globalThis.Date = PretendDate;
}

function installMonotonic(clock: ClockFollower): void {
  const origin = clock.monotonic() - original.performanceNow();
  Object.defineProperty(performance, 'now', { value: () => clock.monotonic() - origin, configurable: true });
  const nanoseconds = (): bigint => BigInt(Math.round(clock.monotonic() * 1e6));
  const hrtime = (before?: [number, number]): [number, number] => {
    const now = nanoseconds() - (before ? BigInt(before[0]) * 1_000_000_000n + BigInt(before[1]) : 0n);
    return [Number(now / 1_000_000_000n), Number(now % 1_000_000_000n)];
  };
  process.hrtime = Object.assign(hrtime, { bigint: nanoseconds });
}

type Callback = (...args: unknown[]) => void;

function installTimers(clock: ClockFollower): void {
  const queue = clock.timers;
  const starts = (repeats: boolean, real: unknown): unknown =>
    function start(callback: unknown, delay?: unknown, ...args: unknown[]): unknown {
      // Node's own words for a callback that is none.
      if (typeof callback !== 'function') return (real as (wrong: unknown) => unknown)(callback);
      return new PretendTimeout(queue, () => (callback as Callback)(...args), delay, repeats);
    };
  const clears = (real: unknown): unknown =>
    function clear(handle: unknown): void {
      const timer = pretendTimer(handle);
      if (timer) timer.close();
      else (real as Callback)(handle);
    };
  const promises = pretendPromises(queue);
  const setTimeout = starts(false, original.setTimeout) as object;
  Object.defineProperty(setTimeout, promisify.custom, { value: promises.setTimeout });
  const replaced = {
    setTimeout,
    setInterval: starts(true, original.setInterval),
    clearTimeout: clears(original.clearTimeout),
    clearInterval: clears(original.clearInterval),
  };
  // Some absolute path is wanted; which one does not matter for modules that are part of Node.
  const require = createRequire('/pretend-mac-clock.js');
  Object.assign(globalThis, replaced);
  Object.assign(require('node:timers') as object, replaced);
  const timerPromises = require('node:timers/promises') as { scheduler?: object };
  Object.assign(timerPromises, { setTimeout: promises.setTimeout, setInterval: promises.setInterval });
  if (timerPromises.scheduler)
    Object.defineProperty(timerPromises.scheduler, 'wait', { value: promises.wait });
  syncBuiltinESMExports();
}
