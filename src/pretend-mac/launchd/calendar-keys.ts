/** StartCalendarInterval as it stands in a plist. Unknown keys (a `Year`, say) are ignored; a bad value drops the dict. */
import { asDictionary } from '../property-list.ts';
import type { PlistValue } from 'plist';
import type { CalendarInterval } from './calendar.ts';

const FIELDS = [
  ['Minute', 'minute', 0, 59],
  ['Hour', 'hour', 0, 23],
  ['Day', 'day', 1, 31],
  ['Weekday', 'weekday', 0, 7],
  ['Month', 'month', 1, 12],
] as const;

export function readCalendar(value: PlistValue | undefined, remarks: string[]): CalendarInterval[] {
  if (value === undefined) return [];
  const intervals: CalendarInterval[] = [];
  for (const item of Array.isArray(value) ? value : [value]) {
    const interval = readInterval(item, remarks);
    if (interval) intervals.push(interval);
  }
  return intervals;
}

function readInterval(item: PlistValue, remarks: string[]): CalendarInterval | undefined {
  const dictionary = asDictionary(item);
  if (!dictionary) {
    remarks.push('StartCalendarInterval is not a dictionary; ignoring it');
    return undefined;
  }
  const interval: Record<string, number> = {};
  for (const [key, field, least, most] of FIELDS) {
    const value = dictionary[key];
    if (value === undefined) continue;
    if (!Number.isInteger(value) || (value as number) > most) {
      remarks.push(
        `StartCalendarInterval ${key} is no integer from ${least} to ${most}; ignoring the dictionary`,
      );
      return undefined;
    }
    // Only worth a warning to launchd; here it then matches anything.
    if ((value as number) < least) remarks.push(`StartCalendarInterval ${key} is less than ${least}`);
    else interval[field] = value as number;
  }
  return interval;
}

/** Back to the keys of the plist, in the order in which `launchctl print` shows them. */
export function calendarKeys(interval: CalendarInterval): [key: string, value: number][] {
  const keys: [string, number][] = [];
  for (const [key, field] of FIELDS) {
    const value = interval[field];
    if (value !== undefined) keys.push([key, value]);
  }
  return keys;
}
