/**
 * The hours in which work may run, and the days on which people work: read off the clock on the wall, wherever the Mac is. Not for
 * what is forced: the deadline and its last grace period stay as they are.
 */
import { weekdays, type DayHours, type TimeOfDay, type Weekday } from './deployment.ts';
import {
  ceilToMinute,
  floorToMinute,
  instantOf,
  isAfter,
  isBefore,
  lastChange,
  latest,
  localOf,
  plusMinutes,
  type Instant,
  type LocalDay,
  type LocalMinute,
  type Zone,
} from './time.ts';

/** What the clock jumps over on one day comes again within this many days. */
const daysToLook = 15;

export const minuteOf = ({ hour, minute }: TimeOfDay): number => hour * 60 + minute;

export const weekdayOf = (day: LocalDay): Weekday => weekdays[day.dayOfWeek - 1] ?? 'MON';

/** The hours of one day, as the admin wrote them. */
export const hoursOn = (hours: readonly DayHours[], day: LocalDay): readonly DayHours[] =>
  hours.filter((span) => span.day === weekdayOf(day));

/** Whether the clock shows an allowed minute: the first and the last of each span included. */
export function isAllowed(hours: readonly DayHours[], at: Instant, zone: Zone): boolean {
  const local = localOf(at, zone);
  const minute = minuteOf(local);
  return hoursOn(hours, local.toPlainDate()).some(
    ({ start, end }) => minuteOf(start) <= minute && minute <= minuteOf(end),
  );
}

/** The first allowed minute from `from` on; `from` itself where that is one. Null where no hour is allowed. */
export function nextAllowed(hours: readonly DayHours[], from: Instant, zone: Zone): Instant | null {
  const minute = ceilToMinute(from);
  if (isAllowed(hours, minute, zone)) return minute;
  const today = localOf(minute, zone).toPlainDate();
  for (let days = 0; days <= daysToLook; days += 1) {
    const day = today.add({ days });
    const starts = hoursOn(hours, day)
      .map(({ start }) => firstFrom(day.toPlainDateTime(start), zone))
      .filter((at) => !isBefore(at, minute) && isAllowed(hours, at, zone))
      .sort((a, b) => a.epochMilliseconds - b.epochMilliseconds);
    if (starts[0] !== undefined) return starts[0];
  }
  return null;
}

/** The last allowed minute up to `until`, not before `from`; null where there is none. */
export function lastAllowed(
  hours: readonly DayHours[],
  from: Instant,
  until: Instant,
  zone: Zone,
): Instant | null {
  const minute = floorToMinute(until);
  if (isBefore(minute, from)) return null;
  if (isAllowed(hours, minute, zone)) return minute;
  const today = localOf(minute, zone).toPlainDate();
  for (let days = 0; days <= daysToLook; days += 1) {
    const day = today.subtract({ days });
    const ends = hoursOn(hours, day)
      .map(({ end }) => lastUpTo(end.hour === 24 ? endOf(day) : day.toPlainDateTime(end), zone))
      .filter((at) => !isAfter(at, minute) && !isBefore(at, from) && isAllowed(hours, at, zone))
      .sort((a, b) => b.epochMilliseconds - a.epochMilliseconds);
    if (ends[0] !== undefined) return ends[0];
  }
  return null;
}

/** The longest time of a week, in minutes, in which no minute is allowed; all of it where none is. */
export function longestClosedMinutes(hours: readonly DayHours[]): number {
  const day = 24 * 60;
  const spans = hours
    .map(({ day: name, start, end }) => {
      const midnight = weekdays.indexOf(name) * day;
      return { from: midnight + minuteOf(start), until: midnight + minuteOf(end) };
    })
    .sort((a, b) => a.from - b.from);
  const [first] = spans;
  if (first === undefined) return 7 * day;
  let longest = 0;
  let openUntil = first.until;
  for (const { from, until } of [...spans, { from: first.from + 7 * day, until: first.until + 7 * day }]) {
    longest = Math.max(longest, from - openUntil);
    openUntil = Math.max(openUntil, until);
  }
  return longest;
}

const endOf = (day: LocalDay): LocalMinute => day.toPlainDateTime({ hour: 23, minute: 59 });

/** When it becomes allowed, or stops to be; null where no hour is allowed. Spans that meet may have one turn too many. */
export function nextTurn(hours: readonly DayHours[], now: Instant, zone: Zone): Instant | null {
  if (!isAllowed(hours, now, zone)) return nextAllowed(hours, now, zone);
  const local = localOf(now, zone);
  const day = local.toPlainDate();
  const ends = hoursOn(hours, day)
    .filter(({ start, end }) => minuteOf(start) <= minuteOf(local) && minuteOf(local) <= minuteOf(end))
    .map(({ end }) =>
      plusMinutes(lastUpTo(end.hour === 24 ? endOf(day) : day.toPlainDateTime(end), zone), 1),
    );
  return ends.filter((at) => isAfter(at, now)).reduce(latest, plusMinutes(floorToMinute(now), 1));
}

/** The first instant at which the clock shows this minute or, where it jumps over it, what comes after. */
function firstFrom(local: LocalMinute, zone: Zone): Instant {
  const at = instantOf(local, zone);
  return isShown(at, local, zone) ? at : (lastChange(at, zone) ?? at);
}

/** The last minute before the clock jumps over this one; the minute itself where it does not. */
function lastUpTo(local: LocalMinute, zone: Zone): Instant {
  const at = instantOf(local, zone);
  return isShown(at, local, zone) ? at : plusMinutes(lastChange(at, zone) ?? at, -1);
}

const isShown = (at: Instant, local: LocalMinute, zone: Zone): boolean =>
  localOf(at, zone).toPlainDateTime().equals(local);
