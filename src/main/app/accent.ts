/**
 * The organisation's color made fit for a window: as near to what the admin wrote as its contrast allows, with the same hue. Contrast is
 * WCAG 2.2's (1.4.3: text at least 4.5 : 1, 1.4.11: controls at least 3 : 1); lightness moves in OKLCH, where hues stay what
 * they look like (Björn Ottosson, “A perceptual color space for image processing”, 2020).
 */
import type { Accent, AccentColors } from '../../contract/window.ts';

/** What the controls stand on: `--background` of page.css. */
export const backgrounds = { light: '#f4f4f5', dark: '#2a2a2c' } as const;

const leastForText = 4.5;
const leastForControls = 3;
const [white, black] = ['#ffffff', '#000000'];

/** Every page asks, once a second in the last minute, and always for the same color or two. */
const known = new Map<string, Accent>();

/** Takes `#rrggbb`. */
export function accentOf(color: string): Accent {
  const accent = known.get(color) ?? {
    light: fitting(color, backgrounds.light),
    dark: fitting(color, backgrounds.dark),
  };
  known.set(color, accent);
  return accent;
}

/**
 * The nearest lightness that fits. There always is one: white or black can be read on every color, and on both backgrounds there is
 * room for both kinds.
 */
function fitting(color: string, background: string): AccentColors {
  const own = toOklch(color);
  // Where white is nearly enough it was meant: a little darker is nearer to the brand than black letters.
  const text = contrast(color, white) >= leastForControls ? white : black;
  const fits = (fill: string): boolean =>
    contrast(fill, background) >= leastForControls && contrast(fill, text) >= leastForText;
  if (fits(color)) return { fill: color.toLowerCase(), text };
  const step = 0.0025;
  for (let away = step; away <= 1; away += step) {
    for (const lightness of [own.lightness - away, own.lightness + away]) {
      const fill = toHex({ ...own, lightness });
      if (lightness >= 0 && lightness <= 1 && fits(fill)) return { fill, text };
    }
  }
  throw new Error(`no lightness of ${color} fits on ${background}`);
}

/** From 1 to 21, the same both ways. */
export function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const luminance = (color: string): number => {
  const [red, green, blue] = toLinear(color);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

type Linear = readonly [red: number, green: number, blue: number];

const toLinear = (color: string): Linear => {
  const channel = (at: number): number => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};

export interface Oklch {
  /** From 0, black, to 1, white. */
  readonly lightness: number;
  /** 0 is grey. */
  readonly chroma: number;
  /** In radians. */
  readonly hue: number;
}

export function toOklch(color: string): Oklch {
  const [red, green, blue] = toLinear(color);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return {
    lightness: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    chroma: Math.hypot(a, b),
    hue: Math.atan2(b, a),
  };
}

function fromOklch({ lightness, chroma, hue }: Oklch): Linear {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

/** What no screen can show loses color until one can, never its hue. */
function toHex(color: Oklch): string {
  const slack = 0.0005;
  let shown = color;
  while (fromOklch(shown).some((value) => value < -slack || value > 1 + slack) && shown.chroma > 0.001) {
    shown = { ...shown, chroma: shown.chroma * 0.97 };
  }
  const channels = fromOklch(shown).map((value) => {
    const bounded = Math.min(1, Math.max(0, value));
    const encoded = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * bounded ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}
