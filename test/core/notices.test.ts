/** Told before anything begins: warnings are always complete, and never over a presentation. */
import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../src/core/deployment.ts';
import type { DeploymentRecord } from '../../src/core/record.ts';
import type { HoldReasonKind, Judgement } from '../../src/core/hold/rules.ts';
import { announcedFirst, nextNoticeAt, noticesJudged, pendingTelling } from '../../src/core/notices.ts';
import type { Instant } from '../../src/core/time.ts';
import {
  aDeferral,
  aDeployment,
  anAsked,
  aScheduled,
  at,
  berlin,
  dueBy,
  holdRules,
  scheduled,
  stageOf,
} from './builders.ts';

const free: Judgement = { kind: 'free' };
const unknown: Judgement = { kind: 'unknown', why: 'nobody tells' };
const held = (kind: HoldReasonKind): Judgement => ({
  kind: 'held',
  reasons: [{ kind, app: null, evidence: 'seen' }],
});

/** Forced at 16:00, an hour after it was set. */
const deployment = aDeployment({
  deadline: dueBy('2026-11-21T16:00:00Z'),
  holds: holdRules({ runMinutes: 75, limitMinutes: 240 }),
});
const set = at('2026-11-21T15:00:00Z');
const deferral = aDeferral('2026-11-21T16:00:00Z', { by: 'deadline', chosenAt: set });
const forced = anAsked({ stage: scheduled(deferral) });
const judged = (
  record: DeploymentRecord,
  screen: Judgement | null,
  moment: string | Instant,
  own: Deployment = deployment,
): DeploymentRecord =>
  noticesJudged(record, own, screen, typeof moment === 'string' ? at(moment) : moment, berlin);
const dueOf = (record: DeploymentRecord): string => stageOf(record, 'scheduled').deferral.due.toString();

describe('the first warning of a forced run', () => {
  it.each([
    ['2026-11-21T15:00:00Z', '2026-11-21T16:00:00Z', 'at once'],
    ['2026-11-21T15:40:00Z', '2026-11-21T16:40:00Z', 'after a call that lasted forty minutes'],
    ['2026-11-21T15:55:30Z', '2026-11-21T16:56:00Z', 'just logged in, five minutes before'],
    ['2026-11-21T16:02:00Z', '2026-11-21T17:02:00Z', 'just logged in, and it had not begun yet'],
    ['2026-11-21T14:30:00Z', '2026-11-21T16:00:00Z', 'the clock was set back meanwhile'],
  ])('seen at %s: due at %s (%s)', (moment, due) => {
    const told = judged(forced, free, moment);
    expect([dueOf(told), told.warnedAt]).toEqual([due, at(moment)]);
    expect(told.told).toMatchObject({ kind: 'warning', number: 1 });
    // It keeps its name, so that the job that is loaded already is known.
    expect(stageOf(told, 'scheduled').deferral.appointment).toEqual(at('2026-11-21T16:00:00Z'));
  });

  it.each<[string, Judgement | null]>([
    ['a presentation', held('presenting')],
    ['a call', held('call')],
    ['a locked screen', held('screen-locked')],
    ['nobody there', null],
    ['nobody who tells', unknown],
  ])('waits for %s', (_, screen) => {
    expect(judged(forced, screen, '2026-11-21T15:05:00Z')).toBe(forced);
    expect(pendingTelling(forced, deployment, at('2026-11-21T15:05:00Z'))).toMatchObject({ kind: 'warning' });
  });

  it('is given all the same where nobody can tell what the screen shows, after a quarter of an hour', () => {
    expect(judged(forced, unknown, '2026-11-21T15:14:59Z')).toBe(forced);
    expect(judged(forced, unknown, '2026-11-21T15:15:00Z').warnedAt).not.toBeNull();
  });

  it('puts the run off once: later warnings leave its minute as it is', () => {
    const told = judged(forced, free, '2026-11-21T15:40:00Z');
    const again = judged(told, free, '2026-11-21T16:10:00Z');
    expect([dueOf(again), again.warnedAt, again.told?.number]).toEqual([
      '2026-11-21T16:40:00Z',
      at('2026-11-21T15:40:00Z'),
      2,
    ]);
  });
});

describe('a forced run at its minute', () => {
  const first = (screen: Judgement | null, record = forced): DeploymentRecord | null =>
    announcedFirst(record, deployment, screen, at('2026-11-21T16:00:00Z'), berlin);

  it('that somebody could see and nobody was warned of is announced first', () => {
    const after = first(free);
    expect(after === null ? null : dueOf(after)).toBe('2026-11-21T17:00:00Z');
  });

  it.each<[string, Judgement | null]>([
    ['nobody is logged in', null],
    ['the screen is locked', held('screen-locked')],
    ['the display sleeps', held('screen-asleep')],
    ['nobody tells what the screen shows', unknown],
  ])('goes where %s: nobody would see a warning', (_, screen) => {
    expect(first(screen)).toBeNull();
  });

  it('goes where it was announced, or was picked', () => {
    expect(first(free, judged(forced, free, '2026-11-21T15:00:00Z'))).toBeNull();
    expect(first(free, aScheduled('2026-11-21T16:00:00Z'))).toBeNull();
  });
});

describe('a forced run that is held by a presentation', () => {
  const hold = {
    kind: 'held',
    what: 'run',
    since: at('2026-11-21T16:00:00Z'),
    reasons: [{ kind: 'presenting', app: 'Keynote', evidence: 'seen' }],
    why: null,
  } as const;
  const waiting = anAsked({ stage: scheduled(deferral, true), hold });

  it('is announced one grace period before the absolute limit, over the presentation', () => {
    expect(judged(waiting, held('presenting'), '2026-11-21T18:59:00Z')).toBe(waiting);
    const told = judged(waiting, held('presenting'), '2026-11-21T19:00:00Z');
    expect(told.told).toMatchObject({ kind: 'warning', number: 1 });
    // It waits on, and goes at the limit.
    expect(stageOf(told, 'scheduled').waiting).toBe(true);
    expect(judged(told, held('presenting'), '2026-11-21T19:30:00Z')).toBe(told);
  });

  it('is announced with the whole grace period when the presentation ends before that', () => {
    const after = announcedFirst(waiting, deployment, free, at('2026-11-21T17:20:00Z'), berlin);
    expect(after).toMatchObject({ hold: null, warnedAt: at('2026-11-21T17:20:00Z') });
    expect(after === null ? null : dueOf(after)).toBe('2026-11-21T18:20:00Z');
    expect(after === null ? null : stageOf(after, 'scheduled').waiting).toBe(false);
  });
});

describe('a reminder', () => {
  const picked = aScheduled('2026-11-21T16:00:00Z');

  it('is told at its minute, and changes nothing of the appointment', () => {
    const told = judged(picked, free, '2026-11-21T15:45:00Z');
    expect(told).toEqual({
      ...picked,
      told: {
        appointment: at('2026-11-21T16:00:00Z'),
        kind: 'reminder',
        at: at('2026-11-21T15:45:00Z'),
        number: 1,
      },
    });
    expect(judged(told, free, '2026-11-21T15:50:00Z')).toBe(told);
  });

  it('waits for a presentation, and is forgotten when the appointment has come', () => {
    expect(judged(picked, held('presenting'), '2026-11-21T15:50:00Z')).toBe(picked);
    expect(judged(picked, free, '2026-11-21T15:52:00Z').told).not.toBeNull();
    expect(judged(picked, free, '2026-11-21T16:00:00Z')).toBe(picked);
  });

  it('of a changed appointment begins anew, with a number of its own', () => {
    const told = judged(picked, free, '2026-11-21T15:45:00Z');
    const moved = { ...told, stage: aScheduled('2026-11-21T18:00:00Z').stage };
    expect(judged(moved, free, '2026-11-21T17:45:00Z').told).toMatchObject({ number: 2 });
  });
});

it('the next look is at the next telling, and each minute while one waits', () => {
  const moment = (text: string): string | null =>
    nextNoticeAt(aScheduled('2026-11-21T16:00:00Z'), deployment, at(text))?.toString() ?? null;
  expect(moment('2026-11-21T14:00:00Z')).toBe('2026-11-21T15:45:00Z');
  expect(moment('2026-11-21T15:46:00Z')).toBe('2026-11-21T15:47:00Z');
  expect(nextNoticeAt(aScheduled('2026-11-21T16:00:00Z', { waiting: true }), deployment, set)).toBeNull();
});
