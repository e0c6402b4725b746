/** How one value of a property list is read. */
import { describe, expect, it } from 'vitest';
import { bundlePathForm, labelForm, linkForm, triggerForm } from '../../src/preferences/forms.ts';
import { byLanguage, listOf, minutesList, textList } from '../../src/preferences/list-readers.ts';
import { boolean, formed, integer, oneOf, text } from '../../src/preferences/readers.ts';
import { deadlineDate, timeRange as workingDay, weekHours } from '../../src/preferences/time-readers.ts';
import type { Reader } from '../../src/preferences/value-kinds.ts';

const minutesMenu = minutesList({ least: 0, most: 129_600, mostItems: 12 });
const trigger = formed(128, triggerForm);
const jobLabel = formed(128, labelForm);

/** What is not a value of any key, as a property list may hold it. */
const nonsense: [unknown, string][] = [
  [null, 'null'],
  [undefined, 'nothing'],
  [{}, 'a dictionary'],
  [Object.create(null) as object, 'a dictionary without a prototype'],
  [[['true']], 'a list of lists'],
  [new Uint8Array([1]), 'data'],
  [Number.NaN, 'not a number'],
  [Number.POSITIVE_INFINITY, 'infinity'],
  [new Date(Number.NaN), 'a date that is none'],
  ['\0', 'a NUL'],
];

const read = (reader: Reader<unknown>, value: unknown): unknown => {
  const result = reader(value);
  return result.ok ? result.value : `must be ${result.problem}`;
};
const refused = /^must be /;

describe('a whole number', () => {
  const reader = integer(5, 1440);

  it.each<[unknown, number, string]>([
    [60, 60, 'a number'],
    ['60', 60, 'text, as Jamf forms send it'],
    [' 60 ', 60, 'text with blanks'],
    [5, 5, 'the least'],
    [1440, 1440, 'the most'],
  ])('%j is %i: %s', (value, expected) => {
    expect(read(reader, value)).toBe(expected);
  });

  it.each([
    [4, 'too small'],
    [1441, 'too large'],
    [60.5, 'a part'],
    ['60.0', 'text with a part'],
    ['1e3', 'text in another notation'],
    ['0x3C', 'another base'],
    ['-60', 'below zero'],
    ['sixty', 'words'],
    ['60 minutes', 'words behind it'],
    [true, 'true'],
    ...nonsense,
  ])('%j is refused: %s', (value) => {
    expect(read(reader, value)).toBe('must be a whole number from 5 to 1440');
  });
});

describe('true or false', () => {
  it.each([
    [true, true],
    [1, true],
    ['1', true],
    ['true', true],
    ['YES', true],
    [' yes ', true],
    [false, false],
    [0, false],
    ['0', false],
    ['False', false],
    ['no', false],
  ])('%j is %j', (value, expected) => {
    expect(read(boolean, value)).toBe(expected);
  });

  it.each([[2, 'another number'], ['on', 'another word'], [['true'], 'a list'], ...nonsense])(
    '%j is refused: %s',
    (value) => {
      expect(read(boolean, value)).toBe('must be true or false');
    },
  );
});

describe('text', () => {
  it('may be as long as its key allows, in characters of any script', () => {
    expect(read(text(3), 'äöü')).toBe('äöü');
    expect(read(text(3), 'abcd')).toBe('must be text of at most 3 characters');
  });

  it.each([[7], [true], [null], [['a']], [{}]])('is not %j', (value) => {
    expect(read(text(100), value)).toMatch(refused);
  });

  it('may have to obey a rule, which is named', () => {
    const even = formed(4, {
      expression: '^(..)*$',
      words: 'text of even length',
      fits: (value) => value.length % 2 === 0,
    });
    const refusal = 'must be text of even length';
    expect(['ab', 'abc', 'abcdef', 2].map((value) => read(even, value))).toEqual([
      'ab',
      refusal,
      refusal,
      refusal,
    ]);
  });
});

describe('a trigger, a label, a path and a link', () => {
  it.each([
    [trigger, 'install_macos', '-event', '"-"'],
    [jobLabel, 'com.contoso.x', '../x', '".."'],
    [formed(220, bundlePathForm), '/Applications/Slack.app', '/tmp/Slack.app', '/Applications'],
    [formed(500, linkForm), 'mailto:it@example.com', 'javascript:alert(1)', 'https://'],
  ])('obey their rules, and say them (%#)', (reader, good, bad, named) => {
    expect(read(reader, good)).toBe(good);
    expect(read(reader, bad)).toMatch(refused);
    expect(read(reader, bad)).toContain(named);
  });
});

describe('one of several words', () => {
  const reader = oneOf('wait', 'run');

  it.each(['wait', 'run'])('may be %s', (value) => {
    expect(read(reader, value)).toBe(value);
  });

  it.each(['Wait', 'walk', ' run', 0, null, ['run'], '__proto__'])('may not be %j', (value) => {
    expect(read(reader, value)).toBe('must be one of: wait, run');
  });
});

describe('the menu of minutes', () => {
  it.each<[unknown, number[], string]>([
    [[0, 60, 240], [0, 60, 240], 'an array'],
    [['0', '60'], [0, 60], 'an array of texts'],
    ['0,60,240', [0, 60, 240], "super's way"],
    ['0, 60 ,240', [0, 60, 240], 'with blanks'],
    ['60', [60], 'one entry'],
    [[240, 60, 240], [240, 60], 'each once, in the order in which they came'],
    [[129_600], [129_600], 'ninety days'],
  ])('%j is %j: %s', (value, expected) => {
    expect(read(minutesMenu, value)).toEqual(expected);
  });

  it.each([
    [[], 'nothing on it'],
    [[129_601], 'more than ninety days'],
    [[-1], 'below zero'],
    [[1.5], 'a part of a minute'],
    ['0,60,', 'an entry that is blank'],
    ['0;60', 'another separator'],
    [[0, 'soon'], 'a word'],
    [Array.from({ length: 13 }, (_, index) => index), 'more than twelve entries'],
    [60, 'a number'],
    ...nonsense,
  ])('%j is refused: %s', (value) => {
    expect(read(minutesMenu, value)).toBe(
      'must be a list of up to 12 whole minutes from 0 to 129600, such as 0,60,240',
    );
  });
});

describe('a list of words', () => {
  const reader = listOf('end-of-day', 'tomorrow-morning');

  it.each<[unknown, string[], string]>([
    [['end-of-day'], ['end-of-day'], 'an array'],
    ['tomorrow-morning, end-of-day', ['tomorrow-morning', 'end-of-day'], 'text with commas'],
    [['end-of-day', 'end-of-day'], ['end-of-day'], 'each once'],
    [[], [], 'an empty array: none of them'],
  ])('%j is %j: %s', (value, expected) => {
    expect(read(reader, value)).toEqual(expected);
  });

  it.each<[unknown, string]>([
    ['noon', 'another word'],
    ['end-of-day,', 'an entry that is blank'],
    [['end-of-day', 7], 'a number'],
    [7, 'not a list'],
    ...nonsense,
  ])('%j is refused: %s', (value) => {
    expect(read(reader, value)).toBe('must be a list out of: end-of-day, tomorrow-morning');
  });
});

describe('the working day', () => {
  it.each([
    ['08:30-17:30', [8, 30, 17, 30]],
    ['8:30-17:30', [8, 30, 17, 30]],
    [' 00:00 - 23:59 ', [0, 0, 23, 59]],
  ])('%j', (value, [startHour, startMinute, endHour, endMinute]) => {
    expect(read(workingDay, value)).toEqual({
      start: { hour: startHour, minute: startMinute },
      end: { hour: endHour, minute: endMinute },
    });
  });

  it.each([
    ['17:30-08:30', 'ends before it begins'],
    ['08:30-08:30', 'ends when it begins'],
    ['08:30-24:00', 'no such hour'],
    ['08:60-17:30', 'no such minute'],
    ['08:30', 'no end'],
    ['8-17', 'no minutes'],
    ['08:30\u201317:30', 'a dash for a hyphen'],
    [830, 'a number'],
    ...nonsense,
  ])('%j is refused: %s', (value) => {
    expect(read(workingDay, value)).toBe(
      'must be the beginning and end of the working day, such as 08:30-17:30',
    );
  });
});

describe('hours of the week', () => {
  it.each<[unknown, unknown[], string]>([
    ['MON:09:00-17:00', [['MON', 9, 0, 17, 0]], "super's form"],
    [
      'SAT:00:00-24:00, SUN:8:00-9:30',
      [
        ['SAT', 0, 0, 24, 0],
        ['SUN', 8, 0, 9, 30],
      ],
      'several, a whole day',
    ],
    [
      ['TUE:09:00-12:00', 'TUE:13:00-17:00'],
      [
        ['TUE', 9, 0, 12, 0],
        ['TUE', 13, 0, 17, 0],
      ],
      'a list',
    ],
  ])('%j: %s', (value, expected) => {
    const result = weekHours(value);
    const hours = result.ok ? result.value : [];
    expect(hours.map(({ day, start, end }) => [day, start.hour, start.minute, end.hour, end.minute])).toEqual(
      expected,
    );
  });

  it.each([
    ['Monday:09:00-17:00', 'no such day'],
    ['mon:09:00-17:00', 'lower case'],
    ['MON:17:00-09:00', 'ends before it begins'],
    ['MON:09:00-25:00', 'no such hour'],
    ['MON', 'no hours'],
    ['', 'nothing'],
    [[], 'an empty list'],
    [[7], 'a list of numbers'],
    ...nonsense,
  ])('%j is refused: %s', (value) => {
    expect(read(weekHours, value)).toBe('must be days and hours such as MON:09:00-17:00,TUE:09:00-17:00');
  });
});

describe('a list of texts', () => {
  const reader = textList(3, 10);

  it.each<[unknown, string[], string]>([
    [['Keynote', 'zoom.us'], ['Keynote', 'zoom.us'], 'an array'],
    ['Keynote, zoom.us', ['Keynote', 'zoom.us'], 'text with commas'],
    [['Keynote', '', ' '], ['Keynote'], 'blank entries of a form'],
    [[], [], 'none'],
  ])('%j is %j: %s', (value, expected) => {
    expect(read(reader, value)).toEqual(expected);
  });

  it.each<[unknown, string]>([
    [['a', 'b', 'c', 'd'], 'too many'],
    [['x'.repeat(11)], 'too long'],
    ['a,,b', 'a blank between commas'],
    [[7], 'a number'],
    ...nonsense.filter(([value]) => value !== '\0'),
  ])('%j is refused: %s', (value) => {
    expect(read(reader, value)).toMatch(refused);
  });
});

describe('a text for each language', () => {
  const reader = byLanguage(10);
  const languages = (value: unknown): unknown => {
    const result = reader(value);
    return result.ok ? Object.fromEntries(result.value) : `must be ${result.problem}`;
  };

  it('is a dictionary by language tag; blank texts are not there', () => {
    expect(languages({ de: 'Titel', 'pt-BR': 'Título', fr: ' ' })).toEqual({
      de: 'Titel',
      'pt-BR': 'Título',
    });
  });

  it.each<[unknown, string]>([
    [{ German: 'Titel' }, 'no language tag'],
    [{ de: 7 }, 'a number'],
    [{ de: 'x'.repeat(11) }, 'too long'],
    ['Titel', 'a text'],
    [['Titel'], 'a list'],
    [new Date(0), 'a date'],
    [new Uint8Array([1]), 'data'],
  ])('%j is refused: %s', (value) => {
    expect(languages(value)).toMatch(refused);
  });
});

describe('a deadline date', () => {
  const meaning = (value: unknown): string => {
    const result = deadlineDate(value);
    return result.ok ? `${result.value.kind} ${result.value.at.toString()}` : `must be ${result.problem}`;
  };

  it.each<[unknown, string, string]>([
    ['2026-12-01T16:00:00Z', 'instant 2026-12-01T16:00:00Z', 'with Z an instant'],
    ['2026-12-01T17:00:00+01:00', 'instant 2026-12-01T16:00:00Z', 'with an offset an instant'],
    ['2026-12-01T17:00', 'local 2026-12-01T17:00:00', 'without, local time'],
    ['2026-12-01 17:00', 'local 2026-12-01T17:00:00', 'with a blank between'],
    ['2026-12-01T17:00:00', 'local 2026-12-01T17:00:00', "Nudge's form without Z"],
    ['2026-12-01:17:00', 'local 2026-12-01T17:00:00', "super's form"],
    [new Date('2026-12-01T16:00:00Z'), 'instant 2026-12-01T16:00:00Z', 'a date of the property list'],
  ])('%j is %s: %s', (value, expected) => {
    expect(meaning(value)).toBe(expected);
  });

  it.each([
    ['2026-12-01', 'no time of day'],
    ['2026-02-30T10:00', 'no such day'],
    ['2026-02-30:10:00', "no such day, in super's form"],
    ['tomorrow', 'a word'],
    [1_796_140_800, 'a number'],
    ['2026-12-01T16:00:00Z'.padEnd(41, 'Z'), 'too long'],
    ...nonsense,
  ])('%j is refused: %s', (value) => {
    expect(meaning(value)).toBe(
      'must be a date such as 2026-12-01T17:00 (local time) or 2026-12-01T16:00:00Z',
    );
  });
});

it('a number beyond all numbers, as a property list may hold it, is a value of no key', () => {
  const beyond = 10n ** 20n;
  for (const reader of [
    integer(0, 9),
    boolean,
    text(99),
    minutesMenu,
    listOf('a'),
    workingDay,
    deadlineDate,
  ]) {
    expect(read(reader, beyond)).toMatch(refused);
  }
});
