/**
 * How one value of a property list becomes a value of ours. Forgiving where Jamf's forms are sloppy (a blank string is *not
 * set*, a number may come as text), strict where a guess could run something at a wrong time.
 */
import { isJobLabel, isTrigger } from '../core/names.ts';
import { parseInstant, parseLocalMinute } from '../core/time.ts';
import type { DeadlineRule, TimeOfDay } from '../core/deployment.ts';
import { failed, ok, type Result } from '../core/result.ts';

/** Reads a value; the problem is the rule that it breaks, to be read after "must be". */
export type Reader<T> = (value: unknown) => Result<T, string>;

export const text =
  (mostCharacters: number): Reader<string> =>
  (value) =>
    typeof value === 'string' && value.length <= mostCharacters
      ? ok(value)
      : failed(`text of at most ${String(mostCharacters)} characters`);

export const matching =
  (rule: (text: string) => boolean, words: string): Reader<string> =>
  (value) =>
    typeof value === 'string' && rule(value) ? ok(value) : failed(words);

export const trigger = matching(
  isTrigger,
  'a Jamf custom trigger of letters, digits, dots, hyphens, underscores or spaces, not beginning with "-"',
);
export const jobLabel = matching(
  isJobLabel,
  'a LaunchDaemon label of letters, digits, dots, hyphens or underscores, without "/" or ".."',
);

export const integer =
  (least: number, most: number): Reader<number> =>
  (value) => {
    const number = typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : value;
    return typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most
      ? ok(number)
      : failed(`a whole number from ${String(least)} to ${String(most)}`);
  };

export const boolean: Reader<boolean> = (value) => {
  if (typeof value === 'boolean') return ok(value);
  const written = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (written === 1 || written === '1' || written === 'true' || written === 'yes') return ok(true);
  if (written === 0 || written === '0' || written === 'false' || written === 'no') return ok(false);
  return failed('true or false');
};

export const oneOf =
  <T extends string>(...options: readonly T[]): Reader<T> =>
  (value) => {
    const found = options.find((option) => option === value);
    return found === undefined ? failed(`one of: ${options.join(', ')}`) : ok(found);
  };

/** Minutes as an array of numbers, or as super writes them: "0,60,240". */
export const minutesMenu: Reader<readonly number[]> = (value) => {
  const items: readonly unknown[] | null =
    typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : null;
  const rule = 'a list of up to 12 whole minutes from 0 to 129600, such as 0,60,240';
  if (items === null || items.length === 0 || items.length > 12) return failed(rule);
  const minutes: number[] = [];
  for (const item of items) {
    const read = integer(0, 129_600)(item);
    if (!read.ok) return failed(rule);
    if (!minutes.includes(read.value)) minutes.push(read.value);
  }
  return ok(minutes);
};

export const listOf =
  <T extends string>(...options: readonly T[]): Reader<readonly T[]> =>
  (value) => {
    const items: readonly unknown[] | null =
      typeof value === 'string'
        ? value.split(',').map((item) => item.trim())
        : Array.isArray(value)
          ? value
          : null;
    const one = oneOf(...options);
    const read = items?.map((item) => one(item)) ?? null;
    return read?.every((item) => item.ok) === true
      ? ok([...new Set(read.map((item) => item.value))])
      : failed(`a list out of: ${options.join(', ')}`);
  };

/** `08:30-17:30` */
export const workingDay: Reader<{ readonly start: TimeOfDay; readonly end: TimeOfDay }> = (value) => {
  const rule = 'the beginning and end of the working day, such as 08:30-17:30';
  const match = /^\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*$/.exec(
    typeof value === 'string' ? value : '',
  );
  if (match === null) return failed(rule);
  const [startHour = 99, startMinute = 99, endHour = 99, endMinute = 99] = match.slice(1).map(Number);
  const valid = startHour < 24 && endHour < 24 && startMinute < 60 && endMinute < 60;
  const start = { hour: startHour, minute: startMinute };
  const end = { hour: endHour, minute: endMinute };
  return valid && startHour * 60 + startMinute < endHour * 60 + endMinute ? ok({ start, end }) : failed(rule);
};

/**
 * A date with `Z` or an offset is an instant; without one it is local time. Also a real date of the property list, and
 * super's `YYYY-MM-DD:hh:mm`.
 */
export const deadlineDate: Reader<NonNullable<DeadlineRule['fixed']>> = (value) => {
  const rule = 'a date such as 2026-12-01T17:00 (local time) or 2026-12-01T16:00:00Z';
  const written = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value;
  if (typeof written !== 'string' || written.length > 40) return failed(rule);
  const superForm = /^(\d{4}-\d{2}-\d{2}):(\d{2}:\d{2})$/.exec(written);
  const plain = superForm === null ? written : `${superForm[1] ?? ''}T${superForm[2] ?? ''}`;
  const local = parseLocalMinute(plain);
  if (local !== null) return ok({ kind: 'local', at: local });
  const instant = parseInstant(plain);
  return instant === null ? failed(rule) : ok({ kind: 'instant', at: instant });
};
