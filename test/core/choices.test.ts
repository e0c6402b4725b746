/** Which times a person may pick. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindingHours, choicesFor, nextShownChange } from '../../src/core/choices.ts';
import { deadlineOf } from '../../src/core/deadline.ts';
import { decideWish, type Wish } from '../../src/core/deferral.ts';
import { weekdays, type Deployment } from '../../src/core/deployment.ts';
import type { DeploymentRecord } from '../../src/core/record.ts';
import { isAllowed } from '../../src/core/hours.ts';
import { isAfter } from '../../src/core/time.ts';
import { arbitraryDeployment, seed } from './arbitraries.ts';
import {
  aDeferral,
  aDeployment,
  afterDeferrals,
  anAsked,
  aRecord,
  aRunning,
  aScheduled,
  allowed,
  at,
  berlin,
  checking,
  dueBy,
  now,
  scheduled,
  tokyo,
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

describe('named times on working days', () => {
  const office = { ...named, workingDays: ['MON', 'TUE', 'WED', 'THU', 'FRI'] as const };

  it.each([
    ['2026-11-20T13:00:00Z', 'Friday', ['end-of-day 2026-11-20T16:30', 'tomorrow-morning 2026-11-23T07:30']],
    ['2026-11-21T13:00:00Z', 'Saturday', ['tomorrow-morning 2026-11-23T07:30']],
    ['2026-11-22T13:00:00Z', 'Sunday', ['tomorrow-morning 2026-11-23T07:30']],
    ['2026-11-23T05:00:00Z', 'Monday', ['end-of-day 2026-11-23T16:30', 'tomorrow-morning 2026-11-24T07:30']],
    ['2026-03-27T13:00:00Z', 'Friday', ['end-of-day 2026-03-27T16:30', 'tomorrow-morning 2026-03-30T06:30']],
  ])('at %s, a %s, are %j', (moment, _, expected) => {
    expect(times(office, anAsked(), at(moment)).slice(1)).toEqual(expected);
  });

  it('are a week away where people work one day a week', () => {
    expect(times({ ...named, workingDays: ['SAT'] }).slice(1)).toEqual([
      'end-of-day 2026-11-21T16:30',
      'tomorrow-morning 2026-11-28T07:30',
    ]);
  });

  it('are none where nobody works', () => {
    expect(ids({ ...named, workingDays: [] })).toEqual(['now']);
  });
});

describe('the allowed hours', () => {
  // 14:10 in Berlin on a Saturday.
  const deployment = aDeployment({
    menu: [0, 60, 240],
    namedTimes: ['end-of-day', 'tomorrow-morning'],
    allowedHours: allowed('SAT:09:00-17:00', 'SUN:08:30-10:00'),
  });

  it('leave out what lies outside them', () => {
    expect(times(deployment)).toEqual([
      'now 2026-11-21T13:10',
      'in-60 2026-11-21T14:11',
      'tomorrow-morning 2026-11-22T07:30',
    ]);
  });

  it('outside them offer the next allowed minute in place of now, and preselect no *now*', () => {
    const evening = at('2026-11-21T18:00:00Z');
    expect(times({ ...deployment, namedTimes: [] }, anAsked(), evening)).toEqual([
      'next-allowed 2026-11-22T07:30',
    ]);
    expect(choicesFor({ ...deployment, namedTimes: [] }, anAsked(), evening, berlin).preselected).toBe(
      'next-allowed',
    );
  });

  it('name the same minute once', () => {
    expect(ids(deployment, anAsked(), at('2026-11-21T18:00:00Z'))).toEqual(['tomorrow-morning']);
  });

  it('leave out the next allowed minute as they do now, where the menu does', () => {
    const later = { ...deployment, menu: [840] };
    expect(ids(later, anAsked(), at('2026-11-21T18:00:00Z'))).toEqual(['tomorrow-morning', 'in-840']);
  });

  it('bound the free picker at both ends, and go with it', () => {
    const due = { ...deployment, deadline: dueBy('2026-11-22T20:00:00Z') };
    expect(choicesFor(due, anAsked(), at('2026-11-21T18:00:00Z'), berlin).ownTime).toEqual({
      earliest: at('2026-11-22T07:30:00Z'),
      latest: at('2026-11-22T09:00:00Z'),
      hours: deployment.allowedHours,
    });
  });

  it('close the free picker when their last minute before the deadline has come', () => {
    const due = { ...deployment, deadline: dueBy('2026-11-22T05:00:00Z') };
    const { ownTime, choices } = choicesFor(due, anAsked(), at('2026-11-21T15:59:00Z'), berlin);
    expect([ownTime, choices.map(({ id }) => id)]).toEqual([null, ['now']]);
  });

  it.each([
    [
      'no allowed minute is left before the deadline, outside of which it runs anyway',
      { ...deployment, deadline: dueBy('2026-11-22T06:00:00Z') },
      anAsked(),
      ['now', 'in-60', 'in-240'],
    ],
    [
      'every deferral is used: now and the last grace period stay as they are',
      { ...deployment, deadline: afterDeferrals(1) },
      anAsked({ deferralsUsed: 1 }),
      ['now', 'in-60'],
    ],
    [
      'its deadline has scheduled it',
      deployment,
      aScheduled('2026-11-21T19:00:00Z', { by: 'deadline' }),
      ['now'],
    ],
    [
      'an appointment that may only move nearer has no allowed minute before it',
      { ...deployment, deadline: afterDeferrals(1), menu: [0, 60] },
      aScheduled('2026-11-22T06:00:00Z', { deferralsUsed: 1 }),
      ['now', 'in-60'],
    ],
  ])('do not bind where %s', (_, it, record, expected) => {
    expect(ids(it, record, at('2026-11-21T18:00:00Z'))).toEqual(expected);
  });

  it('are those of the wall clock, which a traveller takes along', () => {
    expect(choicesFor(deployment, anAsked(), now, tokyo).choices.map(({ id }) => id)).toEqual([
      'tomorrow-morning',
    ]);
  });
});

describe('what time alone changes in what is shown', () => {
  const hours = allowed('SAT:09:00-17:00');

  it.each<[string, Deployment, DeploymentRecord, string | null]>([
    ['nothing', aDeployment(), anAsked(), null],
    ['the hours end', aDeployment({ allowedHours: hours }), anAsked(), '2026-11-21T16:01:00Z'],
    [
      'a phase begins',
      aDeployment({ deadline: dueBy('2026-11-24T16:00:00Z') }),
      anAsked(),
      '2026-11-21T16:00:00Z',
    ],
    [
      'both, the hours first',
      aDeployment({ allowedHours: hours, deadline: dueBy('2026-11-28T16:00:00Z') }),
      anAsked(),
      '2026-11-21T16:01:00Z',
    ],
    ['nothing, while nothing may be chosen', aDeployment({ allowedHours: hours }), aRecord(), null],
  ])('%s', (_, deployment, record, expected) => {
    expect(nextShownChange(deployment, record, now, berlin)?.toString() ?? null).toBe(expected);
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

describe('the last deferral', () => {
  const counted = aDeployment({ deadline: afterDeferrals(2) });

  it.each<[string, DeploymentRecord, Deployment, boolean]>([
    ['none is used', anAsked(), counted, false],
    ['one of two is used', anAsked({ deferralsUsed: 1 }), counted, true],
    [
      'an appointment was made with the first',
      aScheduled('2026-11-21T16:00:00Z', { deferralsUsed: 1 }),
      counted,
      true,
    ],
    ['both are used', anAsked({ deferralsUsed: 2 }), counted, false],
    ['they are not counted', anAsked({ deferralsUsed: 1 }), aDeployment(), false],
    [
      'its deadline has scheduled it',
      aScheduled('2026-11-21T16:00:00Z', { by: 'deadline', deferralsUsed: 1 }),
      counted,
      false,
    ],
    ['nothing may be chosen', aRecord({ deferralsUsed: 1 }), counted, false],
  ])('is announced where %s: %s', (_, record, deployment, expected) => {
    expect(choicesFor(deployment, record, now, berlin).lastDeferral).toBe(expected);
  });
});

describe('who may choose', () => {
  const none = { choices: [], preselected: null, ownTime: null, lastDeferral: false };

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

  it('what is offered lies within the deadline and the allowed hours, while they bind', () => {
    let bound = 0;
    fc.assert(
      fc.property(arbitraryDeployment, choosable, (deployment, record) => {
        const hours = bindingHours(deployment, record, now, berlin);
        const { choices, ownTime } = choicesFor(deployment, record, now, berlin);
        const deadline = deadlineOf(deployment, record, berlin);
        for (const { at: shown, pick, last } of choices) {
          if (hours !== null) expect(isAllowed(hours, shown, berlin)).toBe(true);
          if (deadline !== null && pick.kind !== 'now' && !last) expect(isAfter(shown, deadline)).toBe(false);
        }
        if (hours === null) return;
        bound += 1;
        expect(
          ownTime === null ||
            [ownTime.earliest, ownTime.latest].every((end) => isAllowed(hours, end, berlin)),
        ).toBe(true);
      }),
      { seed, numRuns: 500 },
    );
    expect(bound).toBeGreaterThan(50);
  });

  it('a named time is offered on working days only', () => {
    fc.assert(
      fc.property(arbitraryDeployment, fc.integer({ min: 0, max: 20_000 }), (deployment, minutes) => {
        const moment = now.add({ minutes });
        for (const { id, at: shown } of choicesFor(deployment, anAsked(), moment, berlin).choices) {
          if (id !== 'end-of-day' && id !== 'tomorrow-morning') continue;
          const weekday = weekdays[shown.toZonedDateTimeISO(berlin).dayOfWeek - 1];
          expect(deployment.workingDays).toContain(weekday);
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});
