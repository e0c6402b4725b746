/** A few words of SVG: elements with escaped text, and the colours of the pictures in light and dark. No scripts, nothing from outside. */
import { escaped } from '../../files/xml-plist-writer.ts';

type Attributes = Readonly<Record<string, string | number>>;

/** `inside` is markup already. */
export function element(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${attribute(typeof value === 'number' ? rounded(value) : value)}"`,
  );
  const start = `<${name}${written.join('')}`;
  return inside.length === 0 ? `${start}/>` : `${start}>${inside.join('')}</${name}>`;
}

const attribute = (value: string): string => escaped(value).replaceAll('"', '&quot;');
const rounded = (value: number): string => String(Math.round(value * 10) / 10);

export const text = (
  x: number,
  y: number,
  classes: string,
  words: string,
  attributes: Attributes = {},
): string => element('text', { x, y, class: classes, ...attributes }, escaped(words));

/** What a pointer, or a screen reader, is told of a mark. */
export const tooltip = (words: string): string => element('title', {}, escaped(words));

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly parts: readonly string[];
}

/** One picture that needs nothing but itself. */
export function picture({ width, height, title, description, parts }: Picture): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${String(Math.round(width))} ${String(Math.round(height))}`,
      width,
      height,
      role: 'img',
      'aria-labelledby': 'title description',
    },
    `\n${element('title', { id: 'title' }, escaped(title))}`,
    `\n${element('desc', { id: 'description' }, escaped(description))}`,
    `\n${element('style', {}, style)}`,
    `\n${element('rect', { class: 'paper', width, height })}`,
    ...parts.map((part) => `\n${part}`),
    '\n',
  )}\n`;
}

const style = `
text { font: 12px system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif; fill: #1d1d1f; font-variant-numeric: tabular-nums }
.heading { font-size: 20px; font-weight: 600 }
.section { font-size: 14px; font-weight: 600 }
.quiet { fill: #5f5f65 }
.small { font-size: 11px }
.paper { fill: #ffffff }
.grid { stroke: #e3e3e8 }
.day { fill: #f4f4f7 }
.axis { stroke: #b4b4bc }
.question { fill: #ffffff; stroke: #0a60c2; stroke-width: 2 }
.appointment { fill: #0a60c2 }
.warning { fill: #a86100 }
.hold { fill: #c9a0d8 }
.run { fill: #1f7a3d }
.deadline { stroke: #c0261c; stroke-width: 2.5 }
.late { fill: #c0261c }
@media (prefers-color-scheme: dark) {
text { fill: #f2f2f4 }
.quiet { fill: #a5a5ad }
.paper { fill: #1c1c1f }
.grid { stroke: #34343a }
.day { fill: #26262b }
.axis { stroke: #5c5c66 }
.question { fill: #1c1c1f; stroke: #66a9ff }
.appointment { fill: #66a9ff }
.warning { fill: #f0a63c }
.hold { fill: #7c4f8e }
.run { fill: #4fbf73 }
.deadline { stroke: #ff6b60 }
.late { fill: #ff6b60 }
}
`;
