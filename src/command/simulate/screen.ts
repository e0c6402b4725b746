/**
 * What the screen of a simulated person shows: they work in their working hours, and outside of them the display sleeps. Judged by the
 * core as on a real Mac; nothing here says what follows from it.
 */
import type { Deployment, TimeOfDay } from '../../core/deployment.ts';
import { minuteOf, weekdayOf } from '../../core/hours.ts';
import type { Observation, Rectangle } from '../../core/screen.ts';
import { instantOf, isAfter, localOf, type Instant, type Zone } from '../../core/time.ts';
import type { Person } from './person.ts';

/** When people are in front of their Macs. */
export type Hours = Pick<Deployment, 'workingDay' | 'workingDays'>;

/** The same days, begun and ended later; not past midnight. */
export function later({ workingDay: { start, end }, workingDays }: Hours, minutes: number): Hours {
  const shifted = (time: TimeOfDay): TimeOfDay => {
    const minute = Math.min(minuteOf(time) + minutes, 24 * 60 - 1);
    return { hour: Math.floor(minute / 60), minute: minute % 60 };
  };
  return minutes === 0
    ? { workingDay: { start, end }, workingDays }
    : { workingDay: { start: shifted(start), end: shifted(end) }, workingDays };
}

const display: Rectangle = { x: 0, y: 0, width: 1512, height: 982 };

/** Somebody works; nothing keeps the display awake. */
const working: Observation = {
  displays: [display],
  windows: { kind: 'seen', value: [] },
  applications: { kind: 'seen', value: [] },
  assertions: { kind: 'seen', value: [] },
  camera: { kind: 'seen', value: false },
  screen: { kind: 'seen', value: 'on' },
};

const away: Observation = { ...working, screen: { kind: 'seen', value: 'asleep' } };

const keynote = { name: 'Keynote', bundleId: 'com.apple.Keynote', executable: 'Keynote', pid: 501 };

/** A slide show of Keynote: above ordinary windows, on the whole display, which it keeps awake (macos.md C2, C6). */
const presenting: Observation = {
  ...working,
  windows: {
    kind: 'seen',
    value: [
      { owner: keynote.name, bundleId: keynote.bundleId, pid: keynote.pid, layer: 1000, bounds: display },
    ],
  },
  applications: { kind: 'seen', value: [{ ...keynote, front: true }] },
  assertions: {
    kind: 'seen',
    value: [{ kind: 'display', process: keynote.name, pid: keynote.pid }],
  },
};

interface Span {
  readonly start: TimeOfDay;
  /** Not included. */
  readonly end: TimeOfDay;
}

/** When the presenter presents, on working days. */
const presentations: readonly Span[] = [
  { start: { hour: 10, minute: 0 }, end: { hour: 12, minute: 0 } },
  { start: { hour: 14, minute: 0 }, end: { hour: 15, minute: 30 } },
];

const presentationsOf = (person: Person): readonly Span[] => (person === 'presenter' ? presentations : []);

/** When the screen changes next, looking a week ahead. */
export function nextScreenChange(
  person: Person,
  { workingDay, workingDays }: Hours,
  now: Instant,
  zone: Zone,
): Instant | null {
  const today = localOf(now, zone).toPlainDate();
  for (let days = 0; days <= 7; days += 1) {
    const day = today.add({ days });
    if (!workingDays.includes(weekdayOf(day))) continue;
    const change = [workingDay, ...presentationsOf(person)]
      .flatMap(({ start, end }) => [start, end])
      .map((time) => instantOf(day.toPlainDateTime(time), zone))
      .filter((at) => isAfter(at, now))
      .sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0];
    if (change !== undefined) return change;
  }
  return null;
}

export function screenOf(
  person: Person,
  { workingDay, workingDays }: Hours,
  now: Instant,
  zone: Zone,
): Observation {
  const local = localOf(now, zone);
  const isWithin = ({ start, end }: Span): boolean =>
    minuteOf(start) <= minuteOf(local) && minuteOf(local) < minuteOf(end);
  if (!workingDays.includes(weekdayOf(local.toPlainDate()))) return away;
  if (presentationsOf(person).some(isWithin)) return presenting;
  return isWithin(workingDay) ? working : away;
}

/** Whether the person is in front of the screen. */
export const isThere = ({ screen }: Observation): boolean => screen.kind === 'seen' && screen.value === 'on';
