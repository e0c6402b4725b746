/** How long what is written down is kept: by its age, and by its size whatever its age. */
import { isAfter, isBefore, plusHours, type Instant } from './time.ts';

/** A line of a log or of the history. */
export interface DatedLine {
  /** Null where the line itself says nothing: it belongs to the one before. */
  readonly at: Instant | null;
  readonly bytes: number;
}

export interface Retention {
  readonly days: number;
  /** When there is more than this, the newest half of it stays, so that not every look has something to drop. */
  readonly mostBytes: number;
}

/**
 * The index of the first line that stays; the number of lines where none does. Lines stand in the order in which they were written,
 * so one is as old as the newest time up to it: a time in the middle that lies far back (a clock that was wrong, a script's
 * output) makes nothing old, and one that lies ahead of now says nothing. What no time stands before is kept as long as
 * what follows it.
 */
export function firstKept(lines: readonly DatedLine[], { days, mostBytes }: Retention, now: Instant): number {
  return Math.max(firstYoung(lines, plusHours(now, -24 * days), now), firstFitting(lines, mostBytes));
}

function firstYoung(lines: readonly DatedLine[], oldest: Instant, now: Instant): number {
  const isTold = lines.some(({ at }) => at !== null && !isAfter(at, now));
  if (!isTold) return 0;
  let isDated = false;
  for (const [index, { at }] of lines.entries()) {
    if (at === null || isAfter(at, now)) continue;
    if (!isBefore(at, oldest)) return isDated ? index : 0;
    isDated = true;
  }
  return lines.length;
}

function firstFitting(lines: readonly DatedLine[], mostBytes: number): number {
  const total = lines.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= mostBytes) return 0;
  let left = total;
  const first = lines.findIndex(({ bytes }) => {
    if (left <= mostBytes / 2) return true;
    left -= bytes;
    return false;
  });
  return first === -1 ? lines.length : first;
}
