/** The restart that Intermission owes: when it comes, what it waits for, and what is left of before when the Mac starts anew. */
import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../src/core/deployment.ts';
import type { DeploymentRecord } from '../../src/core/record.ts';
import { describeRecord } from '../../src/core/describe.ts';
import { holdUntil } from '../../src/core/hold/bounds.ts';
import { waits } from '../../src/core/hold/hold-course.ts';
import type { Judgement } from '../../src/core/hold/rules.ts';
import type { Due } from '../../src/core/order.ts';
import {
  afterStart,
  announceMinutes,
  isAboutToRestart,
  nextRestartLook,
  restartComesFirst,
  restartStep,
  type RestartStep,
} from '../../src/core/restart.ts';
import { closed } from '../../src/core/run-course.ts';
import type { Instant } from '../../src/core/time.ts';
import {
  aDeployment,
  anAsked,
  aRunning,
  aScheduled,
  at,
  berlin,
  checking,
  holdRules,
  newYork,
  now,
  restarting,
  stageOf,
} from './builders.ts';

const after = (minutes: number): Instant => now.add({ minutes });
const minute = now.toString();
const ours: Partial<Deployment> = { restarts: true, restartBy: 'intermission' };
const owes = (
  id = 'os',
  change: Partial<Deployment> = {},
  record = anAsked({ stage: restarting() }),
): Due => ({
  deployment: aDeployment({ id, ...ours, ...change }),
  record: { ...record, id },
});
const other = (record: DeploymentRecord): Due => ({
  deployment: aDeployment({ id: 'other' }),
  record: { ...record, id: 'other' },
});

const free: Judgement = { kind: 'free' };
const unknown: Judgement = { kind: 'unknown', why: 'nobody tells' };
const seen = (kind: 'presenting' | 'call'): Judgement => ({
  kind: 'held',
  reasons: [{ kind, app: 'Zoom', evidence: 'seen' }],
});

interface Scene {
  readonly moment?: Instant;
  readonly screen?: Judgement | null;
  readonly with?: readonly Due[];
}
function step(
  its: readonly Due[],
  { moment = now, screen = free, with: others = [] }: Scene = {},
): RestartStep {
  const scene = { courses: [...its, ...others], userPresent: screen !== null, screen: () => screen };
  return restartStep(scene, moment, berlin);
}
/** The deployment as it is after the step. */
const then = (it: Due, { records }: RestartStep): Due => ({ ...it, record: records[0] ?? it.record });
const plannedFor = ({ records }: RestartStep): (string | null)[] =>
  records.map((record) => stageOf(record, 'restarting').at?.toString() ?? null);

describe('work that ended well', () => {
  const run = aRunning(minute);
  const well = {
    kind: 'ended',
    ending: { exitCode: 0, signal: null, notStarted: null, lastLines: [] },
  } as const;
  const killed = { kind: 'vanished' } as const;

  it('owes a restart where Intermission restarts the Mac; inventory looks only afterwards', () => {
    const deployment = aDeployment({ ...ours, verification: [{ kind: 'os-version', minimum: '26.7' }] });
    expect(closed(run, deployment, well, now, berlin).stage).toEqual(restarting());
  });

  it.each<[string, Partial<Deployment>]>([
    ['its policy restarts the Mac', { restarts: true }],
    ['it does not restart the Mac', { restartBy: 'intermission' }],
  ])('owes none where %s', (_, change) => {
    expect(closed(run, aDeployment(change), well, now, berlin).stage.kind).toBe('installed');
  });

  it('is no excuse for a run that was cut off: only a policy that restarts the Mac cuts itself off', () => {
    expect(closed(run, aDeployment(ours), killed, now, berlin).stage.kind).toBe('scheduled');
    expect(closed(run, aDeployment({ restarts: true }), killed, now, berlin).stage.kind).toBe('installed');
  });
});

describe('a restart that is owed', () => {
  it('is announced, and comes then', () => {
    const it = owes();
    const announced = step([it]);
    expect(announced.restart).toBe(false);
    expect(plannedFor(announced)).toEqual([after(announceMinutes).toString()]);
    const early = step([then(it, announced)], { moment: after(announceMinutes - 1) });
    expect(early).toEqual({ records: announced.records, restart: false });
    expect(early.records[0]).toBe(announced.records[0]);
    const over = step([then(it, announced)], { moment: after(announceMinutes) });
    expect(over.restart).toBe(true);
    expect(over.records[0]?.stage).toMatchObject({ orderedAt: after(announceMinutes) });
  });

  it('comes at once with nobody logged in', () => {
    expect(step([owes()], { screen: null }).restart).toBe(true);
  });

  it.each<[string, Due]>([
    ['one that is under way', other(aRunning(minute))],
    ['one that has come and waits for its turn', other(aScheduled(minute, { waiting: true }))],
    ['one of the same minute whose job has not come yet', other(aScheduled(minute))],
    ['one that is due before it could come', other(aScheduled(after(announceMinutes).toString()))],
  ])('waits for another run: %s', (_, busy) => {
    for (const screen of [free, null]) {
      expect(step([owes()], { with: [busy], screen })).toMatchObject({
        restart: false,
        records: [{ stage: { at: null } }],
      });
    }
  });

  it.each<[string, Due]>([
    ['one that is due later', other(aScheduled(after(announceMinutes + 1).toString()))],
    ['one whose job should have come long ago', other(aScheduled(after(-1).toString()))],
    ['one that is asked about', other(anAsked())],
    [
      'one that something holds',
      other({
        ...aScheduled(minute, { waiting: true }),
        hold: { kind: 'unknown', what: 'run', since: now, reasons: [], why: '' },
      }),
    ],
  ])('does not wait for another run: %s', (_, idle) => {
    expect(plannedFor(step([owes()], { with: [idle] }))).toEqual([after(announceMinutes).toString()]);
  });

  it('of its own waits for no run that is only due with it', () => {
    const alone = owes('os', { combinesRestart: false });
    const due = other(aScheduled(minute, { waiting: true }));
    expect(plannedFor(step([alone], { with: [due] }))).not.toEqual([null]);
    expect(plannedFor(step([alone], { with: [other(aRunning(minute))] }))).toEqual([null]);
  });

  it('is one for all who owe it; whoever joins is given the whole time', () => {
    const first = then(owes('a'), step([owes('a')]));
    const joined = step([first, owes('b')], { moment: after(3) });
    expect(plannedFor(joined)).toEqual([after(8).toString(), after(8).toString()]);
    const both = [then(owes('a'), joined), { ...owes('b'), record: joined.records[1] ?? anAsked() }];
    const over = step(both, { moment: after(8) });
    expect(over.restart).toBe(true);
    expect(over.records.map(({ stage }) => stage)).toMatchObject([
      { orderedAt: after(8) },
      { orderedAt: after(8) },
    ]);
  });

  it('that was slept through is announced anew', () => {
    const announced = then(owes(), step([owes()]));
    const woken = step([announced], { moment: after(60) });
    expect(woken.restart).toBe(false);
    expect(plannedFor(woken)).toEqual([after(60 + announceMinutes).toString()]);
  });

  it('that macOS was told of is not told again for a while', () => {
    const ordered = then(owes(), step([owes()], { screen: null }));
    expect(step([ordered], { moment: after(4), screen: null })).toEqual({
      records: [ordered.record],
      restart: false,
    });
    expect(step([ordered], { moment: after(5), screen: null }).restart).toBe(true);
  });

  it('is looked at each minute, and when it comes', () => {
    const announced = then(owes(), step([owes()]));
    expect(nextRestartLook([announced], now)).toEqual(after(1));
    expect(nextRestartLook([announced], now.add({ minutes: 4, seconds: 30 }))).toEqual(after(5));
    expect(nextRestartLook([other(anAsked())], now)).toBeNull();
  });

  it.each<[Due, string]>([
    [owes(), 'The work is done but for a restart, which waits for other runs.'],
    [
      then(owes(), step([owes()])),
      'The work is done but for a restart; the Mac restarts at 2026-11-21 14:15 Europe/Berlin.',
    ],
    [
      then(owes(), step([owes()], { screen: seen('call') })),
      'The work is done but for a restart, which waits since 2026-11-21 14:10 Europe/Berlin, at the latest until 2026-11-21 15:25 Europe/Berlin: Zoom is in a call (seen).',
    ],
  ])('is told in one line (%#)', ({ deployment, record }, line) => {
    expect(describeRecord(deployment, record, berlin)).toBe(line);
  });
});

describe('what must not be interrupted', () => {
  const holds = holdRules({ runMinutes: 75, limitMinutes: 240 });

  it.each<[string, Judgement, number]>([
    ['a call', seen('call'), 75],
    ['a presentation', seen('presenting'), 240],
    ['what nobody knows', unknown, 5],
  ])('%s holds the restart back, no longer than a run', (_, screen, minutes) => {
    const it = then(owes('os', { holds }), step([owes('os', { holds })], { screen }));
    expect(it.record.hold).toMatchObject({ what: 'restart' });
    expect(waits(it.record)).toBe('restart');
    expect(holdUntil(it.record, it.deployment, now, berlin)).toEqual(after(minutes));
    expect(plannedFor(step([it], { screen, moment: after(minutes - 1) }))).toEqual([null]);
    // Then it is announced, and comes.
    const over = step([it], { screen, moment: after(minutes) });
    expect(plannedFor(over)).toEqual([after(minutes + announceMinutes).toString()]);
    expect(over.records[0]?.pastHolds.at(-1)).toMatchObject({ what: 'restart', end: 'limit' });
    expect(step([then(it, over)], { screen, moment: after(minutes + announceMinutes) }).restart).toBe(true);
  });

  it('is not supposed for a restart that is announced already, when nobody tells any more', () => {
    const announced = then(owes(), step([owes()]));
    expect(step([announced], { screen: unknown, moment: after(4) }).records[0]).toBe(announced.record);
    expect(step([announced], { screen: unknown, moment: after(announceMinutes) }).restart).toBe(true);
  });

  it('takes an announced restart back, which is announced anew when it is over', () => {
    const announced = then(owes(), step([owes()]));
    const presents = then(announced, step([announced], { screen: seen('presenting'), moment: after(4) }));
    expect(stageOf(presents.record, 'restarting').at).toBeNull();
    const over = step([presents], { moment: after(30) });
    expect(plannedFor(over)).toEqual([after(30 + announceMinutes).toString()]);
    expect(over.records[0]?.pastHolds).toMatchObject([{ what: 'restart', end: 'free' }]);
  });

  it('is no matter once the person has logged out', () => {
    const held = then(owes(), step([owes()], { screen: seen('presenting') }));
    const out = step([held], { screen: null, moment: after(1) });
    expect(out.restart).toBe(true);
    expect(out.records[0]?.hold).toBeNull();
  });
});

describe('a run whose time comes', () => {
  it.each<[string, Due, boolean]>([
    ['goes before a restart that waits for all', owes(), false],
    ['goes before one that is announced', then(owes(), step([owes()])), false],
    ['waits where macOS was told to restart', then(owes(), step([owes()], { screen: null })), true],
    ['waits for the restart of an earlier run of its own', owes('os', { combinesRestart: false }), true],
    [
      'does not wait for one that something holds',
      then(owes('os', { combinesRestart: false }), step([owes()], { screen: seen('call') })),
      false,
    ],
  ])('%s', (_, it, expected) => {
    expect(restartComesFirst([it, other(aScheduled(minute))], now)).toBe(expected);
  });
});

describe('a policy that restarts the Mac by itself', () => {
  it.each<[string, Partial<Deployment>, DeploymentRecord['stage'], boolean]>([
    [
      'is about to when its work is done',
      { restarts: true },
      { kind: 'installed', at: now, verified: false },
      true,
    ],
    ['is about to while inventory looks', { restarts: true }, checking(), true],
    ['is not while it runs', { restarts: true }, aRunning(minute).stage, false],
    ['is not after it failed, to be tried again', { restarts: true }, aScheduled(minute).stage, false],
    ['is not where Intermission restarts', ours, restarting(), false],
    ['is not where nothing restarts', {}, checking(), false],
  ])('%s', (_, change, stage, expected) => {
    expect(isAboutToRestart({ deployment: aDeployment(change), record: anAsked({ stage }) })).toBe(expected);
  });
});

describe('when the Mac has started anew', () => {
  const started = (
    record: DeploymentRecord,
    change: Partial<Deployment> = {},
    told: Parameters<typeof afterStart>[2] = null,
  ): DeploymentRecord => afterStart(record, aDeployment(change), told, now, berlin);
  const well = {
    kind: 'ended',
    ending: { exitCode: 0, signal: null, notStarted: null, lastLines: [] },
  } as const;
  const toldOf = (closing: NonNullable<Parameters<typeof afterStart>[2]>['closing']) => ({
    startedAt: after(-3),
    closing,
  });

  it('what was owed is done, whoever restarted it; inventory looks now', () => {
    const owed = anAsked({ stage: restarting({ at: after(2) }) });
    expect(started(owed, ours).stage).toEqual({ kind: 'installed', at: now, verified: false });
    const verified = started(owed, { ...ours, verification: [{ kind: 'filevault' }] });
    expect(verified.stage).toEqual({ kind: 'checking', since: now, nextLook: now });
  });

  it('a hold of the restart is over with it', () => {
    const it = owes();
    const { record } = then(it, step([it], { screen: seen('presenting') }));
    expect(started(record, ours)).toMatchObject({
      hold: null,
      pastHolds: [{ what: 'restart', end: 'settled' }],
    });
  });

  it.each<[string, Partial<Deployment>, Parameters<typeof afterStart>[2], string]>([
    ['ended without the helper, and owed a restart, owes none any more', ours, toldOf(well), 'installed'],
    [
      'was cut off by the restart of its own policy is done',
      { restarts: true },
      toldOf({ kind: 'vanished' }),
      'installed',
    ],
    ['was cut off by another restart is tried again', {}, toldOf({ kind: 'vanished' }), 'scheduled'],
  ])('a run that %s', (_, change, told, kind) => {
    expect(started(aRunning(after(-4).toString()), change, told).stage.kind).toBe(kind);
  });

  it('a run without a journal was never begun, so it is asked about, and no attempt is used up', () => {
    const record = started(aRunning(after(-4).toString()), { restarts: true });
    expect(stageOf(record, 'asking').missed).toEqual({ due: after(-4), because: 'held' });
    expect(record.attempts).toEqual([]);
  });

  it('a run that was begun without the helper is no appointment any more', () => {
    const record = aScheduled(after(-4).toString());
    expect(started(record, {}, toldOf(well))).toMatchObject({
      stage: { kind: 'installed' },
      attempts: [{ outcome: { kind: 'finished' } }],
    });
  });

  it.each([true, false])(
    'an appointment of the last few minutes is kept a moment later, the same one (its job had come: %s)',
    (waiting) => {
      const record = aScheduled(after(-4).toString(), { waiting });
      const { deferral } = stageOf(record, 'scheduled');
      expect(started(record).stage).toEqual({
        kind: 'scheduled',
        waiting: false,
        deferral: { ...deferral, due: at('2026-11-21T13:13:00Z') },
      });
    },
  );

  it('one that had come to its minute long ago could not be kept: the person was not away', () => {
    const record = aScheduled(after(-20).toString(), { waiting: true });
    expect(stageOf(started(record), 'asking').missed).toEqual({ due: after(-20), because: 'held' });
  });

  it('one that passed long ago is left to the clock, which finds it missed', () => {
    const record = aScheduled(after(-20).toString());
    expect(started(record)).toBe(record);
  });

  it.each<[string, DeploymentRecord]>([
    ['an appointment to come', aScheduled(after(1).toString())],
    ['"now", which launchd starts by itself', aScheduled(after(-1).toString(), { intent: { kind: 'now' } })],
    ['a question', anAsked()],
  ])('nothing changes for %s', (_, record) => {
    expect(started(record)).toBe(record);
  });

  it('is no matter of the zone', () => {
    const record = aScheduled(after(-4).toString());
    expect(afterStart(record, aDeployment(), null, now, newYork)).toEqual(started(record));
  });
});
