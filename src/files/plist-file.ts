/** Property lists in files, XML or binary. What cannot be read is a value with a reason, never an exception. */
import { build, parse } from 'plist';
import type { PlistDictionary } from '../core/launch-daemon.ts';
import { failed, ok, type Result } from '../core/result.ts';

/** Larger than any real preferences or job file. */
export const mostPlistBytes = 1024 * 1024;

/** Decodes either form; the result is still `unknown` in content. */
export function decodePlist(bytes: Uint8Array): Result<Readonly<Record<string, unknown>>, string> {
  try {
    const value = parse(isBinary(bytes) ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return ok(value as Readonly<Record<string, unknown>>);
    }
    return failed('is not a dictionary');
  } catch (error) {
    return failed(
      `is not a property list (${error instanceof Error ? error.message.slice(0, 120) : 'unknown error'})`,
    );
  }
}

export const encodePlist = (dictionary: PlistDictionary): string =>
  `${build(dictionary as Parameters<typeof build>[0])}\n`;

const isBinary = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 8)) === 'bplist00';
