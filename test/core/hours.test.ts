/** Allowed hours on the clock of the wall, also where the clock jumps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowed, lastAllowed, longestClosedMinutes, nextAllowed, nextTurn } from '../../src/core/hours.ts';
import { allowedDue, keepable } from '../../src/core/schedule.ts';
import { ceilToMinute, floorToMinute, isAfter, isBefore, type Instant } from '../../src/core/time.ts';
import { arbitraryHours, seed } from './arbitraries.ts';
import { allowed, at, berlin, newYork } from './builders.ts';

const office = allowed('MON:09:00-17:00', 'TUE:09:00-12:00', 'TUE:13:00-17:00');
const nights = allowed('SAT:22:00-24:00', 'SUN:00:00-05:00');

describe('an allowed minute', () => {
  it.each([
    ['2026-11-23T07:59:59Z', false, 'Monday, a second before 09:00 in Berlin'],
    ['2026-11-23T08:00:00Z', true, 'the first minute'],
    ['2026-11-23T16:00:59Z', true, 'the last minute, which is named as well'],
    ['2026-11-23T16:01:00Z', false, 'the minute after it'],
    ['2026-11-24T11:30:00Z', false, 'Tuesday between two spans'],
    ['2026-11-25T10:00:00Z', false, 'Wednesday'],
  ])('%s: %s (%s)', (moment, expected) => {
    expect(isAllowed(office, at(moment), berlin)).toBe(expected);
  });

  it('is that of the wall clock of wherever the Mac is', () => {
    const noon = at('2026-11-23T12:00:00Z');
    expect([isAllowed(office, noon, berlin), isAllowed(office, noon, newYork)]).toEqual([true, false]);
  });
});

describe('the next allowed minute', () => {
  it.each([
    ['2026-11-23T09:15:00Z', '2026-11-23T09:15:00Z', 'now'],
    ['2026-11-23T09:15:01Z', '2026-11-23T09:16:00Z', 'the whole minute after now'],
    ['2026-11-23T16:00:01Z', '2026-11-24T08:00:00Z', 'the last minute has begun: tomorrow'],
    ['2026-11-24T11:30:00Z', '2026-11-24T12:00:00Z', 'after lunch'],
    ['2026-11-24T17:00:00Z', '2026-11-30T08:00:00Z', 'next week'],
    ['2026-12-29T17:00:00Z', '2027-01-04T08:00:00Z', 'over the turn of the year'],
    ['2028-02-28T17:00:00Z', '2028-02-29T08:00:00Z', 'the leap day, a Tuesday'],
  ])('from %s is %s: %s', (from, expected) => {
    expect(nextAllowed(office, at(from), berlin)?.toString()).toBe(expected);
  });

  it('runs on over midnight where two spans meet there', () => {
    expect(nextAllowed(nights, at('2026-11-21T22:59:30Z'), berlin)?.toString()).toBe('2026-11-21T23:00:00Z');
    expect(nextAllowed(nights, at('2026-11-22T04:00:30Z'), berlin)?.toString()).toBe('2026-11-28T21:00:00Z');
  });

  it('is none where no hour is allowed', () => {
    expect(nextAllowed([], at('2026-11-23T09:15:00Z'), berlin)).toBeNull();
  });

  it.each([
    [berlin, 'SUN:02:00-02:30', '2026-03-28T12:00:00Z', '2026-04-05T00:00:00Z', 'jumped over: a week later'],
    [berlin, 'SUN:02:15-04:00', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00Z', 'its beginning jumped over'],
    [
      berlin,
      'SUN:02:15-04:00',
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:15:00Z',
      'twice: the first of the two',
    ],
    [
      'Australia/Lord_Howe',
      'SUN:02:10-04:00',
      '2026-10-03T10:00:00Z',
      '2026-10-03T15:30:00Z',
      'half an hour is jumped over',
    ],
    ['Asia/Kolkata', 'MON:09:00-17:00', '2026-11-22T10:00:00Z', '2026-11-23T03:30:00Z', 'half an hour off'],
  ])('in %s with %s from %s is %s: %s', (zone, hours, from, expected) => {
    expect(nextAllowed(allowed(hours), at(from), zone)?.toString()).toBe(expected);
  });
});

describe('the next turn', () => {
  it.each([
    ['2026-11-23T06:30:00Z', '2026-11-23T08:00:00Z', 'it becomes allowed at 09:00'],
    ['2026-11-23T08:00:00Z', '2026-11-23T16:01:00Z', 'the minute after the last, which is 17:00'],
    ['2026-11-23T16:00:30Z', '2026-11-23T16:01:00Z', 'within the last minute'],
    ['2026-11-24T10:59:00Z', '2026-11-24T11:01:00Z', 'lunch begins'],
  ])('from %s is at %s: %s', (from, expected) => {
    expect(nextTurn(office, at(from), berlin)?.toString()).toBe(expected);
  });

  it('of a night comes at midnight as well, which changes nothing', () => {
    expect(nextTurn(nights, at('2026-11-21T22:00:00Z'), berlin)?.toString()).toBe('2026-11-21T23:00:00Z');
    expect(nextTurn(nights, at('2026-11-21T23:00:00Z'), berlin)?.toString()).toBe('2026-11-22T04:01:00Z');
  });

  it('lies ahead, always', () => {
    fc.assert(
      fc.property(arbitraryHours, moments, (hours, { from, zone }) => {
        const turn = nextTurn(hours, from, zone);
        expect(turn !== null && isAfter(turn, from)).toBe(true);
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('the last allowed minute', () => {
  const lastUpTo = (until: string, from = '2026-11-01T00:00:00Z', hours = office): string | null =>
    lastAllowed(hours, at(from), at(until), berlin)?.toString() ?? null;

  it.each([
    ['2026-11-23T09:15:40Z', '2026-11-23T09:15:00Z', 'the very minute'],
    ['2026-11-24T11:30:00Z', '2026-11-24T11:00:00Z', 'before lunch'],
    ['2026-11-23T06:00:00Z', '2026-11-17T16:00:00Z', 'last week'],
  ])('up to %s is %s: %s', (until, expected) => {
    expect(lastUpTo(until)).toBe(expected);
  });

  it('is none before the earliest that will do', () => {
    expect(lastUpTo('2026-11-23T06:00:00Z', '2026-11-17T16:01:00Z')).toBeNull();
    expect(lastUpTo('2026-11-23T09:00:00Z', '2026-11-23T09:01:00Z')).toBeNull();
  });

  it('of a day that ends at 24:00 is its 23:59', () => {
    expect(lastUpTo('2026-11-21T23:00:00Z', undefined, allowed('SAT:22:00-24:00'))).toBe(
      '2026-11-21T22:59:00Z',
    );
  });

  it('ends before the clock jumps over its end', () => {
    expect(lastUpTo('2026-03-29T02:00:00Z', '2026-03-28T00:00:00Z', allowed('SUN:01:00-02:30'))).toBe(
      '2026-03-29T00:59:00Z',
    );
  });
});

describe('the longest time that is closed', () => {
  it.each<[string[], number, string]>([
    [[], 7 * 24 * 60, 'a week where nothing is allowed'],
    [['MON:09:00-17:00'], (6 * 24 + 16) * 60, 'all but eight hours'],
    [['FRI:09:00-17:00', 'MON:09:00-17:00'], (3 * 24 + 16) * 60, 'from Monday to Friday'],
    [['SUN:12:00-24:00', 'MON:00:00-12:00'], 6 * 24 * 60, 'over the turn of the week'],
    [['MON:00:00-24:00', 'MON:09:00-10:00', 'WED:00:00-24:00'], 4 * 24 * 60, 'one within another'],
  ])('of %j is %i minutes: %s', (spans, expected) => {
    expect(longestClosedMinutes(allowed(...spans))).toBe(expected);
  });
});

const minute = (instant: Instant, minutes: number): Instant => instant.add({ minutes });
const moments = fc
  .record({
    around: fc.constantFrom(
      ...['2026-03-28T12:00:00Z', '2026-10-24T12:00:00Z', '2026-04-04T06:00:00Z', '2026-11-20T12:00:00Z'],
    ),
    seconds: fc.integer({ min: 0, max: 30 * 3600 }),
    zone: fc.constantFrom(berlin, newYork, 'Australia/Lord_Howe', 'Asia/Kolkata'),
  })
  .map(({ around, seconds, zone }) => ({ from: at(around).add({ seconds }), zone }));

describe('whatever the hours', () => {
  it('no allowed minute is skipped, found by walking', () => {
    fc.assert(
      fc.property(arbitraryHours, moments, (hours, { from, zone }) => {
        const next = nextAllowed(hours, from, zone);
        expect(next).not.toBeNull();
        if (next === null) return;
        expect([isAllowed(hours, next, zone), isBefore(next, from)]).toEqual([true, false]);
        for (let walked = ceilToMinute(from); isBefore(walked, next); walked = minute(walked, 7)) {
          // The second pass of an overlap is no minute that launchd can keep (macos.md A3).
          if (keepable(walked, zone).equals(walked)) expect(isAllowed(hours, walked, zone)).toBe(false);
        }
      }),
      { seed, numRuns: 60 },
    );
  });

  it('none is left out at the end either', () => {
    fc.assert(
      fc.property(
        arbitraryHours,
        moments,
        fc.integer({ min: 0, max: 5_000 }),
        (hours, { from, zone }, more) => {
          const until = minute(from, more);
          const last = lastAllowed(hours, from, until, zone);
          if (last !== null) {
            expect([isAllowed(hours, last, zone), isBefore(last, from), isAfter(last, until)]).toEqual([
              true,
              false,
              false,
            ]);
          }
          const beforeIt = minute(last ?? ceilToMinute(from), last === null ? 0 : 1);
          for (let walked = floorToMinute(until); !isBefore(walked, beforeIt); walked = minute(walked, -7)) {
            if (keepable(walked, zone).equals(walked)) expect(isAllowed(hours, walked, zone)).toBe(false);
          }
        },
      ),
      { seed, numRuns: 60 },
    );
  });

  it('a job in them is due at a minute that launchd keeps', () => {
    fc.assert(
      fc.property(arbitraryHours, moments, (hours, { from, zone }) => {
        const due = allowedDue(hours, from, zone);
        expect(due !== null && isAllowed(hours, due, zone) && keepable(due, zone).equals(due)).toBe(true);
      }),
      { seed, numRuns: 300 },
    );
  });
});
