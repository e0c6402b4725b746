/**
 * What must hold for the words of every language, so that a mistake meets a test and not a person. Messages are taken apart with the
 * parser that the app uses.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isNumberElement,
  isPluralElement,
  isSelectElement,
  parse,
  TYPE,
  type MessageFormatElement,
} from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { languageFor, supported } from '../../src/main/app/language.ts';
import { languageFolder, readLanguage, type Messages } from '../../src/main/read-language.ts';

const english = readLanguage('en');
const keys = Object.keys(english);

const parsed = (message: string): MessageFormatElement[] => parse(message, { ignoreTag: true });

/** Every element of a message, those in branches too. */
const elements = (message: readonly MessageFormatElement[]): readonly MessageFormatElement[] =>
  message.flatMap((element) =>
    isPluralElement(element) || isSelectElement(element)
      ? [element, ...Object.values(element.options).flatMap(({ value }) => elements(value))]
      : [element],
  );

const parameters = (message: string): string[] => [
  ...new Set(
    elements(parsed(message)).flatMap((element) =>
      element.type === TYPE.literal || element.type === TYPE.pound ? [] : [element.value],
    ),
  ),
];

/** Every text that a person could read: one for each branch, without its values. */
const texts = (message: readonly MessageFormatElement[]): readonly string[] =>
  message.reduce<readonly string[]>(
    (starts, element) => {
      const ends =
        isPluralElement(element) || isSelectElement(element)
          ? Object.values(element.options).flatMap(({ value }) => texts(value))
          : [element.type === TYPE.literal ? element.value : '\u0001'];
      return starts.flatMap((start) => ends.map((end) => start + end));
    },
    [''],
  );

/** What a language may use beyond English, or leave out: how it writes weekdays and dates inside of sentences. */
const freeParameters: Readonly<Record<string, readonly string[]>> = {
  'time.weekday': ['name', 'number'],
  'time.date': ['date', 'weekday', 'dayAndMonth'],
};

/** The plural forms that whole numbers take; French has a further one for millions, which nothing here counts. */
const pluralForms = (language: string): readonly string[] => {
  const rules = new Intl.PluralRules(language);
  return [...new Set(Array.from({ length: 1001 }, (_, count) => rules.select(count)))];
};

it('has a file for each language, and no other', () => {
  const files = readdirSync(languageFolder).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(supported.map((language) => `${language}.json`).sort());
});

it('keeps Chromium’s own words in the package for each language', () => {
  const [, list = ''] =
    /^electronLanguages: \[(.*)\]$/m.exec(readFileSync('electron-builder.yml', 'utf8')) ?? [];
  // Chromium names the two Chinese by their largest region.
  const names: Readonly<Record<string, string>> = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW' };
  expect(list.split(', ')).toEqual(
    expect.arrayContaining(supported.map((language) => names[language] ?? language)),
  );
});

describe.each(supported)('%s', (language) => {
  const messages: Messages = readLanguage(language);
  const each = keys.map((key) => [key, messages[key] ?? ''] as const);

  it('has the keys of English, no more and no less', () => {
    expect(Object.keys(messages).sort()).toEqual([...keys].sort());
  });

  it('is what its own tag asks for', () => {
    expect(languageFor(language)).toBe(language);
  });

  it('says something everywhere, in whole messages that can be read', () => {
    for (const [key, message] of each) {
      expect(() => parsed(message), `${key}: ${message}`).not.toThrow();
      for (const text of texts(parsed(message))) expect(text.trim(), key).not.toBe('');
    }
  });

  it('says the same of the same values as English', () => {
    for (const [key, message] of each) {
      const free = freeParameters[key];
      const used = parameters(message).sort();
      if (free === undefined) expect(used, key).toEqual(parameters(english[key] ?? '').sort());
      else expect(free, key).toEqual(expect.arrayContaining(used));
    }
  });

  it('chooses between the same cases as English', () => {
    const cases = (message: string): Record<string, string[]> =>
      Object.fromEntries(
        elements(parsed(message))
          .filter(isSelectElement)
          .filter(({ value }) => value !== 'number')
          .map(({ value, options }) => [value, Object.keys(options).sort()]),
      );
    for (const [key, message] of each) expect(cases(message), key).toEqual(cases(english[key] ?? ''));
  });

  it('has a form for every plural of the language', () => {
    const forms = pluralForms(language);
    for (const [key, message] of each) {
      for (const element of elements(parsed(message)).filter(isPluralElement)) {
        expect(Object.keys(element.options), `${key}: ${message}`).toEqual(
          expect.arrayContaining([...forms, 'other']),
        );
      }
      // Counted things come with their number: what is only put in would be wrong with one of something.
      expect(
        elements(parsed(message))
          .filter(isNumberElement)
          .map(({ value }) => value),
        key,
      ).toEqual(
        elements(parsed(english[key] ?? ''))
          .filter(isNumberElement)
          .map(({ value }) => value),
      );
    }
  });

  it('names today by its time, never by an empty day', () => {
    for (const [key, message] of each) {
      for (const select of elements(parsed(message)).filter(isSelectElement)) {
        if (select.value !== 'day') continue;
        for (const [day, { value }] of Object.entries(select.options)) {
          const used = elements(value).map((element) => ('value' in element ? element.value : ''));
          const naming = { weekday: ['weekday'], other: ['date', 'shortDay'] }[day] ?? [];
          const foreign = ['weekday', 'date', 'shortDay'].filter((name) => used.includes(name));
          expect(naming.length === 0 ? foreign.length === 0 : foreign.length === 1, `${key} ${day}`).toBe(
            true,
          );
          expect(naming, `${key} ${day}`).toEqual(expect.arrayContaining(foreign));
        }
      }
    }
  });

  it('is calm: no exclamation marks, no straight quotes, no three dots, no spaces too many', () => {
    for (const [key, message] of each) {
      for (const text of texts(parsed(message))) {
        expect(text, key).not.toMatch(/[!¡！]|'|"|\.\.\.| {2}|^ | $/u);
      }
    }
  });

  it('ends sentences and leaves labels open as English does', () => {
    const ends = (text: string): string =>
      /[.。]$/u.test(text) ? 'a full stop' : /[?？؟]$/u.test(text) ? 'a question mark' : 'none';
    for (const [key, message] of each) {
      // An abbreviation may end in a full stop.
      if (['sentence', 'sentences', 'time.minutesBesideIcon'].includes(key)) continue;
      const [first = ''] = texts(parsed(english[key] ?? ''));
      for (const text of texts(parsed(message))) expect(ends(text), `${key}: ${text}`).toBe(ends(first));
    }
  });

  it('keeps its buttons short', () => {
    const sample = { time: '15:10', shortDay: '24 Dec' };
    for (const [key, message] of each) {
      if (!key.startsWith('button.') && key !== 'warning.putAside') continue;
      for (const text of texts(parsed(message))) {
        // Two values at most: a short day and a time.
        const { length } = text.replace('\u0001', sample.shortDay).replace('\u0001', sample.time);
        expect(length, `${key}: ${text}`).toBeLessThanOrEqual(30);
      }
    }
  });
});

it('says every message somewhere, and writes each key out where it is said', () => {
  const app = join(languageFolder, '../app');
  const source = readdirSync(app)
    .map((name) => readFileSync(join(app, name), 'utf8'))
    .join('\n');
  const literals = [...source.matchAll(/'([a-z][\w.-]+)'/gi)].map(([, key]) => key ?? '');
  const templates = [...source.matchAll(/say\(\s*`([^`]+)`/g)].map(
    ([, template]) =>
      new RegExp(`^${(template ?? '').replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '[\\w-]+')}$`),
  );
  const unused = keys.filter(
    (key) => !literals.includes(key) && !templates.some((template) => template.test(key)),
  );
  expect(unused).toEqual([]);
});
