/**
 * Time as the rules use it: an instant is not a number, and local time never appears without its zone. No clock here:
 * `now` and `zone` are always arguments.
 */
import { Temporal } from 'temporal-polyfill';
import { remembered } from './remembered.ts';

export type Instant = Temporal.Instant;
export type LocalMinute = Temporal.PlainDateTime;
/** A day of the calendar, without a zone. */
export type LocalDay = Temporal.PlainDate;
/** An IANA zone name. */
export type Zone = string;

/** In nanoseconds. */
const minute = 60_000_000_000n;

/** Reads an instant with `Z` or an offset; null when the text is not one. */
export function parseInstant(text: string): Instant | null {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return null;
  }
}

/** Reads a local date and time without a zone, to the minute; null when the text is not one or carries an offset. */
export function parseLocalMinute(text: string): LocalMinute | null {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:00)?$/.test(text)) return null;
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}

/** True for a zone that this system's zone database knows. */
export function isKnownZone(zone: Zone): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant of a local time. In the gap of spring it moves forward by the gap (02:30 becomes 03:30), in the overlap of
 * autumn the first of the two is meant: what launchd does too (macos.md A3).
 */
export const instantOf = (local: LocalMinute, zone: Zone): Instant =>
  local.toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant();

export const localOf = (instant: Instant, zone: Zone): Temporal.ZonedDateTime =>
  instant.toZonedDateTimeISO(zone);

/** The latest change of the zone's clocks up to this very instant; null where there was none. */
export const lastChange = (instant: Instant, zone: Zone): Instant | null =>
  // What is asked for lies before the instant that is given, so a nanosecond on.
  localOf(instant.add({ nanoseconds: 1 }), zone)
    .getTimeZoneTransition('previous')
    ?.toInstant() ?? null;

/** Whole minutes. Reckoned in nanoseconds: a duration object costs ten times as much, and a snapshot asks this thousands of times. */
export const plusMinutes = (instant: Instant, minutes: number): Instant =>
  new Temporal.Instant(instant.epochNanoseconds + BigInt(minutes) * minute);
export const plusHours = (instant: Instant, hours: number): Instant => plusMinutes(instant, hours * 60);

export const isBefore = (a: Instant, b: Instant): boolean => Temporal.Instant.compare(a, b) < 0;
export const isAfter = (a: Instant, b: Instant): boolean => Temporal.Instant.compare(a, b) > 0;
export const earliest = (a: Instant, b: Instant): Instant => (isBefore(b, a) ? b : a);
export const latest = (a: Instant, b: Instant): Instant => (isAfter(b, a) ? b : a);

/** Rounds up to a whole minute: a job must never fire before the minute that the user was shown. */
export function ceilToMinute(instant: Instant): Instant {
  const floor = floorToMinute(instant);
  return floor.equals(instant) ? instant : plusMinutes(floor, 1);
}

export function floorToMinute(instant: Instant): Instant {
  const over = instant.epochNanoseconds % minute;
  if (over === 0n) return instant;
  return new Temporal.Instant(instant.epochNanoseconds - (over < 0n ? over + minute : over));
}

/** Whole minutes from `from` to `to`, rounded up; negative when `to` is earlier. */
export const minutesBetween = (from: Instant, to: Instant): number =>
  Math.ceil((to.epochMilliseconds - from.epochMilliseconds) / 60_000);

/** `2026-11-21T15:10:00Z`, as it crosses borders; the same few instants again and again. */
export const isoOf: (instant: Instant) => string = remembered(
  (instant: Instant) => String(instant.epochNanoseconds),
  (instant) => instant.toString(),
  1000,
);

/** `2026-11-21T15:10` in the given zone, for logs and for plists. */
export const localMinuteText = (instant: Instant, zone: Zone): string =>
  localOf(instant, zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
