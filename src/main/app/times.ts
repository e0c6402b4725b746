/**
 * Instants as people read them: in the Mac's zone and in the form of its region, with `Intl`. Returns the parts (which day,
 * what clock time); the words between them are in `texts.ts`. Never reads a clock: `now` is an argument.
 */
import { localOf, type Instant, type Zone } from '../../core/time.ts';

/** Where the reader is: decides the clock time and its form. */
export interface Place {
  readonly zone: Zone;
  readonly locale: string;
}

export type Day =
  | { readonly kind: 'yesterday' | 'today' | 'tomorrow' }
  /** Two to six days ahead: the name is enough. */
  | { readonly kind: 'weekday'; readonly long: string; readonly short: string }
  | { readonly kind: 'date'; readonly long: string; readonly short: string };

export interface When {
  readonly day: Day;
  readonly clock: string;
}

/** "15:10" or "3:10 PM", as the region has it. */
export const clockTime = (instant: Instant, place: Place): string =>
  format(instant, place, { timeStyle: 'short' });

export function dayOf(instant: Instant, now: Instant, place: Place): Day {
  const today = localOf(now, place.zone).toPlainDate();
  const days = today.until(localOf(instant, place.zone).toPlainDate(), { largestUnit: 'days' }).days;
  if (days === 0) return { kind: 'today' };
  if (days === 1) return { kind: 'tomorrow' };
  if (days === -1) return { kind: 'yesterday' };
  if (days > 1 && days < 7) {
    return {
      kind: 'weekday',
      long: format(instant, place, { weekday: 'long' }),
      short: format(instant, place, { weekday: 'short' }),
    };
  }
  return {
    kind: 'date',
    long: format(instant, place, { weekday: 'long', day: 'numeric', month: 'long' }),
    short: format(instant, place, { day: 'numeric', month: 'short' }),
  };
}

export const whenOf = (instant: Instant, now: Instant, place: Place): When => ({
  day: dayOf(instant, now, place),
  clock: clockTime(instant, place),
});

/** "Thu", for the right-hand column and the end of the timeline. */
export const weekdayOf = (instant: Instant, place: Place): string =>
  format(instant, place, { weekday: 'short' });

/** "Thu 4 Dec", for lists of days. */
export const dateOf = (instant: Instant, place: Place): string =>
  format(instant, place, { weekday: 'short', day: 'numeric', month: 'short' });

/**
 * The words are English (issue 7 translates them), the forms are the region's own: on a Mac set to German in Germany
 * 15:10 stays 15:10. Takes a BCP 47 tag; what is not one counts as plain English.
 */
export function formatLocale(systemLocale: string): string {
  try {
    const { language, region, baseName } = new Intl.Locale(systemLocale.replaceAll('_', '-'));
    if (language === 'en') return baseName;
    return region === undefined ? 'en-GB' : `en-${region}`;
  } catch {
    return 'en-GB';
  }
}

function format(instant: Instant, place: Place, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(place.locale, { ...options, timeZone: place.zone }).format(
    instant.epochMilliseconds,
  );
}
