/** The helper's decision on a wish. */
import { describe, expect, it } from 'vitest';
import { decideWish, type Wish } from '../../src/core/deferral.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import type { DeploymentRecord, Stage } from '../../src/core/record.ts';
import {
  aDeployment,
  afterDays,
  afterDeferrals,
  allowed,
  anAsked,
  anAttempt,
  aRecord,
  aRunning,
  aScheduled,
  at,
  berlin,
  checking,
  dueBy,
  local,
  now,
  stageOf,
  tokyo,
} from './builders.ts';

const start: Wish = { kind: 'now' };
const inMinutes = (minutes: number): Wish => ({ kind: 'in', minutes });
const atLocal = (text: string, zone = berlin): Wish => ({ kind: 'at', local: local(text), zone });
const endOfDay = (shown: string): Wish => ({ kind: 'named', name: 'end-of-day', shown: at(shown) });

const nextAllowed = (shown: string): Wish => ({ kind: 'named', name: 'next-allowed', shown: at(shown) });

interface Case {
  readonly deployment?: Deployment;
  readonly record?: DeploymentRecord;
  readonly wish: Wish;
  readonly by?: 'user' | 'admin';
  readonly moment?: typeof now;
}
const decide = ({ deployment = aDeployment(), record = anAsked(), wish, by = 'user', moment = now }: Case) =>
  decideWish(deployment, record, wish, by, moment, berlin);

function accepted(it: Case): DeploymentRecord {
  const decided = decide(it);
  if (!decided.ok) throw new Error(`refused: ${decided.problem}`);
  return decided.value;
}
const due = (it: Case): string => stageOf(accepted(it), 'scheduled').deferral.due.toString();
const refusal = (it: Case): string | null => {
  const decided = decide(it);
  return decided.ok ? null : decided.problem;
};

const finished: Stage = { kind: 'installed', at: now, verified: true };
const failedStage: Stage = { kind: 'failed', at: now, outcome: { kind: 'no-policy', lastLines: [] } };

describe('a time that is picked', () => {
  it('is kept as instant, zone and intent, with who picked it and when', () => {
    expect(stageOf(accepted({ wish: inMinutes(60) }), 'scheduled')).toEqual({
      kind: 'scheduled',
      waiting: false,
      deferral: {
        due: at('2026-11-21T14:11:00Z'),
        appointment: at('2026-11-21T14:11:00Z'),
        zone: berlin,
        intent: { kind: 'in', minutes: 60 },
        by: 'user',
        chosenAt: now,
      },
    });
  });

  it.each([
    [start, '2026-11-21T13:10:20Z', 'now is now, to the second'],
    [inMinutes(60), '2026-11-21T14:11:00Z', 'an hour from the click, rounded up'],
    [atLocal('2026-11-21T17:00'), '2026-11-21T16:00:00Z', '17:00 in Berlin'],
    [atLocal('2026-11-21T14:10'), '2026-11-21T13:13:00Z', 'this very minute: two minutes are the least'],
    [atLocal('2026-11-21T14:12'), '2026-11-21T13:13:00Z', 'in 100 seconds: two minutes are the least'],
    [atLocal('2026-11-21T14:13'), '2026-11-21T13:13:00Z', 'the first minute that can be kept'],
  ])('%j is due at %s: %s', (wish, expected) => {
    expect(due({ wish })).toBe(expected);
  });

  it('counts from the click, not from when the dialog opened', () => {
    expect(due({ wish: inMinutes(60), moment: now.add({ minutes: 25 }) })).toBe('2026-11-21T14:36:00Z');
  });

  it('keeps a named time as the clock time that it means', () => {
    const deployment = aDeployment({ namedTimes: ['end-of-day'] });
    const { deferral } = stageOf(
      accepted({ deployment, wish: endOfDay('2026-11-21T16:30:00Z') }),
      'scheduled',
    );
    expect(deferral.due).toEqual(at('2026-11-21T16:30:00Z'));
    expect(deferral.intent).toEqual({ kind: 'at', local: local('2026-11-21T17:30') });
  });
});

describe('outside the allowed hours', () => {
  const office = aDeployment({ allowedHours: allowed('SUN:09:00-17:00') });

  it('the next allowed minute can be picked, as the clock time that it is', () => {
    const record = accepted({ deployment: office, wish: nextAllowed('2026-11-22T08:00:00Z') });
    expect(stageOf(record, 'scheduled').deferral).toMatchObject({
      due: at('2026-11-22T08:00:00Z'),
      intent: { kind: 'at', local: local('2026-11-22T09:00') },
    });
  });

  it.each([
    [start, '2026-11-21T13:10:20Z'],
    [inMinutes(60), '2026-11-21T14:11:00Z'],
    [atLocal('2026-11-21T17:00'), '2026-11-21T16:00:00Z'],
  ])('the help desk may do as it must: %j is due at %s', (wish, expected) => {
    expect(due({ deployment: office, wish, by: 'admin' })).toBe(expected);
  });

  it('*now* and the last grace period are kept when every deferral is used', () => {
    const last = { ...office, deadline: afterDeferrals(1), graceMinutes: 45 };
    const record = anAsked({ deferralsUsed: 1 });
    expect(due({ deployment: last, record, wish: start })).toBe('2026-11-21T13:10:20Z');
    expect(due({ deployment: last, record, wish: inMinutes(45) })).toBe('2026-11-21T13:56:00Z');
  });
});

describe('a wish is refused', () => {
  const counted = aDeployment({ deadline: afterDeferrals(1), graceMinutes: 45 });
  const usedUp = anAsked({ deferralsUsed: 1 });
  const soon = aDeployment({ deadline: dueBy('2026-11-21T13:40:00Z') });
  const forced = aScheduled('2026-11-21T14:11:00Z', { by: 'deadline' });
  const named = aDeployment({ namedTimes: ['end-of-day'] });
  const office = aDeployment({
    namedTimes: ['end-of-day'],
    allowedHours: allowed('SAT:09:00-17:00', 'SUN:09:00-17:00'),
  });

  it.each<[string, string, Case]>([
    ['already-running', 'it runs', { record: aRunning('2026-11-21T13:10:00Z'), wish: start }],
    ['nothing-to-choose', 'nobody was asked', { record: aRecord(), wish: start }],
    ['nothing-to-choose', 'it is installed', { record: aRecord({ stage: finished }), wish: start }],
    ['nothing-to-choose', 'it has failed', { record: aRecord({ stage: failedStage }), wish: start }],
    ['nothing-to-choose', 'inventory is asked', { record: aRecord({ stage: checking() }), wish: start }],
    ['not-on-the-menu', 'these minutes are not offered', { wish: inMinutes(61) }],
    ['not-on-the-menu', 'this name is not offered', { wish: endOfDay('2026-11-21T16:30:00Z') }],
    [
      'not-on-the-menu',
      'no own time is offered',
      { deployment: aDeployment({ ownTime: false }), wish: atLocal('2026-11-21T17:00') },
    ],
    [
      'stale-choice',
      'the name means another time by now',
      { deployment: named, wish: endOfDay('2026-11-20T16:30:00Z') },
    ],
    [
      'stale-choice',
      'the named time has passed',
      { deployment: named, wish: endOfDay('2026-11-21T16:30:00Z'), moment: at('2026-11-21T16:31:00Z') },
    ],
    ['stale-choice', 'it was typed in another zone', { wish: atLocal('2026-11-21T17:00', tokyo) }],
    ['in-the-past', 'the minute is over', { wish: atLocal('2026-11-21T14:09') }],
    ['after-the-deadline', 'the choice has grown too late', { deployment: soon, wish: inMinutes(60) }],
    ['after-the-deadline', 'a minute too late', { deployment: soon, wish: atLocal('2026-11-21T14:41') }],
    ['after-the-deadline', 'beyond 90 days', { wish: atLocal('2027-02-20T17:00') }],
    ['after-the-deadline', 'its deadline has scheduled it', { record: forced, wish: inMinutes(60) }],
    ['outside-allowed-hours', 'it would run in the evening', { deployment: office, wish: inMinutes(240) }],
    [
      'outside-allowed-hours',
      'that minute is not allowed',
      { deployment: office, wish: atLocal('2026-11-21T17:01') },
    ],
    [
      'outside-allowed-hours',
      'it is evening',
      { deployment: office, wish: start, moment: at('2026-11-21T18:00:00Z') },
    ],
    [
      'outside-allowed-hours',
      'this name falls into the evening',
      { deployment: office, wish: endOfDay('2026-11-21T16:30:00Z') },
    ],
    [
      'stale-choice',
      'the hours begin at another time by now',
      { deployment: office, wish: nextAllowed('2026-11-21T08:00:00Z'), moment: at('2026-11-21T18:00:00Z') },
    ],
    ['stale-choice', 'any hour is allowed', { wish: nextAllowed('2026-11-22T08:00:00Z') }],
    [
      'no-deferrals-left',
      'every deferral is used',
      { deployment: counted, record: usedUp, wish: inMinutes(60) },
    ],
    [
      'no-deferrals-left',
      'every deferral is used, by own time',
      { deployment: counted, record: usedUp, wish: atLocal('2026-11-21T14:20') },
    ],
    [
      'no-deferrals-left',
      'it would move later',
      {
        deployment: counted,
        record: aScheduled('2026-11-21T14:00:00Z', { deferralsUsed: 1 }),
        wish: atLocal('2026-11-21T15:01'),
      },
    ],
  ])('as %s: %s', (reason, _, it) => {
    expect(refusal(it)).toBe(reason);
  });

  it('and a refusal leaves the record as it was', () => {
    const record = Object.freeze(anAsked());
    expect(decide({ record, wish: inMinutes(61) })).toEqual({ ok: false, problem: 'not-on-the-menu' });
  });
});

describe('a deferral', () => {
  const deployment = aDeployment({ deadline: afterDeferrals(3) });
  const record = aScheduled('2026-11-21T16:00:00Z', { deferralsUsed: 1 });

  it.each<[string, number, Case]>([
    ['the first time picked costs one', 1, { wish: inMinutes(60) }],
    ['now is free', 0, { wish: start }],
    ['moving nearer is free', 1, { record, wish: inMinutes(60) }],
    ['the same minute again is free', 1, { record, wish: atLocal('2026-11-21T17:00') }],
    ['moving later costs one', 2, { record, wish: inMinutes(240) }],
    ['pulling it forward to now is free', 1, { record, wish: start }],
    ['the help desk uses up none', 1, { record, wish: inMinutes(240), by: 'admin' }],
  ])('%s', (_, used, it) => {
    expect(accepted({ deployment, ...it }).deferralsUsed).toBe(used);
  });

  it('costs nothing for the last grace period, which may pass the deadline', () => {
    const last = aDeployment({
      deadline: { ...dueBy('2026-11-21T13:20:00Z'), deferrals: 1 },
      graceMinutes: 45,
    });
    const after = accepted({ deployment: last, record: anAsked({ deferralsUsed: 1 }), wish: inMinutes(45) });
    expect(after.deferralsUsed).toBe(1);
    expect(stageOf(after, 'scheduled').deferral.due).toEqual(at('2026-11-21T13:56:00Z'));
  });

  it('keeps the attempts of its round', () => {
    const attempts = [anAttempt('policy-failed')];
    const retry = aScheduled('2026-11-21T16:00:00Z', { by: 'retry', attempts });
    expect(accepted({ record: retry, wish: start }).attempts).toEqual(attempts);
  });
});

describe('the help desk', () => {
  const admin = (it: Omit<Case, 'by'>): Case => ({ ...it, by: 'admin' });

  it.each<[string, Case, string]>([
    ['is not bound to the menu', { wish: inMinutes(61) }, '2026-11-21T14:12:00Z'],
    [
      'is not bound by "no own time"',
      { deployment: aDeployment({ ownTime: false }), wish: atLocal('2026-11-21T17:00') },
      '2026-11-21T16:00:00Z',
    ],
    ['may say 0 minutes for now', { wish: inMinutes(0) }, '2026-11-21T13:10:20Z'],
    ['may schedule what rests', { record: aRecord(), wish: inMinutes(30) }, '2026-11-21T13:41:00Z'],
    [
      'may schedule when every deferral is used',
      {
        deployment: aDeployment({ deadline: afterDeferrals(0) }),
        wish: inMinutes(300),
      },
      '2026-11-21T18:11:00Z',
    ],
  ])('%s', (_, it, expected) => {
    expect(due(admin(it))).toBe(expected);
  });

  it.each<[string, string, Case]>([
    [
      'the deadline',
      'after-the-deadline',
      { deployment: aDeployment({ deadline: dueBy('2026-11-21T15:00:00Z') }), wish: inMinutes(240) },
    ],
    ['the reach of 90 days', 'after-the-deadline', { wish: inMinutes(129_601) }],
    ['the past', 'in-the-past', { wish: atLocal('2026-11-21T14:09') }],
    ['a run under way', 'already-running', { record: aRunning('2026-11-21T13:10:00Z'), wish: start }],
    ['a look at inventory', 'nothing-to-choose', { record: aRecord({ stage: checking() }), wish: start }],
  ])('is bound by %s', (_, reason, it) => {
    expect(refusal(admin(it))).toBe(reason);
  });

  it.each([
    ['installed', finished],
    ['failed', failedStage],
  ])('begins a new round where the last one is over (%s): nothing of it counts any more', (_, stage) => {
    const over = aRecord({
      firstOffered: at('2026-10-01T08:00:00Z'),
      deferralsUsed: 3,
      attempts: [anAttempt('policy-failed')],
      stage,
    });
    const after = accepted(
      admin({ deployment: aDeployment({ deadline: afterDays(7) }), record: over, wish: inMinutes(60) }),
    );
    expect([after.firstOffered, after.deferralsUsed, after.attempts]).toEqual([null, 0, []]);
    expect(stageOf(after, 'scheduled').deferral.by).toBe('admin');
  });
});
