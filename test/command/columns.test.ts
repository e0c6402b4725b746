/** Text in columns: as wide as it looks. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, filled, outputWidth, shortened, wrapped } from '../../src/command/telling/columns.ts';
import { plain } from '../../src/command/telling/plain.ts';

it.each([
  ['letters', 'Slack', 5],
  ['Japanese', '再起動', 6],
  ['an accent of its own', 'e\u0301', 1],
  ['a family', '👩‍👩‍👧', 2],
])('%s: %s takes %i columns more or less than letters', (_, text, columns) => {
  expect(columnsOf(text)).toBe(columns);
  expect(columnsOf(filled(text, 10))).toBe(10);
});

it.each([
  ['as it is where it fits', 'Upgrade Slack', 13, 'Upgrade Slack'],
  ['cut with an ellipsis', 'Upgrade Slack', 9, 'Upgrade…'],
  ['cut between wide characters, never through one', '再起動が必要', 6, '再起…'],
])('a text is %s', (_, text, width, expected) => {
  expect(shortened(text, width)).toBe(expected);
});

it('breaks at blanks, and within a word where it alone is too wide', () => {
  expect(wrapped('In 1 hour, at the latest', 10)).toEqual(['In 1 hour,', 'at the', 'latest']);
  expect(wrapped('再起動が必要です', 6)).toEqual(['再起動', 'が必要', 'です']);
  expect(wrapped('', 10)).toEqual(['']);
});

it('wraps any text to the width, and loses none of it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 120 }).map(plain),
      fc.integer({ min: 2, max: 60 }),
      (text, width) => {
        const lines = wrapped(text, width);
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      },
    ),
    { seed: 6, numRuns: 300 },
  );
});

it.each([
  ['lines', 'a\n\u2028b', 'a b'],
  ['escape sequences', 'a\u001b[2Jb', 'a[2Jb'],
  ['a turned direction of writing', 'a\u202eb\u2066c', 'abc'],
  ['half a character', 'a\ud83d', 'a'],
])('%s from others do not reach a terminal', (_, text, expected) => {
  expect(plain(text)).toBe(expected);
});

describe('the width is', () => {
  it.each([
    ['the terminal’s', 120, '90', 120],
    ['what COLUMNS says without one', undefined, '90', 90],
    ['100 in a policy log', undefined, undefined, 100],
    ['100 where COLUMNS is no number', undefined, 'wide', 100],
    ['100 where the terminal does not know', 0, undefined, 100],
    ['never less than 64', 20, undefined, 64],
    ['never more than 200', 500, undefined, 200],
  ])('%s', (_, terminal, columns, expected) => {
    expect(outputWidth(terminal, columns)).toBe(expected);
  });
});
