/** How long what is written down is kept. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstKept, type DatedLine } from '../../src/core/retention.ts';
import { plusHours } from '../../src/core/time.ts';
import { at } from './builders.ts';

const now = at('2026-11-21T13:00:00Z');
/** A line of ten bytes, this many days old; null: it says nothing of its age. */
const line = (daysOld: number | null): DatedLine => ({
  at: daysOld === null ? null : plusHours(now, -24 * daysOld),
  bytes: 10,
});
const kept = (ages: readonly (number | null)[], days = 30, mostBytes = 1000): (number | null)[] => {
  const from = firstKept(ages.map(line), { days, mostBytes }, now);
  return ages.slice(from);
};

describe('by age', () => {
  it.each([
    ['nothing', [], []],
    ['what is young', [3, 2, 1], [3, 2, 1]],
    ['what is exactly as old as allowed', [30, 1], [30, 1]],
    ['not what is older', [32, 31, 29], [29]],
    ['nothing where all is older', [40, 35], []],
    ['lines without a time with the one before them', [40, null, 29, null], [29, null]],
    ['what no time stands before, while what follows is young', [null, 2], [null, 2]],
    ['not what no time stands before, when what follows is old', [null, 40, 2], [2]],
    ['everything where no line tells its age', [null, null], [null, null]],
    ['what came after a young line, whatever time it names', [40, 3, 900, null], [3, 900, null]],
    ['not what is old because of a time ahead of now', [40, -500, null, 35, 3], [3]],
    ['a time ahead of now with what stands before it', [3, -500, null], [3, -500, null]],
    ['everything where all times lie ahead of now', [-1, -2], [-1, -2]],
  ])('keeps %s', (_, ages, expected) => {
    expect(kept(ages)).toEqual(expected);
  });
});

describe('by size', () => {
  it('keeps all of what just fits', () => {
    expect(kept([4, 3, 2, 1], 30, 40)).toHaveLength(4);
  });

  it('keeps the newest half of the bound once it is passed', () => {
    expect(kept([5, 4, 3, 2, 1], 30, 40)).toEqual([2, 1]);
  });

  it('keeps nothing of a line that is too long by itself', () => {
    expect(kept([1], 30, 5)).toEqual([]);
  });
});

it('keeps a rest of the file, within the bound', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.integer({ min: -50, max: 100 })), { maxLength: 60 }),
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 20, max: 400 }),
      (ages, days, mostBytes) => {
        const rest = kept(ages, days, mostBytes);
        expect(ages.slice(ages.length - rest.length)).toEqual(rest);
        expect(rest.length * 10).toBeLessThanOrEqual(mostBytes);
      },
    ),
    { seed: 15, numRuns: 500 },
  );
});
