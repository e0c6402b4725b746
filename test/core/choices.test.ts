/** Which times a person may pick. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choicesFor } from '../../src/core/choices.ts';
import { decideWish, type Wish } from '../../src/core/deferral.ts';
import type { Deployment, DeploymentRecord } from '../../src/core/deployment.ts';
import { arbitraryDeployment, seed } from './arbitraries.ts';
import {
  aDeferral,
  aDeployment,
  afterDeferrals,
  anAsked,
  aRecord,
  aRunning,
  aScheduled,
  at,
  berlin,
  checking,
  dueBy,
  now,
  scheduled,
} from './builders.ts';

const times = (deployment: Deployment, record = anAsked(), moment = now): string[] =>
  choicesFor(deployment, record, moment, berlin).choices.map(
    (choice) => `${choice.id} ${choice.at.toString().slice(0, 16)}`,
  );
const ids = (deployment: Deployment, record = anAsked(), moment = now): string[] =>
  choicesFor(deployment, record, moment, berlin).choices.map((choice) => choice.id);

const named = aDeployment({ menu: [0], namedTimes: ['tomorrow-morning', 'end-of-day'] });

describe('the choices', () => {
  it('come by time, start now first, each rounded up to a whole minute', () => {
    const deployment = aDeployment({
      menu: [240, 0, 60],
      namedTimes: ['tomorrow-morning', 'end-of-day'],
    });
    expect(times(deployment)).toEqual([
      'now 2026-11-21T13:10',
      'in-60 2026-11-21T14:11',
      'end-of-day 2026-11-21T16:30',
      'in-240 2026-11-21T17:11',
      'tomorrow-morning 2026-11-22T07:30',
    ]);
  });

  it('are never nearer than two minutes', () => {
    expect(times(aDeployment({ menu: [1] }))).toEqual(['in-1 2026-11-21T13:13']);
  });

  it('leave out start now where the menu does', () => {
    expect(ids(aDeployment({ menu: [60] }))).toEqual(['in-60']);
  });

  it('offer start now where nothing else is left', () => {
    expect(ids(aDeployment({ menu: [60], deadline: dueBy('2026-11-21T13:40:00Z') }))).toEqual(['now']);
  });

  it('name each time once', () => {
    expect(ids(aDeployment({ menu: [60, 60, 0, 0] }))).toEqual(['now', 'in-60']);
  });

  it.each([
    ['2026-11-21T14:11:00Z', ['now', 'in-60'], 'an hour from now is the deadline itself'],
    ['2026-11-21T14:10:59Z', ['now'], 'a second too early'],
  ])('stay within the deadline: %s leaves %j (%s)', (deadline, expected) => {
    expect(ids(aDeployment({ menu: [0, 60], deadline: dueBy(deadline) }))).toEqual(expected);
  });

  it('reach no further than 90 days, because a LaunchDaemon names no year', () => {
    const deployment = aDeployment({ menu: [0, 129_600, 129_601] });
    expect(ids(deployment)).toEqual(['now', 'in-129600']);
    expect(choicesFor(deployment, anAsked(), now, berlin).ownTime?.latest).toEqual(
      at('2027-02-19T13:11:00Z'),
    );
  });
});

describe('named times', () => {
  it.each([
    ['2026-11-21T16:26:00Z', ['now', 'end-of-day', 'tomorrow-morning'], '17:26: four minutes are left'],
    ['2026-11-21T16:28:01Z', ['now', 'tomorrow-morning'], '17:28:01: the end of the day is too near'],
    ['2026-11-21T19:00:00Z', ['now', 'tomorrow-morning'], '20:00: it is past'],
    ['2026-11-21T23:30:00Z', ['now', 'end-of-day', 'tomorrow-morning'], '00:30: a new day'],
  ])('at %s: %j (%s)', (moment, expected) => {
    expect(ids(named, anAsked(), at(moment))).toEqual(expected);
  });

  it('mean the clock on the wall, also on the day when it changes', () => {
    expect(times(named, anAsked(), at('2026-10-24T10:00:00Z'))).toEqual([
      'now 2026-10-24T10:00',
      'end-of-day 2026-10-24T15:30',
      'tomorrow-morning 2026-10-25T07:30',
    ]);
  });

  it('leave out a morning that begins within two minutes', () => {
    const midnight = { start: { hour: 0, minute: 0 }, end: { hour: 8, minute: 0 } };
    expect(ids({ ...named, workingDay: midnight }, anAsked(), at('2026-11-21T22:59:30Z'))).toEqual(['now']);
  });

  it('stay within the deadline', () => {
    expect(ids({ ...named, deadline: dueBy('2026-11-21T20:00:00Z') })).toEqual(['now', 'end-of-day']);
  });
});

describe('the preselected choice', () => {
  const preselected = (deployment: Deployment, record = anAsked()): string | null =>
    choicesFor(deployment, record, now, berlin).preselected;

  it.each<[number[], number | null, string | null, string]>([
    [[0, 60, 240], 240, 'in-240', 'the one that the admin named'],
    [[0, 60, 240], 30, 'in-60', 'the first later one where that is not on the menu'],
    [[0, 60, 240], null, 'in-60', 'the first later one where none is named'],
    [[0], 60, null, 'never now'],
    [[0, 60], 0, 'in-60', 'never now, even when that is named'],
  ])('of %j with %s named is %s: %s', (menu, wished, expected) => {
    expect(preselected(aDeployment({ menu, preselected: wished }))).toBe(expected);
  });

  it('is the last grace period when every deferral is used', () => {
    expect(preselected(aDeployment({ deadline: afterDeferrals(0) }))).toBe('in-60');
  });
});

describe('with every deferral used', () => {
  const deployment = aDeployment({
    deadline: afterDeferrals(1),
    namedTimes: ['end-of-day'],
    graceMinutes: 45,
  });

  it.each([
    ['asked', anAsked({ deferralsUsed: 1 })],
    ['offered in self service', anAsked({ deferralsUsed: 1, stage: { kind: 'available', since: now } })],
  ])('only now and the last grace period are left (%s)', (_, record) => {
    const { choices, preselected, ownTime } = choicesFor(deployment, record, now, berlin);
    expect(choices.map(({ id, last }) => [id, last])).toEqual([
      ['now', false],
      ['in-45', true],
    ]);
    expect([preselected, ownTime]).toEqual(['in-45', null]);
  });

  it('the last grace period is offered even past the deadline: the warning comes first', () => {
    const past = { ...deployment, deadline: { ...dueBy('2026-11-21T13:15:00Z'), deferrals: 1 } };
    expect(ids(past, anAsked({ deferralsUsed: 1 }))).toEqual(['now', 'in-45']);
  });

  it('an appointment may only move nearer', () => {
    const record = aScheduled('2026-11-21T16:30:00Z', { deferralsUsed: 1 });
    expect(ids(deployment, record)).toEqual(['now', 'in-60', 'end-of-day']);
    expect(choicesFor(deployment, record, now, berlin).ownTime?.latest).toEqual(at('2026-11-21T16:30:00Z'));
  });
});

describe('who may choose', () => {
  const none = { choices: [], preselected: null, ownTime: null };

  it.each([
    ['resting', aRecord()],
    ['running', aRunning('2026-11-21T13:10:00Z')],
    ['checking', anAsked({ stage: checking() })],
    ['installed', anAsked({ stage: { kind: 'installed', at: now, verified: true } })],
    [
      'failed',
      anAsked({ stage: { kind: 'failed', at: now, outcome: { kind: 'no-policy', lastLines: [] } } }),
    ],
  ])('nobody, while it is %s', (_, record) => {
    expect(choicesFor(aDeployment(), record, now, berlin)).toEqual(none);
  });

  it('may only start now what its deadline has scheduled', () => {
    const record = aScheduled('2026-11-21T14:10:00Z', { by: 'deadline' });
    const { choices, preselected, ownTime } = choicesFor(aDeployment(), record, now, berlin);
    expect([choices.map(({ id }) => id), preselected, ownTime]).toEqual([['now'], null, null]);
  });
});

describe('the own time', () => {
  const ownTime = (deployment: Deployment): string[] | null => {
    const bounds = choicesFor(deployment, anAsked(), now, berlin).ownTime;
    return bounds === null ? null : [bounds.earliest.toString(), bounds.latest.toString()];
  };

  it('goes from two minutes from now to the deadline', () => {
    expect(ownTime(aDeployment({ deadline: dueBy('2026-11-23T17:00:00Z') }))).toEqual([
      '2026-11-21T13:13:00Z',
      '2026-11-23T17:00:00Z',
    ]);
  });

  it.each<[string, string[] | null, string]>([
    ['2026-11-21T13:13:00Z', ['2026-11-21T13:13:00Z', '2026-11-21T13:13:00Z'], 'one minute is left'],
    ['2026-11-21T13:12:59Z', null, 'none is left'],
    ['2026-11-20T00:00:00Z', null, 'the deadline has passed'],
  ])('with the deadline at %s is %j: %s', (deadline, expected) => {
    expect(ownTime(aDeployment({ deadline: dueBy(deadline) }))).toEqual(expected);
  });

  it('is offered only where the admin allows it', () => {
    expect(ownTime(aDeployment({ ownTime: false }))).toBeNull();
  });
});

const choosable: fc.Arbitrary<DeploymentRecord> = fc
  .record({
    used: fc.integer({ min: 0, max: 3 }),
    offeredHoursAgo: fc.option(fc.integer({ min: 0, max: 200 })),
    stage: fc.oneof(
      fc.constant(anAsked().stage),
      fc.constant({ kind: 'available', since: now } as const),
      fc
        .tuple(fc.integer({ min: 3, max: 9_000 }), fc.constantFrom('user', 'admin', 'retry', 'deadline'))
        .map(([minutes, by]) =>
          scheduled(aDeferral(now.add({ minutes, seconds: 40 }).toString(), { by: by as 'user' })),
        ),
    ),
  })
  .map(({ used, offeredHoursAgo, stage }) =>
    anAsked({
      deferralsUsed: used,
      firstOffered: offeredHoursAgo === null ? null : now.subtract({ hours: offeredHoursAgo }),
      stage,
    }),
  );

describe('choices and decisions agree', () => {
  it('whatever is offered is accepted at the same moment, for the time that was shown', () => {
    fc.assert(
      fc.property(arbitraryDeployment, choosable, (deployment, record) => {
        const { choices, preselected } = choicesFor(deployment, record, now, berlin);
        expect(choices.length).toBeGreaterThan(0);
        expect(choices.map(({ id }) => id)).toContain(preselected ?? choices[0]?.id);
        expect(preselected).not.toBe('now');
        for (const { pick, at: shown } of choices) {
          const wish: Wish = pick.kind === 'named' ? { ...pick, shown } : pick;
          const decided = decideWish(deployment, record, wish, 'user', now, berlin);
          expect(decided.ok && decided.value.stage.kind === 'scheduled').toBe(true);
          if (decided.ok && decided.value.stage.kind === 'scheduled')
            expect(decided.value.stage.deferral.due).toEqual(shown);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it('both ends of the own time are accepted, and a minute beyond is refused', () => {
    fc.assert(
      fc.property(arbitraryDeployment, choosable, (deployment, record) => {
        const bounds = choicesFor(deployment, record, now, berlin).ownTime;
        fc.pre(bounds !== null);
        const accepts = (instant: typeof now): boolean => {
          const minute = instant.toZonedDateTimeISO(berlin).toPlainDateTime().round({
            smallestUnit: 'minute',
            roundingMode: 'floor',
          });
          return decideWish(
            deployment,
            record,
            { kind: 'at', local: minute, zone: berlin },
            'user',
            now,
            berlin,
          ).ok;
        };
        expect(accepts(bounds.earliest)).toBe(true);
        expect(accepts(bounds.latest)).toBe(true);
        expect(accepts(bounds.latest.add({ minutes: 1 }))).toBe(false);
      }),
      { seed, numRuns: 500 },
    );
  });
});
