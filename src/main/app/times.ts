/**
 * Instants as people read them: in the Mac's zone and in the form of its region, with `Intl`. The words around them are in
 * `texts.ts`. Never reads a clock: `now` is an argument.
 */
import { localOf, type Instant, type Zone } from '../../core/time.ts';

/** Where the reader is: decides the clock time and its form. */
export interface Place {
  readonly zone: Zone;
  readonly locale: string;
}

/** `weekday`: two to six days ahead, where its name is enough. */
export type Day = 'yesterday' | 'today' | 'tomorrow' | 'weekday' | 'date';

/** A moment, and how far it is from now as people count it. */
export interface When {
  readonly day: Day;
  readonly at: Instant;
  readonly place: Place;
}

export function dayOf(instant: Instant, now: Instant, place: Place): Day {
  const today = localOf(now, place.zone).toPlainDate();
  const days = today.until(localOf(instant, place.zone).toPlainDate(), { largestUnit: 'days' }).days;
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 1 && days < 7 ? 'weekday' : 'date';
}

export const whenOf = (instant: Instant, now: Instant, place: Place): When => ({
  day: dayOf(instant, now, place),
  at: instant,
  place,
});

const forms = {
  /** "15:10" or "3:10 PM". */
  clock: { timeStyle: 'short' },
  /** "Thursday". */
  weekday: { weekday: 'long' },
  /** "Thu". */
  shortWeekday: { weekday: 'short' },
  /** "Thursday 4 December". */
  date: { weekday: 'long', day: 'numeric', month: 'long' },
  /** "4 December". */
  dayAndMonth: { day: 'numeric', month: 'long' },
  /** "4" and "Dec", for the strip of days. */
  dayOfMonth: { day: 'numeric' },
  shortMonth: { month: 'short' },
  /** "4 Dec". */
  shortDate: { day: 'numeric', month: 'short' },
  /** "Thu 4 Dec". */
  shortDateWithWeekday: { weekday: 'short', day: 'numeric', month: 'short' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making one takes longer than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Always by the calendar that the admin wrote the deadline in. */
export function written(form: keyof typeof forms, instant: Instant, { locale, zone }: Place): string {
  const key = `${form} ${locale} ${zone}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(locale, { ...forms[form], timeZone: zone, calendar: 'gregory' });
  formats.set(key, format);
  return format.format(instant.epochMilliseconds);
}

/** "4" and "Dec", for the strip of days. */
export const dayParts = (
  instant: Instant,
  place: Place,
): { readonly day: string; readonly month: string } => ({
  day: written('dayOfMonth', instant, place),
  month: written('shortMonth', instant, place),
});

export const clockTime = (instant: Instant, place: Place): string =>
  written('clock', instant, place).replace(/AM|PM/u, (half) =>
    new Intl.Locale(place.locale).language === 'ko' ? (koreanHalves[half] ?? half) : half,
  );

/** Newer tables of the world's forms (CLDR 48) have only AM and PM where macOS writes these. */
const koreanHalves: Readonly<Record<string, string>> = { AM: '오전', PM: '오후' };

/** 1 is Monday. */
export const weekdayNumber = (instant: Instant, zone: Zone): number => localOf(instant, zone).dayOfWeek;
