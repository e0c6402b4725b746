/**
 * Property lists in files, XML or binary. What cannot be read is a value with a reason, never an exception; whoever wrote
 * the bytes, reading them takes bounded time, memory and stack.
 */
import { failed, ok, type Result } from '../core/result.ts';
import { decodeBinaryPlist, isBinaryPlist } from './binary-plist.ts';
import { mostPlistBytes, notPlist, PlistError } from './plist-limits.ts';
import { decodeXmlPlist } from './xml-plist.ts';
import { encodeXmlPlist, type Encodable } from './xml-plist-writer.ts';

export { mostPlistBytes } from './plist-limits.ts';

/**
 * Decodes either form; the result is still `unknown` in content. The problem is to be read after the file's name. Callers
 * that read profiles, with their icons and certificates, allow more bytes.
 */
export function decodePlist(
  bytes: Uint8Array,
  mostBytes = mostPlistBytes,
): Result<Readonly<Record<string, unknown>>, string> {
  if (bytes.length > mostBytes) return failed(`is larger than ${mostBytes} bytes`);
  try {
    const value = isBinaryPlist(bytes) ? decodeBinaryPlist(bytes) : decodeXmlPlist(textOf(bytes));
    return isDictionary(value) ? ok(value) : failed('is not a dictionary');
  } catch (error) {
    if (error instanceof PlistError) return failed(error.message);
    throw error;
  }
}

export const encodePlist = (dictionary: Readonly<Record<string, Encodable>>): string =>
  encodeXmlPlist(dictionary);

export const isDictionary = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array);

/** UTF-8 unless a byte order mark says UTF-16. */
function textOf(bytes: Uint8Array): string {
  if (bytes.length === 0) throw notPlist('it is empty');
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  let text;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw notPlist(encoding === 'utf-8' ? 'it is not written in UTF-8' : 'it is not written in UTF-16');
  }
  const begin = text.trimStart()[0];
  if (begin === '{' || begin === '(')
    throw notPlist('it is in the old OpenStep form or JSON, not XML or binary');
  if (begin !== '<') throw notPlist('it is neither XML nor binary');
  // XML knows one end of a line.
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
