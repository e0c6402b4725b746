/** The five statuses, and the one line for a policy log. */
import { describe, expect, it } from 'vitest';
import { clockTime, describeOutcome, describeRecord } from '../../src/core/describe.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import type { DeploymentRecord, OutcomeKind } from '../../src/core/record.ts';
import { statusOf } from '../../src/core/status.ts';
import {
  aDeployment,
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
  newYork,
  now,
} from './builders.ts';
import { cleanedUp } from '../../src/core/run-course.ts';

const installed = (verified: boolean): DeploymentRecord =>
  anAsked({ stage: { kind: 'installed', at: now, verified } });
const failed = (attempts: DeploymentRecord['attempts']): DeploymentRecord =>
  anAsked({
    attempts,
    stage: { kind: 'failed', at: now, outcome: { kind: 'no-policy', lastLines: ['two\nlines'] } },
  });

it('a clock time always has its zone', () => {
  expect(clockTime(at('2026-11-21T14:10:59Z'), berlin)).toBe('2026-11-21 15:10 Europe/Berlin');
  expect(clockTime(at('2026-11-21T14:10:59Z'), newYork)).toBe('2026-11-21 09:10 America/New_York');
});

describe('the line', () => {
  const thrice = [
    anAttempt('killed'),
    anAttempt('no-connection'),
    anAttempt('killed'),
    anAttempt('no-policy'),
  ];

  it.each<[DeploymentRecord, string]>([
    [aRecord(), 'Nothing is asked of this Mac now; the next prompt begins.'],
    [
      anAsked({ doubt: 'df took too long' }),
      "Waiting for the user's answer. Whether this Mac meets the requirements cannot be told: df took too long.",
    ],
    [
      anAsked({ doubt: 'pkgutil took too long', stage: checking(now, at('2026-11-21T13:25:20Z')) }),
      'The run ended at 2026-11-21 14:10 Europe/Berlin; whether the work is done cannot be told: pkgutil took too long. Looked at again at 2026-11-21 14:25 Europe/Berlin.',
    ],
    [
      aRecord({
        stage: { kind: 'not-met', since: now, criterion: 'os-maximum', required: '26', found: '27.1' },
      }),
      'Failed since 2026-11-21 14:10 Europe/Berlin: needs macOS 26 or earlier, found 27.1. Looked at again every hour; begins anew by itself once that is so.',
    ],
    [
      aRecord({
        stage: {
          kind: 'not-met',
          since: now,
          criterion: 'architecture',
          required: 'Intel',
          found: 'Apple silicon',
        },
      }),
      'Failed since 2026-11-21 14:10 Europe/Berlin: needs a Mac with Intel, found Apple silicon. Looked at again every hour; begins anew by itself once that is so.',
    ],
    [
      aRecord({
        stage: { kind: 'unqualified', since: now, winner: { id: '2', title: 'Slack' }, rule: 'id' },
      }),
      '2 ("Slack") counts instead since 2026-11-21 14:10 Europe/Berlin: its ID is lower. Begins anew when that is so no more.',
    ],
    [
      aRecord({
        stage: { kind: 'unqualified', since: now, winner: { id: '2', title: '' }, rule: 'distribution' },
      }),
      '2 counts instead since 2026-11-21 14:10 Europe/Berlin: it is installed automatically, this one is offered in Self Service. Begins anew when that is so no more.',
    ],
    [anAsked(), "Waiting for the user's answer."],
    [
      anAsked({ stage: asking({ asideUntil: at('2026-11-21T17:10:20Z') }) }),
      'Put aside by the user until 2026-11-21 18:10 Europe/Berlin.',
    ],
    [
      anAsked({ stage: asking({ missed: { due: at('2026-11-21T10:00:00Z'), because: 'away' } }) }),
      'Asking again: the appointment at 2026-11-21 11:00 Europe/Berlin was missed.',
    ],
    [
      aRecord({ stage: { kind: 'available', since: now } }),
      'Offered in the menu until the user clicks Install.',
    ],
    [
      aScheduled('2026-11-21T14:11:00Z'),
      'Scheduled for 2026-11-21 15:11 Europe/Berlin by the user (attempt 1 of 3).',
    ],
    [
      aScheduled('2026-11-21T14:11:00Z', { by: 'retry', attempts: [anAttempt('no-policy')] }),
      'Scheduled for 2026-11-21 15:11 Europe/Berlin by the retry rule (attempt 2 of 3). ' +
        'The last time, Jamf Pro found no policy for the trigger.',
    ],
    [
      aScheduled('2026-11-21T14:11:00Z', { by: 'retry', attempts: [anAttempt('no-connection')] }),
      'Scheduled for 2026-11-21 15:11 Europe/Berlin by the retry rule (attempt 1 of 3). ' +
        'The last time, Jamf Pro could not be reached.',
    ],
    [
      aScheduled('2026-11-21T14:11:00Z', { waiting: true }),
      'Its time has come; waits until another run has ended (attempt 1 of 3).',
    ],
    [
      aRunning('2026-11-21T14:11:00Z', { attempts: [anAttempt('killed')] }),
      'Running since 2026-11-21 15:11 Europe/Berlin (attempt 2 of 3).',
    ],
    [
      anAsked({ stage: checking(now, now) }),
      'The run ended at 2026-11-21 14:10 Europe/Berlin; looking whether the work is done.',
    ],
    [cleanedUp(aRunning('2026-11-21T13:10:00Z')), 'The policy has called cleanup; the run is about to end.'],
    [
      anAsked({ stage: checking(now, at('2026-11-21T13:25:20Z')) }),
      'The run ended at 2026-11-21 14:10 Europe/Berlin; looking whether the work is done, ' +
        'next at 2026-11-21 14:25 Europe/Berlin.',
    ],
    [installed(true), 'Installed; confirmed at 2026-11-21 14:10 Europe/Berlin.'],
    [
      installed(false),
      'The policy ended well at 2026-11-21 14:10 Europe/Berlin; no verification is configured.',
    ],
    [
      failed(thrice),
      'Failed at 2026-11-21 14:10 Europe/Berlin after 3 attempts: Jamf Pro found no policy for the trigger. A new date or version begins anew by itself, "intermission retry" at once.',
    ],
  ])('%#: %s', (record, line) => {
    expect(describeRecord(aDeployment(), record, berlin)).toBe(line);
  });

  it.each([
    anAsked(),
    anAsked({ stage: asking({ missed: { due: at('2026-11-21T10:00:00Z'), because: 'away' } }) }),
  ])('says when it runs without asking (%#)', (record) => {
    const deployment: Deployment = aDeployment({ deadline: dueBy('2026-12-01T16:00:00Z') });
    expect(describeRecord(deployment, record, berlin)).toMatch(
      /; runs without asking at 2026-12-01 17:00 Europe\/Berlin\.$/,
    );
  });

  it.each(['user', 'admin', 'deadline', 'retry', 'no-user', 'takeover'] as const)(
    'says who fixed the time: %s',
    (by) => {
      const lines = ['user', 'admin', 'deadline', 'retry', 'no-user', 'takeover'].map((other) =>
        describeRecord(aDeployment(), aScheduled('2026-11-21T14:11:00Z', { by: other as typeof by }), berlin),
      );
      const line = describeRecord(aDeployment(), aScheduled('2026-11-21T14:11:00Z', { by }), berlin);
      expect(lines.filter((other) => other === line)).toHaveLength(1);
    },
  );
});

it('each outcome has words of its own', () => {
  const kinds: readonly OutcomeKind[] = [
    'finished',
    'no-policy',
    'already-running',
    'no-connection',
    'policy-failed',
    'killed',
    'interrupted',
    'not-started',
    'not-verified',
  ];
  expect(new Set(kinds.map(describeOutcome)).size).toBe(kinds.length);
});

describe('the status', () => {
  it.each<[string, DeploymentRecord, string]>([
    ['resting', aRecord(), 'In progress'],
    ['asking', anAsked(), 'In progress'],
    ['scheduled', aScheduled('2026-11-21T14:11:00Z'), 'In progress'],
    ['running', aRunning('2026-11-21T14:11:00Z'), 'In progress'],
    ['checking', anAsked({ stage: checking() }), 'In progress'],
    [
      'available',
      aRecord({ stage: { kind: 'available', since: now } }),
      'Available for install in Self Service',
    ],
    ['installed', installed(true), 'Installed'],
    ['failed', failed([]), 'Failed'],
  ])('of what is %s is %s', (_, { stage }, status) => {
    expect(statusOf(stage)).toBe(status);
  });
});
