/** How much is left, in numbers and in words. */
import { describe, expect, it } from 'vitest';
import { leftUntil } from '../../src/main/app/countdown.ts';
import { textsFor } from '../../src/main/app/texts.ts';
import { whenOf } from '../../src/main/app/times.ts';
import { at, exactly, locale, now, place } from './builders.ts';

const texts = textsFor(locale);

describe('what is left until 17:00', () => {
  it.each([
    ['2026-11-25T14:10:00', 'in 2 hours and 50 minutes'],
    ['2026-11-25T14:59:59.500', 'in 2 hours and 1 minute'],
    ['2026-11-25T15:00:00', 'in 2 hours'],
    ['2026-11-25T16:00:00', 'in 1 hour'],
    ['2026-11-25T16:00:01', 'in 1 hour'],
    ['2026-11-25T16:01:00', 'in 59 minutes'],
    ['2026-11-25T16:58:30', 'in 2 minutes'],
    ['2026-11-25T16:59:00', 'in 1 minute'],
    ['2026-11-25T16:59:00.001', 'in 1 minute'],
    ['2026-11-25T16:59:01', 'in 59 seconds'],
    ['2026-11-25T16:59:58.999', 'in 2 seconds'],
    ['2026-11-25T16:59:59', 'in 1 second'],
    ['2026-11-25T17:00:00', 'Starting…'],
    ['2026-11-25T17:03:00', 'Starting…'],
  ])('is at %s %s', (time, words) => {
    expect(texts.warning.countdown(leftUntil(at('2026-11-25T17:00'), exactly(time)))).toBe(words);
  });
});

describe('a time in a sentence', () => {
  const over = { kind: 'over' } as const;
  it.each([
    ['2026-11-25T17:00', 'at 17:00', 'today at 17:00'],
    ['2026-11-26T17:00', 'tomorrow at 17:00', 'tomorrow at 17:00'],
    ['2026-11-27T17:00', 'on Friday at 17:00', 'on Friday at 17:00'],
    ['2026-12-24T17:00', 'on Thursday 24 December at 17:00', 'on Thursday 24 December at 17:00'],
  ])('%s: "starts %s", "runs without asking %s"', (local, starts, runs) => {
    const when = whenOf(at(local), now, place);
    expect([texts.reminder.body(when, over, false), texts.withoutAsking.at(when)]).toEqual([
      `Starts ${starts}.`,
      `Runs without asking ${runs}`,
    ]);
  });
});
