/**
 * Which of two versions is newer, as macOS and its apps write them. The leading numbers are compared part by part, missing ones are
 * zero: 26.10 is newer than 26.9, and 4.40 is 4.40.0. Where they are equal, what follows decides: a pre-release (26.0b3, 1.2.3-beta)
 * is older than the version itself, a build or a letter (4.40 (1234), 26.3.1 (a), 1.0.2k) is newer. A total order of all versions
 * that begin with a number; those that mean the same are equal.
 */

/** Negative, zero or positive as `a` is older, equal or newer; null where one of them does not begin with a number. */
export function compareVersions(a: string, b: string): number | null {
  const left = parse(a);
  const right = parse(b);
  if (left === null || right === null) return null;
  return compareLists(left.numbers, right.numbers, '0', compareDigits) || compareSuffixes(left, right);
}

/** Whether a version lies below or within a highest one: only as many parts count as that has, so 26 includes 26.7. Null as above. */
export function isWithin(version: string, highest: string): boolean | null {
  const left = parse(version);
  const right = parse(highest);
  if (left === null || right === null) return null;
  const shortened = left.numbers.slice(0, right.numbers.length);
  return compareLists(shortened, right.numbers, '0', compareDigits) <= 0;
}

/** A word before a release: how near it is to it. */
const words: ReadonlyMap<string, number> = new Map([
  ['dev', 0],
  ['nightly', 0],
  ['snapshot', 0],
  ['alpha', 1],
  ['beta', 2],
  ['pre', 3],
  ['preview', 3],
  ['rc', 4],
]);
/** Apple's own, always with a number: 26.0b3. After a single number it is a build of macOS instead: 25D49. */
const letters: ReadonlyMap<string, number> = new Map([
  ['d', 0],
  ['a', 1],
  ['b', 2],
  ['fc', 4],
]);

type Token =
  | { readonly kind: 'before'; readonly stage: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'word'; readonly word: string };

interface Version {
  /** Of digits without leading zeros: a build number may have more than fit into a number. */
  readonly numbers: readonly string[];
  readonly suffix: readonly Token[];
}

function parse(version: string): Version | null {
  const match = /^\s*(\d+(?:\.\d+)*)(.*)$/s.exec(version.slice(0, 200));
  if (match?.[1] === undefined) return null;
  const numbers = match[1].split('.').map(withoutZeros);
  return { numbers, suffix: tokensOf(match[2] ?? '', numbers.length > 1) };
}

/** The end of a suffix stands between what comes before a release and what comes after it. */
const rank: Readonly<Record<Token['kind'], number>> = { before: 0, end: 1, number: 2, word: 3 };

const tokensOf = (suffix: string, hasLetters: boolean): readonly Token[] =>
  [...suffix.toLowerCase().matchAll(/(\d+)|([a-z]+)(?=(\d?))/g)].map(
    ([, digits, word = '', follows = '']) => {
      if (digits !== undefined) return { kind: 'number', digits: withoutZeros(digits) };
      const stage = words.get(word) ?? (hasLetters && follows !== '' ? letters.get(word) : undefined);
      return stage === undefined ? { kind: 'word', word } : { kind: 'before', stage };
    },
  );

const compareSuffixes = (a: Version, b: Version): number =>
  compareLists(a.suffix, b.suffix, { kind: 'end' }, compareTokens);

function compareTokens(a: Token, b: Token): number {
  if (a.kind === 'before' && b.kind === 'before') return a.stage - b.stage;
  if (a.kind === 'number' && b.kind === 'number') return compareDigits(a.digits, b.digits);
  if (a.kind === 'word' && b.kind === 'word') return a.word < b.word ? -1 : a.word > b.word ? 1 : 0;
  return rank[a.kind] - rank[b.kind];
}

/** Part by part; the shorter one is filled up. */
function compareLists<T>(
  a: readonly T[],
  b: readonly T[],
  filling: T,
  compare: (a: T, b: T) => number,
): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = compare(a[index] ?? filling, b[index] ?? filling);
    if (difference !== 0) return difference;
  }
  return 0;
}

const withoutZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, '');

const compareDigits = (a: string, b: string): number =>
  a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length;
