/** Coming back after a long absence, and what is kept to know of it. */
import { describe, expect, it } from 'vitest';
import { firstSeenOf, returned, thereNow } from '../../src/core/absence.ts';
import { choicesFor } from '../../src/core/choices.ts';
import { ticked } from '../../src/core/course.ts';
import { deadlineOf } from '../../src/core/deadline.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import type { DeploymentRecord } from '../../src/core/record.ts';
import {
  aDeployment,
  anAsked,
  aRunning,
  aScheduled,
  asking,
  at,
  berlin,
  checking,
  dueBy,
  now,
  stageOf,
} from './builders.ts';

/** It is Saturday, 14:10 in Berlin; the deadline was on Thursday. */
const deployment = aDeployment({ absentGraceHours: 4, deadline: dueBy('2026-11-19T16:00:00Z') });
const graceUntil = at('2026-11-21T17:10:20Z');
const onMonday = '2026-11-16T16:00:00Z';
const back = (
  record: DeploymentRecord,
  lastThere: string | null = onMonday,
  it: Deployment = deployment,
): DeploymentRecord => returned(record, it, lastThere === null ? null : at(lastThere), now, berlin);

describe('whoever comes back after the deadline', () => {
  it('has the hours that the admin gives them', () => {
    const record = back(anAsked());
    expect(record).toEqual(anAsked({ graceUntil }));
    expect(deadlineOf(deployment, record, berlin)).toEqual(graceUntil);
  });

  it('may choose within them, and is forced at their end, after the full last grace period', () => {
    const record = back(anAsked());
    expect(ticked(record, deployment, true, now, berlin)).toBe(record);
    expect(choicesFor(deployment, record, now, berlin).choices.map(({ id }) => id)).toEqual(['now', 'in-60']);
    const forced = ticked(record, deployment, true, at('2026-11-21T16:10:20Z'), berlin);
    expect(stageOf(forced, 'scheduled').deferral).toMatchObject({
      due: at('2026-11-21T17:11:00Z'),
      by: 'deadline',
    });
  });

  it('is asked instead of what was forced while nobody was there', () => {
    const started = ticked(anAsked(), deployment, false, at('2026-11-21T13:00:00Z'), berlin);
    expect(back(started)).toMatchObject({ graceUntil, stage: asking() });
  });

  it('in self service finds it in the menu again', () => {
    const forced = aScheduled('2026-11-21T14:00:00Z', { by: 'deadline' });
    const after = back(forced, onMonday, { ...deployment, distribution: 'self-service' });
    expect(after.stage).toEqual({ kind: 'available', since: now });
  });

  it('keeps an appointment that they made', () => {
    const missed = aScheduled('2026-11-18T16:00:00Z');
    const record = back(missed);
    expect(record).toEqual({ ...missed, graceUntil });
    expect(stageOf(ticked(record, deployment, true, now, berlin), 'asking').missed).toEqual({
      due: at('2026-11-18T16:00:00Z'),
      because: 'away',
    });
  });
});

describe('nothing is given', () => {
  it.each<[string, DeploymentRecord, string | null, Deployment]>([
    ['after less than a day', anAsked(), '2026-11-20T13:10:21Z', deployment],
    ['where nobody was ever there', anAsked(), null, deployment],
    ['where the clock was set back', anAsked(), '2026-11-23T00:00:00Z', deployment],
    ['where the deadline was over before they left', anAsked(), '2026-11-19T16:00:00Z', deployment],
    ['without a deadline', anAsked(), onMonday, aDeployment({ absentGraceHours: 4 })],
    [
      'where the deadline is further away than that',
      anAsked(),
      onMonday,
      { ...deployment, deadline: dueBy('2026-11-21T17:10:20Z') },
    ],
    ['where the admin gives none', anAsked(), onMonday, { ...deployment, absentGraceHours: 0 }],
    ['a second time', anAsked({ graceUntil: at('2026-11-20T08:00:00Z') }), onMonday, deployment],
    ['to a run under way', aRunning('2026-11-21T13:00:00Z'), onMonday, deployment],
    [
      'to a run whose time has come',
      aScheduled('2026-11-21T13:00:00Z', { waiting: true }),
      onMonday,
      deployment,
    ],
    ['to work that is looked after', anAsked({ stage: checking() }), onMonday, deployment],
  ])('%s', (_, record, lastThere, it) => {
    expect(back(record, lastThere, it)).toBe(record);
  });
});

describe('a deadline just ahead of the return', () => {
  it('is put off as one just behind it: the hours count from the return', () => {
    const soon = { ...deployment, deadline: dueBy('2026-11-21T13:20:00Z') };
    expect(back(anAsked(), onMonday, soon).graceUntil).toEqual(graceUntil);
  });
});

describe('a grace that lies too far ahead', () => {
  it('was given by a wrong clock, and is taken back', () => {
    const record = anAsked({ graceUntil: at('2031-01-01T00:00:00Z') });
    expect(back(record, '2026-11-21T13:00:00Z').graceUntil).toBeNull();
    expect(back(record).graceUntil).toEqual(graceUntil);
  });
});

describe('what is stored of the Mac', () => {
  it.each<[string | null, string, string]>([
    [null, '2026-11-21T13:10:20Z', 'the first start'],
    ['2026-10-01T08:00:00Z', '2026-10-01T08:00:00Z', 'a later one'],
    ['2031-01-01T00:00:00Z', '2026-11-21T13:10:20Z', 'a clock that was wrong then'],
  ])('first seen %s is %s: %s', (stored, expected) => {
    expect(firstSeenOf(stored === null ? null : at(stored), now)).toEqual(at(expected));
  });

  it.each<[string | null, string, string]>([
    [null, '2026-11-21T13:10:20Z', 'nobody was there before'],
    ['2026-11-21T12:40:21Z', '2026-11-21T12:40:21Z', 'half an hour is near enough'],
    ['2026-11-21T12:40:20Z', '2026-11-21T13:10:20Z', 'it has grown old'],
    ['2026-11-21T14:00:00Z', '2026-11-21T13:10:20Z', 'the clock was set back'],
  ])('last there at %s is kept as %s: %s', (stored, expected) => {
    expect(thereNow(stored === null ? null : at(stored), now)).toEqual(at(expected));
  });
});
