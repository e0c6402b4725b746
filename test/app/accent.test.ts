/** The organisation's color in the window: readable in light and dark, and still the organisation's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentOf, backgrounds, contrast, toOklch } from '../../src/main/app/accent.ts';

const themes = ['light', 'dark'] as const;
const degrees = (radians: number): number => (radians * 180) / Math.PI;
/** How far apart two hues are, in degrees. */
const turn = (one: string, other: string): number => {
  const apart = Math.abs(degrees(toOklch(one).hue) - degrees(toOklch(other).hue)) % 360;
  return Math.min(apart, 360 - apart);
};

const anyColor = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((number) => `#${number.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  it.each([
    ['#ffffff', '#000000', 21],
    ['#ffffff', '#ffffff', 1],
    // As the checkers of others have it.
    ['#767676', '#ffffff', 4.54],
    ['#ff0000', '#ffffff', 4],
    ['#0000ff', '#ffffff', 8.59],
  ])('of %s and %s is %d', (one, other, expected) => {
    expect(contrast(one, other)).toBeCloseTo(expected, 1);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });
});

describe('an accent', () => {
  it('can be read on, and stands out from the window, whatever the color is', () => {
    fc.assert(
      fc.property(anyColor, (color) => {
        const accent = accentOf(color);
        for (const theme of themes) {
          const { fill, text } = accent[theme];
          expect(fill).toMatch(/^#[0-9a-f]{6}$/);
          expect(contrast(fill, text)).toBeGreaterThanOrEqual(4.5);
          expect(contrast(fill, backgrounds[theme])).toBeGreaterThanOrEqual(3);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('keeps its hue', () => {
    fc.assert(
      fc.property(anyColor, (color) => {
        for (const theme of themes) {
          const { fill } = accentOf(color)[theme];
          // Of a grey, or of what has lost nearly all color, there is no hue to speak of.
          if (toOklch(fill).chroma < 0.04) continue;
          expect(turn(fill, color)).toBeLessThan(4);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('is left alone where it fits', () => {
    fc.assert(
      fc.property(anyColor, (color) => {
        for (const theme of themes) {
          const white = contrast(color, '#ffffff');
          const reads = white >= 4.5 || (white < 3 && contrast(color, '#000000') >= 4.5);
          if (!reads || contrast(color, backgrounds[theme]) < 3) continue;
          expect(accentOf(color)[theme].fill).toBe(color);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it.each([
    // A good blue is itself in light windows and a little lighter in dark ones.
    ['#0A66C2', { fill: '#0a66c2', text: '#ffffff' }, '#ffffff'],
    // White letters were meant, and get a little more contrast.
    ['#0A84FF', null, '#ffffff'],
    ['#FF3B30', null, '#ffffff'],
    // On what is bright, letters are black.
    ['#FFCC00', null, '#000000'],
    ['#FFFFFF', null, '#000000'],
    ['#34C759', null, '#000000'],
    ['#000000', { fill: '#000000', text: '#ffffff' }, '#ffffff'],
  ])('of %s: light %j, letters %s', (color, light, text) => {
    const accent = accentOf(color);
    if (light !== null) expect(accent.light).toEqual(light);
    expect(accent.light.text).toBe(text);
    expect(accent.dark.text).toBe(text);
  });
});
