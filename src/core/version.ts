/** Compares dotted version numbers as macOS does: part by part as numbers, missing parts are zero, so 26.7 equals 26.7.0. */

/** Negative, zero or positive as `a` is older, equal or newer; null where one of them is not a dotted number. */
export function compareVersions(a: string, b: string): number | null {
  const left = parts(a);
  const right = parts(b);
  if (left === null || right === null) return null;
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The leading number of each part; a suffix such as ` (a)` does not count. */
function parts(version: string): number[] | null {
  const match = /^\s*(\d+(?:\.\d+)*)/.exec(version);
  return match?.[1] === undefined ? null : match[1].split('.').map(Number);
}
