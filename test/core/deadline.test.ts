/** By when it runs without asking, and how near that is. */
import { describe, expect, it } from 'vitest';
import { deadlineOf, deferralsLeft, phaseOf } from '../../src/core/deadline.ts';
import {
  aDeployment,
  afterDays,
  afterDeferrals,
  anAsked,
  aRecord,
  at,
  berlin,
  dueBy,
  local,
  noDeadline,
  now,
  tokyo,
} from './builders.ts';

const deadlineIn = (zone: string, deadline: ReturnType<typeof dueBy>, record = anAsked()): string | null =>
  deadlineOf(aDeployment({ deadline }), record, zone)?.toString() ?? null;

describe('the deadline', () => {
  it('is none where nothing sets one', () => {
    expect(deadlineIn(berlin, noDeadline)).toBeNull();
  });

  it.each([
    [berlin, '2026-12-01T17:00:00Z'],
    [tokyo, '2026-12-01T17:00:00Z'],
  ])('with Z is the same instant in %s', (zone, instant) => {
    expect(deadlineIn(zone, dueBy('2026-12-01T17:00:00Z'))).toBe(instant);
  });

  it.each([
    [berlin, '2026-12-01T16:00:00Z'],
    [tokyo, '2026-12-01T08:00:00Z'],
  ])('without an offset is local time, wherever the Mac is: %s', (zone, instant) => {
    const fixed = { kind: 'local', at: local('2026-12-01T17:00') } as const;
    expect(deadlineIn(zone, { ...noDeadline, fixed })).toBe(instant);
  });

  it('floats from when somebody was first asked, in days of 24 hours', () => {
    const record = anAsked({ firstOffered: at('2026-03-28T09:00:00Z') });
    expect(deadlineIn(berlin, afterDays(2), record)).toBe('2026-03-30T09:00:00Z');
  });

  it('does not float while nobody was asked', () => {
    expect(deadlineIn(berlin, afterDays(2), aRecord())).toBeNull();
  });

  it.each([
    ['2026-11-22T10:00:00Z', 3, '2026-11-22T10:00:00Z', 'the date comes first'],
    ['2026-12-22T10:00:00Z', 3, '2026-11-24T13:10:20Z', 'the days come first'],
  ])('is the earliest: %s or %i days make %s (%s)', (date, days, expected) => {
    expect(deadlineIn(berlin, { ...dueBy(date), daysAfterFirstOffered: days })).toBe(expected);
  });

  it('is not moved by a count of deferrals', () => {
    expect(deadlineIn(berlin, afterDeferrals(0))).toBeNull();
  });
});

describe('deferrals left', () => {
  it.each([
    [3, 0, 3],
    [3, 2, 1],
    [3, 3, 0],
    [3, 5, 0],
    [0, 0, 0],
  ])('of %i, with %i used: %i', (allowed, used, left) => {
    expect(
      deferralsLeft(aDeployment({ deadline: afterDeferrals(allowed) }), anAsked({ deferralsUsed: used })),
    ).toBe(left);
  });

  it('are not counted where the deployment does not count them', () => {
    expect(deferralsLeft(aDeployment(), anAsked({ deferralsUsed: 9 }))).toBeNull();
  });
});

describe('the phase', () => {
  it.each<[string | null, string, string]>([
    [null, 'initial', 'there is no deadline'],
    ['2026-11-24T13:11:20Z', 'initial', '72 hours and one minute'],
    ['2026-11-24T13:10:20Z', 'approaching', '72 hours'],
    ['2026-11-22T13:11:20Z', 'approaching', '24 hours and one minute'],
    ['2026-11-22T13:10:20Z', 'imminent', '24 hours'],
    ['2026-11-21T13:10:21Z', 'imminent', 'a second'],
    ['2026-11-21T13:10:20Z', 'elapsed', 'it is now'],
    ['2026-11-20T00:00:00Z', 'elapsed', 'it has passed'],
  ])('with the deadline at %s is %s: %s', (deadline, phase) => {
    expect(phaseOf(deadline === null ? null : at(deadline), now)).toBe(phase);
  });
});
