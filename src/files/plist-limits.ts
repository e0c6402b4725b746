/**
 * How much of a property list is read. All far above any real profile; they make the cost of a hostile file a constant:
 * neither the stack nor memory grows with what somebody else wrote.
 */

/** Larger than any real preferences or job file. */
export const mostPlistBytes = 1024 * 1024;
/** A profile of our own needs seven. */
export const mostDepth = 64;
/** Values, keys and comments together; also the references that a binary file follows. */
export const mostItems = 100_000;
/** What a binary file may come to when every shared part is written out wherever it stands. */
export const mostExpandedBytes = 8 * 1024 * 1024;

/** Why a property list is refused, to be read after the file's name. Thrown inside a decoder, a value outside it. */
export class PlistError extends Error {}

export const notPlist = (why: string): PlistError => new PlistError(`is not a property list (${why})`);
export const tooDeep = (): PlistError => new PlistError(`is nested more than ${mostDepth} levels deep`);
export const tooMany = (): PlistError => new PlistError(`holds more than ${mostItems} values`);

/**
 * Sets a key of a decoded dictionary. `__proto__` would not become a key but change what the object is.
 */
export function setKey(dictionary: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') throw new PlistError('has the key "__proto__", which no preference is called');
  dictionary[key] = value;
}
