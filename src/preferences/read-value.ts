/** From a kind to what reads and what writes a value of it: two sides of the same thing, so that what is written reads back. */
import type { TimeOfDay } from '../core/deployment.ts';
import { assertNever } from '../core/result.ts';
import { byLanguage, listOf, minutesList, textList } from './list-readers.ts';
import { boolean, formed, integer, oneOf, text } from './readers.ts';
import { deadlineDate, timeRange, weekHours } from './time-readers.ts';
import type { Reader, TimeRange, ValueKind, ValueOf, Written } from './value-kinds.ts';

export type AnyValue = ValueOf<ValueKind>;

/** Reads a value of this kind. */
export function readerOf(type: ValueKind): Reader<AnyValue> {
  switch (type.kind) {
    case 'text':
      return type.form === null ? text(type.mostCharacters) : formed(type.mostCharacters, type.form);
    case 'markdown':
      return text(type.mostCharacters);
    case 'integer':
      return integer(type.least, type.most);
    case 'boolean':
      return boolean;
    case 'choice':
      return oneOf(...type.options.map(({ value }) => value));
    case 'choices':
      return listOf(...type.options.map(({ value }) => value));
    case 'texts':
      return textList(type.mostItems, type.mostCharacters);
    case 'minutes':
      return minutesList(type);
    case 'date':
      return deadlineDate;
    case 'time-range':
      return timeRange;
    case 'week-hours':
      return weekHours;
    case 'languages':
      return byLanguage(type.mostCharacters);
    default:
      return assertNever(type);
  }
}

const two = (number: number): string => String(number).padStart(2, '0');
const timeText = ({ hour, minute }: TimeOfDay): string => `${two(hour)}:${two(minute)}`;
const rangeText = ({ start, end }: TimeRange): string => `${timeText(start)}-${timeText(end)}`;

/** How a value that was read is written in a property list. */
export function writtenValue(value: AnyValue): Written {
  if (typeof value !== 'object') return value;
  if (value instanceof Map) return Object.fromEntries(value as ReadonlyMap<string, string>);
  if ('start' in value) return rangeText(value);
  if ('kind' in value) {
    return value.kind === 'instant' ? value.at.toString() : value.at.toString({ smallestUnit: 'minute' });
  }
  const items = value as readonly (string | number | (TimeRange & { readonly day: string }))[];
  const hours = items.filter((item) => typeof item === 'object');
  if (hours.length > 0) return hours.map((item) => `${item.day}:${rangeText(item)}`).join(',');
  return items as readonly string[] | readonly number[];
}
