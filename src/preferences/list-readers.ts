/**
 * How lists and dictionaries are read. A list may come as an array or, as super writes it, as text with commas; blank entries
 * of a form are not there.
 */
import { failed, ok, type Result } from '../core/result.ts';
import { languageForm } from './forms.ts';
import { integer, oneOf, text } from './readers.ts';
import type { MinutesKind, Reader } from './value-kinds.ts';

const mostLanguages = 100;
/** Longer texts are no lists of ours; they are not taken apart. */
const mostListCharacters = 20_000;

export const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** A dictionary of a property list: neither a list nor a date nor data. */
export const isDictionary = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Object]';

/** The entries of a list; null where it is none. */
function itemsOf(value: unknown): readonly unknown[] | null {
  if (typeof value === 'string') {
    return value.length > mostListCharacters ? null : value.split(',').map((item) => item.trim());
  }
  return Array.isArray(value) ? (value as readonly unknown[]).filter((item) => !isBlank(item)) : null;
}

/** Every entry once, in the order in which they came; null where one cannot be read. */
function readAll<T>(items: readonly unknown[], reader: Reader<T>): readonly T[] | null {
  const read: T[] = [];
  for (const item of items) {
    const result = reader(item);
    if (!result.ok) return null;
    if (!read.includes(result.value)) read.push(result.value);
  }
  return read;
}

const listOr = <T>(read: readonly T[] | null, rule: string): Result<readonly T[], string> =>
  read === null ? failed(rule) : ok(read);

/** Minutes as an array of numbers, or as super writes them: "0,60,240". */
export const minutesList =
  ({
    least,
    most,
    mostItems,
  }: Pick<MinutesKind, 'least' | 'most' | 'mostItems'>): Reader<readonly number[]> =>
  (value) => {
    const items = itemsOf(value);
    const rule = `a list of up to ${mostItems} whole minutes from ${least} to ${most}, such as 0,60,240`;
    if (items === null || items.length === 0 || items.length > mostItems) return failed(rule);
    return listOr(readAll(items, integer(least, most)), rule);
  };

export const listOf =
  <T extends string>(...options: readonly T[]): Reader<readonly T[]> =>
  (value) => {
    const items = itemsOf(value);
    const rule = `a list out of: ${options.join(', ')}`;
    if (items === null || items.length > 100) return failed(rule);
    return listOr(readAll(items, oneOf(...options)), rule);
  };

export const textList =
  (mostItems: number, mostCharacters: number): Reader<readonly string[]> =>
  (value) => {
    const items = itemsOf(value);
    const rule = `a list of up to ${mostItems} texts of at most ${mostCharacters} characters`;
    if (items === null || items.length > mostItems || items.some(isBlank)) return failed(rule);
    return listOr(readAll(items, text(mostCharacters)), rule);
  };

/** A text for each language. */
export const byLanguage =
  (mostCharacters: number): Reader<ReadonlyMap<string, string>> =>
  (value) => {
    const rule = `a dictionary of texts of at most ${mostCharacters} characters by language tag, such as de or pt-BR`;
    if (!isDictionary(value)) return failed(rule);
    const tags = Object.keys(value).filter((language) => !isBlank(value[language]));
    if (tags.length > mostLanguages) return failed(rule);
    const read = new Map<string, string>();
    for (const language of tags) {
      const result = text(mostCharacters)(value[language]);
      if (!languageForm.fits(language) || !result.ok) return failed(rule);
      read.set(language, result.value);
    }
    return ok(read);
  };
