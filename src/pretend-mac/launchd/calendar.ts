/**
 * When a StartCalendarInterval fires next. Walks month, day, hour and minute forward over a C broken-down time, as the
 * last published launchd does, and so shares its habits: the running minute is already too late, there is no year, day
 * 31 rolls into the next month, and a time found by walking over a change of summer time can be an hour off.
 */
import { localTime, makeTime, type LocalTime } from './local-time.ts';

/** Missing fields match anything. `month` counts from 1 and both 0 and 7 are Sunday, as in the plist. */
export interface CalendarInterval {
  readonly minute?: number;
  readonly hour?: number;
  readonly day?: number;
  readonly weekday?: number;
  readonly month?: number;
}

/** The first instant after `now` (both in ms since 1970) that matches. With day and weekday either one is enough. */
export function nextFire(interval: CalendarInterval, now: number, zone: string): number {
  const byWeekday =
    interval.weekday === undefined ? undefined : nextOnWeekday(interval, interval.weekday % 7, now, zone);
  if (byWeekday !== undefined && interval.day === undefined) return byWeekday;
  const byDate = nextOnDate(interval, now, zone);
  return byWeekday === undefined ? byDate : Math.min(byWeekday, byDate);
}

/** The walk starts at the next whole minute. */
function startOfWalk(now: number, zone: string): LocalTime {
  const time = localTime(now, zone);
  time.isdst = -1;
  time.second = 0;
  time.minute += 1;
  return time;
}

function nextOnDate(interval: CalendarInterval, now: number, zone: string): number {
  const time = startOfWalk(now, zone);
  const walk = new Walk(interval, zone);
  while (!walk.month(time)) {
    Object.assign(time, { year: time.year + 1, month: 0, day: 1, hour: 0, minute: 0 });
    makeTime(time, zone);
  }
  return makeTime(time, zone);
}

function nextOnWeekday(interval: CalendarInterval, weekday: number, now: number, zone: string): number {
  const time = startOfWalk(now, zone);
  const walk = new Walk(interval, zone);
  while (time.weekday !== weekday || !walk.hour(time)) {
    Object.assign(time, { day: time.day + 1, hour: 0, minute: 0 });
    makeTime(time, zone);
  }
  return makeTime(time, zone);
}

type Field = 'month' | 'day' | 'hour' | 'minute';
/** What a field starts from when the one before it was moved on. */
const FIRST = { month: 0, day: 1, hour: 0, minute: 0 } as const;
const SMALLER: Record<Field, readonly Field[]> = {
  month: ['day', 'hour', 'minute'],
  day: ['hour', 'minute'],
  hour: ['minute'],
  minute: [],
};

/** Each step answers whether the rest of the time can still come within the unit before it, and moves `time` there. */
class Walk {
  readonly #interval: CalendarInterval;
  readonly #zone: string;

  constructor(interval: CalendarInterval, zone: string) {
    this.#interval = interval;
    this.#zone = zone;
  }

  month(time: LocalTime): boolean {
    const month = this.#interval.month;
    return this.#field(time, 'month', month === undefined ? undefined : month - 1, (at) => this.#day(at));
  }

  hour(time: LocalTime): boolean {
    return this.#field(time, 'hour', this.#interval.hour, (at) =>
      this.#field(at, 'minute', this.#interval.minute, () => true),
    );
  }

  #day(time: LocalTime): boolean {
    return this.#field(time, 'day', this.#interval.day, (at) => this.hour(at));
  }

  #field(
    time: LocalTime,
    field: Field,
    wanted: number | undefined,
    rest: (time: LocalTime) => boolean,
  ): boolean {
    if (wanted === undefined) return this.#any(time, field, rest);
    if (wanted < time[field]) return false;
    if (wanted > time[field]) {
      time[field] = wanted;
      for (const smaller of SMALLER[field]) time[smaller] = FIRST[smaller];
    }
    return rest(time);
  }

  /** Tries one value of a free field after the other until it would carry into the field before it. */
  #any(time: LocalTime, field: Field, rest: (time: LocalTime) => boolean): boolean {
    if (field === 'minute') return true;
    const attempt = { ...time };
    while (!rest(attempt)) {
      attempt[field] += 1;
      for (const smaller of SMALLER[field]) attempt[smaller] = FIRST[smaller];
      const carried = attempt[field];
      makeTime(attempt, this.#zone);
      if (carried !== attempt[field]) return false;
    }
    Object.assign(time, attempt);
    return true;
  }
}
