/** What the windows of a stand-in app show: drawn shapes and words at any size, so that a picture of the screen tells a story. */
import { execFile } from 'node:child_process';
import type { Rectangle } from '../desktop/windows.ts';

export type Subject = 'slide' | 'presenter' | 'slide-editor' | 'notes' | 'chat';

type Shape =
  | { readonly kind: 'box'; readonly at: Rectangle; readonly color: string }
  | {
      readonly kind: 'words';
      readonly x: number;
      /** Of the line the letters stand on. */
      readonly y: number;
      readonly size: number;
      readonly text: string;
      readonly color: string;
      readonly weight: 'Regular' | 'Semi-Bold';
    };

/** Four bytes a pixel (blue, green, red, unused), row by row. */
export function draw(subject: Subject, width: number, height: number): Promise<Buffer> {
  const shapes = pictures[subject]({ x: 0, y: 0, width, height });
  const size = `${width}x${height}`;
  const options = { encoding: 'buffer', maxBuffer: width * height * 4 + 1024 } as const;
  return new Promise((resolve, reject) => {
    execFile(
      'convert',
      ['-size', size, 'xc:white', ...shapes.flatMap(asOptions), '-alpha', 'off', '-depth', '8', 'bgra:-'],
      options,
      (error, pixels) => {
        if (error) reject(new Error(`the picture was not drawn: ${error.message}`));
        else resolve(pixels);
      },
    );
  });
}

function asOptions(shape: Shape): readonly string[] {
  if (shape.kind === 'box') {
    const { x, y, width, height } = shape.at;
    const corners = [x, y, x + width - 1, y + height - 1].map(Math.round).join(',');
    return ['-fill', shape.color, '-draw', `rectangle ${corners}`];
  }
  const { x, y, size, text, color, weight } = shape;
  return [
    ...['-font', `Inter-${weight}`, '-pointsize', String(Math.max(1, Math.round(size)))],
    ...['-fill', color, '-annotate', `+${Math.round(x)}+${Math.round(y)}`, text],
  ];
}

const box = (x: number, y: number, width: number, height: number, color: string): Shape => ({
  kind: 'box',
  at: { x, y, width, height },
  color,
});

const words = (
  x: number,
  y: number,
  size: number,
  text: string,
  color = '#1d1d1f',
  weight: 'Regular' | 'Semi-Bold' = 'Regular',
): Shape => ({ kind: 'words', x, y, size, text, color, weight });

const bars = [0.35, 0.5, 0.45, 0.7, 0.9];
const slideWords = ['Third Quarter', 'Customers who renewed, in percent'];

function slide({ x, y, width, height }: Rectangle): readonly Shape[] {
  const unit = Math.min(width / 16, height / 10);
  const base = y + height - unit;
  return [
    box(x, y, width, height, '#14304f'),
    box(x, y, width, unit * 0.18, '#f0b429'),
    words(x + unit, y + unit * 1.7, unit * 0.95, slideWords[0] ?? '', '#ffffff', 'Semi-Bold'),
    words(x + unit, y + unit * 2.5, unit * 0.45, slideWords[1] ?? '', '#b9cbe0'),
    ...bars.map((share, index) => {
      const tall = (height - unit * 4.4) * share;
      const wide = (width - unit * 2) / bars.length;
      return box(
        x + unit + index * wide,
        base - tall,
        wide * 0.62,
        tall,
        index === bars.length - 1 ? '#f0b429' : '#4f8fd0',
      );
    }),
    box(x + unit, base, width - unit * 2, Math.max(1, unit * 0.05), '#b9cbe0'),
  ];
}

/** A page of 16 to 10, as large as fits, in the middle. */
function page(area: Rectangle): Rectangle {
  const width = Math.min(area.width, area.height * 1.6);
  const height = width / 1.6;
  return { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
}

const pictures: Readonly<Record<Subject, (area: Rectangle) => readonly Shape[]>> = {
  slide,

  presenter: ({ width, height }) => [
    box(0, 0, width, height, '#000000'),
    words(width * 0.04, height * 0.1, height * 0.05, 'Current: Slide 4 of 12', '#ffffff', 'Semi-Bold'),
    words(width * 0.66, height * 0.1, height * 0.04, 'Next', '#9a9a9a'),
    ...slide(page({ x: width * 0.04, y: height * 0.14, width: width * 0.58, height: height * 0.6 })),
    ...slide(page({ x: width * 0.66, y: height * 0.14, width: width * 0.3, height: height * 0.32 })),
    words(width * 0.04, height * 0.9, height * 0.07, '00:12:40', '#ffffff'),
    words(width * 0.66, height * 0.6, height * 0.035, 'Thank the team for the pilot.', '#d0d0d0'),
  ],

  'slide-editor': ({ width, height }) => {
    const [bar, side] = [52, Math.min(180, width / 5)];
    const thumbnail = (side - 40) / 1.6;
    return [
      box(0, 0, width, height, '#e4e4e6'),
      box(0, 0, width, bar, '#f6f6f6'),
      words(20, 33, 15, 'Third Quarter', '#1d1d1f', 'Semi-Bold'),
      ...['Play', 'Table', 'Chart', 'Text', 'Shape'].map((tool, index) =>
        words(width / 2 - 150 + index * 64, 33, 13, tool, '#4a4a4c'),
      ),
      box(0, bar, side, height - bar, '#f0f0f2'),
      ...[0, 1, 2].flatMap((index) => {
        const y = bar + 20 + index * (thumbnail + 20);
        const chosen = index === 1 ? [box(15, y - 5, side - 30, thumbnail + 10, '#f0b429')] : [];
        return [...chosen, ...slide({ x: 20, y, width: side - 40, height: thumbnail })];
      }),
      ...slide(
        page({
          x: side + 30,
          y: bar + 30,
          width: width - side - 60,
          height: Math.max(10, height - bar - 60),
        }),
      ),
    ];
  },

  chat: ({ width, height }) => [
    box(0, 0, width, height, '#ffffff'),
    box(0, 0, 200, height, '#3a2b45'),
    words(24, 44, 16, 'Example Corp', '#ffffff', 'Semi-Bold'),
    ...['general', 'offsite', 'launch'].map((channel, index) =>
      words(24, 92 + index * 32, 14, `# ${channel}`, index === 0 ? '#ffffff' : '#c9bdd3'),
    ),
    words(230, 44, 16, '# general', '#1d1d1f', 'Semi-Bold'),
    ...[
      ['Ada', 'The rooms for the offsite are booked.'],
      ['Ben', 'Thank you! Who brings the projector?'],
    ].flatMap(([who = '', what = ''], index) => [
      box(230, 84 + index * 76, 40, 40, index === 0 ? '#4f8fd0' : '#d0824f'),
      words(286, 100 + index * 76, 14, who, '#1d1d1f', 'Semi-Bold'),
      words(286, 122 + index * 76, 15, what),
    ]),
    box(230, height - 70, width - 260, 44, '#f0f0f2'),
    words(246, height - 42, 14, 'Message #general', '#8a8a8e'),
  ],

  notes: ({ width, height }) => [
    box(0, 0, width, height, '#ffffff'),
    box(0, 0, Math.min(220, width / 3), height, '#f5f0e1'),
    words(20, 44, 15, 'Shopping', '#1d1d1f', 'Semi-Bold'),
    words(20, 84, 15, 'Ideas for the offsite', '#6b6b6d'),
    words(Math.min(220, width / 3) + 30, 54, 22, 'Shopping', '#1d1d1f', 'Semi-Bold'),
    ...['Bread', 'Lemons', 'Light bulbs'].map((item, index) =>
      words(Math.min(220, width / 3) + 30, 96 + index * 30, 16, `•  ${item}`),
    ),
  ],
};
