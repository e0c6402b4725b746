/** The picture of one simulated Mac: a row for each day on which something happens, from midnight to midnight by the clock on the wall. */
import type { LocalDay } from '../../core/time.ts';
import { daysOf, type DayOfMarks, type Mark, type MarkKind } from './marks.ts';
import type { Simulation, SimulatedCourse } from './mac.ts';
import { counts, summary, type Frame } from './report.ts';
import { element, picture, text, tooltip } from './svg.ts';
import { dayAndClock, dayWords, personWords, some } from './words.ts';

const width = 1180;
const left = 110;
const right = 24;
const perMinute = (width - left - right) / (24 * 60);
const xOf = (minute: number): number => left + minute * perMinute;

/** One line of labels under a row. */
const labelHeight = 14;
/** About what a letter takes. */
const letterWidth = 6.2;

export function macPicture(simulation: Simulation, frame: Frame): string {
  const { from, until, zone, person } = frame;
  const parts: string[] = [
    text(24, 36, 'heading', `One Mac, ${dayAndClock(from, zone)} to ${dayAndClock(until, zone)}`),
    text(24, 56, 'quiet', `${zone}. Its person (${person}) ${personWords[person]}.`),
    ...legend(84),
  ];
  let y = 112;
  for (const course of simulation.courses) {
    parts.push(text(24, y + 14, 'section', course.deployment.title || course.deployment.id));
    y += 24;
    const section = sectionOf(course, simulation, frame, y);
    parts.push(...section.parts);
    y = section.bottom + 24;
  }
  for (const course of simulation.courses) {
    parts.push(text(24, y, 'small quiet', counts(course, simulation.events, zone)));
    y += 16;
  }
  return picture({
    width,
    height: y + 8,
    title: `What one Mac sees from ${dayAndClock(from, zone)} to ${dayAndClock(until, zone)}`,
    description: simulation.courses.map((course) => summary(course, simulation.events, zone)).join(' '),
    parts,
  });
}

interface Section {
  readonly parts: readonly string[];
  readonly bottom: number;
}

function sectionOf(
  course: SimulatedCourse,
  { events }: Simulation,
  { until, zone }: Frame,
  top: number,
): Section {
  const days = daysOf(course, events, until, zone);
  if (days.length === 0)
    return { parts: [text(left, top + 12, 'quiet', 'Nothing happens.')], bottom: top + 20 };
  const parts = hourLabels(top);
  let y = top + 18;
  let before: LocalDay | null = null;
  for (const day of days) {
    const skipped = before === null ? 0 : before.until(day.day).days - 1;
    if (skipped > 0) {
      parts.push(text(left, y + 11, 'small quiet', `${some(skipped, 'day')} without anything to see`));
      y += 18;
    }
    const row = rowOf(day, y);
    parts.push(...row.parts);
    y = row.bottom;
    before = day.day;
  }
  return { parts, bottom: y };
}

function hourLabels(top: number): string[] {
  return [0, 3, 6, 9, 12, 15, 18, 21, 24].map((hour) =>
    text(xOf(hour * 60), top + 10, 'small quiet', `${String(hour).padStart(2, '0')}:00`, {
      'text-anchor': 'middle',
    }),
  );
}

function rowOf({ day, marks }: DayOfMarks, top: number): Section {
  const middle = top + 12;
  const labels = placed(marks.filter(({ label }) => label !== ''));
  const lanes = Math.max(0, ...labels.map(({ lane }) => lane + 1));
  const bottom = top + 26 + lanes * labelHeight;
  const grid = Array.from({ length: 25 }, (_, hour) =>
    element('line', {
      class: hour % 24 === 0 ? 'axis' : 'grid',
      x1: xOf(hour * 60),
      x2: xOf(hour * 60),
      y1: top,
      y2: bottom - 4,
    }),
  );
  return {
    bottom,
    parts: [
      element('rect', {
        class: 'day',
        x: left,
        y: top,
        width: xOf(24 * 60) - left,
        height: bottom - top - 4,
      }),
      ...grid,
      element('line', { class: 'axis', x1: left, x2: xOf(24 * 60), y1: middle, y2: middle }),
      text(24, middle + 4, '', dayWords(day)),
      // What lasts lies under what is a moment.
      ...order
        .flatMap((kind) => marks.filter((mark) => mark.kind === kind))
        .map((mark) => drawn(mark, middle)),
      ...labels.map(({ mark, x, lane }) =>
        text(
          x,
          top + 34 + lane * labelHeight,
          `small ${mark.kind === 'deadline' ? 'late' : ''}`.trim(),
          mark.label,
        ),
      ),
    ],
  };
}

const order: readonly MarkKind[] = ['hold', 'deadline', 'run', 'appointment', 'warning', 'question'];

interface PlacedLabel {
  readonly mark: Mark;
  readonly x: number;
  readonly lane: number;
}

/** Each label in the first lane in which it covers no other. */
function placed(marks: readonly Mark[]): readonly PlacedLabel[] {
  const free: number[] = [];
  return [...marks]
    .sort((a, b) => a.from - b.from)
    .map((mark) => {
      const wide = mark.label.length * letterWidth;
      const x = Math.min(xOf(mark.from) - 4, width - right - wide);
      const found = free.findIndex((end) => end <= x);
      const lane = found === -1 ? free.length : found;
      free[lane] = x + wide + 6;
      return { mark, x, lane };
    });
}

function drawn({ kind, from, until, told }: Mark, y: number): string {
  const x = xOf(from);
  const wide = Math.max(4, xOf(until) - x);
  const title = tooltip(told);
  switch (kind) {
    case 'question':
      return element('circle', { class: kind, cx: x, cy: y, r: 5 }, title);
    case 'appointment':
      return element('path', { class: kind, d: around(x, y, [0, -8, 7, 0, 0, 8, -7, 0]) }, title);
    case 'warning':
      return element('path', { class: kind, d: around(x, y, [0, -8, 8, 6, -8, 6]) }, title);
    case 'hold':
      return element('rect', { class: kind, x, y: y - 4, width: wide, height: 8 }, title);
    case 'run':
      return element('rect', { class: kind, x, y: y - 9, width: wide, height: 18, rx: 2 }, title);
    case 'deadline':
      return element('line', { class: kind, x1: x, x2: x, y1: y - 12, y2: y + 12 }, title);
  }
}

/** A closed path through these points, as pairs beside (x, y). */
function around(x: number, y: number, offsets: readonly number[]): string {
  const points: string[] = [];
  for (let index = 0; index < offsets.length; index += 2) {
    points.push(`${(x + (offsets[index] ?? 0)).toFixed(1)},${(y + (offsets[index + 1] ?? 0)).toFixed(1)}`);
  }
  return `M${points.join(' L')} Z`;
}

const legendWords: readonly (readonly [MarkKind, string])[] = [
  ['question', 'a question comes up'],
  ['appointment', 'an appointment'],
  ['warning', 'a reminder or warning'],
  ['hold', 'held back'],
  ['run', 'the run'],
  ['deadline', 'the deadline'],
];

function legend(y: number): readonly string[] {
  let x = 32;
  return legendWords.flatMap(([kind, words]) => {
    const minute = (x - left) / perMinute;
    const long = kind === 'hold' || kind === 'run' ? 14 / perMinute : 0;
    const mark = drawn({ kind, from: minute, until: minute + long, label: '', told: words }, y - 4);
    const part = text(x + 20, y, 'small', words);
    x += 20 + words.length * letterWidth + 28;
    return [mark, part];
  });
}
