/** Runs that nobody chose: another attempt, or a run with nobody logged in. */
import { describe, expect, it } from 'vitest';
import { offered, ticked } from '../../src/core/course.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import { noUserDeferral, retryDeferral } from '../../src/core/unchosen.ts';
import { aDeployment, allowed, anAsked, aRecord, at, berlin, dueBy, now, stageOf } from './builders.ts';

/** 14:10 in Berlin is a Saturday's. */
const sundays = aDeployment({ allowedHours: allowed('SUN:09:00-17:00') });
const until = (deployment: Deployment, deadline: string): Deployment => ({
  ...deployment,
  deadline: dueBy(deadline),
});

describe('another attempt', () => {
  const retry = (deployment: Deployment, minutes = 360): string =>
    retryDeferral(deployment, anAsked(), minutes, now, berlin).due.toString();

  it.each<[string, Deployment, string, string]>([
    ['any hour', aDeployment(), '2026-11-21T19:11:00Z', 'six hours later'],
    [
      'Saturdays',
      aDeployment({ allowedHours: allowed('SAT:09:00-23:00') }),
      '2026-11-21T19:11:00Z',
      'in them',
    ],
    ['Sundays', sundays, '2026-11-22T08:00:00Z', 'moves into them'],
    [
      'Sundays, and a deadline before that',
      until(sundays, '2026-11-22T06:00:30Z'),
      '2026-11-22T06:00:00Z',
      'moves no further than the deadline',
    ],
    [
      'Sundays, and a deadline within the six hours',
      until(sundays, '2026-11-21T16:00:00Z'),
      '2026-11-22T08:00:00Z',
      'the deadline has had its run',
    ],
  ])('with %s allowed is due at %s: %s', (_, deployment, expected) => {
    expect(retry(deployment)).toBe(expected);
  });

  it('is named by the instant that it was made for', () => {
    const deferral = retryDeferral(sundays, anAsked(), 360, now, berlin);
    expect([deferral.appointment, deferral.by]).toEqual([deferral.due, 'retry']);
  });
});

describe('a run with nobody logged in', () => {
  it('begins at once', () => {
    const deferral = noUserDeferral(aDeployment(), aRecord(), now, berlin);
    expect([deferral.due, deferral.intent, deferral.by]).toEqual([now, { kind: 'now' }, 'no-user']);
  });

  it('waits for the allowed hours', () => {
    const deferral = noUserDeferral(sundays, aRecord(), now, berlin);
    expect([deferral.due, deferral.appointment]).toEqual([
      at('2026-11-22T08:00:00Z'),
      at('2026-11-22T08:00:00Z'),
    ]);
  });

  it('asks whoever comes before that', () => {
    const deployment = { ...sundays, noUser: 'run' } as const;
    const record = offered(aRecord(), deployment, false, now, berlin);
    expect(stageOf(record, 'scheduled').deferral.due).toEqual(at('2026-11-22T08:00:00Z'));
    const later = now.add({ hours: 2 });
    expect(ticked(record, deployment, false, later, berlin)).toBe(record);
    expect(stageOf(ticked(record, deployment, true, later, berlin), 'asking')).toMatchObject({
      since: later,
      missed: null,
    });
  });

  it('that has begun is not taken back', () => {
    const deployment = aDeployment({ noUser: 'run' });
    const record = offered(aRecord(), deployment, false, now, berlin);
    expect(ticked(record, deployment, true, now, berlin)).toBe(record);
  });
});
