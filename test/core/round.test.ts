/** A new event: another target version or another date begins the round anew. */
import { describe, expect, it } from 'vitest';
import { offered, ticked } from '../../src/core/course.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import type { Verification } from '../../src/core/verification.ts';
import type { DeferralBy, DeploymentRecord } from '../../src/core/record.ts';
import { eventOf } from '../../src/core/round.ts';
import {
  aDeployment,
  afterDays,
  anAsked,
  anAttempt,
  aRecord,
  aRunning,
  aScheduled,
  asking,
  at,
  berlin,
  checking,
  dueBy,
  local,
  noDeadline,
  now,
  stageOf,
} from './builders.ts';

const version = (minimum: string): Verification => ({ kind: 'os-version', minimum });
const before = aDeployment({
  verification: [version('26.7')],
  deadline: { ...afterDays(7), deferrals: 3 },
});
const newVersion = { ...before, verification: [version('26.8')] };
const newDate = { ...before, deadline: { ...before.deadline, fixed: dueBy('2026-12-01T16:00:00Z').fixed } };

/** What the last round has left behind. */
const used = {
  event: eventOf(before),
  firstOffered: at('2026-11-16T09:00:00Z'),
  deferralsUsed: 2,
  attempts: [anAttempt('policy-failed')],
  graceUntil: at('2026-11-21T12:00:00Z'),
};
const tick = (record: DeploymentRecord, deployment: Deployment, present = true): DeploymentRecord =>
  ticked(record, deployment, present, now, berlin);

describe('what a round is about', () => {
  it.each<[Deployment, { deadline: string | null; target: string | null }]>([
    [aDeployment(), { deadline: null, target: null }],
    [
      aDeployment({ deadline: dueBy('2026-12-01T17:00:00+01:00') }),
      { deadline: '2026-12-01T16:00:00Z', target: null },
    ],
    [
      aDeployment({ deadline: { ...noDeadline, fixed: { kind: 'local', at: local('2026-12-01T17:00') } } }),
      { deadline: '2026-12-01T17:00:00', target: null },
    ],
    [aDeployment({ verification: [version('26.7')] }), { deadline: null, target: '26.7' }],
    [
      aDeployment({
        verification: [{ kind: 'app', path: '/Applications/Slack.app', bundleId: 's', minimum: '4.40' }],
      }),
      { deadline: null, target: '4.40' },
    ],
    [aDeployment({ verification: [{ kind: 'filevault' }] }), { deadline: null, target: null }],
  ])('is the fixed date and the target version', (deployment, expected) => {
    expect(eventOf(deployment)).toEqual(expected);
  });

  it('is noted when it begins', () => {
    expect(offered(aRecord(), before, true, now, berlin).event).toEqual(eventOf(before));
  });

  it('is the same where only rules change', () => {
    const record = anAsked(used);
    expect(tick(record, { ...before, menu: [0], graceMinutes: 30, deadline: afterDays(6) })).toBe(record);
  });

  it('is not compared where nothing was noted, as in a state of an older version', () => {
    const record = anAsked({ ...used, event: null });
    expect(tick(record, newVersion)).toBe(record);
  });
});

describe.each([
  ['another version', newVersion],
  ['another date', newDate],
  ['no date any more', { ...before, deadline: noDeadline }],
])('%s', (what, deployment) => {
  const record = what === 'no date any more' ? { ...used, event: eventOf(newDate) } : used;
  const began = { firstOffered: null, deferralsUsed: 0, attempts: [], graceUntil: null };

  it('asks anew, with nothing used up', () => {
    const put = anAsked({ ...record, asks: 4, stage: asking({ asideUntil: at('2026-11-22T00:00:00Z') }) });
    expect(tick(put, deployment)).toEqual({
      ...put,
      ...began,
      event: eventOf(deployment),
      asks: 5,
      stage: asking(),
    });
  });

  it('offers anew in self service', () => {
    const available = { kind: 'available', since: at('2026-11-16T09:00:00Z') } as const;
    const after = tick(anAsked({ ...record, stage: available }), {
      ...deployment,
      distribution: 'self-service',
    });
    expect(after).toMatchObject({ ...began, firstOffered: now, stage: { kind: 'available', since: now } });
  });

  it.each<DeferralBy>(['user', 'admin', 'takeover'])('lets an appointment stand that the %s made', (by) => {
    const scheduled = aScheduled('2026-11-21T16:00:00Z', { ...record, by });
    const after = tick(scheduled, deployment);
    expect(after).toMatchObject({ ...began, firstOffered: now });
    expect(after.stage).toEqual(scheduled.stage);
  });

  it.each<DeferralBy>(['deadline', 'retry', 'no-user'])('asks instead of what the %s rule has set', (by) => {
    const after = tick(aScheduled('2026-11-21T16:00:00Z', { ...record, by }), deployment);
    expect(after).toMatchObject({ ...began, stage: asking() });
  });

  it('does not touch a run that is under way or waits for its turn', () => {
    const running = { ...aRunning('2026-11-21T13:10:00Z'), ...record };
    expect(tick(running, deployment)).toEqual({ ...running, event: eventOf(deployment) });
    const waiting = aScheduled('2026-11-21T13:10:00Z', { ...record, waiting: true });
    expect(tick(waiting, deployment)).toEqual({ ...waiting, event: eventOf(deployment) });
    const checked = anAsked({ ...record, stage: checking() });
    expect(tick(checked, deployment)).toEqual({ ...checked, event: eventOf(deployment) });
  });

  it('gives work that has failed another chance', () => {
    const failed = anAsked({
      ...record,
      stage: { kind: 'failed', at: now, outcome: { kind: 'no-policy', lastLines: [] } },
    });
    expect(tick(failed, deployment)).toMatchObject({ ...began, stage: { kind: 'resting' } });
  });

  it('happens once', () => {
    const after = tick(anAsked(record), deployment);
    expect(tick(after, deployment)).toBe(after);
  });
});

describe('work that is done', () => {
  const installed = anAsked({ ...used, stage: { kind: 'installed', at: now, verified: true } });

  it('is to be done again for another version', () => {
    expect(tick(installed, newVersion).stage).toEqual({ kind: 'resting' });
    expect(tick(installed, { ...newVersion, distribution: 'self-service' }).stage).toEqual({
      kind: 'available',
      since: now,
    });
  });

  it('stays done when only the date moves', () => {
    expect(tick(installed, newDate)).toEqual({ ...installed, event: eventOf(newDate) });
  });
});

describe('a forced run that is forced by the new date as well', () => {
  const past = { ...before, deadline: dueBy('2026-11-21T12:00:00Z') };
  const forced = aScheduled('2026-11-21T13:40:00Z', {
    by: 'deadline',
    event: eventOf(before),
    warnedAt: at('2026-11-21T12:40:00Z'),
    deferralsUsed: 2,
  });

  it('stands: its warnings have begun', () => {
    const after = tick(forced, past);
    expect(after.stage).toEqual(forced.stage);
    expect([after.warnedAt, after.deferralsUsed]).toEqual([at('2026-11-21T12:40:00Z'), 0]);
  });

  it('is withdrawn where the new date lies further ahead', () => {
    expect(stageOf(tick(forced, newDate), 'asking').since).toEqual(now);
  });
});
