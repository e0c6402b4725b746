/** What the text inside one element of an XML property list means. Whatever does not fit is refused, never guessed. */

// eslint-disable-next-line no-control-regex -- XML 1.0 has no other control characters than tab, line feed and return.
export const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/;

export const unknownElement = Symbol('unknown element');

/** Undefined where the text does not fit the element. */
export function leafValue(name: string, text: string): unknown {
  const trimmed = text.trim();
  switch (name) {
    case 'string':
      return text;
    case 'integer':
      return /^[+-]?\d{1,40}$/.test(trimmed) ? Number(trimmed) : undefined;
    case 'real':
      return /^[+-]?(\d{1,40}(\.\d{0,400})?|\.\d{1,400})(e[+-]?\d{1,4})?$/i.test(trimmed)
        ? Number(trimmed)
        : undefined;
    case 'true':
    case 'false':
      return trimmed === '' ? name === 'true' : undefined;
    case 'date':
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(trimmed) && !Number.isNaN(Date.parse(trimmed))
        ? new Date(trimmed)
        : undefined;
    case 'data': {
      const base64 = text.replace(/\s+/g, '');
      return /^[A-Za-z0-9+/]*={0,2}$/.test(base64)
        ? new Uint8Array(Buffer.from(base64, 'base64'))
        : undefined;
    }
    default:
      return unknownElement;
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The character that `&name;` stands for; undefined where XML knows none. */
export function entity(name: string): string | undefined {
  if (Object.hasOwn(named, name)) return named[name];
  const digits = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (digits === null) return undefined;
  const point = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  if (point > 0x10_ff_ff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
  const character = String.fromCodePoint(point);
  return forbidden.test(character) ? undefined : character;
}
