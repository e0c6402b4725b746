/** Whether a deployment takes part at all: conflicts, and what the Mac must have. */
import { describe, expect, it } from 'vitest';
import type { Loss } from '../../src/core/conflicts.ts';
import type { DeploymentRecord, Stage } from '../../src/core/record.ts';
import { fitnessJudged, followsFitness, qualified } from '../../src/core/eligibility.ts';
import type { Fitness } from '../../src/core/requirements.ts';
import { retried } from '../../src/core/run-course.ts';
import { statusOf } from '../../src/core/status.ts';
import {
  aDeferral,
  aDeployment,
  anAsked,
  anAttempt,
  aRecord,
  aRunning,
  aScheduled,
  berlin,
  checking,
  now,
  restarting,
} from './builders.ts';

const winner = aDeployment({ id: 'slack-9', title: ' Slack 9 ' });
const loss: Loss = { winner, rule: 'version' };
const due = '2026-11-21T15:00:00Z';
const later = now.add({ hours: 3 });

const stages: readonly Stage[] = [
  { kind: 'resting' },
  { kind: 'available', since: now },
  checking(),
  { kind: 'installed', at: now, verified: true },
  { kind: 'failed', at: now, outcome: { kind: 'killed', lastLines: [] } },
  { kind: 'not-met', since: now, criterion: 'free-space', required: '20 GB', found: '3 GB' },
];

describe('a deployment that loses a conflict', () => {
  it.each([
    anAsked(),
    aScheduled(due),
    aScheduled(due, { waiting: true }),
    ...stages.map((stage) => aRecord({ stage })),
  ])('is unqualified, whatever it was: %#', (record) => {
    const after = qualified(record, loss, now);
    expect(after.stage).toEqual({
      kind: 'unqualified',
      since: now,
      winner: { id: 'slack-9', title: 'Slack 9' },
      rule: 'version',
    });
    expect(statusOf(after.stage)).toBe('Unqualified');
    expect(after).toMatchObject({ firstOffered: null, deferralsUsed: 0, attempts: [] });
  });

  it.each([aRunning(due), aRecord({ stage: restarting() })])(
    'finishes first what is under way: %#',
    (record) => {
      expect(qualified(record, loss, now)).toBe(record);
    },
  );

  it('stays so while it loses in the same way', () => {
    const lost = qualified(anAsked(), loss, now);
    expect(qualified(lost, { ...loss, winner: { ...winner } }, later)).toBe(lost);
  });

  it('tells of another winner, or another rule, but not of another beginning', () => {
    const lost = qualified(anAsked(), loss, now);
    const other = qualified(lost, { winner: aDeployment({ id: 'x', title: 'X' }), rule: 'id' }, later);
    expect(other.stage).toMatchObject({ since: now, winner: { id: 'x', title: 'X' }, rule: 'id' });
  });

  it('begins anew with the next prompt once the winner is gone', () => {
    const lost = qualified(anAsked({ deferralsUsed: 2 }), loss, now);
    expect(qualified(lost, null, later)).toMatchObject({
      stage: { kind: 'resting' },
      firstOffered: null,
      deferralsUsed: 0,
    });
  });

  it('without a conflict changes nothing', () => {
    const record = aScheduled(due);
    expect(qualified(record, null, now)).toBe(record);
  });
});

const notMet: Fitness = { kind: 'not-met', criterion: 'free-space', required: '20 GB', found: '3 GB' };
const unknown: Fitness = { kind: 'unknown', why: 'df took too long' };

const judged = (
  record: DeploymentRecord,
  fitness: Fitness,
  at = now,
  deployment = aDeployment(),
): DeploymentRecord => fitnessJudged(record, deployment, fitness, true, at, berlin);

describe('a Mac that does not meet a criterion', () => {
  it.each([anAsked(), aScheduled(due), aRecord(), aRecord({ stage: { kind: 'available', since: now } })])(
    'lets the work fail, with the criterion named: %#',
    (record) => {
      const after = judged(record, notMet);
      expect(after.stage).toEqual({
        kind: 'not-met',
        since: now,
        criterion: 'free-space',
        required: '20 GB',
        found: '3 GB',
      });
      expect(statusOf(after.stage)).toBe('Failed');
    },
  );

  it('is not told again while nothing changes, and since when stays', () => {
    const failed = judged(anAsked(), notMet);
    expect(judged(failed, notMet, later)).toBe(failed);
    expect(judged(failed, { ...notMet, found: '5 GB' }, later).stage).toMatchObject({
      since: now,
      found: '5 GB',
    });
    const other: Fitness = {
      kind: 'not-met',
      criterion: 'architecture',
      required: 'Intel',
      found: 'Apple silicon',
    };
    expect(judged(failed, other, later).stage).toMatchObject({ since: later, criterion: 'architecture' });
  });

  it('begins anew by itself once it does: whoever is there is asked', () => {
    const failed = judged(anAsked({ deferralsUsed: 3, asks: 1 }), notMet);
    expect(judged(failed, { kind: 'met' }, later)).toMatchObject({
      stage: { kind: 'asking', since: later },
      asks: 2,
      deferralsUsed: 0,
    });
    const offered = aDeployment({ distribution: 'self-service' });
    expect(judged(failed, { kind: 'met' }, later, offered).stage.kind).toBe('available');
  });

  it('stays failed while it cannot be told, and says why', () => {
    const failed = judged(anAsked(), notMet);
    expect(judged(failed, unknown, later)).toEqual({ ...failed, doubt: 'df took too long' });
  });
});

describe('a Mac of which it cannot be told', () => {
  it.each([anAsked(), aScheduled(due), aRecord()])('lets the work go on and says why: %#', (record) => {
    const after = judged(record, unknown);
    expect(after).toEqual({ ...record, doubt: 'df took too long' });
    expect(judged(after, unknown)).toBe(after);
    expect(judged(after, { kind: 'met' })).toEqual(record);
  });
});

it('what waits for a person follows the Mac, an appointment only at its minute', () => {
  const follows = (
    record: DeploymentRecord,
    distribution: 'automatic' | 'self-service' = 'automatic',
  ): boolean => followsFitness(record, aDeployment({ distribution }));
  expect(follows(anAsked())).toBe(true);
  expect(follows(judged(anAsked(), notMet))).toBe(true);
  expect(follows(aRecord())).toBe(false);
  expect(follows(aRecord(), 'self-service')).toBe(true);
  expect(follows(aScheduled(due))).toBe(false);
  expect(follows(aRunning(due))).toBe(false);
});

describe('the help desk tries again', () => {
  it('what has failed, from the beginning', () => {
    const outcome = { kind: 'policy-failed', lastLines: [] } as const;
    const failed = anAsked({
      deferralsUsed: 2,
      attempts: [anAttempt('policy-failed')],
      stage: { kind: 'failed', at: now, outcome },
    });
    expect(retried(failed)).toMatchObject({ stage: { kind: 'resting' }, attempts: [], deferralsUsed: 0 });
    expect(retried(judged(anAsked(), notMet))).toMatchObject({ stage: { kind: 'resting' } });
  });

  it('nothing else', () => {
    expect(retried(anAsked())).toBeNull();
    expect(
      retried(aRecord({ stage: { kind: 'scheduled', deferral: aDeferral(due), waiting: false } })),
    ).toBeNull();
    expect(retried(qualified(anAsked(), loss, now))).toBeNull();
  });
});
