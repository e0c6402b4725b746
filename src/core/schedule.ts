/** From what a person meant to the minute at which launchd can keep it. */
import type { DayHours, Deployment, NamedTime, TimeOfDay, Weekday } from './deployment.ts';
import type { Deferral, DeferralBy, DeferralIntent } from './record.ts';
import { nextAllowed, weekdayOf } from './hours.ts';
import { remembered } from './remembered.ts';
import {
  ceilToMinute,
  instantOf,
  isAfter,
  lastChange,
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
      return dueIn({ minutes: intent.minutes, now, zone });
    case 'at':
      return keepable(latest(earliestDue(now), instantOf(intent.local, zone)), zone);
  }
}

const dueIn = remembered(
  ({ minutes, now, zone }: { readonly minutes: number; readonly now: Instant; readonly zone: Zone }) =>
    `${String(minutes)} ${String(now.epochNanoseconds)} ${zone}`,
  ({ minutes, now, zone }) =>
    keepable(latest(earliestDue(now), ceilToMinute(plusMinutes(now, minutes))), zone),
  200,
);

/**
 * In the overlap of autumn a local minute comes twice, and launchd keeps only the first (macos.md A3). What falls into the
 * second waits until the overlap has passed.
 */
export const keepable = (due: Instant, zone: Zone): Instant => keepableOf({ due, zone });

const keepableOf = remembered(
  ({ due, zone }: { readonly due: Instant; readonly zone: Zone }) =>
    `${String(due.epochNanoseconds)} ${zone}`,
  ({ due, zone }) => {
    const first = instantOf(localOf(due, zone).toPlainDateTime(), zone);
    if (first.equals(due)) return due;
    return lastChange(due, zone)?.add(first.until(due)) ?? due;
  },
  500,
);

/** A fresh deferral for this wish. */
export function newDeferral(intent: DeferralIntent, by: DeferralBy, now: Instant, zone: Zone): Deferral {
  const due = dueOf(intent, now, zone);
  return { due, zone, intent, by, chosenAt: now, appointment: due };
}

/** The first minute from `wished` on for which a job may and can be kept; null where no hour is allowed. */
export function allowedDue(hours: readonly DayHours[], wished: Instant, zone: Zone): Instant | null {
  const next = nextAllowed(hours, wished, zone);
  if (next === null) return null;
  const due = keepable(next, zone);
  return due.equals(next) ? due : allowedDue(hours, due, zone);
}

/** Days from today on which a named time may fall; the first that is a working day counts. */
const daysOf: Readonly<Record<NamedTime, readonly number[]>> = {
  'end-of-day': [0],
  'tomorrow-morning': [1, 2, 3, 4, 5, 6, 7],
};

/**
 * The next instant that a named time means. "End of the day" is today's, on a working day only; "tomorrow morning" is the beginning
 * of the next working day, which need not be tomorrow. Null where it is past, or nearer than launchd's lead, or never comes.
 */
export function namedTime(
  name: NamedTime,
  { workingDay, workingDays }: Pick<Deployment, 'workingDay' | 'workingDays'>,
  now: Instant,
  zone: Zone,
): Instant | null {
  const time = name === 'end-of-day' ? workingDay.end : workingDay.start;
  const meant = meantBy({ name, time, workingDays, now, zone });
  return meant !== null && isAfter(meant, earliestDue(now)) ? meant : null;
}

interface NamedDay {
  readonly name: NamedTime;
  readonly time: TimeOfDay;
  readonly workingDays: readonly Weekday[];
  readonly now: Instant;
  readonly zone: Zone;
}

const meantBy = remembered(
  ({ name, time, workingDays, now, zone }: NamedDay) =>
    [name, time.hour, time.minute, workingDays.join(), now.epochNanoseconds, zone].join(' '),
  ({ name, time, workingDays, now, zone }): Instant | null => {
    const today = localOf(now, zone).toPlainDate();
    const day = daysOf[name]
      .map((days) => today.add({ days }))
      .find((it) => workingDays.includes(weekdayOf(it)));
    return day === undefined ? null : instantOf(day.toPlainDateTime(time), zone);
  },
  100,
);

/**
 * The same deferral in another zone: "17:00 here" keeps its clock time and so moves, everything else keeps its instant.
 */
export function movedToZone(deferral: Deferral, zone: Zone): Deferral {
  if (deferral.zone === zone) return deferral;
  return deferral.intent.kind === 'at'
    ? { ...deferral, zone, due: instantOf(deferral.intent.local, zone) }
    : { ...deferral, zone };
}
