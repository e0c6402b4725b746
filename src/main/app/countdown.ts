/** What is counted down and how: by minutes, and by seconds only in the last minute before a run that nobody chose. */
import type { DeploymentView } from '../../contract/session-door.ts';
import { earliest, floorToMinute, isAfter, isBefore, plusMinutes, type Instant } from '../../core/time.ts';
import { instant } from './offer.ts';

/** From this many minutes before an appointment on, it is counted down in the menu bar. */
export const countdownMinutes = 60;

/**
 * The moment that the menu bar counts down to; null where there is none. What waits although its time has come has only the end of its
 * waiting left to be counted to.
 */
export function countedDownTo({ detail, hold }: DeploymentView): Instant | null {
  if (detail.kind === 'restarting') return detail.at === null ? null : instant(detail.at);
  if (detail.kind !== 'scheduled') return null;
  const moment = hold === null ? detail.due : hold.until;
  return moment === null ? null : instant(moment);
}

/** When the number of minutes that is shown changes next; null once it has come to nothing. */
export function nextMinuteShown(moment: Instant, now: Instant): Instant | null {
  if (!isAfter(moment, now)) return null;
  const begins = plusMinutes(moment, -countdownMinutes);
  return isAfter(begins, now) ? begins : nextMinute(now);
}

export const nextMinute = (now: Instant): Instant => plusMinutes(floorToMinute(now), 1);

/** How much is left: whole minutes or seconds, rounded up. */
export type Left =
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'seconds'; readonly seconds: number }
  | { readonly kind: 'over' };

export function leftUntil(due: Instant, now: Instant): Left {
  const seconds = Math.ceil((due.epochMilliseconds - now.epochMilliseconds) / 1000);
  if (seconds <= 0) return { kind: 'over' };
  return seconds < 60 ? { kind: 'seconds', seconds } : { kind: 'minutes', minutes: Math.ceil(seconds / 60) };
}

/** Minutes before it starts at which what is left is read aloud. */
const announcedAt = [1, 5, 10] as const;

/** How many minutes were left when that was to be read aloud last; null before the first time. */
export function announcedMinutes(due: Instant, now: Instant): number | null {
  const minutes = Math.max(0, Math.ceil((due.epochMilliseconds - now.epochMilliseconds) / 60_000));
  return announcedAt.find((one) => minutes <= one) ?? null;
}

/** When `leftUntil` is to be shown anew: each whole minute, in the last one each second; null once it is over. */
export function nextLeft(due: Instant, now: Instant): Instant | null {
  if (!isAfter(due, now)) return null;
  const lastMinute = plusMinutes(due, -1);
  return isBefore(now, lastMinute)
    ? earliest(nextMinute(now), lastMinute)
    : now.round({ smallestUnit: 'second', roundingMode: 'floor' }).add({ seconds: 1 });
}
