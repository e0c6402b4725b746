/** Holds from beginning to end: what waits, for how long, what it costs, and what follows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdUntil } from '../../../src/core/hold/bounds.ts';
import {
  isReleased,
  nextJudging,
  observeEvery,
  runHold,
  runJudgement,
  screenJudged,
  waits,
} from '../../../src/core/hold/hold-course.ts';
import type { Hold, HoldReasonKind, Judgement } from '../../../src/core/hold/rules.ts';
import type { Deployment } from '../../../src/core/deployment.ts';
import type { Deferral, DeploymentRecord } from '../../../src/core/record.ts';
import type { Instant } from '../../../src/core/time.ts';
import {
  aDeployment,
  anAsked,
  aScheduled,
  asking,
  at,
  berlin,
  dueBy,
  holdRules,
  now,
  stageOf,
} from '../builders.ts';

const free: Judgement = { kind: 'free' };
const unknown: Judgement = { kind: 'unknown', why: 'nobody tells' };
const held = (kind: HoldReasonKind, app: string | null = null): Judgement => ({
  kind: 'held',
  reasons: [{ kind, app, evidence: 'seen' }],
});
const presenting = held('presenting', 'Keynote');
const call = held('call', 'Zoom');
const locked = held('screen-locked');

interface Look {
  readonly judgement?: Judgement | null;
  readonly power?: Judgement;
  readonly moment?: Instant;
  readonly deployment?: Deployment;
  readonly lastLook?: Instant | null;
}
const look = (
  record: DeploymentRecord,
  { judgement = free, power = free, moment = now, deployment = aDeployment(), lastLook = null }: Look = {},
): DeploymentRecord =>
  screenJudged(record, deployment, { screen: () => judgement, power, last: lastLook }, moment, berlin);
const after = (minutes: number): Instant => now.add({ minutes });

/** A question that nobody has seen yet. */
const asked = anAsked({ releasedAsk: null, firstOffered: null });

describe('a question', () => {
  it('that nothing holds is let through, and the floating deadline begins', () => {
    const shown = look(asked);
    expect(isReleased(shown)).toBe(true);
    expect(shown.firstOffered).toEqual(now);
    expect(shown.pastHolds).toEqual([]);
    expect(look(shown, { moment: after(1) })).toBe(shown);
  });

  it.each<[string, Judgement]>([
    ['a presentation', presenting],
    ['a call', call],
    ['a locked screen', locked],
    ['what nobody knows', unknown],
  ])('waits for %s, and is not counted as seen', (_, judgement) => {
    const waiting = look(asked, { judgement });
    expect(waiting.hold).toMatchObject({ what: 'question', since: now });
    expect([isReleased(waiting), waiting.firstOffered]).toEqual([false, null]);
    expect(look(waiting, { judgement, moment: after(1) })).toBe(waiting);
  });

  it('comes when the hold is over; its time is charged to the budget and remembered', () => {
    const waiting = look(asked, { judgement: presenting });
    const shown = look(waiting, { moment: after(42) });
    expect(isReleased(shown)).toBe(true);
    expect(shown.heldSeconds).toBe(42 * 60);
    expect(shown.pastHolds).toEqual([{ ...waiting.hold, until: after(42), end: 'free' }]);
    expect(shown.deferralsUsed).toBe(0);
  });

  it('that is shown already is taken back while somebody presents, and comes again', () => {
    const waiting = look(look(asked), { judgement: presenting, moment: after(5) });
    expect(isReleased(waiting)).toBe(false);
    expect(isReleased(look(waiting, { moment: after(9) }))).toBe(true);
  });

  it('that is shown already stays when nobody tells what the screen shows', () => {
    const shown = look(asked);
    expect(look(shown, { judgement: unknown, moment: after(5) })).toBe(shown);
  });

  it('that was held is held on when nobody tells any more, for another reason', () => {
    const waiting = look(look(asked, { judgement: presenting }), { judgement: unknown, moment: after(5) });
    expect(waiting.hold).toMatchObject({ kind: 'unknown', since: after(5), why: 'nobody tells' });
    expect(waiting.pastHolds).toMatchObject([{ end: 'changed', until: after(5) }]);
  });

  it('goes on with its hold while only the evidence changes, and begins another when the reason does', () => {
    const waiting = look(asked, { judgement: presenting });
    const moved: Judgement = {
      kind: 'held',
      reasons: [{ kind: 'presenting', app: 'Keynote', evidence: 'another display' }],
    };
    expect(look(waiting, { judgement: moved, moment: after(1) })).toBe(waiting);
    expect(look(waiting, { judgement: call, moment: after(2) }).pastHolds).toHaveLength(1);
  });

  it('that was put aside, or is not asked, waits for nothing', () => {
    const aside = anAsked({ stage: { ...stageOf(asked, 'asking'), asideUntil: after(60) } });
    expect([waits(aside), look(aside, { judgement: presenting })]).toEqual([null, aside]);
  });

  it('has no hold while nobody is logged in', () => {
    const waiting = look(asked, { judgement: presenting });
    const alone = look(waiting, { judgement: null, moment: after(3) });
    expect([alone.hold, isReleased(alone), alone.firstOffered]).toEqual([null, false, null]);
  });
});

describe('the bounds of a question', () => {
  const rules = holdRules({ questionMinutes: 100, limitMinutes: 50 });
  const deployment = aDeployment({ holds: rules });

  it.each<[string, Judgement, DeploymentRecord, number]>([
    ['a call: its budget', call, asked, 100],
    ['a call when some of the budget is used up', call, { ...asked, heldSeconds: 40 * 60 }, 60],
    ['a presentation: its budget and the absolute limit', presenting, asked, 150],
    ['nobody knows: a quarter of an hour', unknown, asked, 15],
    ['a locked screen: three days from the question on', locked, asked, 72 * 60],
    [
      'a locked screen when the question has waited for two days',
      locked,
      anAsked({ releasedAsk: null, stage: asking({ since: now.subtract({ hours: 48 }) }) }),
      24 * 60,
    ],
  ])('%s', (_, judgement, record, minutes) => {
    const waiting = look(record, { judgement, deployment });
    expect(holdUntil(waiting, deployment, now, berlin)).toEqual(after(minutes));
    // Looked at each minute, as the helper does.
    const before = after(minutes - 1);
    expect(isReleased(look(waiting, { judgement, deployment, moment: before }))).toBe(false);
    const shown = look(waiting, { judgement, deployment, moment: after(minutes) });
    expect(isReleased(shown)).toBe(true);
    expect(shown.pastHolds.at(-1)?.end).toBe('limit');
    expect(look(shown, { judgement, deployment, moment: after(minutes + 1) })).toBe(shown);
  });

  it('a locked screen uses up no budget', () => {
    const shown = look(look(asked, { judgement: locked, deployment }), { deployment, moment: after(600) });
    expect(shown.heldSeconds).toBe(0);
  });

  it('a budget of nothing holds for nothing but a presentation', () => {
    const none = aDeployment({ holds: holdRules({ questionMinutes: 0, limitMinutes: 50 }) });
    expect(isReleased(look(asked, { judgement: call, deployment: none }))).toBe(true);
    expect(isReleased(look(asked, { judgement: presenting, deployment: none }))).toBe(false);
  });

  it('sleep ends a hold at the last look, and is not charged', () => {
    const waiting = look(asked, { judgement: call, deployment });
    const woken = look(waiting, {
      judgement: unknown,
      deployment,
      moment: after(600),
      lastLook: after(10),
    });
    expect(woken.heldSeconds).toBe(10 * 60);
    expect(woken.pastHolds).toMatchObject([{ until: after(10), end: 'settled' }]);
    expect(woken.hold).toMatchObject({ kind: 'unknown', since: after(600) });
  });

  it('a look before the hold began says nothing about sleep', () => {
    const waiting = look(asked, { judgement: call, deployment, moment: after(60) });
    expect(look(waiting, { judgement: call, deployment, moment: after(61), lastLook: now })).toBe(waiting);
  });
});

const due = at('2026-11-21T16:00:00Z');
const plus = (minutes: number): Instant => due.add({ minutes });
/** A run whose time has come and which waits for the screen. */
const waitingRun = (hold: Hold, by: Deferral['by'] = 'user'): DeploymentRecord =>
  aScheduled('2026-11-21T16:00:00Z', { by, waiting: true, hold });
const holdOf = (
  record: DeploymentRecord,
  deployment: Deployment,
  judgement: Judgement | null,
  moment = due,
  power: Judgement = free,
) => {
  const { deferral } = stageOf(record, 'scheduled');
  const both = runJudgement(deferral, { screen: () => judgement, power });
  return runHold(record, deployment, deferral, both, moment, berlin);
};

describe('a run whose time has come', () => {
  const rules = holdRules({ runMinutes: 75, limitMinutes: 240 });
  const plain = aDeployment({ holds: rules });
  const pressing = aDeployment({ holds: rules, deadline: dueBy('2026-11-21T16:30:00Z') });
  const atDeadline = aDeployment({ holds: rules, deadline: dueBy('2026-11-21T16:00:00Z') });

  it.each<[string, Judgement | null]>([
    ['nothing holds it', free],
    ['nobody is logged in', null],
  ])('goes where %s', (_, judgement) => {
    expect(holdOf(aScheduled('2026-11-21T16:00:00Z'), plain, judgement)).toBeNull();
  });

  it.each(['user', 'admin'] as const)(
    'goes where "now" was chosen by the %s, whatever the screen shows',
    (by) => {
      const record = aScheduled('2026-11-21T16:00:00Z', { by, intent: { kind: 'now' } });
      expect(holdOf(record, plain, presenting)).toBeNull();
    },
  );

  it.each<[string, Deployment, Deferral['by'], Judgement, number, 'goes' | 'asks again']>([
    ['picked, a call, no deadline', plain, 'user', call, 75, 'asks again'],
    ['picked, a presentation, no deadline', plain, 'user', presenting, 75, 'asks again'],
    ['picked by the help desk', plain, 'admin', call, 75, 'asks again'],
    ['picked, a call past the deadline', pressing, 'user', call, 75, 'goes'],
    [
      'picked, a presentation past the deadline: the absolute limit',
      pressing,
      'user',
      presenting,
      270,
      'goes',
    ],
    ['forced, a call', atDeadline, 'deadline', call, 75, 'goes'],
    ['forced, a presentation', atDeadline, 'deadline', presenting, 240, 'goes'],
    ['tried again, a call', plain, 'retry', call, 75, 'goes'],
    ['tried again, a presentation', plain, 'retry', presenting, 240, 'goes'],
    ['nobody knows', plain, 'user', unknown, 5, 'goes'],
    ['forced, and nobody knows', atDeadline, 'deadline', unknown, 5, 'goes'],
  ])('%s: waits, but no longer than its bound', (_, deployment, by, judgement, minutes, then) => {
    const hold = holdOf(aScheduled('2026-11-21T16:00:00Z', { by }), deployment, judgement);
    if (hold === null) throw new Error('it goes at once');
    const record = waitingRun(hold, by);
    expect(holdUntil(record, deployment, due, berlin)).toEqual(plus(minutes));
    const still = plus(minutes - 1);
    expect(look(record, { deployment, judgement, moment: still })).toBe(record);
    expect(holdOf(record, deployment, judgement, still)).toBe(hold);
    const over = look(record, { deployment, judgement, moment: plus(minutes) });
    if (then === 'goes') {
      // The job asks once more and is told to go.
      expect(over).toBe(record);
      expect(holdOf(record, deployment, judgement, plus(minutes))).toBeNull();
    } else {
      expect(stageOf(over, 'asking').missed).toEqual({ due, because: 'held' });
      expect(over.pastHolds.at(-1)).toMatchObject({ what: 'run', end: 'limit' });
      expect(over.deferralsUsed).toBe(record.deferralsUsed);
    }
  });

  it('goes when the hold is over', () => {
    const hold = holdOf(aScheduled('2026-11-21T16:00:00Z'), plain, presenting);
    if (hold === null) throw new Error('it goes at once');
    const over = look(waitingRun(hold), { deployment: plain, judgement: free, moment: plus(20) });
    expect([over.hold, waits(over)]).toEqual([null, null]);
    expect(over.pastHolds).toMatchObject([{ what: 'run', end: 'free', until: plus(20) }]);
    // What a run waits is not charged to the question.
    expect(over.heldSeconds).toBe(0);
  });

  it('that was held when the Mac fell asleep does not fire in the face at the awakening', () => {
    const hold = holdOf(aScheduled('2026-11-21T16:00:00Z'), plain, presenting);
    if (hold === null) throw new Error('it goes at once');
    const woken = look(waitingRun(hold), {
      deployment: plain,
      judgement: unknown,
      moment: plus(600),
      lastLook: plus(5),
    });
    expect(stageOf(woken, 'asking').missed).toEqual({ due, because: 'away' });
  });

  it('that was forced and slept through is announced anew', () => {
    const hold = holdOf(aScheduled('2026-11-21T16:00:00Z', { by: 'deadline' }), atDeadline, presenting);
    if (hold === null) throw new Error('it goes at once');
    const woken = look(waitingRun(hold, 'deadline'), {
      deployment: atDeadline,
      judgement: unknown,
      moment: plus(600),
      lastLook: plus(5),
    });
    expect(stageOf(woken, 'scheduled').deferral).toMatchObject({ by: 'deadline', due: plus(660) });
  });
});

describe('looking at the screen', () => {
  it.each<[string, readonly DeploymentRecord[], number | null]>([
    ['nothing waits', [aScheduled('2026-11-21T16:00:00Z')], null],
    ['a question waits', [asked], 3],
    ['a question is shown', [look(asked)], 5],
    ['one is shown, another waits', [look(asked), asked], 3],
    ['an appointment is a minute away', [aScheduled('2026-11-21T13:11:00Z')], 3],
    ['"now" was chosen', [aScheduled('2026-11-21T13:11:00Z', { intent: { kind: 'now' } })], null],
  ])('while %s', (_, records, seconds) => {
    expect(observeEvery(records, now)).toBe(seconds);
  });

  it.each<[string, DeploymentRecord, Instant | null]>([
    ['a minute before an appointment', aScheduled('2026-11-21T16:00:00Z'), plus(-1)],
    ['each minute while a question waits', asked, after(1)],
    ['never while it is shown', look(asked), null],
    ['never while nothing is asked', anAsked({ stage: { kind: 'resting' } }), null],
  ])('is due %s', (_, record, moment) => {
    expect(nextJudging(record, aDeployment(), now, berlin)).toEqual(moment);
  });
});

describe('whatever is reported, at any rhythm', () => {
  const judgements = fc.constantFrom<Judgement>(free, presenting, call, locked, unknown);
  const looks = fc.array(fc.tuple(judgements, fc.integer({ min: 1, max: 5 })), {
    minLength: 50,
    maxLength: 1500,
    size: 'max',
  });

  it('a question is held no longer than three days, and hardly charged more than its budget', () => {
    fc.assert(
      fc.property(looks, fc.integer({ min: 0, max: 300 }), (reports, questionMinutes) => {
        const deployment = aDeployment({ holds: holdRules({ questionMinutes, limitMinutes: 60 }) });
        let record = asked;
        let moment = now;
        let lastLook: Instant | null = null;
        for (const [judgement, minutes] of reports) {
          record = look(record, { judgement, deployment, moment, lastLook });
          // A charge can pass the budget by the time between two looks.
          expect(record.heldSeconds).toBeLessThanOrEqual((questionMinutes + 60 + 5) * 60);
          if (isReleased(record)) break;
          lastLook = moment;
          moment = moment.add({ minutes });
        }
        expect(now.until(moment).total('hours')).toBeLessThanOrEqual(72 + 1);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it('reports that change all the time cannot put a question off for good', () => {
    const deployment = aDeployment();
    let record = asked;
    let moment = now;
    for (let round = 0; !isReleased(record) && round < 10_000; round += 1) {
      const judgement = round % 30 === 0 ? call : unknown;
      record = look(record, { judgement, deployment, moment, lastLook: moment });
      moment = moment.add({ seconds: 29 });
    }
    expect(isReleased(record)).toBe(true);
    expect(now.until(moment).total('hours')).toBeLessThanOrEqual(72 + 1);
  });

  it('false reports cannot hold a forced run past the absolute limit', () => {
    const deployment = aDeployment({
      holds: holdRules({ runMinutes: 75, limitMinutes: 240 }),
      deadline: dueBy('2026-11-21T16:00:00Z'),
    });
    fc.assert(
      fc.property(looks, (reports) => {
        let record = aScheduled('2026-11-21T16:00:00Z', { by: 'deadline', waiting: true });
        let moment = due;
        for (const [judgement, minutes] of reports) {
          const hold = holdOf(record, deployment, judgement, moment);
          if (hold === null) break;
          record = look({ ...record, hold }, { judgement, deployment, moment, lastLook: moment });
          moment = moment.add({ minutes });
        }
        expect(due.until(moment).total('minutes')).toBeLessThanOrEqual(240 + 5 + 5);
      }),
      { seed: 5, numRuns: 150 },
    );
  });
});
