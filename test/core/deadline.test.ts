/** By when it runs without asking, and how near that is. */
import { describe, expect, it } from 'vitest';
import {
  askAgainAfter,
  deadlineOf,
  deferralsLeft,
  nextPhaseAt,
  phaseOf,
  type Phase,
} from '../../src/core/deadline.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import {
  aDeployment,
  afterDays,
  afterDeferrals,
  afterHours,
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

  it('floats in hours as well', () => {
    expect(deadlineIn(berlin, afterHours(36))).toBe('2026-11-23T01:10:20Z');
    expect(deadlineIn(berlin, afterHours(36), aRecord())).toBeNull();
  });

  it.each([
    ['2026-11-22T10:00:00Z', 3, 80, '2026-11-22T10:00:00Z', 'the date comes first'],
    ['2026-12-22T10:00:00Z', 3, 80, '2026-11-24T13:10:20Z', 'the days come first'],
    ['2026-12-22T10:00:00Z', 3, 5, '2026-11-21T18:10:20Z', 'the hours come first'],
    ['2026-12-22T10:00:00Z', 3, 0, '2026-11-21T13:10:20Z', 'at once comes first'],
  ])('is the earliest: %s or %i days or %i hours make %s (%s)', (date, days, hours, expected) => {
    const rule = { ...dueBy(date), daysAfterFirstOffered: days, hoursAfterFirstOffered: hours };
    expect(deadlineIn(berlin, rule)).toBe(expected);
  });

  it('with nobody asked yet is the date alone', () => {
    expect(
      deadlineIn(berlin, { ...dueBy('2026-12-22T10:00:00Z'), hoursAfterFirstOffered: 1 }, aRecord()),
    ).toBe('2026-12-22T10:00:00Z');
  });

  it('is not moved by a count of deferrals', () => {
    expect(deadlineIn(berlin, afterDeferrals(0))).toBeNull();
  });
});

describe('on a new Mac', () => {
  const on = (firstSeen: string, newMacGraceHours = 24) =>
    deadlineOf(
      aDeployment({
        deadline: dueBy('2026-11-21T12:00:00Z'),
        newMacGraceHours,
        mac: { id: 'A', firstSeen: at(firstSeen) },
      }),
      anAsked(),
      berlin,
    )?.toString();

  it.each([
    ['2026-11-21T08:00:00Z', 24, '2026-11-22T08:00:00Z', 'it waits until a day after the Mac was set up'],
    ['2026-11-20T12:00:00Z', 24, '2026-11-21T12:00:00Z', 'a day is over at the deadline'],
    ['2026-11-01T08:00:00Z', 24, '2026-11-21T12:00:00Z', 'the Mac is not new'],
    ['2026-11-21T08:00:00Z', 0, '2026-11-21T12:00:00Z', 'the admin gives new Macs no grace'],
  ])('first seen at %s with %i hours it is %s: %s', (firstSeen, hours, expected) => {
    expect(on(firstSeen, hours)).toBe(expected);
  });

  it('there is none where the admin sets none', () => {
    const mac = { id: 'A', firstSeen: now };
    expect(deadlineOf(aDeployment({ newMacGraceHours: 24, mac }), anAsked(), berlin)).toBeNull();
  });
});

describe('spread over a fleet', () => {
  const on = (id: string, change: Partial<Deployment> = {}): Deployment =>
    aDeployment({
      deadline: dueBy('2026-11-21T12:00:00Z'),
      spreadMinutes: 60,
      mac: { id, firstSeen: at('2026-01-01T00:00:00Z') },
      ...change,
    });

  it('each Mac has a minute of its own after the deadline, always the same', () => {
    const minutes = ['A', 'B', 'C', 'A'].map((id) => deadlineOf(on(id), anAsked(), berlin)?.toString());
    expect(minutes).toEqual([
      '2026-11-21T12:02:00Z',
      '2026-11-21T12:06:00Z',
      '2026-11-21T12:04:00Z',
      '2026-11-21T12:02:00Z',
    ]);
  });

  it('also where the Mac is new, and where somebody has come back', () => {
    const graceUntil = at('2026-11-21T15:00:00Z');
    const isNew = on('A', { newMacGraceHours: 24, mac: { id: 'A', firstSeen: at('2026-11-21T12:00:00Z') } });
    expect([
      deadlineOf(isNew, anAsked(), berlin)?.toString(),
      deadlineOf(on('A'), anAsked({ graceUntil }), berlin)?.toString(),
    ]).toEqual(['2026-11-22T12:02:00Z', '2026-11-21T15:02:00Z']);
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
    expect(phaseOf(aDeployment(), deadline === null ? null : at(deadline), now)).toBe(phase);
  });

  it('begins when the admin says so; where the second begins before the first, that is skipped', () => {
    const deadline = at('2026-11-22T13:10:20Z');
    const phase = (approaching: number, imminent: number): string =>
      phaseOf(aDeployment({ phaseHours: { approaching, imminent } }), deadline, now);
    expect([phase(24, 1), phase(23, 1), phase(12, 24)]).toEqual(['approaching', 'initial', 'imminent']);
  });

  it.each<[string | null, string | null, string]>([
    [null, null, 'there is no deadline'],
    ['2026-11-30T13:10:20Z', '2026-11-27T13:10:20Z', '72 hours before it'],
    ['2026-11-24T13:10:20Z', '2026-11-23T13:10:20Z', 'the first has just begun: 24 hours before it'],
    ['2026-11-22T13:10:20Z', '2026-11-22T13:10:20Z', 'the second has just begun: at the deadline'],
    ['2026-11-21T13:10:20Z', null, 'it has come'],
  ])('with the deadline at %s changes next at %s: %s', (deadline, expected) => {
    const next = nextPhaseAt(aDeployment(), deadline === null ? null : at(deadline), now);
    expect(next?.toString() ?? null).toBe(expected);
  });
});

describe('after Not Now the question comes back', () => {
  it.each<[Phase, number, number, number, number]>([
    ['initial', 240, 120, 60, 240],
    ['approaching', 240, 120, 60, 120],
    ['imminent', 240, 120, 60, 60],
    ['elapsed', 240, 120, 60, 60],
    ['approaching', 30, 120, 60, 30],
    ['imminent', 30, 120, 60, 30],
    ['imminent', 240, 20, 60, 20],
  ])('%s, with %i, %i and %i minutes set: after %i', (phase, initial, approaching, imminent, expected) => {
    const deployment = aDeployment({ askAgainMinutes: { initial, approaching, imminent } });
    expect(askAgainAfter(deployment, phase)).toBe(expected);
  });
});
