/** The Mac's clock and timers. The only place of the app that reads the time. */
import { parseInstant } from '../core/time.ts';
import type { Clock } from './ports/ports.ts';

/** A timer does not count while the Mac sleeps, and a far one may overflow: never trust one for longer than this. */
const longestMilliseconds = 6 * 60 * 60_000;

export const systemClock: Clock = {
  now: () => {
    const now = parseInstant(new Date().toISOString());
    if (now === null) throw new Error('the clock shows no time');
    return now;
  },
  callAt: (at, callback) => {
    const milliseconds = at.epochMilliseconds - Date.now();
    const timer = setTimeout(callback, Math.min(longestMilliseconds, Math.max(0, milliseconds)));
    return () => clearTimeout(timer);
  },
  callAfter: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
