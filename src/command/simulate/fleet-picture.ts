/** The picture of a fleet: when its Macs call the server, on one axis with a tick at each midnight. */
import { localOf, type Instant } from '../../core/time.ts';
import { binned, type FleetSimulation } from './fleet.ts';
import { busiestLine, fleetPeople, statusLine } from './fleet-report.ts';
import type { Frame } from './report.ts';
import { element, picture, text, tooltip } from './svg.ts';
import { dayAndClock, dayWords, number } from './words.ts';

const width = 1180;
const left = 84;
const right = 24;
const top = 110;
const high = 260;
/** Longer than this, and an hour is too narrow to be seen. */
const mostDaysByHour = 21;
/** Between the labels of two days, at least. */
const labelWidth = 76;

export function fleetPicture(fleet: FleetSimulation, { from, until, zone }: Omit<Frame, 'person'>): string {
  const length = until.epochMilliseconds - from.epochMilliseconds;
  const xOf = (at: Instant): number =>
    left + ((at.epochMilliseconds - from.epochMilliseconds) / length) * (width - left - right);
  const hours = length <= mostDaysByHour * 86_400_000 ? 1 : 6;
  const bins = binned(fleet.minutes, hours, zone);
  const highest = Math.max(1, ...bins.map(({ macs }) => macs));
  const yOf = (macs: number): number => top + high - (macs / highest) * high;
  const wide = Math.max(1.5, (hours * 3_600_000 * (width - left - right)) / length - 0.5);
  const title = `${number(fleet.macs)} Macs, ${dayAndClock(from, zone)} to ${dayAndClock(until, zone)}`;
  const busiest = busiestLine(fleet, zone);
  const statuses = fleet.deployments.map(statusLine);
  return picture({
    width,
    height: top + high + 60 + statuses.length * 16,
    title: `How many of ${title} call the server`,
    description: [busiest, ...statuses].join(' '),
    parts: [
      text(24, 36, 'heading', title),
      text(
        24,
        56,
        'quiet',
        `${zone}. Calls in ${hours === 1 ? 'each hour' : `every ${String(hours)} hours`}. ${fleetPeople(fleet)}.`,
      ),
      text(24, 80, 'section', busiest),
      ...[0, 0.5, 1].flatMap((share) => scale(Math.round(highest * share), yOf)),
      ...midnights(from, until, zone, xOf),
      ...bins.map(({ from: start, macs, most }) =>
        element(
          'rect',
          {
            class: 'appointment',
            x: Math.max(left, xOf(start)),
            y: yOf(macs),
            width: wide,
            height: top + high - yOf(macs),
          },
          tooltip(
            `${dayAndClock(start, zone)}: ${number(macs)} calls, at most ${number(most)} in one minute`,
          ),
        ),
      ),
      ...(fleet.busiest === null ? [] : [marker(xOf(fleet.busiest.at), busiest)]),
      ...statuses.map((words, index) => text(24, top + high + 52 + index * 16, 'small quiet', words)),
    ],
  });
}

const marker = (x: number, words: string): string =>
  element('path', { class: 'late', d: `M${x.toFixed(1)},${String(top - 4)} l-5,-9 h10 Z` }, tooltip(words));

function scale(macs: number, yOf: (macs: number) => number): readonly string[] {
  const y = yOf(macs);
  return [
    element('line', { class: macs === 0 ? 'axis' : 'grid', x1: left, x2: width - right, y1: y, y2: y }),
    text(left - 8, y + 4, 'small quiet', number(macs), { 'text-anchor': 'end' }),
  ];
}

function midnights(
  from: Instant,
  until: Instant,
  zone: string,
  xOf: (at: Instant) => number,
): readonly string[] {
  const parts: string[] = [];
  let labelled = -Infinity;
  for (let day = localOf(from, zone).startOfDay().add({ days: 1 }); ; day = day.add({ days: 1 })) {
    const x = xOf(day.toInstant());
    if (day.epochMilliseconds >= until.epochMilliseconds) return parts;
    parts.push(element('line', { class: 'grid', x1: x, x2: x, y1: top, y2: top + high + 6 }));
    if (x - labelled < labelWidth || x > width - right - labelWidth / 2) continue;
    labelled = x;
    parts.push(
      text(x, top + high + 20, 'small quiet', dayWords(day.toPlainDate()), { 'text-anchor': 'start' }),
    );
  }
}
