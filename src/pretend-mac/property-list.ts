/** Property lists of the pretend Mac: reads XML and binary, writes XML. */
import { build, parse, parseBinary, type PlistValue } from 'plist';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export type PropertyList = Readonly<Record<string, PlistValue>>;

/** The dictionary at the top of a property list; undefined for anything else. */
export function parseDictionary(bytes: Uint8Array): PropertyList | undefined {
  try {
    const binary = Buffer.from(bytes.subarray(0, 6)).toString('latin1') === 'bplist';
    return asDictionary(binary ? parseBinary(bytes) : parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return undefined;
  }
}

export function readDictionary(path: string): PropertyList | undefined {
  try {
    return parseDictionary(readFileSync(path));
  } catch {
    return undefined;
  }
}

/** Replaces the file in one step. */
export function writeDictionary(path: string, dictionary: PropertyList, mode = 0o644): void {
  writeFileSync(`${path}.new`, build(dictionary), { mode });
  renameSync(`${path}.new`, path);
}

/** The text of a key; empty when it is missing or something else. */
export function textOf(dictionary: PropertyList, key: string): string {
  const value = dictionary[key];
  return typeof value === 'string' ? value : '';
}

export function asDictionary(value: PlistValue | undefined): PropertyList | undefined {
  const plain =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array);
  return plain ? value : undefined;
}
