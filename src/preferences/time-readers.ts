/** How dates, hours of the day and hours of the week are read. */
import { weekdays, type DayHours, type DeadlineRule, type TimeOfDay } from '../core/deployment.ts';
import { failed, ok } from '../core/result.ts';
import { parseInstant, parseLocalMinute } from '../core/time.ts';
import type { Reader, TimeRange } from './value-kinds.ts';

/** `8:30` or `08:30`; 24:00 is the end of the day. */
function timeOfDay(text: string): TimeOfDay | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  const [hour = 99, minute = 99] = match?.slice(1).map(Number) ?? [];
  return (hour < 24 && minute < 60) || (hour === 24 && minute === 0) ? { hour, minute } : null;
}

/** `08:30-17:30`; it ends on the day on which it began. */
function range(text: string): TimeRange | null {
  const [from = '', to = '', ...rest] = text.split('-').map((part) => part.trim());
  const start = timeOfDay(from);
  const end = timeOfDay(to);
  if (start === null || end === null || rest.length > 0) return null;
  return start.hour * 60 + start.minute < end.hour * 60 + end.minute ? { start, end } : null;
}

/** A core time of day ends at 23:59, so 24:00 is only for hours of the week. */
export const timeRange: Reader<TimeRange> = (value) => {
  const read = typeof value === 'string' && value.length <= 40 ? range(value) : null;
  return read === null || read.end.hour === 24
    ? failed('the beginning and end of the working day, such as 08:30-17:30')
    : ok(read);
};

/** `MON:09:00-17:00,SAT:00:00-24:00`, as super writes them, or a list of such texts. */
export const weekHours: Reader<readonly DayHours[]> = (value) => {
  const rule = 'days and hours such as MON:09:00-17:00,TUE:09:00-17:00';
  const items: readonly unknown[] =
    typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
  if (items.length === 0 || items.length > 50) return failed(rule);
  const read: DayHours[] = [];
  for (const item of items) {
    const match = typeof item === 'string' ? /^\s*([A-Z]{3}):([\d:\s-]{1,30})$/.exec(item) : null;
    const day = weekdays.find((it) => it === match?.[1]);
    const hours = range(match?.[2] ?? '');
    if (day === undefined || hours === null) return failed(rule);
    read.push({ day, ...hours });
  }
  return ok(read);
};

/**
 * A date with `Z` or an offset is an instant; without one it is local time. Also a real date of the property list, and
 * super's `YYYY-MM-DD:hh:mm`.
 */
export const deadlineDate: Reader<NonNullable<DeadlineRule['fixed']>> = (value) => {
  const rule = 'a date such as 2026-12-01T17:00 (local time) or 2026-12-01T16:00:00Z';
  const given = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value;
  if (typeof given !== 'string' || given.length > 40) return failed(rule);
  const written = given.trim();
  const superForm = /^(\d{4}-\d{2}-\d{2}):(\d{2}:\d{2})$/.exec(written);
  const plain = superForm === null ? written : `${superForm[1] ?? ''}T${superForm[2] ?? ''}`;
  const local = parseLocalMinute(plain);
  if (local !== null) return ok({ kind: 'local', at: local });
  const instant = parseInstant(plain);
  return instant === null ? failed(rule) : ok({ kind: 'instant', at: instant });
};
