/** Instants as people read them. */
import { describe, expect, it } from 'vitest';
import { textsFor } from '../../src/main/app/texts.ts';
import { readClockTimes } from '../../src/main/app/typed-time.ts';
import { clockTime, dayOf, whenOf } from '../../src/main/app/times.ts';
import { at, locale, now, place } from './builders.ts';

const texts = textsFor(locale);

describe('a time in the dialog (now is Wednesday 25 November, 14:10)', () => {
  it.each([
    ['2026-11-25T15:10', '15:10', 'Run at 15:10', 'Scheduled for today at 15:10.'],
    ['2026-11-26T08:30', 'Thu, 08:30', 'Run Tomorrow at 08:30', 'Scheduled for tomorrow at 08:30.'],
    ['2026-11-27T17:00', 'Fri, 17:00', 'Run Fri at 17:00', 'Scheduled for Friday at 17:00.'],
    ['2026-12-01T09:00', 'Tue, 09:00', 'Run Tue at 09:00', 'Scheduled for Tuesday at 09:00.'],
    [
      '2026-12-02T09:00',
      '2 Dec, 09:00',
      'Run 2 Dec at 09:00',
      'Scheduled for Wednesday 2 December at 09:00.',
    ],
  ])('%s is "%s", "%s", "%s"', (local, column, button, sentence) => {
    const when = whenOf(at(local), now, place);
    expect(texts.time.column(when)).toBe(column);
    expect(texts.button.run(when)).toBe(button);
    expect(texts.confirmation.scheduled(when)).toBe(sentence);
  });

  it('says yesterday of what was missed overnight', () => {
    expect(texts.menu.missed(whenOf(at('2026-11-24T17:00'), now, place))).toBe(
      'You missed yesterday at 17:00',
    );
  });

  it('counts days by the calendar of the zone, not by hours', () => {
    expect(dayOf(at('2026-11-26T00:05'), at('2026-11-25T23:55'), place)).toBe('tomorrow');
  });

  it('keeps the clock time across the night in which summer ends', () => {
    const when = whenOf(at('2026-10-25T08:30'), at('2026-10-24T20:00'), place);
    expect([when.day, clockTime(when.at, place)]).toEqual(['tomorrow', '08:30']);
  });

  it.each([
    ['2026-11-25T00:05', '오전 12:05'],
    ['2026-11-25T08:30', '오전 8:30'],
    ['2026-11-25T17:00', '오후 5:00'],
  ])('has the halves of the day as Korean Macs write them: %s is %s', (local, text) => {
    expect(clockTime(at(local), { ...place, locale: 'ko-KR' })).toBe(text);
    expect(readClockTimes(text, 'ko-KR')).toEqual([
      { hour: Number(local.slice(11, 13)), minute: Number(local.slice(14)) },
    ]);
  });
});

describe('a length of time', () => {
  it.each([
    [1, 'In 1 minute'],
    [30, 'In 30 minutes'],
    [60, 'In 1 hour'],
    [90, 'In 90 minutes'],
    [240, 'In 4 hours'],
    [1440, 'In 1 day'],
    [2880, 'In 2 days'],
  ])('%d minutes are "%s"', (minutes, label) => {
    expect(texts.choice.in(minutes)).toBe(label);
  });
});
