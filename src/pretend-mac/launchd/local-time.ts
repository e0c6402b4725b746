/**
 * C's `localtime` and `mktime` for a named zone, with the parts of their behaviour launchd's calendar depends on: fields
 * out of range roll over, and `isdst` both guides and records which of two offsets is meant.
 */
import { Temporal } from 'temporal-polyfill';

/** A broken-down local time. `month` counts from 0 and `isdst` is -1 for "find out", both as in C. */
export interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  isdst: -1 | 0 | 1;
  weekday: number;
}

function offsetAt(epoch: number, zone: string): number {
  return (
    Temporal.Instant.fromEpochMilliseconds(Math.floor(epoch)).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
  );
}

/** The smaller and the larger offset of the half years around an instant: standard and summer time. */
function offsetsAround(epoch: number, zone: string): { standard: number; summer: number } {
  const months = [-183, -92, 0, 92, 183].map((days) => offsetAt(epoch + days * 86_400_000, zone));
  return { standard: Math.min(...months), summer: Math.max(...months) };
}

export function localTime(epoch: number, zone: string): LocalTime {
  const offset = offsetAt(epoch, zone);
  const shown = new Date(epoch + offset);
  const { standard, summer } = offsetsAround(epoch, zone);
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth(),
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
    isdst: summer !== standard && offset === summer ? 1 : 0,
    weekday: shown.getUTCDay(),
  };
}

/** Normalises `time` in place and returns its instant, as `mktime` does. */
export function makeTime(time: LocalTime, zone: string): number {
  const shown = Date.UTC(time.year, time.month, time.day, time.hour, time.minute, time.second);
  const { standard, summer } = offsetsAround(shown, zone);
  let epoch: number;
  if (time.isdst === -1 || summer === standard) {
    // In a gap the time before it is carried over the gap; of two the first is taken.
    const candidates = [...new Set([summer, standard, offsetAt(shown, zone)])].map(
      (offset) => shown - offset,
    );
    const fitting = candidates.filter((instant) => instant + offsetAt(instant, zone) === shown);
    epoch = fitting.length > 0 ? Math.min(...fitting) : shown - standard;
  } else {
    epoch = shown - (time.isdst === 1 ? summer : standard);
  }
  Object.assign(time, localTime(epoch, zone));
  return epoch;
}
