/** What can be picked at a minute, from a snapshot that may be hours old. */
import { describe, expect, it } from 'vitest';
import {
  allowedDays,
  judgeOwnTime,
  offersOf,
  ownTimeBounds,
  preselectedOf,
  suggestedTime,
} from '../../src/main/app/offer.ts';
import { positionOf, positionsAmong, timelineOf } from '../../src/main/app/timeline.ts';
import { allowed } from '../core/builders.ts';
import { at, deployment, endOfDay, inAnHour, iso, now, startNow, tomorrowMorning, zone } from './builders.ts';

const idsAt = (local: string, view = deployment()): string[] =>
  offersOf(view, at(local), zone).map(({ choice }) => choice.id);

describe('choices', () => {
  it('counts a relative time from now on, in whole minutes', () => {
    const later = at('2026-11-25T14:33').add({ seconds: 20 });
    const offer = offersOf(deployment(), later, zone).find(({ choice }) => choice.id === 'in-60');
    expect(offer?.at).toEqual(at('2026-11-25T15:34'));
  });

  it.each([
    ['2026-11-25T14:10', ['now', 'in-60', 'end-of-day', 'tomorrow-morning'], 'all of them'],
    ['2026-11-25T17:30', ['now', 'in-60', 'tomorrow-morning'], 'the end of the day has come'],
    ['2026-11-27T16:30', ['now'], 'in an hour would be after the deadline'],
  ])('at %s: %j (%s)', (local, ids) => {
    expect(idsAt(local)).toEqual(ids);
  });

  it('keeps the last grace period even past the deadline', () => {
    const view = deployment({ choices: [startNow, { ...inAnHour, last: true }] });
    expect(idsAt('2026-11-27T16:30', view)).toEqual(['now', 'in-60']);
  });

  it.each([
    ['the wished one', [startNow, inAnHour, endOfDay], 'end-of-day', 'end-of-day'],
    ['the first later one where that is gone', [startNow, tomorrowMorning], 'in-60', 'tomorrow-morning'],
    ['never Now', [startNow], 'now', null],
  ])('preselects %s', (_what, choices, wished, expected) => {
    const view = deployment({ choices, preselected: wished });
    expect(preselectedOf(view, offersOf(view, now, zone))).toBe(expected);
  });
});

describe('another time', () => {
  const bounds = { earliest: at('2026-11-25T14:12'), latest: at('2026-11-27T17:00'), hours: null };

  it.each([
    ['2026-11-25', '15:45', 'fine'],
    ['2026-11-27', '17:00', 'fine'],
    ['2026-11-27', '17:01', 'after-the-deadline'],
    ['2026-11-25', '14:10', 'in-the-past'],
    ['2026-11-25', '14:11', 'too-soon'],
    ['2026-11-25', '', 'incomplete'],
    ['2026-02-30', '12:00', 'incomplete'],
  ])('%s %s is %s', (date, time, kind) => {
    expect(judgeOwnTime({ date, time }, bounds, now, zone).kind).toBe(kind);
  });

  it('lists the allowed days', () => {
    expect(allowedDays(bounds, zone).map(({ date }) => date)).toEqual([
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
    ]);
  });

  it('suggests the preselected time, or the first allowed quarter of an hour', () => {
    expect(suggestedTime(bounds, at('2026-11-25T15:10'), zone)).toEqual(at('2026-11-25T15:15'));
    expect(suggestedTime(bounds, null, zone)).toEqual(at('2026-11-25T14:15'));
    const narrow = { earliest: at('2026-11-25T14:12'), latest: at('2026-11-25T14:13'), hours: null };
    expect(suggestedTime(narrow, null, zone)).toEqual(at('2026-11-25T14:13'));
  });

  it('keeps to the allowed hours', () => {
    const within = { ...bounds, hours: allowed('WED:14:00-16:00', 'FRI:09:00-12:00', 'FRI:13:00-24:00') };
    const judged = (date: string, time: string) => judgeOwnTime({ date, time }, within, now, zone);
    expect(judged('2026-11-25', '16:00').kind).toBe('fine');
    expect(judged('2026-11-26', '10:00')).toEqual({ kind: 'outside-allowed-hours', spans: [] });
    expect(judged('2026-11-27', '12:30')).toEqual({
      kind: 'outside-allowed-hours',
      spans: [
        { from: at('2026-11-27T09:00'), until: at('2026-11-27T12:00') },
        { from: at('2026-11-27T13:00'), until: at('2026-11-28T00:00') },
      ],
    });
    expect(allowedDays(within, zone).map(({ date }) => date)).toEqual(['2026-11-25', '2026-11-27']);
    expect(suggestedTime(within, at('2026-11-26T08:30'), zone)).toEqual(at('2026-11-25T14:15'));
  });

  it('begins with the next allowed minute', () => {
    const view = deployment({
      ownTime: {
        earliest: iso('2026-11-25T14:12'),
        latest: iso('2026-11-27T17:00'),
        hours: allowed('WED:14:00-16:00', 'THU:09:00-10:00'),
      },
    });
    expect(ownTimeBounds(view, at('2026-11-25T15:59'), zone)?.earliest).toEqual(at('2026-11-26T09:00'));
  });

  it('moves its beginning with the clock and closes at its end', () => {
    const view = deployment();
    expect(ownTimeBounds(view, at('2026-11-26T09:00'), zone)?.earliest).toEqual(at('2026-11-26T09:02'));
    expect(ownTimeBounds(view, at('2026-11-27T16:59'), zone)).toBeNull();
    expect(ownTimeBounds(deployment({ ownTime: null }), now, zone)).toBeNull();
  });
});

describe('the line from now to the deadline', () => {
  it('is even over half a day', () => {
    expect(positionOf(at('2026-11-25T17:10'), now, at('2026-11-25T20:10'))).toBe(0.5);
  });

  it('gives near hours more room over days, in order and within its ends', () => {
    const end = at('2026-11-27T17:00');
    const marks = ['2026-11-25T14:10', '2026-11-25T15:10', '2026-11-26T08:30', '2026-11-28T00:00'].map(
      (local) => positionOf(at(local), now, end),
    );
    expect(marks).toEqual([0, 0.14, 0.601, 1]);
  });

  it('ticks at each midnight and has a mark for each choice', () => {
    const labels = { startLabel: 'Now', endLabel: 'Fri', endsAtDeadline: true };
    const end = at('2026-11-27T17:00');
    const line = timelineOf(offersOf(deployment(), now, zone), now, end, zone, labels);
    expect(line?.midnights).toHaveLength(2);
    expect(line?.marks.map(({ id }) => id)).toEqual(['now', 'in-60', 'end-of-day', 'tomorrow-morning']);
    expect(timelineOf([], now, now, zone, labels)).toBeNull();
  });

  it('moves marks that would lie over each other apart, in order, and everything between along', () => {
    const end = now.add({ hours: 60 * 24 });
    const marks = [5, 30, 60, 120, 240].map((minutes) => now.add({ minutes }));
    const positions = positionsAmong(marks, now, end);
    const places = [now, ...marks, end].map(positions);
    expect(places).toEqual([0, 0.03, 0.06, 0.09, 0.12, 0.15, 1]);
    expect(positions(now.add({ minutes: 45 }))).toBeGreaterThan(0.06);
    expect(positions(now.add({ minutes: 45 }))).toBeLessThan(0.09);
  });

  it('keeps marks before the end where they crowd there', () => {
    const end = now.add({ hours: 4 });
    const marks = [235, 236, 237, 238, 239, 240].map((minutes) => now.add({ minutes }));
    const places = marks.map(positionsAmong(marks, now, end));
    expect(places).toEqual([0.85, 0.88, 0.91, 0.94, 0.97, 1]);
  });

  it('has room for more marks than fit', () => {
    const marks = Array.from({ length: 40 }, (_, index) => now.add({ minutes: 5 * index + 5 }));
    const places = marks.map(positionsAmong(marks, now, now.add({ hours: 72 })));
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    expect(places.at(-1)).toBeLessThan(1);
  });

  it('has a tick for each week where days would be too many', () => {
    const labels = { startLabel: '', endLabel: '', endsAtDeadline: true };
    expect(timelineOf([], now, now.add({ hours: 60 * 24 }), zone, labels)?.midnights).toHaveLength(8);
    expect(timelineOf([], now, now.add({ hours: 14 * 24 }), zone, labels)?.midnights).toHaveLength(14);
  });

  it('has its midnights where the day has 25 hours', () => {
    const labels = { startLabel: 'Now', endLabel: 'Mon', endsAtDeadline: true };
    const start = at('2026-10-24T12:00');
    const end = at('2026-10-26T12:00');
    const expected = ['2026-10-25T00:00', '2026-10-26T00:00'].map((local) =>
      positionOf(at(local), start, end),
    );
    expect(timelineOf([], start, end, zone, labels)?.midnights).toEqual(expected);
  });
});
