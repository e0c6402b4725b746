/** The free picker: which quarter hours of a day may be picked, and what a typed time means. */
import type { OwnTime as OwnTimeBounds } from '../../core/choices.ts';
import { isAllowed } from '../../core/hours.ts';
import {
  instantOf,
  isAfter,
  isBefore,
  localOf,
  parseLocalMinute,
  type Instant,
  type Zone,
} from '../../core/time.ts';
import type { TypedTime } from '../../contract/window.ts';
import { judgeOwnTime, type OwnTime } from './offer.ts';
import { readClockTimes, type ClockTime } from './typed-time.ts';
import type { Place } from './times.ts';

const quarters = Array.from({ length: 96 }, (_, index): ClockTime => ({
  hour: Math.floor(index / 4),
  minute: (index % 4) * 15,
}));

/** The quarter hours of a day (`2026-11-25`) that may be picked; where there is none, the last time of that day that may be. */
export function allowedTimes(bounds: OwnTimeBounds, date: string, zone: Zone): readonly Instant[] {
  const fits = (at: Instant): boolean =>
    !isBefore(at, bounds.earliest) &&
    !isAfter(at, bounds.latest) &&
    (bounds.hours === null || isAllowed(bounds.hours, at, zone));
  const times = quarters.flatMap((time) => {
    const local = parseLocalMinute(localText(date, time));
    if (local === null) return [];
    const at = instantOf(local, zone);
    // What the clock jumps over in spring is not there to be picked.
    return localOf(at, zone).toPlainDateTime().equals(local) && fits(at) ? [at] : [];
  });
  const isLastDay = localOf(bounds.latest, zone).toPlainDate().toString() === date;
  return times.length === 0 && isLastDay ? [bounds.latest] : times;
}

/**
 * What a typed day and time mean. Where a time may be in either half of the day, it is the half in which it is allowed, else the
 * first.
 */
export function judgeTyped(typed: TypedTime, bounds: OwnTimeBounds, now: Instant, place: Place): OwnTime {
  const judged = readClockTimes(typed.time, place.locale).map((time) =>
    judgeOwnTime({ date: typed.date, time: clockText(time) }, bounds, now, place.zone),
  );
  return judged.find(({ kind }) => kind === 'fine') ?? judged[0] ?? { kind: 'incomplete' };
}

/** How many of these times come before the typed one; null where that is no time. */
export function timesBefore(typed: TypedTime, times: readonly Instant[], place: Place): number | null {
  const [time] = readClockTimes(typed.time, place.locale);
  const local = time === undefined ? null : parseLocalMinute(localText(typed.date, time));
  if (local === null) return null;
  const at = instantOf(local, place.zone);
  return times.filter((one) => isBefore(one, at)).length;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');
const clockText = ({ hour, minute }: ClockTime): string => `${twoDigits(hour)}:${twoDigits(minute)}`;
const localText = (date: string, time: ClockTime): string => `${date}T${clockText(time)}`;
