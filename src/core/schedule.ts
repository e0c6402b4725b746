/** From what a person meant to the minute at which launchd can keep it. */
import type { Deferral, DeferralBy, DeferralIntent, NamedTime, TimeOfDay } from './deployment.ts';
import {
  ceilToMinute,
  instantOf,
  isAfter,
  latest,
  localOf,
  plusMinutes,
  type Instant,
  type Zone,
} from './time.ts';

/**
 * launchd has lost a minute that has begun (macos.md A3: "same minute is already too late"), and writing and loading takes
 * a moment, so a job is never scheduled nearer than this.
 */
export const leastLeadMinutes = 2;
/** A calendar job names no year (macos.md A1): what lies nearly a year ahead could not be told from the past. */
export const mostLeadDays = 90;

/** The first minute for which a job can be written now. */
export const earliestDue = (now: Instant): Instant => ceilToMinute(plusMinutes(now, leastLeadMinutes));
export const latestDue = (now: Instant): Instant => ceilToMinute(plusMinutes(now, mostLeadDays * 24 * 60));

/** When a job for this wish is due: now itself, or a whole minute that launchd can still keep. */
export function dueOf(intent: DeferralIntent, now: Instant, zone: Zone): Instant {
  switch (intent.kind) {
    case 'now':
      return now;
    case 'in':
      return keepable(latest(earliestDue(now), ceilToMinute(plusMinutes(now, intent.minutes))), zone);
    case 'at':
      return keepable(latest(earliestDue(now), instantOf(intent.local, zone)), zone);
  }
}

/**
 * In the overlap of autumn a local minute comes twice, and launchd keeps only the first (macos.md A3). What falls into the
 * second waits until the overlap has passed.
 */
function keepable(due: Instant, zone: Zone): Instant {
  const first = instantOf(localOf(due, zone).toPlainDateTime(), zone);
  if (first.equals(due)) return due;
  // A nanosecond on: a change at this very instant counts as well.
  const change = localOf(due.add({ nanoseconds: 1 }), zone).getTimeZoneTransition('previous');
  return change === null ? due : change.toInstant().add(first.until(due));
}

/** A fresh deferral for this wish. */
export function newDeferral(intent: DeferralIntent, by: DeferralBy, now: Instant, zone: Zone): Deferral {
  const due = dueOf(intent, now, zone);
  return { due, zone, intent, by, chosenAt: now, appointment: due };
}

/** The next instant that a named time means; null where it is past, or nearer than launchd's lead. */
export function namedTime(
  name: NamedTime,
  workingDay: { readonly start: TimeOfDay; readonly end: TimeOfDay },
  now: Instant,
  zone: Zone,
): Instant | null {
  const today = localOf(now, zone).toPlainDate();
  const at = (days: number, time: TimeOfDay): Instant =>
    instantOf(today.add({ days }).toPlainDateTime({ hour: time.hour, minute: time.minute }), zone);
  const meant = name === 'end-of-day' ? at(0, workingDay.end) : at(1, workingDay.start);
  return isAfter(meant, earliestDue(now)) ? meant : null;
}

/**
 * The same deferral in another zone: "17:00 here" keeps its clock time and so moves, everything else keeps its instant.
 */
export function movedToZone(deferral: Deferral, zone: Zone): Deferral {
  if (deferral.zone === zone) return deferral;
  return deferral.intent.kind === 'at'
    ? { ...deferral, zone, due: instantOf(deferral.intent.local, zone) }
    : { ...deferral, zone };
}
