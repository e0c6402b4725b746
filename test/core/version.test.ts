/** Which of two versions is newer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, isWithin } from '../../src/core/version.ts';
import { seed } from './arbitraries.ts';

const sign = (a: string, b: string): number => Math.sign(compareVersions(a, b) ?? Number.NaN);

describe('a version', () => {
  it.each([
    ['26.7', '26.6.2', 1, 'newer in the second part'],
    ['26.10', '26.9', 1, 'parts are numbers, not text'],
    ['26.7', '26.7.0', 0, 'missing parts are zero'],
    ['4.40', '4.40.0.0', 0, 'however many'],
    ['26.7.1', '26.7', 1, 'one more part that is not zero'],
    ['15.7.9', '26.0', -1, 'older in the first part'],
    [' 4.50.121 ', '4.50.121', 0, 'blanks around it do not count'],
    ['04.5', '4.05', 0, 'nor do leading zeros'],
    ['2026112112345678901234', '2026112112345678901233', 1, 'more digits than a number has'],
    // Before a release.
    ['26.0b3', '26.0', -1, "Apple's beta is older than the release"],
    ['26.0b3', '26.0b10', -1, 'betas are counted'],
    ['26.0d9', '26.0a1', -1, 'development before alpha'],
    ['26.0a9', '26.0b1', -1, 'alpha before beta'],
    ['26.0b9', '26.0fc1', -1, 'beta before the final candidate'],
    ['1.2.3-beta', '1.2.3', -1, 'a beta by name'],
    ['1.2.3-beta', '1.2.2', 1, 'but newer than the release before'],
    ['1.2.3-alpha.2', '1.2.3-beta.1', -1, 'alpha before beta, by name'],
    ['1.2.3-beta.2', '1.2.3-beta.11', -1, 'their numbers are numbers'],
    ['1.2.3-rc1', '1.2.3-beta9', 1, 'a release candidate after the beta'],
    ['26.0 Beta 3', '26.0b3', 0, 'written out'],
    // After it.
    ['4.40 (1234)', '4.40', 1, 'a build in parentheses is newer'],
    ['4.40 (1234)', '4.40 (999)', 1, 'builds are numbers'],
    ['4.40 (1234)', '4.40.0 (1234)', 0, 'after equal numbers'],
    ['4.40 (1234)', '4.40.1', -1, 'the numbers come first'],
    ['26.3.1 (a)', '26.3.1', 1, 'a background security improvement is newer'],
    ['26.3.1 (b)', '26.3.1 (a)', 1, 'and its letters are counted'],
    ['26.3.1 (a)', '26.3.2', -1, 'but older than the next version'],
    ['1.0.2k', '1.0.2', 1, 'a letter alone is newer'],
    ['1.0.2k', '1.0.2a', 1, 'in the order of the alphabet'],
    ['22G313', '22F66', 1, "Apple's build numbers"],
    ['22D49', '22A380', 1, 'whose letters are no stages'],
    ['22G313', '22G74', 1, 'with their last number'],
    ['1.2.3+5', '1.2.3', 1, 'a build after a plus sign'],
  ])('%j against %j is %i: %s', (a, b, expected) => {
    expect(sign(a, b)).toBe(expected);
    expect(sign(b, a)).toBe(expected === 0 ? 0 : -expected);
  });

  it.each([
    ['', '1.0'],
    ['1.0', 'latest'],
    ['v1.0', '1.0'],
    ['.5', '1'],
    ['-1', '1'],
  ])('cannot be told for %j and %j', (a, b) => {
    expect(compareVersions(a, b)).toBeNull();
    expect(isWithin(a, b)).toBeNull();
  });

  it.each([
    ['26.7', '26', true, '26 includes 26.7'],
    ['26', '26.0', true, 'the same'],
    ['26.7', '26.7', true, 'the same'],
    ['26.7.1', '26.7', true, 'and what is below it'],
    ['26.8', '26.7', false, 'a newer second part'],
    ['27.0', '26', false, 'a newer first part'],
    ['15.7', '26', true, 'older'],
    ['26', '26.7', true, 'missing parts are zero'],
    ['26.3.1 (a)', '26.3.1', true, 'an improvement of it'],
  ])('%j within %j is %j: %s', (version, highest, expected) => {
    expect(isWithin(version, highest)).toBe(expected);
  });

  it('is ordered as numbers in base 1000 are', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 3, maxLength: 3 });
    const value = (of: number[]): number => of.reduce((sum, part) => sum * 1000 + part, 0);
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(sign(a.join('.'), b.join('.'))).toBe(Math.sign(value(a) - value(b)));
      }),
      { seed },
    );
  });
});

describe('the order of versions', () => {
  const pieces = [
    '.',
    '0',
    '1',
    '2',
    '10',
    'a',
    'b',
    'b3',
    'rc',
    '-beta',
    ' (a)',
    ' (12)',
    'k',
    '+',
    'fc1',
    'é',
    'constructor',
  ];
  const version = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.array(fc.constantFrom(...pieces), { maxLength: 5 }))
    .map(([first, rest]) => `${String(first)}${rest.join('')}`);

  it('is the same from either side', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(sign(a, b) + sign(b, a)).toBe(0);
        expect(sign(a, a)).toBe(0);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('has no circles: what is not older than another is not older than anything below that', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        if (sign(a, b) >= 0 && sign(b, c) >= 0) {
          expect(sign(a, c)).toBeGreaterThanOrEqual(0);
          if (sign(a, b) > 0 || sign(b, c) > 0) expect(sign(a, c)).toBe(1);
        }
      }),
      { seed, numRuns: 5000 },
    );
  });
});
