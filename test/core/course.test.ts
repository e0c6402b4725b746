/** The course of a deployment, event by event. What holds over any sequence of them stands in course-properties.test.ts. */
import { describe, expect, it } from 'vitest';
import { countedAttempts } from '../../src/core/attempts.ts';
import { cancelled, isMissed, nextTick, offered, putAside, ticked } from '../../src/core/course.ts';
import { foundDone, looked } from '../../src/core/look-course.ts';
import {
  begun,
  cleanedUp,
  closed,
  doneOtherwise,
  foundRunning,
  gaveUpWaiting,
  type RunClosing,
} from '../../src/core/run-course.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import { statusOf } from '../../src/core/status.ts';
import type { Finding } from '../../src/core/verification.ts';
import type { DeploymentRecord, Stage } from '../../src/core/record.ts';
import {
  aDeferral,
  aDeployment,
  afterDays,
  afterDeferrals,
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
  newYork,
  noDeadline,
  now,
  pickedAt,
  scheduled,
  stageOf,
  tokyo,
} from './builders.ts';

const finished: Stage = { kind: 'installed', at: now, verified: true };
const failedStage: Stage = { kind: 'failed', at: now, outcome: { kind: 'no-policy', lastLines: [] } };
const available: Stage = { kind: 'available', since: now };
const byStage: readonly (readonly [Stage['kind'], DeploymentRecord])[] = [
  ['resting', aRecord()],
  ['asking', anAsked()],
  ['available', aRecord({ firstOffered: now, stage: available })],
  ['scheduled', aScheduled('2026-11-21T16:00:00Z')],
  ['running', aRunning('2026-11-21T13:10:00Z')],
  ['checking', anAsked({ stage: checking() })],
  ['installed', anAsked({ stage: finished })],
  ['failed', anAsked({ stage: failedStage })],
];
const but = (...kinds: Stage['kind'][]): readonly (readonly [Stage['kind'], DeploymentRecord])[] =>
  byStage.filter(([kind]) => !kinds.includes(kind));

interface Moment {
  readonly deployment?: Deployment;
  readonly present?: boolean;
  readonly moment?: typeof now;
  readonly zone?: string;
}
const offer = (record: DeploymentRecord, { deployment = aDeployment(), present = true }: Moment = {}) =>
  offered(record, deployment, present, now, berlin);
const tick = (
  record: DeploymentRecord,
  { deployment = aDeployment(), present = true, moment = now, zone = berlin }: Moment = {},
) => ticked(record, deployment, present, moment, zone);

const selfService = aDeployment({ distribution: 'self-service' });

describe('a policy that asks for the prompt', () => {
  it('begins a round: the user is asked; the floating deadline begins when the screen lets the question through', () => {
    expect(offer(aRecord())).toEqual(
      aRecord({
        asks: 1,
        event: { deadline: null, target: null },
        stage: { kind: 'asking', since: now, missed: null, asideUntil: null },
      }),
    );
  });

  it('begins a new round after one that ended well, and forgets what that used up', () => {
    const over = anAsked({ deferralsUsed: 2, attempts: [anAttempt('finished')], asks: 4, stage: finished });
    expect(offer({ ...over, firstOffered: at('2026-10-01T08:00:00Z') })).toEqual(
      anAsked({ asks: 5, firstOffered: null, event: { deadline: null, target: null } }),
    );
  });

  it.each(but('resting', 'installed'))('changes nothing while it is %s', (_, record) => {
    expect(offer(record)).toBe(record);
  });

  it('offers self-service work in the menu, and asks nobody', () => {
    expect(offer(aRecord(), { deployment: selfService })).toEqual(
      aRecord({ firstOffered: now, stage: available, event: { deadline: null, target: null } }),
    );
  });

  it('with nobody there waits for a user: the floating deadline does not begin', () => {
    const record = offer(aRecord(), { present: false });
    expect(record.stage.kind).toBe('asking');
    expect(record.firstOffered).toBeNull();
  });

  it('with nobody there runs at once where the deployment says so', () => {
    const { deferral } = stageOf(
      offer(aRecord(), { present: false, deployment: aDeployment({ noUser: 'run' }) }),
      'scheduled',
    );
    expect([deferral.due, deferral.by, deferral.intent]).toEqual([now, 'no-user', { kind: 'now' }]);
  });

  it('asks the user who is there, also where nobody would mean run', () => {
    expect(offer(aRecord(), { deployment: aDeployment({ noUser: 'run' }) }).stage.kind).toBe('asking');
  });
});

describe('the first person who is there', () => {
  const waiting = aRecord({ stage: available });

  it('starts the floating deadline of what is offered in self service', () => {
    expect(tick(waiting, { deployment: selfService }).firstOffered).toEqual(now);
  });

  it('is still awaited while nobody is there', () => {
    expect(tick(waiting, { deployment: selfService, present: false })).toBe(waiting);
  });

  it('starts it once', () => {
    const record = anAsked();
    expect(tick(record, { moment: now.add({ hours: 5 }) })).toBe(record);
  });
});

describe('Not Now', () => {
  it('puts the question aside, and costs no deferral', () => {
    expect(putAside(anAsked({ deferralsUsed: 1 }), aDeployment(), now, berlin)).toEqual(
      anAsked({ deferralsUsed: 1, stage: asking({ asideUntil: at('2026-11-21T17:10:20Z') }) }),
    );
  });

  it.each([
    ['2026-11-25T13:10:20Z', '2026-11-21T17:10:20Z', 'four hours, four days before the deadline'],
    ['2026-11-24T13:10:20Z', '2026-11-21T15:10:20Z', 'two hours, three days before it'],
    ['2026-11-22T13:10:20Z', '2026-11-21T14:10:20Z', 'an hour, a day before it'],
  ])('with the deadline at %s comes back at %s: %s', (deadline, expected) => {
    const record = putAside(anAsked(), aDeployment({ deadline: dueBy(deadline) }), now, berlin);
    expect(stageOf(record, 'asking').asideUntil).toEqual(at(expected));
  });

  it('keeps what was missed', () => {
    const missed = { due: at('2026-11-21T12:00:00Z'), because: 'away' as const };
    const record = putAside(anAsked({ stage: asking({ missed }) }), aDeployment(), now, berlin);
    expect(stageOf(record, 'asking').missed).toEqual(missed);
  });

  it('begins the last grace period when every deferral is used', () => {
    const deployment = aDeployment({ deadline: afterDeferrals(2) });
    const after = putAside(anAsked({ deferralsUsed: 2 }), deployment, now, berlin);
    const { deferral } = stageOf(after, 'scheduled');
    expect([deferral.by, deferral.due]).toEqual(['deadline', at('2026-11-21T14:11:00Z')]);
  });

  it.each(but('asking'))('changes nothing while it is %s', (_, record) => {
    expect(putAside(record, aDeployment(), now, berlin)).toBe(record);
  });

  const aside = anAsked({ asks: 3, stage: asking({ asideUntil: at('2026-11-21T17:10:20Z') }) });

  it('is not asked again a moment too early', () => {
    expect(tick(aside, { moment: at('2026-11-21T17:10:19Z') })).toBe(aside);
  });

  it('is asked again when its time has come', () => {
    const after = tick(aside, { moment: at('2026-11-21T17:10:20Z') });
    expect(after).toEqual(anAsked({ asks: 4, stage: asking({ since: at('2026-11-21T17:10:20Z') }) }));
  });
});

describe('from the last grace period before the deadline on, nobody is asked', () => {
  const deployment = aDeployment({ deadline: dueBy('2026-11-21T16:00:00Z') });
  const forcedDue = (record: DeploymentRecord, moment: string, it: Deployment = deployment): string => {
    const { deferral } = stageOf(tick(record, { deployment: it, moment: at(moment) }), 'scheduled');
    expect([deferral.by, deferral.appointment]).toEqual(['deadline', deferral.due]);
    return deferral.due.toString();
  };

  it('but before it, all stays as it is', () => {
    const record = anAsked();
    expect(tick(record, { deployment, moment: at('2026-11-21T14:59:59Z') })).toBe(record);
  });

  it.each([
    ['2026-11-21T15:00:00Z', '2026-11-21T16:00:00Z', 'an hour before: at the deadline'],
    ['2026-11-21T15:20:10Z', '2026-11-21T16:21:00Z', 'noticed late: with the full grace period all the same'],
    ['2026-11-30T08:00:00Z', '2026-11-30T09:00:00Z', 'days after it: with the full grace period'],
  ])('noticed at %s it is due at %s: %s', (moment, due) => {
    expect(forcedDue(anAsked(), moment)).toBe(due);
  });

  it('also with nobody there, and also when put aside', () => {
    const aside = anAsked({ stage: asking({ asideUntil: at('2026-11-22T00:00:00Z') }) });
    expect(forcedDue(aside, '2026-11-21T15:00:00Z')).toBe('2026-11-21T16:00:00Z');
    expect(tick(aside, { deployment, present: false, moment: at('2026-11-21T15:00:00Z') }).stage.kind).toBe(
      'scheduled',
    );
  });

  it('counts days from the first question, and rounds to the minute', () => {
    const floating = aDeployment({ deadline: afterDays(1) });
    expect(forcedDue(anAsked(), '2026-11-22T12:10:20Z', floating)).toBe('2026-11-22T13:11:00Z');
  });

  it('a count of deferrals alone never forces', () => {
    const counted = aDeployment({ deadline: afterDeferrals(0) });
    const record = anAsked();
    expect(tick(record, { deployment: counted, moment: at('2027-11-21T00:00:00Z') })).toBe(record);
  });
});

describe('a missed appointment', () => {
  const record = aScheduled('2026-11-21T16:00:00Z', { deferralsUsed: 1 });

  it.each([
    ['2026-11-21T16:00:00Z', false, 'on time'],
    ['2026-11-21T16:05:00Z', false, 'five minutes late'],
    ['2026-11-21T16:05:00.001Z', true, 'more than five minutes late'],
    ['2026-11-21T15:00:00Z', false, 'the clock was set back'],
  ])('at %s: %s (%s)', (moment, missed) => {
    expect(isMissed(aDeferral('2026-11-21T16:00:00Z'), at(moment))).toBe(missed);
    expect(tick(record, { moment: at(moment) }).stage.kind).toBe(missed ? 'asking' : 'scheduled');
  });

  it('asks again instead of firing in the face, and says what was missed', () => {
    const moment = at('2026-11-22T07:00:00Z');
    expect(tick(record, { moment })).toEqual({
      ...record,
      asks: 2,
      stage: {
        kind: 'asking',
        since: moment,
        missed: { due: at('2026-11-21T16:00:00Z'), because: 'away' },
        asideUntil: null,
      },
    });
  });

  it('is not given back its deferral', () => {
    expect(tick(record, { moment: at('2026-11-22T07:00:00Z') }).deferralsUsed).toBe(1);
  });

  it('of self-service work goes back into the menu', () => {
    const moment = at('2026-11-22T07:00:00Z');
    expect(tick(record, { moment, deployment: selfService }).stage).toEqual({
      kind: 'available',
      since: moment,
    });
  });

  it('past the deadline is set anew with the full grace period, however long the Mac was off', () => {
    const deployment = aDeployment({ deadline: dueBy('2026-11-21T18:00:00Z') });
    for (const by of ['user', 'deadline'] as const) {
      const off = aScheduled('2026-11-21T16:00:00Z', { by });
      const { deferral } = stageOf(
        tick(off, { deployment, moment: at('2026-12-24T08:00:00Z') }),
        'scheduled',
      );
      expect([deferral.by, deferral.due]).toEqual(['deadline', at('2026-12-24T09:00:00Z')]);
    }
  });

  it('is none while its run waits for its turn, however long that takes', () => {
    const waiting = aScheduled('2026-11-21T16:00:00Z', { waiting: true });
    expect(tick(waiting, { moment: at('2026-11-21T20:00:00Z') })).toBe(waiting);
  });
});

describe('a traveller', () => {
  const five = anAsked({ stage: scheduled(pickedAt('2026-11-21T17:00', '2026-11-21T16:00:00Z')) });
  const dueIn = (record: DeploymentRecord, zone: string, deployment = aDeployment()): string =>
    stageOf(tick(record, { zone, deployment }), 'scheduled').deferral.due.toString();

  it('west keeps 17:00, which comes later', () => {
    expect(dueIn(five, newYork)).toBe('2026-11-21T22:00:00Z');
  });

  it('east keeps 17:00, which comes sooner, and is asked again where it has passed', () => {
    expect(dueIn(five, 'Europe/Athens')).toBe('2026-11-21T15:00:00Z');
    const tooFar = tick(five, { zone: tokyo });
    expect(stageOf(tooFar, 'asking').missed?.due).toEqual(at('2026-11-21T08:00:00Z'));
  });

  it.each([newYork, tokyo])('keeps "in four hours" where it was: %s', (zone) => {
    const record = aScheduled('2026-11-21T17:11:00Z', { intent: { kind: 'in', minutes: 240 } });
    expect(dueIn(record, zone)).toBe('2026-11-21T17:11:00Z');
  });

  it('is not carried past the deadline: it counts then', () => {
    const deployment = aDeployment({ deadline: dueBy('2026-11-21T18:30:20Z') });
    expect(dueIn(five, newYork, deployment)).toBe('2026-11-21T18:30:00Z');
    const there = tick(five, { zone: newYork, deployment });
    expect(dueIn(there, berlin, deployment)).toBe('2026-11-21T16:00:00Z');
  });

  it('keeps the name of the appointment, so that its job is known', () => {
    const { deferral } = stageOf(tick(five, { zone: newYork }), 'scheduled');
    expect(deferral.appointment).toEqual(at('2026-11-21T16:00:00Z'));
  });

  it('moves with a deadline that is local time', () => {
    const fixed = { kind: 'local', at: local('2026-11-21T17:00') } as const;
    const deployment = aDeployment({ deadline: { ...noDeadline, fixed } });
    expect(dueIn(five, newYork, deployment)).toBe('2026-11-21T22:00:00Z');
  });

  it('does not move a run that waits for its turn', () => {
    const waiting = anAsked({ stage: scheduled(pickedAt('2026-11-21T14:10', '2026-11-21T13:10:00Z'), true) });
    expect(tick(waiting, { zone: newYork })).toBe(waiting);
  });

  it('who stays changes nothing', () => {
    expect(tick(five)).toBe(five);
  });
});

describe('a deadline that the admin brings forward', () => {
  const friday = anAsked({ stage: scheduled(pickedAt('2026-11-27T17:00', '2026-11-27T16:00:00Z')) });

  it('takes the appointment with it, still as the one that was picked', () => {
    const deployment = aDeployment({ deadline: dueBy('2026-11-25T16:00:00Z') });
    const { deferral } = stageOf(tick(friday, { deployment }), 'scheduled');
    expect([deferral.due, deferral.by]).toEqual([at('2026-11-25T16:00:00Z'), 'user']);
  });

  it('into the past is announced with the full grace period', () => {
    const deployment = aDeployment({ deadline: dueBy('2026-11-20T16:00:00Z') });
    const { deferral } = stageOf(tick(friday, { deployment }), 'scheduled');
    expect([deferral.due, deferral.by]).toEqual([at('2026-11-21T14:11:00Z'), 'deadline']);
  });

  it.each(['deadline', 'retry', 'no-user'] as const)('does not change what the %s rule has set', (by) => {
    const deployment = aDeployment({ deadline: dueBy('2026-11-20T16:00:00Z') });
    const record = aScheduled('2026-11-21T14:11:00Z', { by, warnedAt: now });
    expect(tick(record, { deployment, present: by !== 'no-user' })).toBe(record);
  });

  it('does not prolong the last grace period that was picked', () => {
    const deployment = aDeployment({ deadline: dueBy('2026-11-20T16:00:00Z') });
    const record = aScheduled('2026-11-21T14:11:00Z', { intent: { kind: 'in', minutes: 60 } });
    expect(tick(record, { deployment, moment: now.add({ minutes: 10 }) })).toBe(record);
  });
});

describe('time alone', () => {
  it('brings self-service work into the menu without a policy', () => {
    expect(tick(aRecord(), { deployment: selfService }).stage).toEqual(available);
  });

  it('holds offered work to a deadline that the admin set, announced as always', () => {
    const deployment = aDeployment({ distribution: 'self-service', deadline: afterDays(2) });
    const record = aRecord({ firstOffered: now, stage: available });
    expect(tick(record, { deployment, moment: now.add({ hours: 46, minutes: 59 }) })).toBe(record);
    const { deferral } = stageOf(tick(record, { deployment, moment: now.add({ hours: 47 }) }), 'scheduled');
    expect([deferral.by, deferral.due]).toEqual(['deadline', at('2026-11-23T13:11:00Z')]);
  });

  it.each(but('asking', 'scheduled'))('changes nothing else while it is %s', (_, record) => {
    expect(tick(record, { moment: at('2027-11-21T00:00:00Z') })).toBe(record);
  });
});

describe('a job that has come to its minute', () => {
  const due = at('2026-11-21T16:00:00Z');
  const record = aScheduled('2026-11-21T16:00:00Z');
  const begin = (it: DeploymentRecord, moment = due, busy = false, appointment = due) =>
    begun(it, appointment, () => (busy ? { kind: 'busy' } : null), moment);

  it('goes, and its attempt begins', () => {
    const { record: after, verdict } = begin(record);
    expect(verdict).toEqual({ kind: 'go' });
    expect(after.attempts).toEqual([{ appointment: due, startedAt: due, endedAt: null, outcome: null }]);
    expect(after.stage).toEqual({
      kind: 'running',
      deferral: aDeferral('2026-11-21T16:00:00Z'),
      startedAt: due,
      cleanedUp: false,
    });
  });

  it.each([
    ['2026-11-21T15:59:00Z', 'go', 'a minute early'],
    ['2026-11-21T15:58:59Z', 'stale', 'earlier: the clock was set back'],
    ['2026-11-21T16:05:00Z', 'go', 'five minutes late'],
    ['2026-11-21T16:05:01Z', 'stale', 'later: missed'],
  ])('at %s is told %s: %s', (moment, kind) => {
    expect(begin(record, at(moment)).verdict.kind).toBe(kind);
  });

  it.each<[string, DeploymentRecord, string, string]>([
    ['nothing is scheduled for this deployment', anAsked(), '2026-11-21T16:00:00Z', 'it fires again'],
    [
      'nothing is scheduled for this deployment',
      anAsked({ stage: finished }),
      '2026-11-21T16:00:00Z',
      'it is done',
    ],
    ['the appointment was changed', record, '2026-11-20T10:00:00Z', 'a leftover plist of an earlier one'],
    ['the appointment was missed', record, '2026-11-21T16:00:00Z', 'too late'],
    [
      'another run of this deployment is under way',
      aRunning('2026-11-21T18:00:00Z'),
      '2026-11-21T16:00:00Z',
      'an old job while the new one runs',
    ],
  ])('is stale because %s', (reason, it, appointment) => {
    const answer = begin(it, at('2026-11-21T19:00:00Z'), false, at(appointment));
    expect(answer.verdict).toEqual({ kind: 'stale', reason });
    expect(answer.record).toBe(it);
  });

  it('is stale because the appointment has not come yet', () => {
    expect(begin(record, at('2026-11-21T12:00:00Z')).verdict).toEqual({
      kind: 'stale',
      reason: 'the appointment has not come yet',
    });
  });

  it('comes back to its own run after the helper was restarted: no second attempt', () => {
    const it = aRunning('2026-11-21T16:00:00Z');
    const answer = begin(it, at('2026-11-21T17:00:00Z'));
    expect(answer).toEqual({ record: it, verdict: { kind: 'go' } });
    expect(answer.record).toBe(it);
  });

  describe('while another run is under way', () => {
    const waiting = begin(record, due, true);

    it('waits, and no attempt begins', () => {
      expect(waiting.verdict).toEqual({ kind: 'wait', reason: 'another run is under way' });
      expect(waiting.record).toEqual(aScheduled('2026-11-21T16:00:00Z', { waiting: true }));
    });

    it('waits on while that lasts', () => {
      expect(begin(waiting.record, at('2026-11-21T16:30:00Z'), true).verdict.kind).toBe('wait');
    });

    it('has its turn afterwards, hours later too', () => {
      expect(begin(waiting.record, at('2026-11-21T20:00:00Z')).verdict).toEqual({ kind: 'go' });
    });

    it('that gives up leaves an appointment which can be missed', () => {
      const gone = gaveUpWaiting(waiting.record);
      expect(gone).toEqual(record);
      expect(tick(gone, { moment: at('2026-11-21T20:00:00Z') }).stage.kind).toBe('asking');
    });

    it.each(byStage)('giving up changes nothing where nothing waits: %s', (_, it) => {
      expect(gaveUpWaiting(it)).toBe(it);
    });
  });
});

describe('cleanup', () => {
  it('is remembered', () => {
    const after = cleanedUp(aRunning('2026-11-21T13:00:00Z'));
    expect(stageOf(after, 'running').cleanedUp).toBe(true);
    expect(cleanedUp(after)).toBe(after);
  });

  it.each(but('running'))('changes nothing while it is %s', (_, record) => {
    expect(cleanedUp(record)).toBe(record);
  });
});

const endedWith = (change: Partial<Extract<RunClosing, { kind: 'ended' }>['ending']> = {}): RunClosing => ({
  kind: 'ended',
  ending: { exitCode: 0, signal: null, notStarted: null, lastLines: ['Executing Policy X'], ...change },
});
const well = endedWith();
const badly = endedWith({ exitCode: 1 });
const offline = endedWith({ exitCode: 1, lastLines: ['Connection failure: "lost"'] });
const vanished: RunClosing = { kind: 'vanished' };
const verified = aDeployment({ verification: [{ kind: 'filevault' }] });

describe('a run that is over', () => {
  const run = aRunning('2026-11-21T13:00:00Z');
  const close = (closing: RunClosing, record = run, deployment = aDeployment()): DeploymentRecord =>
    closed(record, deployment, closing, now, berlin);

  it('well is installed, where nothing is to be verified', () => {
    const after = close(well);
    expect(after.stage).toEqual({ kind: 'installed', at: now, verified: false });
    expect(after.attempts.at(-1)).toMatchObject({ endedAt: now, outcome: { kind: 'finished' } });
  });

  it('well is looked after in inventory at once, where something is', () => {
    expect(close(well, run, verified).stage).toEqual({ kind: 'checking', since: now, nextLook: now });
  });

  it('badly is tried again six hours later', () => {
    const { deferral } = stageOf(close(badly), 'scheduled');
    expect(deferral).toMatchObject({ by: 'retry', intent: { kind: 'in', minutes: 360 } });
    expect(deferral.due).toEqual(at('2026-11-21T19:11:00Z'));
  });

  it('badly for the third time has failed, and says why', () => {
    const third = aRunning('2026-11-21T13:00:00Z', {
      attempts: [anAttempt('killed'), anAttempt('no-policy')],
    });
    const after = close(badly, third);
    expect(after.stage).toEqual({
      kind: 'failed',
      at: now,
      outcome: { kind: 'policy-failed', lastLines: ['Executing Policy X'] },
    });
    expect(after.attempts.map(({ outcome }) => outcome?.kind)).toEqual([
      'killed',
      'no-policy',
      'policy-failed',
    ]);
  });

  it.each([
    ['offline', offline],
    ['already being run', endedWith({ lastLines: ['This policy trigger is already being run: x'] })],
  ])('while %s is tried again soon, and never fails', (_, closing) => {
    const attempts = Array.from({ length: 40 }, () => anAttempt('no-connection'));
    const third = aRunning('2026-11-21T13:00:00Z', {
      attempts: [...attempts, anAttempt('killed'), anAttempt('killed')],
    });
    expect(stageOf(close(closing, third), 'scheduled').deferral.due).toEqual(at('2026-11-21T13:26:00Z'));
  });

  const cleaned = aRunning('2026-11-21T13:00:00Z', { cleanedUp: true });
  const restarts = aDeployment({ restarts: true });
  const killed = endedWith({ exitCode: null, signal: 'SIGTERM' });

  it.each<[string, RunClosing, DeploymentRecord, Deployment, string]>([
    ['killed by the restart that it asked for', killed, run, restarts, 'installed'],
    ['gone with the restart that it asked for', vanished, run, restarts, 'installed'],
    ['killed after its policy had called cleanup', killed, cleaned, aDeployment(), 'installed'],
    ['gone after its policy had called cleanup', vanished, cleaned, aDeployment(), 'installed'],
    ['killed in the middle', killed, run, aDeployment(), 'scheduled'],
    ['gone in the middle', vanished, run, aDeployment(), 'scheduled'],
    ['an error, whatever restarts', badly, run, restarts, 'scheduled'],
    ['an error, although cleanup was called', badly, cleaned, aDeployment(), 'scheduled'],
  ])('%s', (_, closing, record, deployment, kind) => {
    expect(close(closing, record, deployment).stage.kind).toBe(kind);
  });

  it('gone in the middle is interrupted, which counts', () => {
    expect(close(vanished).attempts.at(-1)?.outcome).toEqual({ kind: 'interrupted', lastLines: [] });
  });

  it.each(but('running'))('changes nothing while it is %s', (_, record) => {
    expect(close(well, record)).toBe(record);
  });
});

it('two days without a network count nothing, use up nothing and end nothing', () => {
  const deployment = aDeployment();
  const until = now.add({ hours: 48 });
  let record = aScheduled('2026-11-21T13:11:00Z', { intent: { kind: 'now' } });
  let tries = 0;
  for (let moment = now.add({ minutes: 1 }); moment.epochMilliseconds < until.epochMilliseconds; tries += 1) {
    const { appointment } = stageOf(record, 'scheduled').deferral;
    const { record: runs, verdict } = begun(record, appointment, () => null, moment);
    expect(verdict.kind).toBe('go');
    record = closed(runs, deployment, offline, moment.add({ seconds: 30 }), berlin);
    expect(statusOf(record.stage)).toBe('In progress');
    expect(countedAttempts(record.attempts)).toBe(0);
    moment = stageOf(record, 'scheduled').deferral.due;
  }
  expect(tries).toBeGreaterThan(150);
});

describe('a look at inventory', () => {
  const since = at('2026-11-21T13:00:00Z');
  const record = anAsked({ attempts: [anAttempt('finished')], stage: checking(since) });
  const absent: Finding = { kind: 'absent', found: 'FileVault is Off.' };
  const present: Finding = { kind: 'present', evidence: 'FileVault is On.' };
  const look = (finding: Finding, moment: string, it = record): DeploymentRecord =>
    looked(it, verified, finding, at(moment), berlin);

  it('that finds it is Installed, confirmed', () => {
    expect(look(present, '2026-11-21T13:00:05Z').stage).toEqual({
      kind: 'installed',
      at: at('2026-11-21T13:00:05Z'),
      verified: true,
    });
  });

  it('that does not find it yet is repeated a quarter of an hour later', () => {
    expect(look(absent, '2026-11-21T13:15:00Z').stage).toEqual({
      kind: 'checking',
      since,
      nextLook: at('2026-11-21T13:30:00Z'),
    });
  });

  it('gives up after sixty minutes: the run counts as failed, with what was found and the last lines of jamf', () => {
    expect(look(absent, '2026-11-21T13:59:59Z').stage.kind).toBe('checking');
    const said = {
      ...anAttempt('finished'),
      outcome: { kind: 'finished', lastLines: ['Script result: ok'] },
    } as const;
    const after = look(absent, '2026-11-21T14:00:00Z', { ...record, attempts: [said] });
    expect(stageOf(after, 'scheduled').deferral.by).toBe('retry');
    expect(after.attempts.at(-1)?.outcome).toEqual({
      kind: 'not-verified',
      lastLines: ['Script result: ok', 'FileVault is Off.'],
    });
  });

  it('that gives up has it tried again six hours after the run, not after the look', () => {
    const { deferral } = stageOf(look(absent, '2026-11-21T14:00:00Z'), 'scheduled');
    expect(deferral.due).toEqual(at('2026-11-21T19:00:00Z'));
  });

  it('that gives up on work of which no run of ours is known asks again', () => {
    const otherwise = { ...record, attempts: [] };
    const after = look(absent, '2026-11-21T14:00:01Z', otherwise);
    expect(stageOf(after, 'asking')).toMatchObject({ missed: null, asideUntil: null });
    expect(after.asks).toBe(record.asks + 1);
  });

  it('that gives up for the third time has failed', () => {
    const third = { ...record, attempts: [anAttempt('killed'), anAttempt('killed'), anAttempt('finished')] };
    expect(stageOf(look(absent, '2026-11-21T14:15:00Z', third), 'failed').outcome.kind).toBe('not-verified');
  });

  const unknown: Finding = { kind: 'unknown', why: 'fdesetup did not answer' };

  it('that cannot tell is neither Installed nor Failed, for days, and says why', () => {
    const after = look(unknown, '2026-11-28T13:00:00Z');
    expect(after.stage).toEqual({ kind: 'checking', since, nextLook: at('2026-11-28T19:00:00Z') });
    expect(after.doubt).toBe('fdesetup did not answer');
    expect(look(present, '2026-11-28T19:00:00Z', after).doubt).toBeNull();
  });

  it.each([
    ['2026-11-21T13:00:00Z', '2026-11-21T13:15:00Z', 'within a quarter of an hour'],
    ['2026-11-21T13:59:00Z', '2026-11-21T14:14:00Z', 'in the first hour'],
    ['2026-11-21T14:00:00Z', '2026-11-21T15:00:00Z', 'then every hour'],
    ['2026-11-21T18:59:00Z', '2026-11-21T19:59:00Z', 'for six'],
    ['2026-11-21T19:00:00Z', '2026-11-22T01:00:00Z', 'then every six hours'],
  ])('that cannot tell at %s is repeated at %s: %s', (moment, next) => {
    expect(stageOf(look(unknown, moment), 'checking').nextLook).toEqual(at(next));
  });

  it.each(['asking', 'available', 'scheduled', 'failed'] as const)(
    'is Installed when somebody did the work by other means while it was %s',
    (kind) => {
      const it = byStage.find(([name]) => name === kind)?.[1] ?? record;
      expect(look(present, '2026-11-21T13:15:00Z', it).stage).toMatchObject({
        kind: 'installed',
        verified: true,
      });
      expect(look(absent, '2026-11-21T13:15:00Z', it)).toBe(it);
      expect(look(unknown, '2026-11-21T13:15:00Z', it)).toBe(it);
    },
  );

  it('of what was confirmed and is there no longer begins anew with the next prompt', () => {
    const installed = anAsked({ stage: { kind: 'installed', at: now, verified: true } });
    expect(look(absent, '2026-11-22T13:15:00Z', installed).stage).toEqual({ kind: 'resting' });
    expect(look(unknown, '2026-11-22T13:15:00Z', installed)).toBe(installed);
    const unverified = anAsked({ stage: { kind: 'installed', at: now, verified: false } });
    expect(look(absent, '2026-11-22T13:15:00Z', unverified)).toBe(unverified);
  });

  it.each(byStage.filter(([kind]) => ['resting', 'running', 'restarting', 'installed'].includes(kind)))(
    'changes nothing while it is %s and the work is there',
    (_, it) => {
      expect(look(present, '2026-11-21T13:15:00Z', it)).toBe(it);
    },
  );
});

describe('work that was done by other means', () => {
  it.each(but('running'))('is Installed when inventory shows it, although it was %s', (_, record) => {
    expect(foundDone(record, { kind: 'present', evidence: 'it is there' }, now).stage).toEqual({
      kind: 'installed',
      at: now,
      verified: true,
    });
  });

  it('does not end a run under way', () => {
    const record = aRunning('2026-11-21T13:00:00Z');
    expect(foundDone(record, { kind: 'present', evidence: 'it is there' }, now)).toBe(record);
  });

  const settled = byStage.filter(([kind]) => ['asking', 'available', 'scheduled', 'failed'].includes(kind));

  it.each(settled)('ends what was %s when its policy calls cleanup', (_, record) => {
    expect(doneOtherwise(record, aDeployment(), now).stage).toEqual({
      kind: 'installed',
      at: now,
      verified: false,
    });
    expect(doneOtherwise(record, verified, now).stage).toEqual({
      kind: 'checking',
      since: now,
      nextLook: now,
    });
  });

  it.each(but('asking', 'available', 'scheduled', 'failed'))(
    'changes nothing while it is %s',
    (_, record) => {
      expect(doneOtherwise(record, aDeployment(), now)).toBe(record);
    },
  );
});

describe('a run that nobody told the helper of', () => {
  it('counts from when its journal says that it started', () => {
    const startedAt = at('2026-11-21T16:00:02Z');
    const after = foundRunning(aScheduled('2026-11-21T16:00:00Z'), startedAt);
    expect(stageOf(after, 'running').startedAt).toEqual(startedAt);
    expect(after.attempts).toEqual([
      { appointment: at('2026-11-21T16:00:00Z'), startedAt, endedAt: null, outcome: null },
    ]);
  });

  it.each(but('scheduled'))('changes nothing while it is %s', (_, record) => {
    expect(foundRunning(record, now)).toBe(record);
  });
});

describe('the help desk withdraws', () => {
  it.each(but('running'))('everything, while it is %s', (_, record) => {
    const after = cancelled({ ...record, deferralsUsed: 2, asks: 7, attempts: [anAttempt('killed')] });
    expect(after).toEqual(aRecord({ asks: 7 }));
  });

  it('nothing while it runs', () => {
    const record = aRunning('2026-11-21T13:00:00Z');
    expect(cancelled(record)).toBe(record);
  });
});

describe('when the clock matters next', () => {
  const next = (record: DeploymentRecord, deployment = aDeployment()): string | null =>
    nextTick(record, deployment, berlin)?.toString() ?? null;
  const aside = anAsked({ stage: asking({ asideUntil: at('2026-11-21T17:10:20Z') }) });

  it.each<[string, DeploymentRecord, Deployment, string | null]>([
    ['never, while the answer is awaited without a deadline', anAsked(), aDeployment(), null],
    [
      'when the last grace period of offered work begins',
      aRecord({ firstOffered: now, stage: available }),
      aDeployment({ deadline: dueBy('2026-11-21T20:00:00Z') }),
      '2026-11-21T19:00:00Z',
    ],
    ['when the question comes back', aside, aDeployment(), '2026-11-21T17:10:20Z'],
    [
      'when the last grace period begins',
      anAsked(),
      aDeployment({ deadline: dueBy('2026-11-21T20:00:00Z') }),
      '2026-11-21T19:00:00Z',
    ],
    [
      'when the first of the two comes: the question',
      aside,
      aDeployment({ deadline: dueBy('2026-11-21T20:00:00Z') }),
      '2026-11-21T17:10:20Z',
    ],
    [
      'when the first of the two comes: the grace period',
      aside,
      aDeployment({ deadline: dueBy('2026-11-21T17:00:00Z') }),
      '2026-11-21T16:00:00Z',
    ],
    [
      'when the appointment would be missed',
      aScheduled('2026-11-21T16:00:00Z'),
      aDeployment(),
      '2026-11-21T16:05:01Z',
    ],
    [
      'never, while the run waits for its turn',
      aScheduled('2026-11-21T16:00:00Z', { waiting: true }),
      aDeployment(),
      null,
    ],
    [
      'when inventory is to be looked at',
      anAsked({ stage: checking(now, at('2026-11-21T13:15:00Z')) }),
      verified,
      '2026-11-21T13:15:00Z',
    ],
  ])('%s', (_, record, deployment, expected) => {
    expect(next(record, deployment)).toBe(expected);
  });

  it.each(but('asking', 'available', 'scheduled', 'checking'))('never, while it is %s', (_, record) => {
    expect(next(record, aDeployment({ deadline: dueBy('2026-11-21T20:00:00Z') }))).toBeNull();
  });
});
