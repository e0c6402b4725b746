/**
 * Property lists from anywhere: what is valid is read as the reference library reads it; what is not ends in a named problem.
 * Nothing here can hang: the decoders count what they read (`plist-limits.ts`), so the hostile inputs, which would take hours
 * or gigabytes otherwise, end this test in time or not at all.
 */
import fc from 'fast-check';
import { build, buildBinary, parse } from 'plist';
import { describe, expect, it } from 'vitest';
import { decodePlist, encodePlist } from '../../src/files/plist-file.ts';
import { array, ascii, binary, dict, hostileBinary, hostileXml, utf16, xml } from './hostile-plists.ts';

const seed = 20_261_121;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const decoded = (bytes: Uint8Array): unknown => {
  const read = decodePlist(bytes);
  return read.ok ? read.value : read.problem;
};

describe.each([
  ['XML', hostileXml],
  ['binary', hostileBinary],
])('hostile %s', (_, inputs) => {
  it.each(inputs.map((input) => [input.what, input] as const))(
    '%s: is a named problem',
    (_what, { bytes, named }) => {
      const read = decodePlist(bytes);
      expect(read.ok ? 'was read' : read.problem).toMatch(named);
    },
  );

  it('is named in a line of bounded length', () => {
    for (const { bytes } of inputs) {
      const read = decodePlist(bytes);
      expect(read.ok ? '' : read.problem).toMatch(/^[^\n]{1,160}$/);
    }
  });
});

describe('what is valid', () => {
  it.each([
    ['a plain Apple DOCTYPE', xml('<dict><key>a</key><string>b</string></dict>')],
    ['no declaration and no DOCTYPE', '<plist><dict><key>a</key><string>b</string></dict></plist>'],
    [
      'the DOCTYPE of older Macs',
      '<!DOCTYPE plist SYSTEM "file://localhost/System/Library/DTDs/PropertyList.dtd"><plist version="0.9"><dict><key>a</key><string>b</string></dict></plist>',
    ],
    [
      'blanks and comments anywhere',
      '\n<!-- x --><plist >\n<!-- <dict> --><dict ><key >a</key ><!----><string >b</string ></dict ></plist >\n<!-- y -->',
    ],
    [
      'CDATA and a comment in a text',
      '<plist><dict><key>a</key><string><!-- no --><![CDATA[b]]></string></dict></plist>',
    ],
    ['characters by number', '<plist><dict><key>&#97;</key><string>&#x62;</string></dict></plist>'],
    [
      'line ends of Windows',
      xml('<dict>\n<key>a</key>\n<string>b</string>\n</dict>').replaceAll('\n', '\r\n'),
    ],
    ['a byte order mark', `\uFEFF${xml('<dict><key>a</key><string>b</string></dict>')}`],
  ])('%s', (_, text) => {
    expect(decoded(utf8(text))).toEqual({ a: 'b' });
  });

  it.each(['le', 'be'] as const)('UTF-16 with a byte order mark (%s)', (order) => {
    const text = xml('<dict><key>a</key><string>Größe 🖥</string></dict>').replace('UTF-8', 'UTF-16');
    expect(decoded(utf16(text, order))).toEqual({ a: 'Größe 🖥' });
  });

  it('every kind of value, in both forms alike', () => {
    const body =
      '<dict><key>s</key><string>&lt;&amp;&gt; \n é</string><key>i</key><integer> -42 </integer><key>r</key><real>1.5e3</real>' +
      '<key>t</key><true/><key>f</key><false></false><key>d</key><date>2026-11-21T10:00:00Z</date>' +
      '<key>x</key><data>\n\tAQI\n\tD\n</data><key>e</key><string/><key/><array><dict/><array/></array></dict>';
    const expected = {
      s: '<&> \n é',
      i: -42,
      r: 1500,
      t: true,
      f: false,
      d: new Date('2026-11-21T10:00:00Z'),
      x: new Uint8Array([1, 2, 3]),
      e: '',
      '': [{}, []],
    };
    expect(decoded(utf8(xml(body)))).toEqual(expected);
    expect(decoded(buildBinary(expected))).toEqual(expected);
  });

  it('numbers of every size in binary', () => {
    const numbers: [number, number[]][] = [
      [255, [0x10, 0xff]],
      [65_535, [0x11, 0xff, 0xff]],
      [4_294_967_295, [0x12, 0xff, 0xff, 0xff, 0xff]],
      [-1, [0x13, ...Array.from({ length: 8 }, () => 0xff)]],
      [2 ** 63, [0x14, ...Array.from({ length: 8 }, () => 0), 0x80, 0, 0, 0, 0, 0, 0, 0]],
      [1.5, [0x22, 0x3f, 0xc0, 0, 0]],
    ];
    for (const [number, bytes] of numbers) {
      expect(decoded(binary([dict([1], [2]), ascii('n'), bytes]))).toEqual({ n: number });
    }
  });

  it('one object in many places, as real files have it', () => {
    const shared = binary([dict([1, 2], [3, 3]), ascii('a'), ascii('b'), array(1, 1)]);
    expect(decoded(shared)).toEqual({ a: ['a', 'a'], b: ['a', 'a'] });
  });

  it('64 levels', () => {
    const body = `${'<dict><key>k</key>'.repeat(64)}<true/>${'</dict>'.repeat(64)}`;
    expect(decodePlist(utf8(xml(body))).ok).toBe(true);
  });
});

type Written = Parameters<typeof encodePlist>[0][string];

/** Values as profiles have them; no integer that the reference library would write as something else. */
const characters = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  // No control characters, and no line ends that the reference library changes.
  .filter((text) => !/[\p{Cc}\u2028\u2029\uFFFE\uFFFF]/u.test(text));
const leaf = fc.oneof(
  characters,
  fc.integer({ min: 0, max: 4_294_967_295 }),
  fc.boolean(),
  fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000)),
  fc.uint8Array({ maxLength: 12 }),
);
const keys = characters.filter((key) => key !== '__proto__' && key !== 'UID');
const { dictionary } = fc.letrec<{ value: unknown; dictionary: Record<string, never> }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('dictionary')),
  dictionary: fc.dictionary(keys, tie('value'), { maxKeys: 5, noNullPrototype: true }) as fc.Arbitrary<
    Record<string, never>
  >,
}));

describe('random property lists', () => {
  it('are read as the reference library reads them, XML and binary', () => {
    fc.assert(
      fc.property(dictionary, (value) => {
        const text = build(value);
        expect(decoded(utf8(text))).toEqual(parse(text));
        expect(decoded(buildBinary(value))).toEqual(value);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('are written as the reference library writes them', () => {
    const writable = fc.letrec<{ value: Written; dictionary: Record<string, Written> }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        characters,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }),
        fc.boolean(),
        fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.array(tie('value'), { maxLength: 4 }),
        tie('dictionary'),
      ),
      dictionary: fc.dictionary(keys, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(writable.dictionary, (value) => {
        expect(encodePlist(value)).toBe(`${build(value as Parameters<typeof build>[0])}\n`);
      }),
      { seed, numRuns: 300 },
    );
    expect(decoded(utf8(encodePlist({ text: 'a\0b\r\nc' })))).toEqual({ text: 'a\uFFFDb\r\nc' });
  });

  /** Bytes changed, cut out, doubled and moved: what a bad disk or a fuzzer does. */
  const damage = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      to: fc.integer({ min: 0, max: 255 }),
      how: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const damaged = (
    bytes: Uint8Array,
    damages: readonly { at: number; to: number; how: number }[],
  ): Uint8Array => {
    let left = Buffer.from(bytes);
    for (const { at, to, how } of damages) {
      const place = Math.floor(at * left.length);
      if (how === 0) left = left.subarray(0, place);
      else if (how === 1)
        left = Buffer.concat([left.subarray(0, place), left.subarray(Math.max(0, place - to))]);
      else if (how === 2) left = Buffer.concat([left.subarray(0, place), left.subarray(place + to)]);
      else if (place < left.length) left[place] = to;
    }
    return left;
  };

  it.each(['XML', 'binary'])('when damaged (%s) are read or named, never thrown at the caller', (form) => {
    fc.assert(
      fc.property(dictionary, damage, (value, damages) => {
        const whole = form === 'XML' ? utf8(build(value)) : buildBinary(value);
        const read = decodePlist(damaged(whole, damages));
        if (!read.ok) expect(read.problem).toMatch(/^[^\n]{1,160}$/);
      }),
      { seed, numRuns: 3000 },
    );
  });

  it('of nothing but bytes behind a good beginning are named', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('bplist00', '<plist><dict><key>'),
        (bytes, begin) => {
          decodePlist(Buffer.concat([Buffer.from(begin), bytes]));
        },
      ),
      { seed, numRuns: 3000 },
    );
  });
});
