/** Which of two versions is newer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/core/version.ts';
import { seed } from './arbitraries.ts';

describe('a version', () => {
  it.each([
    ['26.7', '26.6.2', 1, 'newer in the second part'],
    ['26.10', '26.9', 1, 'parts are numbers, not text'],
    ['26.7', '26.7.0', 0, 'missing parts are zero'],
    ['26.7.1', '26.7', 1, 'one more part that is not zero'],
    ['15.7.9', '26.0', -1, 'older in the first part'],
    ['26.3.1 (a)', '26.3.1', 0, 'a suffix does not count'],
    [' 4.50.121 ', '4.50.121', 0, 'nor do blanks around it'],
    ['04.5', '4.05', 0, 'nor do leading zeros'],
  ])('%j against %j is %i: %s', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b) ?? Number.NaN)).toBe(sign);
  });

  it.each([
    ['', '1.0'],
    ['1.0', 'latest'],
    ['v1.0', '1.0'],
    ['.5', '1'],
    ['-1', '1'],
  ])('cannot be told for %j and %j', (a, b) => {
    expect(compareVersions(a, b)).toBeNull();
  });

  it('is ordered as numbers in base 1000 are', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 3, maxLength: 3 });
    const value = (of: number[]): number => of.reduce((sum, part) => sum * 1000 + part, 0);
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const sign = Math.sign(compareVersions(a.join('.'), b.join('.')) ?? Number.NaN);
        expect(sign).toBe(Math.sign(value(a) - value(b)));
      }),
      { seed },
    );
  });
});
