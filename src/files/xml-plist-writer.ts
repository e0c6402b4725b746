/** Writes an XML property list, byte for byte as the reference library does (the tests compare). */
import { forbidden } from './xml-plist-values.ts';

export type Encodable =
  string | number | boolean | Date | readonly Encodable[] | { readonly [key: string]: Encodable };

const head = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
`;

export const encodeXmlPlist = (value: Encodable): string =>
  `${head}${lines(value, '  ').join('\n')}\n</plist>\n`;

function lines(value: Encodable, indent: string): readonly string[] {
  if (typeof value === 'string') return [`${indent}${element('string', value)}`];
  if (typeof value === 'boolean') return [`${indent}<${String(value)}/>`];
  if (typeof value === 'number') {
    return [`${indent}${element(Number.isInteger(value) ? 'integer' : 'real', String(value))}`];
  }
  if (value instanceof Date) {
    return [`${indent}${element('date', value.toISOString().replace(/\.\d{3}Z$/, 'Z'))}`];
  }
  const deeper = `${indent}  `;
  if (isList(value))
    return container(
      'array',
      indent,
      value.flatMap((item) => lines(item, deeper)),
    );
  return container(
    'dict',
    indent,
    Object.entries(value).flatMap(([key, item]) => [
      `${deeper}${element('key', key)}`,
      ...lines(item, deeper),
    ]),
  );
}

const isList = (value: Encodable): value is readonly Encodable[] => Array.isArray(value);

const container = (name: string, indent: string, inside: readonly string[]): readonly string[] =>
  inside.length === 0 ? [`${indent}<${name}/>`] : [`${indent}<${name}>`, ...inside, `${indent}</${name}>`];

const element = (name: string, text: string): string =>
  text === '' ? `<${name}/>` : `<${name}>${escaped(text)}</${name}>`;

/** XML cannot hold most control characters, not even as numbers. */
const unwritable = new RegExp(forbidden, 'g');
/** The text as XML has it between two tags. */
export const escaped = (text: string): string =>
  text
    .replace(unwritable, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');
