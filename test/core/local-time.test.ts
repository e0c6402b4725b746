/**
 * Local time done right: in zones of every kind, where clocks go forward and back, where people travel and clocks are set, at the ends
 * of months and years. What launchd makes of a job is computed by the pretend Mac's launchd, which shares no code with the core.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choicesFor } from '../../src/core/choices.ts';
import { nextTick, offered, ticked } from '../../src/core/course.ts';
import { deadlineOf } from '../../src/core/deadline.ts';
import { decideWish, type Wish } from '../../src/core/deferral.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import type { Deferral, DeploymentRecord } from '../../src/core/record.ts';
import { calendarInterval, launchDaemonFor, mustLoadAnew } from '../../src/core/launch-daemon.ts';
import { planJobs } from '../../src/core/plan.ts';
import { begun } from '../../src/core/run-course.ts';
import { dueOf, latestDue, movedToZone, newDeferral } from '../../src/core/schedule.ts';
import {
  instantOf,
  isAfter,
  isBefore,
  localMinuteText,
  localOf,
  plusMinutes,
  type Instant,
  type Zone,
} from '../../src/core/time.ts';
import { nextFire } from '../../src/pretend-mac/launchd/calendar.ts';
import { seed } from './arbitraries.ts';
import {
  aDeployment,
  afterDays,
  anAsked,
  aRecord,
  aScheduled,
  at,
  berlin,
  local,
  newYork,
  noDeadline,
  scheduled,
  stageOf,
  tokyo,
} from './builders.ts';
import { programs } from './plists.ts';

const lordHowe = 'Australia/Lord_Howe';
const honolulu = 'Pacific/Honolulu';

/** When launchd starts a job that is loaded at this moment. */
function firesAt(due: Instant, loaded: Instant, zone: Zone): Instant {
  const { Month, Day, Hour, Minute } = calendarInterval(due, zone) as Readonly<Record<string, number>>;
  const interval = { month: Month, day: Day, hour: Hour, minute: Minute } as Readonly<Record<string, number>>;
  return at(new Date(nextFire(interval, loaded.epochMilliseconds, zone)).toISOString());
}

const pickAt = (text: string, moment: string, zone: Zone): Deferral =>
  newDeferral({ kind: 'at', local: local(text) }, 'user', at(moment), zone);
const shown = (instant: Instant, zone: Zone): string => localMinuteText(instant, zone).replace('T', ' ');

describe('a clock time that is picked', () => {
  it.each([
    [berlin, '2026-03-29T02:30', '2026-03-28T12:00:00Z', '2026-03-29 03:30', 'an hour is jumped over'],
    [berlin, '2026-03-29T03:00', '2026-03-28T12:00:00Z', '2026-03-29 03:00', 'the first minute after it'],
    [berlin, '2026-10-25T02:30', '2026-10-24T12:00:00Z', '2026-10-25 02:30', 'it comes twice: the first'],
    [newYork, '2026-03-08T02:15', '2026-03-07T12:00:00Z', '2026-03-08 03:15', 'New York jumps as well'],
    [lordHowe, '2026-10-04T02:15', '2026-10-03T10:00:00Z', '2026-10-04 02:45', 'half an hour is jumped over'],
    [lordHowe, '2026-04-05T01:45', '2026-04-04T10:00:00Z', '2026-04-05 01:45', 'half an hour comes twice'],
    ['Antarctica/Troll', '2026-03-29T01:30', '2026-03-28T12:00:00Z', '2026-03-29 03:30', 'two hours at once'],
    ['America/Santiago', '2026-09-06T00:30', '2026-09-05T12:00:00Z', '2026-09-06 01:30', 'no midnight'],
    [
      'Africa/Cairo',
      '2026-04-24T00:00',
      '2026-04-23T12:00:00Z',
      '2026-04-24 01:00',
      'no midnight on a Friday',
    ],
    [
      'Pacific/Chatham',
      '2026-09-27T03:00',
      '2026-09-26T10:00:00Z',
      '2026-09-27 04:00',
      '12:45 becomes 13:45',
    ],
    ['Asia/Kolkata', '2026-11-21T17:00', '2026-11-21T10:00:00Z', '2026-11-21 17:00', 'half an hour off'],
    ['Asia/Kathmandu', '2026-11-21T17:00', '2026-11-21T10:00:00Z', '2026-11-21 17:00', 'three quarters off'],
    ['America/St_Johns', '2026-11-01T01:15', '2026-10-31T12:00:00Z', '2026-11-01 01:15', 'half an hour west'],
    ['Asia/Pyongyang', '2018-05-04T23:45', '2018-05-04T10:00:00Z', '2018-05-05 00:15', 'a country moved'],
    ['America/Caracas', '2016-05-01T02:45', '2016-04-30T12:00:00Z', '2016-05-01 03:15', 'another one'],
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-29T12:00:00Z', '2011-12-31 12:00', 'a day left out'],
    [berlin, '2028-02-29T09:00', '2028-02-28T12:00:00Z', '2028-02-29 09:00', 'a leap day'],
    [berlin, '2027-01-01T00:00', '2026-12-31T12:00:00Z', '2027-01-01 00:00', 'a new year'],
  ])('in %s, %s at %s is shown as %s: %s', (zone, text, moment, expected) => {
    const { due } = pickAt(text, moment, zone);
    expect(shown(due, zone)).toBe(expected);
    expect(firesAt(due, at(moment), zone)).toEqual(due);
  });
});

describe('a time that counts from the click', () => {
  it.each([
    [berlin, 240, '2026-03-28T23:00:00Z', '2026-03-29 05:00', 'four hours, over the jump'],
    [berlin, 240, '2026-10-24T22:00:00Z', '2026-10-25 03:00', 'four hours, over the repeated one'],
    [berlin, 150, '2026-10-24T23:00:00Z', '2026-10-25 03:00', 'into the second pass: when it is over'],
    [lordHowe, 60, '2026-04-04T14:15:00Z', '2026-04-05 02:00', 'into the second half hour: when it is over'],
    ['Asia/Kolkata', 60, '2026-11-21T18:15:00Z', '2026-11-22 00:45', 'over midnight'],
    [berlin, 1440, '2028-02-28T12:00:00Z', '2028-02-29 13:00', 'a day, to the leap day'],
    [berlin, 1440, '2028-02-29T12:00:00Z', '2028-03-01 13:00', 'a day, from the leap day'],
    [berlin, 1440, '2026-12-31T12:00:00Z', '2027-01-01 13:00', 'a day, into the new year'],
    [honolulu, 1440, '2026-01-31T12:00:00Z', '2026-02-01 02:00', 'a day, into a new month'],
  ])('in %s, %i minutes from %s are shown as %s: %s', (zone, minutes, moment, expected) => {
    const due = dueOf({ kind: 'in', minutes }, at(moment), zone);
    expect(shown(due, zone)).toBe(expected);
    expect(firesAt(due, at(moment), zone)).toEqual(due);
  });
});

describe('a job in the minute that runs already', () => {
  const moment = '2026-11-21T14:09:40Z';

  it('is never written: the first is two minutes away, which launchd still sees coming', () => {
    for (const text of ['2026-11-21T15:09', '2026-11-21T15:10', '2026-11-21T15:11']) {
      const { due } = pickAt(text, moment, berlin);
      expect(shown(due, berlin)).toBe('2026-11-21 15:12');
      expect(firesAt(due, at(moment), berlin)).toEqual(due);
    }
  });

  it('would be lost for a year, which is why', () => {
    expect(firesAt(at('2026-11-21T14:09:00Z'), at(moment), berlin)).toEqual(at('2027-11-21T14:09:00Z'));
  });

  it('that launchd lost is missed after five minutes, not after a year', () => {
    const record = aScheduled('2026-11-21T14:09:00Z');
    const tick = nextTick(record, aDeployment(), berlin);
    expect(tick?.toString()).toBe('2026-11-21T14:14:01Z');
    if (tick !== null) expect(ticked(record, aDeployment(), true, tick, berlin).stage.kind).toBe('asking');
  });
});

describe('over the turn of the year', () => {
  it.each([
    [newYork, '2027-03-15T09:00', '2026-12-20T15:00:00Z', '2027-03-15 10:00'],
    [berlin, '2027-03-30T09:00', '2026-12-31T15:00:00Z', '2027-03-30 10:00'],
  ])(
    'launchd is an hour off in %s for %s: loaded again in the new year it is not',
    (zone, text, moment, wrong) => {
      const deferral = pickAt(text, moment, zone);
      expect(shown(firesAt(deferral.due, at(moment), zone), zone)).toBe(wrong);
      const newYear = at('2027-01-01T06:00:00Z');
      expect(firesAt(deferral.due, newYear, zone)).toEqual(deferral.due);
      expect(mustLoadAnew(deferral, at('2026-12-31T20:00:00Z'), newYear, zone)).toBe(true);
    },
  );

  it.each<[string, string, string, string | null, string, boolean]>([
    [
      'the year has turned since the last look',
      '2027-03-30T09:00',
      '2026-12-31T15:00:00Z',
      '2026-12-31T20:00:00Z',
      '2027-01-01T00:00:00Z',
      true,
    ],
    [
      'the helper has just started, in the new year',
      '2027-03-30T09:00',
      '2026-12-31T15:00:00Z',
      null,
      '2027-01-05T00:00:00Z',
      true,
    ],
    [
      'it has not turned yet',
      '2027-03-30T09:00',
      '2026-12-31T15:00:00Z',
      '2026-12-31T20:00:00Z',
      '2026-12-31T22:59:00Z',
      false,
    ],
    [
      'it was looked at in this year',
      '2027-03-30T09:00',
      '2026-12-31T15:00:00Z',
      '2027-01-01T00:00:00Z',
      '2027-01-01T01:00:00Z',
      false,
    ],
    [
      'it was chosen in this year',
      '2027-03-30T09:00',
      '2027-01-02T15:00:00Z',
      null,
      '2027-01-05T00:00:00Z',
      false,
    ],
    [
      'no clock changes in between',
      '2027-01-30T09:00',
      '2026-12-31T15:00:00Z',
      '2026-12-31T20:00:00Z',
      '2027-01-01T00:00:00Z',
      false,
    ],
  ])('the job is loaded anew where %s', (_, text, moment, lastLook, now, expected) => {
    const deferral = pickAt(text, moment, berlin);
    expect(mustLoadAnew(deferral, lastLook === null ? null : at(lastLook), at(now), berlin)).toBe(expected);
  });
});

describe('a traveller', () => {
  const five = pickAt('2026-11-21T17:00', '2026-11-21T13:10:00Z', berlin);
  const inFour = newDeferral({ kind: 'in', minutes: 240 }, 'user', at('2026-11-21T13:10:00Z'), berlin);

  it.each([
    [newYork, '2026-11-21T22:00:00Z', '2026-11-21 12:10'],
    [tokyo, '2026-11-21T08:00:00Z', '2026-11-22 02:10'],
    ['Asia/Kolkata', '2026-11-21T11:30:00Z', '2026-11-21 22:40'],
    [honolulu, '2026-11-22T03:00:00Z', '2026-11-21 07:10'],
    ['Pacific/Kiritimati', '2026-11-21T03:00:00Z', '2026-11-22 07:10'],
  ])('to %s: 17:00 is then %s; in four hours, the clock shows %s', (zone, instant, clock) => {
    const moved = movedToZone(five, zone);
    expect([moved.due.toString(), shown(moved.due, zone)]).toEqual([instant, '2026-11-21 17:00']);
    expect([movedToZone(inFour, zone).due, shown(inFour.due, zone)]).toEqual([inFour.due, clock]);
  });

  it('into a zone whose clocks jump over it runs after the jump, and back at home as before', () => {
    const night = pickAt('2026-03-08T02:30', '2026-03-07T12:00:00Z', berlin);
    const there = movedToZone(night, newYork);
    expect(shown(there.due, newYork)).toBe('2026-03-08 03:30');
    expect(movedToZone(there, berlin)).toEqual(night);
  });

  it('takes a local deadline along, but not an instant', () => {
    const record = anAsked();
    const fixed = { kind: 'local', at: local('2026-11-27T17:00') } as const;
    const deployment = aDeployment({ deadline: { ...noDeadline, fixed } });
    const deadlines = [berlin, newYork, tokyo].map((zone) =>
      deadlineOf(deployment, record, zone)?.toString(),
    );
    expect(deadlines).toEqual(['2026-11-27T16:00:00Z', '2026-11-27T22:00:00Z', '2026-11-27T08:00:00Z']);
  });

  const steps = (deferral: Deferral, zone: Zone): readonly string[] => {
    const job = (it: Deferral, here: Zone) => ({
      label: aDeployment().label,
      dictionary: launchDaemonFor(aDeployment(), it, here, programs),
    });
    const before = job(deferral, berlin);
    return planJobs([job(movedToZone(deferral, zone), zone)], {
      installed: [{ label: before.label, content: before.dictionary }],
      loaded: new Set([before.label]),
      alive: new Set(),
      kept: new Set(),
    }).map(({ kind }) => kind);
  };

  it('has the job written anew where its clock time is another, and in any case loaded anew', () => {
    expect([steps(five, newYork), steps(inFour, newYork)]).toEqual([[], ['install']]);
    expect(steps(inFour, berlin)).toEqual([]);
    const moment = at('2026-11-21T13:20:00Z');
    expect([five, inFour].map((it) => mustLoadAnew(it, moment, moment, newYork))).toEqual([true, true]);
    expect(mustLoadAnew(five, moment, moment, berlin)).toBe(false);
  });
});

describe('a clock that is set', () => {
  const due = at('2026-11-21T16:00:00Z');
  const record = aScheduled('2026-11-21T16:00:00Z');
  const deployment = aDeployment({ deadline: afterDays(7) });
  const lookAt = (moment: string, it = record): DeploymentRecord =>
    ticked(it, deployment, true, at(moment), berlin);

  it('back leaves the appointment, whose job comes too early and waits for its minute', () => {
    expect(lookAt('2026-11-21T10:00:00Z')).toBe(record);
    const early = begun(record, due, () => null, at('2026-11-21T10:00:00Z'));
    expect([early.record, early.verdict.kind]).toEqual([record, 'stale']);
    expect(begun(record, due, () => null, due).verdict.kind).toBe('go');
  });

  it('forward past the appointment misses it, and back again does not bring it back', () => {
    const missed = lookAt('2026-11-22T10:00:00Z');
    expect(stageOf(missed, 'asking').missed).toEqual({ due, because: 'away' });
    expect(lookAt('2026-11-21T14:00:00Z', missed)).toBe(missed);
    expect(begun(missed, due, () => null, due).verdict.kind).toBe('stale');
  });

  it('back after the run does not run it again', () => {
    const ran = begun(record, due, () => null, due).record;
    const over = { ...ran, stage: { kind: 'installed', at: due, verified: false } as const };
    expect(begun(over, due, () => null, at('2026-11-21T15:59:30Z')).verdict.kind).toBe('stale');
    expect(ticked(over, deployment, true, at('2026-11-21T10:00:00Z'), berlin)).toBe(over);
  });

  it('years back or ahead ends in a question or in a forced run, never in silence', () => {
    for (const moment of ['1970-01-01T00:00:30Z', '2001-01-01T00:00:00Z', '2038-01-19T03:14:08Z']) {
      const stage = lookAt(moment).stage.kind;
      expect(isBefore(at(moment), due) ? stage === 'scheduled' : stage !== 'resting').toBe(true);
      expect(offered(aRecord(), deployment, true, at(moment), berlin).stage.kind).toBe('asking');
    }
  });
});

/** Zones of every kind, and the days around their changes. */
const zones: readonly Zone[] = [
  'UTC',
  berlin,
  newYork,
  tokyo,
  lordHowe,
  honolulu,
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/St_Johns',
  'America/Santiago',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Antarctica/Troll',
  'Europe/Dublin',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Apia',
  'Asia/Tehran',
];
/** Hours from the beginning of 2026: six years, half of them around a change of the clocks in some of the zones. */
const moments: fc.Arbitrary<Instant> = fc.oneof(
  fc
    .integer({ min: 0, max: 6 * 365 * 24 * 3600 })
    .map((it) => at('2026-01-01T00:00:00Z').add({ seconds: it })),
  fc
    .tuple(
      fc.constantFrom(
        '2026-03-08T07:00:00Z',
        '2026-03-29T01:00:00Z',
        '2026-04-04T15:00:00Z',
        '2026-09-06T04:00:00Z',
        '2026-10-03T15:30:00Z',
        '2026-10-25T01:00:00Z',
        '2026-11-01T06:00:00Z',
        '2026-12-31T23:00:00Z',
        '2028-12-28T12:00:00Z',
        '2028-02-29T00:00:00Z',
      ),
      fc.integer({ min: -30 * 3600, max: 6 * 3600 }),
    )
    .map(([around, seconds]) => at(around).add({ seconds })),
);
const anywhere = fc.record({ zone: fc.constantFrom(...zones), now: moments });
const whenPicked = (rule: { zone: Zone; now: Instant; minutes: number }): Wish => ({
  kind: 'at',
  local: localOf(rule.now.add({ minutes: rule.minutes }), rule.zone)
    .toPlainDateTime()
    .round({
      smallestUnit: 'minute',
      roundingMode: 'floor',
    }),
  zone: rule.zone,
});

describe('anywhere, at any moment', () => {
  const minutes = fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 129_600 }));

  it('what is picked runs when it was said, never a month or a year late', () => {
    let overYears = 0;
    fc.assert(
      fc.property(anywhere, minutes, fc.boolean(), ({ zone, now }, ahead, relative) => {
        const wish: Wish = relative
          ? { kind: 'in', minutes: ahead }
          : whenPicked({ zone, now, minutes: ahead });
        const decided = decideWish(aDeployment(), anAsked(), wish, 'admin', now, zone);
        if (!decided.ok) return;
        const { deferral } = stageOf(decided.value, 'scheduled');
        const wished = wish.kind === 'at' ? instantOf(wish.local, zone) : plusMinutes(now, ahead);
        // Later only for the whole minute, the two minutes of lead, and a repeated hour (two hours in Troll).
        expect(isBefore(deferral.due, wished) || isAfter(deferral.due, plusMinutes(wished, 123))).toBe(false);
        expect(isAfter(deferral.due, latestDue(now))).toBe(false);
        const fires = firesAt(deferral.due, now, zone);
        if (fires.equals(deferral.due)) return;
        // Loaded in the year before its own, launchd may be an hour off: then it is loaded again in time.
        overYears += 1;
        const newYear = localOf(deferral.due, zone)
          .toPlainDate()
          .with({ month: 1, day: 1 })
          .toZonedDateTime(zone);
        const turned = newYear.toInstant().add({ minutes: 59 });
        expect(mustLoadAnew(deferral, now, turned, zone)).toBe(true);
        expect(isBefore(turned, deferral.due)).toBe(true);
        expect(firesAt(deferral.due, turned, zone)).toEqual(deferral.due);
      }),
      { seed, numRuns: 1_500 },
    );
    expect(overYears).toBeGreaterThan(2);
  });

  it('whatever is offered is accepted, shows the time that it means, and launchd keeps it', () => {
    const named = aDeployment({
      menu: [0, 60, 240, 1440],
      namedTimes: ['end-of-day', 'tomorrow-morning'],
      workingDays: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
    });
    const clock: Readonly<Record<string, string>> = { 'end-of-day': '17:30', 'tomorrow-morning': '08:30' };
    fc.assert(
      fc.property(anywhere, ({ zone, now }) => {
        for (const { id, pick, at: offer } of choicesFor(named, anAsked(), now, zone).choices) {
          const wish: Wish = pick.kind === 'named' ? { ...pick, shown: offer } : pick;
          const decided = decideWish(named, anAsked(), wish, 'user', now, zone);
          expect(decided.ok ? stageOf(decided.value, 'scheduled').deferral.due : null).toEqual(offer);
          if (pick.kind !== 'now') expect(firesAt(offer, now, zone)).toEqual(offer);
          if (clock[id] !== undefined) expect(shown(offer, zone).slice(11)).toBe(clock[id]);
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  it('wherever the Mac goes, a clock time is that clock time, and a span of time that instant', () => {
    fc.assert(
      fc.property(
        anywhere,
        minutes,
        fc.array(fc.constantFrom(...zones), { maxLength: 5 }),
        (from, ahead, journey) => {
          const wish = whenPicked({ ...from, minutes: ahead });
          if (wish.kind !== 'at') return;
          const clock = newDeferral({ kind: 'at', local: wish.local }, 'user', from.now, from.zone);
          const span = newDeferral({ kind: 'in', minutes: ahead }, 'user', from.now, from.zone);
          for (const zone of journey) {
            expect(movedToZone(clock, zone).due).toEqual(
              zone === from.zone ? clock.due : instantOf(wish.local, zone),
            );
            expect(movedToZone(span, zone).due).toEqual(span.due);
          }
          const there = journey.reduce(movedToZone, clock);
          const home = movedToZone(there, from.zone);
          // Only what was said too late to be kept, or lies where the clocks jump, is not quite what it was.
          if (
            journey.some((zone) => zone !== from.zone) &&
            instantOf(wish.local, from.zone).equals(clock.due)
          )
            expect(home).toEqual(clock);
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  it('an appointment is kept, missed or forced, and the helper is always told when to look next', () => {
    fc.assert(
      fc.property(anywhere, minutes, fc.integer({ min: 0, max: 200_000 }), ({ zone, now }, ahead, away) => {
        const deployment: Deployment = aDeployment({ deadline: afterDays(14) });
        const record = anAsked({
          firstOffered: now,
          stage: scheduled(newDeferral({ kind: 'in', minutes: ahead }, 'user', now, zone)),
        });
        const { due } = stageOf(record, 'scheduled').deferral;
        const moment = now.add({ minutes: away });
        const after = ticked(record, deployment, true, moment, zone);
        const next = nextTick(after, deployment, zone);
        if (isAfter(moment, plusMinutes(due, 5))) {
          expect(['asking', 'scheduled']).toContain(after.stage.kind);
          if (after.stage.kind === 'scheduled') expect(after.stage.deferral.by).toBe('deadline');
        }
        expect(next !== null && isAfter(next, moment)).toBe(true);
        if (next !== null) expect(ticked(after, deployment, true, next, zone)).not.toBe(after);
      }),
      { seed, numRuns: 300 },
    );
  });
});
