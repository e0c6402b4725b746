/** Which language and which region a person gets. */
import { describe, expect, it } from 'vitest';
import { directionOf, languageFor, languageOf, localeFor, localeOf } from '../../src/main/app/language.ts';
import { initialState } from '../../src/main/app/state.ts';
import { clockTime } from '../../src/main/app/times.ts';
import { at, now, place, snapshot } from './builders.ts';

describe('the language for a tag', () => {
  it.each([
    ['en', 'en'],
    ['en-AU', 'en'],
    ['de', 'de'],
    ['de-CH', 'de'],
    ['de_AT', 'de'],
    // Which Chinese: by the script, or else by the region.
    ['zh', 'zh-Hans'],
    ['zh-Hans-HK', 'zh-Hans'],
    ['zh_SG', 'zh-Hans'],
    ['zh_TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh-Hant-CN', 'zh-Hant'],
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['', null],
    ['tlh', null],
    ['not a tag!', null],
  ])('%s is %s', (tag, language) => {
    expect(languageFor(tag)).toBe(language);
  });
});

describe('the locale of a person', () => {
  it.each([
    [['en-GB'], 'en-GB', 'en-GB', '15:10'],
    [['de-DE', 'en-DE'], 'de_DE', 'de-DE', '15:10'],
    // German words with the forms of Switzerland, or English words with Germany's.
    [['de'], 'de_CH', 'de-CH', '15:10'],
    [['en-US', 'de-DE'], 'de-DE', 'en-DE', '15:10'],
    // What we do not have gives way to the next that the person reads.
    [['tlh', 'de-AT'], 'tlh', 'de-AT', '15:10'],
    [['tlh'], 'tlh-DE', 'en-DE', '15:10'],
    [['tlh'], 'tlh', 'en-GB', '15:10'],
    [[], '', 'en-GB', '15:10'],
    [['not a tag!'], 'not a tag!', 'en-GB', '15:10'],
  ])('who prefers %j on a Mac set to "%s" reads %s: %s', (preferred, system, locale, clock) => {
    expect(localeFor(preferred, system)).toBe(locale);
    expect(clockTime(at('2026-11-25T15:10'), { ...place, locale })).toBe(clock);
  });

  it('has twelve hours in the United States', () => {
    const locale = localeFor(['en-US'], 'en_US');
    expect(clockTime(at('2026-11-25T15:10'), { ...place, locale })).toMatch(/^3:10\sPM$/);
  });
});

describe('the language that everything is shown in', () => {
  const given = snapshot();
  const chosen = (language: string | null) => ({
    ...initialState(now, 'en-GB', '1'),
    snapshot: { ...given, branding: { ...given.branding, language } },
  });

  it.each([
    [null, 'en', 'en-GB'],
    ['de', 'de', 'de-GB'],
    ['de-AT', 'de', 'de-GB'],
    ['tlh', 'en', 'en-GB'],
  ])('is the organisation’s choice, with the person’s region: %s', (language, shown, locale) => {
    expect([languageOf(chosen(language)), localeOf(chosen(language))]).toEqual([shown, locale]);
    expect(directionOf(languageOf(chosen(language)))).toBe('ltr');
  });
});

it('runs to the left in Arabic and Hebrew', () => {
  expect(['ar', 'he', 'en', 'ja'].map(directionOf)).toEqual(['rtl', 'rtl', 'ltr', 'ltr']);
});
