/** Bytes into lines, with a bound. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader, type LineEvent } from '../../src/contract/line-reader.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const aReader = (limit = 100): LineReader => new LineReader(limit, new TextDecoder());
const lines = (events: readonly LineEvent[]): string[] =>
  events.map((event) => (event.kind === 'line' ? event.text : `too long: ${String(event.limit)}`));
const readAll = (chunks: readonly Uint8Array[], limit = 100): string[] => {
  const reader = aReader(limit);
  return chunks.flatMap((chunk) => lines(reader.push(chunk)));
};

describe('a stream', () => {
  it.each<[string[], string[], string]>([
    [['a\n'], ['a'], 'one line'],
    [['a\nb\nc\n'], ['a', 'b', 'c'], 'three in one chunk'],
    [['a', 'b', '\n'], ['ab'], 'one in three chunks'],
    [['a\nb', 'c\nd'], ['a', 'bc'], 'what has no end yet is held back'],
    [['\n', ' \n', '\r\n', 'a\n'], ['a'], 'blank lines are dropped'],
    [['', 'a\n', ''], ['a'], 'empty chunks'],
    [['a\r\n'], ['a\r'], 'a carriage return is a blank of JSON, and stays'],
  ])('%j is %j: %s', (chunks, expected) => {
    expect(readAll(chunks.map(bytes))).toEqual(expected);
  });

  it('keeps characters whole that are split between chunks, byte by byte', () => {
    const all = bytes('Grüße 👩‍💻 — 終\n');
    expect(readAll([...all].map((byte) => Uint8Array.of(byte)))).toEqual(['Grüße 👩‍💻 — 終']);
  });

  it('reads broken UTF-8 as replacement characters, and goes on', () => {
    expect(readAll([Uint8Array.of(0xff, 10), bytes('a\n')])).toEqual(['\ufffd', 'a']);
  });

  it('does not depend on where it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\n/g, '')),
          { maxLength: 6 },
        ),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
        (texts, sizes) => {
          const all = bytes(texts.map((text) => `${text}\n`).join(''));
          const chunks: Uint8Array[] = [];
          for (let offset = 0, turn = 0; offset < all.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            chunks.push(all.subarray(offset, offset + size));
            offset += size;
          }
          const expected = texts.filter((text) => text.trim() !== '');
          expect(readAll(chunks, 10_000)).toEqual(expected);
        },
      ),
      { seed: 20_261_121, numRuns: 300 },
    );
  });
});

describe('the limit', () => {
  it.each([
    [['12345\n'], ['12345'], 'a line may fill it'],
    [['123456\n'], ['too long: 5'], 'one byte more may not'],
    [['123456'], ['too long: 5'], 'nor without an end'],
    [['123', '456', '789'], ['too long: 5'], 'nor in pieces, and it is said once'],
    [['ok\n123456\nok\n'], ['ok', 'too long: 5'], 'lines before it count, lines after it do not'],
    [['ääx\n'], ['ääx'], 'bytes are counted: five here'],
    [['äää\n'], ['too long: 5'], 'bytes are counted: six here'],
    [['1234\n1234\n1234\n'], ['1234', '1234', '1234'], 'each line on its own'],
  ])('of five bytes, %j is %j: %s', (chunks, expected) => {
    expect(readAll(chunks.map(bytes), 5)).toEqual(expected);
  });

  it('kills the reader: nothing is read any more', () => {
    const reader = aReader(5);
    expect(lines(reader.push(bytes('123456')))).toEqual(['too long: 5']);
    expect(reader.push(bytes('\nok\n'))).toEqual([]);
  });

  it('holds against ten million bytes', () => {
    expect(readAll([new Uint8Array(10_000_000).fill(65)], 65_536)).toEqual(['too long: 65536']);
  });
});
