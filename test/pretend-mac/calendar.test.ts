/** launchd's calendar arithmetic, as facts: the table of the platform notes plus the habits it implies. */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { nextFire, type CalendarInterval } from '../../src/pretend-mac/launchd/calendar.ts';

const NEW_YORK = 'America/New_York';

type Row = [english: string, zone: string, now: string, interval: CalendarInterval, fires: string];
const rows: Row[] = [
  [
    'the running minute is already too late, and there is no year: next year',
    NEW_YORK,
    '2026-11-21T10:00:30-05:00',
    { month: 11, day: 21, hour: 10, minute: 0 },
    '2027-11-21T10:00:00-05:00',
  ],
  [
    'so is the very start of the minute',
    NEW_YORK,
    '2026-11-21T10:00:00-05:00',
    { month: 11, day: 21, hour: 10, minute: 0 },
    '2027-11-21T10:00:00-05:00',
  ],
  [
    'the next minute of the same day',
    NEW_YORK,
    '2026-11-21T10:00:30-05:00',
    { month: 11, day: 21, hour: 10, minute: 1 },
    '2026-11-21T10:01:00-05:00',
  ],
  [
    'over the end of the year',
    NEW_YORK,
    '2026-12-31T23:59:10-05:00',
    { month: 1, day: 1, hour: 0, minute: 0 },
    '2027-01-01T00:00:00-05:00',
  ],
  [
    '30 February rolls over',
    NEW_YORK,
    '2026-02-01T00:00:00-05:00',
    { month: 2, day: 30, hour: 9, minute: 0 },
    '2026-03-02T09:00:00-05:00',
  ],
  [
    'day 31 without a month rolls over a short month',
    NEW_YORK,
    '2026-01-31T10:00:00-05:00',
    { day: 31, hour: 9, minute: 0 },
    '2026-03-03T09:00:00-05:00',
  ],
  [
    'a time that spring skips comes an hour later by the clock',
    NEW_YORK,
    '2026-03-08T01:00:00-05:00',
    { month: 3, day: 8, hour: 2, minute: 30 },
    '2026-03-08T03:30:00-04:00',
  ],
  [
    'of the two in autumn the first',
    NEW_YORK,
    '2026-11-01T00:30:00-04:00',
    { month: 11, day: 1, hour: 1, minute: 30 },
    '2026-11-01T01:30:00-04:00',
  ],
  [
    'after the first of the two: not the second but next year, an hour off as 1 January is standard time',
    NEW_YORK,
    '2026-11-01T01:45:00-04:00',
    { month: 11, day: 1, hour: 1, minute: 30 },
    '2027-11-01T02:30:00-04:00',
  ],
  [
    'walking over the end of summer time keeps the stale offset',
    NEW_YORK,
    '2026-10-31T10:00:00-04:00',
    { hour: 9, minute: 0 },
    '2026-11-01T08:00:00-05:00',
  ],
  [
    'so does walking over New Year into the other half of the year',
    'Australia/Sydney',
    '2026-12-20T12:00:00+11:00',
    { month: 5, day: 5, hour: 9, minute: 0 },
    '2027-05-05T08:00:00+10:00',
  ],
  [
    'the same year without walking: right in spite of the change',
    NEW_YORK,
    '2026-10-31T10:00:00-04:00',
    { month: 11, day: 1, hour: 9, minute: 0 },
    '2026-11-01T09:00:00-05:00',
  ],
  [
    'the old plist shape without a month: next month',
    NEW_YORK,
    '2026-11-21T10:00:30-05:00',
    { day: 21, hour: 10, minute: 0 },
    '2026-12-21T10:00:00-05:00',
  ],
  [
    'an empty dictionary is every minute',
    NEW_YORK,
    '2026-11-21T10:00:30-05:00',
    {},
    '2026-11-21T10:01:00-05:00',
  ],
  [
    'only a minute: every hour',
    NEW_YORK,
    '2026-11-21T10:20:00-05:00',
    { minute: 15 },
    '2026-11-21T11:15:00-05:00',
  ],
  ['every day', NEW_YORK, '2026-11-21T10:20:00-05:00', { hour: 3, minute: 20 }, '2026-11-22T03:20:00-05:00'],
  [
    'Sunday is 0',
    NEW_YORK,
    '2026-11-21T10:20:00-05:00',
    { weekday: 0, hour: 9, minute: 0 },
    '2026-11-22T09:00:00-05:00',
  ],
  [
    'and 7',
    NEW_YORK,
    '2026-11-21T10:20:00-05:00',
    { weekday: 7, hour: 9, minute: 0 },
    '2026-11-22T09:00:00-05:00',
  ],
  [
    'of day and weekday the earlier one: the weekday',
    NEW_YORK,
    '2026-11-21T10:20:00-05:00',
    { day: 30, weekday: 1, hour: 9, minute: 0 },
    '2026-11-23T09:00:00-05:00',
  ],
  [
    'of day and weekday the earlier one: the day',
    NEW_YORK,
    '2026-11-21T10:20:00-05:00',
    { day: 22, weekday: 1, hour: 9, minute: 0 },
    '2026-11-22T09:00:00-05:00',
  ],
  [
    '29 February of a year that has none',
    'Europe/Berlin',
    '2026-02-01T00:00:00+01:00',
    { month: 2, day: 29, hour: 9, minute: 0 },
    '2026-03-01T09:00:00+01:00',
  ],
  [
    'half-hour zones',
    'Asia/Kolkata',
    '2026-11-21T10:00:30+05:30',
    { month: 11, day: 21, hour: 10, minute: 1 },
    '2026-11-21T10:01:00+05:30',
  ],
  [
    'half-hour summer time: the skipped time',
    'Australia/Lord_Howe',
    '2026-10-04T01:00:00+10:30',
    { month: 10, day: 4, hour: 2, minute: 15 },
    '2026-10-04T02:45:00+11:00',
  ],
];

describe('launchd finds the next fire of a StartCalendarInterval', () => {
  it.each(rows)('%s', (_english, zone, now, interval, fires) => {
    const next = nextFire(interval, Temporal.Instant.from(now).epochMilliseconds, zone);
    expect(
      Temporal.Instant.fromEpochMilliseconds(next)
        .toZonedDateTimeISO(zone)
        .toString({ timeZoneName: 'never' }),
    ).toBe(fires);
  });
});
