/** Which known name somebody probably meant. */

/** Longer names are nobody's typing mistake, and comparing them would take long. */
const mostCharacters = 80;

/** How many letters must be put in, taken out, changed or swapped with their neighbour; `most + 1` where it is more than `most`. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || Math.max(a.length, b.length) > mostCharacters) return most + 1;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length] ?? most + 1, most + 1);
}

/** The nearest of the known names; null where none is near enough to be meant. Case does not count. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const plain = name.trim().toLowerCase();
  // One mistake in a short name, up to three in a long one.
  const most = Math.min(3, Math.floor(plain.length / 4) + 1);
  let nearest: string | null = null;
  let least = most + 1;
  for (const candidate of known) {
    const distance = editDistance(plain, candidate.toLowerCase(), least - 1);
    if (distance < least) {
      nearest = candidate;
      least = distance;
    }
    if (least === 0) break;
  }
  return nearest;
}
