/** Instants, local minutes and what happens where clocks change. */
import { describe, expect, it } from 'vitest';
import {
  ceilToMinute,
  earliest,
  floorToMinute,
  instantOf,
  isAfter,
  isBefore,
  isKnownZone,
  latest,
  localMinuteText,
  minutesBetween,
  parseInstant,
  parseLocalMinute,
} from '../../src/core/time.ts';
import { at, berlin, local, newYork } from './builders.ts';

describe('an instant', () => {
  it.each([
    ['2026-11-21T13:10:20Z', '2026-11-21T13:10:20Z'],
    ['2026-11-21T14:10:20+01:00', '2026-11-21T13:10:20Z'],
    ['2026-11-21T13:10Z', '2026-11-21T13:10:00Z'],
  ])('%s is read as %s', (text, expected) => {
    expect(parseInstant(text)?.toString()).toBe(expected);
  });

  it.each(['', 'soon', '2026-11-21', '2026-11-21T13:10', '2026-02-30T10:00Z', '2026-11-21T25:00Z', '0'])(
    '%j is none',
    (text) => {
      expect(parseInstant(text)).toBeNull();
    },
  );
});

describe('a local minute', () => {
  it.each([
    ['2026-11-21T14:10', '2026-11-21T14:10:00'],
    ['2026-11-21 14:10', '2026-11-21T14:10:00'],
    ['2026-11-21T14:10:00', '2026-11-21T14:10:00'],
    ['2028-02-29T00:00', '2028-02-29T00:00:00'],
  ])('%s is read as %s', (text, expected) => {
    expect(parseLocalMinute(text)?.toString()).toBe(expected);
  });

  it.each([
    ['', 'nothing'],
    ['2026-11-21', 'no time'],
    ['14:10', 'no date'],
    ['2026-11-21T14:10Z', 'an instant'],
    ['2026-11-21T14:10+01:00', 'an offset'],
    ['2026-11-21T14:10:20', 'seconds'],
    ['2026-11-21T24:00', 'no such hour'],
    ['2026-02-29T10:00', 'no such day, and never the day after instead'],
    ['2026-11-21T14:10\n', 'a newline'],
    ['2026-11-21T14:10[Europe/Berlin]', 'a zone'],
  ])('%j is none: %s', (text) => {
    expect(parseLocalMinute(text)).toBeNull();
  });
});

describe('a local time and its instant', () => {
  it.each([
    ['2026-11-21T15:10', berlin, '2026-11-21T14:10:00Z', 'winter'],
    ['2026-07-01T15:10', berlin, '2026-07-01T13:10:00Z', 'summer'],
    ['2026-03-29T02:30', berlin, '2026-03-29T01:30:00Z', 'in the gap: 03:30, one hour on'],
    ['2026-10-25T02:30', berlin, '2026-10-25T00:30:00Z', 'in the overlap: the first of the two'],
    ['2026-03-08T02:30', newYork, '2026-03-08T07:30:00Z', 'in the gap of New York: 03:30 EDT'],
    ['2026-11-01T01:30', newYork, '2026-11-01T05:30:00Z', 'in the overlap of New York: 01:30 EDT'],
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00:00Z', 'a day that Samoa never had: the next'],
  ])('%s in %s is %s: %s', (text, zone, instant) => {
    expect(instantOf(local(text), zone).toString()).toBe(instant);
  });

  it('is written to the minute, in the zone', () => {
    expect(localMinuteText(at('2026-11-21T13:10:59Z'), berlin)).toBe('2026-11-21T14:10');
  });
});

describe('whole minutes', () => {
  it.each([
    ['2026-11-21T13:10:00Z', '2026-11-21T13:10:00Z', '2026-11-21T13:10:00Z'],
    ['2026-11-21T13:10:00.001Z', '2026-11-21T13:11:00Z', '2026-11-21T13:10:00Z'],
    ['2026-11-21T13:10:59.999999999Z', '2026-11-21T13:11:00Z', '2026-11-21T13:10:00Z'],
    ['2026-12-31T23:59:30Z', '2027-01-01T00:00:00Z', '2026-12-31T23:59:00Z'],
    ['1969-12-31T23:59:30Z', '1970-01-01T00:00:00Z', '1969-12-31T23:59:00Z'],
  ])('%s is rounded up to %s and down to %s', (text, up, down) => {
    expect(ceilToMinute(at(text)).toString()).toBe(up);
    expect(floorToMinute(at(text)).toString()).toBe(down);
  });

  it.each([
    ['2026-11-21T13:10:00Z', '2026-11-21T13:10:00Z', 0],
    ['2026-11-21T13:10:00Z', '2026-11-21T13:10:01Z', 1],
    ['2026-11-21T13:10:00Z', '2026-11-21T14:10:00Z', 60],
    ['2026-11-21T13:10:00Z', '2026-11-21T13:08:00Z', -2],
  ])('from %s to %s are %i minutes, rounded up', (from, to, minutes) => {
    expect(minutesBetween(at(from), at(to))).toBe(minutes);
  });
});

describe('order', () => {
  const early = at('2026-11-21T13:10:00Z');
  const late = at('2026-11-21T13:10:00.000000001Z');

  it('tells instants apart by a nanosecond, and the same instant is neither before nor after itself', () => {
    expect([isBefore(early, late), isBefore(late, early), isBefore(early, early)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isAfter(late, early), isAfter(early, late), isAfter(early, early)]).toEqual([true, false, false]);
  });

  it('finds the earliest and the latest, in whichever order they come', () => {
    expect([earliest(early, late), earliest(late, early)]).toEqual([early, early]);
    expect([latest(early, late), latest(late, early)]).toEqual([late, late]);
  });
});

it.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Europe/Atlantis', false],
  ['', false],
])('the zone database knows %j: %s', (zone, known) => {
  expect(isKnownZone(zone)).toBe(known);
});
