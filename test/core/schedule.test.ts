/** From a wish to the minute that launchd can keep. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeferralIntent } from '../../src/core/record.ts';
import { calendarInterval } from '../../src/core/launch-daemon.ts';
import { dueOf, movedToZone, newDeferral } from '../../src/core/schedule.ts';
import { localOf, type Instant, type Zone } from '../../src/core/time.ts';
import { seed } from './arbitraries.ts';
import { aDeferral, at, berlin, local, newYork, now, pickedAt, tokyo } from './builders.ts';

/**
 * What launchd does with Month, Day, Hour and Minute, found by walking: from the next minute on, the first whose local time
 * fits, the second pass of an overlap left out (macos.md A3).
 */
function firesAt(interval: ReturnType<typeof calendarInterval>, loaded: Instant, zone: Zone): Instant | null {
  const seen = new Set<string>();
  let walked = loaded.round({ smallestUnit: 'minute', roundingMode: 'floor' }).subtract({ hours: 3 });
  for (let minutes = 0; minutes < 4 * 24 * 60; minutes += 1) {
    walked = walked.add({ minutes: 1 });
    const { month, day, hour, minute } = localOf(walked, zone);
    const name = [month, day, hour, minute].join('-');
    const second = seen.has(name);
    seen.add(name);
    const fits =
      interval['Month'] === month &&
      interval['Day'] === day &&
      interval['Hour'] === hour &&
      interval['Minute'] === minute;
    if (fits && !second && walked.epochMilliseconds > loaded.epochMilliseconds) return walked;
  }
  return null;
}

describe('when it is due', () => {
  it.each<[string, DeferralIntent, string, string]>([
    ['2026-11-21T13:10:00Z', { kind: 'in', minutes: 60 }, '2026-11-21T14:10:00Z', 'a whole minute stays'],
    ['2026-11-21T13:10:00.001Z', { kind: 'in', minutes: 60 }, '2026-11-21T14:11:00Z', 'any part rounds up'],
    ['2026-11-21T13:10:59Z', { kind: 'in', minutes: 1 }, '2026-11-21T13:13:00Z', 'at least two minutes'],
    ['2026-11-21T13:10:00Z', { kind: 'in', minutes: 2 }, '2026-11-21T13:12:00Z', 'two minutes are enough'],
    ['2026-12-31T22:30:10Z', { kind: 'in', minutes: 60 }, '2026-12-31T23:31:00Z', "into Berlin's new year"],
    [
      '2026-03-29T00:30:00Z',
      { kind: 'in', minutes: 60 },
      '2026-03-29T01:30:00Z',
      'an hour is an hour when clocks go forward',
    ],
    [
      '2026-03-29T00:00:00Z',
      { kind: 'at', local: local('2026-03-29T02:30') },
      '2026-03-29T01:30:00Z',
      'a time that the day does not have: the gap later, 03:30',
    ],
    [
      '2026-10-24T12:00:00Z',
      { kind: 'at', local: local('2026-10-25T02:30') },
      '2026-10-25T00:30:00Z',
      'a time that the day has twice: the first',
    ],
    [
      '2026-10-24T22:30:00Z',
      { kind: 'in', minutes: 180 },
      '2026-10-25T02:00:00Z',
      'in the second pass of the overlap: at 03:00, when it is over',
    ],
    [
      '2026-10-25T01:10:00Z',
      { kind: 'in', minutes: 5 },
      '2026-10-25T02:00:00Z',
      'from within the second pass: when it is over',
    ],
    [
      '2026-10-24T20:00:00Z',
      { kind: 'in', minutes: 300 },
      '2026-10-25T02:00:00Z',
      'in the first minute of the second pass: when it is over',
    ],
    ['2026-10-25T01:10:00Z', { kind: 'in', minutes: 50 }, '2026-10-25T02:00:00Z', 'its end itself stays'],
  ])('at %s, %j is %s: %s', (moment, intent, expected) => {
    expect(dueOf(intent, at(moment), berlin).toString()).toBe(expected);
  });

  it('names the appointment by the instant that it was made for', () => {
    const deferral = newDeferral({ kind: 'in', minutes: 60 }, 'user', now, berlin);
    expect(deferral.appointment).toEqual(deferral.due);
  });

  it.each([
    ['Europe/Berlin', '2026-03-28T20:00:00Z', 'clocks go forward'],
    ['Europe/Berlin', '2026-10-24T20:00:00Z', 'clocks go back'],
    ['America/New_York', '2026-10-31T22:00:00Z', 'clocks go back in New York'],
    ['Australia/Lord_Howe', '2026-04-04T10:00:00Z', 'clocks go back by half an hour'],
    ['Asia/Kathmandu', '2026-12-31T14:00:00Z', 'a quarter of an hour off, into a new year'],
    ['Europe/Berlin', '2028-02-28T20:00:00Z', 'into a leap day'],
  ])('is the very minute at which launchd fires, in %s from %s on: %s', (zone, around) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8 * 3600 }),
        fc.integer({ min: 1, max: 12 * 60 }),
        (seconds, minutes) => {
          const moment = at(around).add({ seconds });
          const due = dueOf({ kind: 'in', minutes }, moment, zone);
          expect(firesAt(calendarInterval(due, zone), moment, zone)).toEqual(due);
          // Never before what was said, and after it only for the rounding, the lead, and the overlap.
          const wished = moment.epochMilliseconds + minutes * 60_000;
          expect(due.epochMilliseconds).toBeGreaterThanOrEqual(wished);
          expect(due.epochMilliseconds).toBeLessThanOrEqual(wished + 62 * 60_000);
        },
      ),
      { seed, numRuns: 60 },
    );
  });
});

describe('in another zone', () => {
  it.each([
    [tokyo, '2026-11-21T08:00:00Z', 'east: eight hours earlier'],
    [newYork, '2026-11-21T22:00:00Z', 'west: six hours later'],
  ])('"17:00 here" is 17:00 there: %s, %s (%s)', (zone, due) => {
    const moved = movedToZone(pickedAt('2026-11-21T17:00', '2026-11-21T16:00:00Z'), zone);
    expect([moved.due.toString(), moved.zone]).toEqual([due, zone]);
  });

  it.each([tokyo, newYork])('"in four hours" stays the same instant: %s', (zone) => {
    const deferral = aDeferral('2026-11-21T16:00:00Z', { intent: { kind: 'in', minutes: 240 } });
    expect(movedToZone(deferral, zone)).toEqual({ ...deferral, zone });
  });

  it('keeps the name of its appointment, and comes back as it was', () => {
    const deferral = pickedAt('2026-11-21T17:00', '2026-11-21T16:00:00Z');
    const away = movedToZone(deferral, tokyo);
    expect(away.appointment).toEqual(deferral.appointment);
    expect(movedToZone(away, berlin)).toEqual(deferral);
  });

  it('is the same deferral where the zone has not changed', () => {
    const deferral = pickedAt('2026-11-21T17:00', '2026-11-21T16:00:00Z');
    expect(movedToZone(deferral, berlin)).toBe(deferral);
  });
});
