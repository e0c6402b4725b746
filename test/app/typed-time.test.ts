/** Clock times as people type them. */
import { describe, expect, it } from 'vitest';
import { readClockTimes } from '../../src/main/app/typed-time.ts';
import { clockTime } from '../../src/main/app/times.ts';
import { at, zone } from './builders.ts';

const read = (text: string, locale = 'en-GB'): string[] =>
  readClockTimes(text, locale).map(
    ({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
  );

describe('a typed time', () => {
  it.each([
    ['15:10', '15:10'],
    ['15.10', '15:10'],
    ['15h10', '15:10'],
    ['1510', '15:10'],
    ['930', '09:30'],
    ['15', '15:00'],
    ['15 Uhr', '15:00'],
    ['kl. 15.10', '15:10'],
    ['3:10 pm', '15:10'],
    ['3:10 P.M.', '15:10'],
    ['3p', '15:00'],
    ['12 am', '00:00'],
    ['12 pm', '12:00'],
    ['0:05', '00:05'],
    [' 15 : 10 ', '15:10'],
    ['15:10 pm', '15:10'],
  ])('%j is %s', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  it.each([
    [''],
    ['x'],
    ['24:00'],
    ['15:60'],
    ['15:1'],
    ['15:10:20'],
    ['151011'],
    ['15:10 soon'],
    ['15:10 am'],
    [':'],
  ])('%j is none', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('without its half of the day may be either, where people count to twelve', () => {
    expect(read('3:15', 'en-US')).toEqual(['03:15', '15:15']);
    expect(read('12:15', 'en-US')).toEqual(['00:15', '12:15']);
    expect(read('15:15', 'en-US')).toEqual(['15:15']);
  });

  it.each([
    'en-US',
    'en-GB',
    'de-DE',
    'fr-FR',
    'es-ES',
    'es-MX',
    'it-IT',
    'nl-NL',
    'pt-BR',
    'ja-JP',
    'ko-KR',
    'zh-CN',
    'zh-TW',
    'zh-HK',
    'sv-SE',
    'da-DK',
    'nb-NO',
    'fi-FI',
    'pl-PL',
    'cs-CZ',
    'tr-TR',
    'he-IL',
    'ar-EG',
    'ar-AE',
    'ar',
    'en-IN',
    'hi-IN',
    'fr-CA',
    'el-GR',
  ])('is read as it is written in %s', (locale) => {
    for (let hour = 0; hour < 24; hour += 1) {
      for (const minute of ['00', '15', '59']) {
        const local = `${String(hour).padStart(2, '0')}:${minute}`;
        const written = clockTime(at(`2026-11-25T${local}`), { zone, locale });
        expect([written, ...read(written, locale)]).toEqual([written, local]);
      }
    }
  });
});
