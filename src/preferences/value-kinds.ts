/**
 * The kinds of values that a key may have: a closed union, so that the reader, the writer and every generator know each
 * of them. A kind says everything about the value that a form, a manifest or a reference needs to know.
 */
import type { Result } from '../core/result.ts';
import type { DayHours, DeadlineRule, TimeOfDay } from '../core/deployment.ts';

/** Reads a value; the problem is the rule that it breaks, to be read after "must be". */
export type Reader<T> = (value: unknown) => Result<T, string>;

/** A value as it is written in a property list. Dates are written as text: Jamf's forms offer no dates. */
export type Written =
  string | number | boolean | readonly string[] | readonly number[] | Readonly<Record<string, string>>;

/** A text with a form of its own. `expression` is the same rule for forms that only know regular expressions. */
export interface Form {
  readonly expression: string;
  /** To be read after "must be". */
  readonly words: string;
  readonly fits: (text: string) => boolean;
}

export interface Option<T extends string = string> {
  readonly value: T;
  readonly title: string;
}

export interface TextKind {
  readonly kind: 'text';
  readonly mostCharacters: number;
  /** Null: any text. */
  readonly form: Form | null;
}
/** A text in Markdown, of several lines. */
export interface MarkdownKind {
  readonly kind: 'markdown';
  readonly mostCharacters: number;
}
export type Unit = 'minutes' | 'hours' | 'days' | 'percent' | 'gigabytes' | 'deferrals' | 'attempts';
export interface IntegerKind {
  readonly kind: 'integer';
  readonly least: number;
  readonly most: number;
  readonly unit: Unit;
}
export interface BooleanKind {
  readonly kind: 'boolean';
}
export interface ChoiceKind<T extends string = string> {
  readonly kind: 'choice';
  readonly options: readonly Option<T>[];
}
/** Several out of a closed list, each once. */
export interface ChoicesKind<T extends string = string> {
  readonly kind: 'choices';
  readonly options: readonly Option<T>[];
}
export interface TextsKind {
  readonly kind: 'texts';
  readonly mostItems: number;
  readonly mostCharacters: number;
}
export interface MinutesKind {
  readonly kind: 'minutes';
  readonly least: number;
  readonly most: number;
  readonly mostItems: number;
}
export interface DateKind {
  readonly kind: 'date';
}
/** The beginning and end of a day, such as `08:30-17:30`. */
export interface TimeRangeKind {
  readonly kind: 'time-range';
}
/** Times of the week, such as `MON:09:00-17:00`. */
export interface WeekHoursKind {
  readonly kind: 'week-hours';
}
/** A text for each language, by language tag. */
export interface LanguagesKind {
  readonly kind: 'languages';
  readonly mostCharacters: number;
  readonly markdown: boolean;
}

export type ValueKind =
  | TextKind
  | MarkdownKind
  | IntegerKind
  | BooleanKind
  | ChoiceKind
  | ChoicesKind
  | TextsKind
  | MinutesKind
  | DateKind
  | TimeRangeKind
  | WeekHoursKind
  | LanguagesKind;

export interface TimeRange {
  readonly start: TimeOfDay;
  readonly end: TimeOfDay;
}

/** The value that a kind is read into. */
export type ValueOf<K> = K extends { readonly kind: 'text' | 'markdown' }
  ? string
  : K extends IntegerKind
    ? number
    : K extends BooleanKind
      ? boolean
      : K extends ChoiceKind<infer T>
        ? T
        : K extends ChoicesKind<infer T>
          ? readonly T[]
          : K extends TextsKind
            ? readonly string[]
            : K extends MinutesKind
              ? readonly number[]
              : K extends DateKind
                ? NonNullable<DeadlineRule['fixed']>
                : K extends TimeRangeKind
                  ? TimeRange
                  : K extends WeekHoursKind
                    ? readonly DayHours[]
                    : K extends LanguagesKind
                      ? ReadonlyMap<string, string>
                      : never;

export const text = (mostCharacters: number, form: Form | null = null): TextKind => ({
  kind: 'text',
  mostCharacters,
  form,
});
export const markdown = (mostCharacters: number): MarkdownKind => ({ kind: 'markdown', mostCharacters });
export const integer = (least: number, most: number, unit: Unit): IntegerKind => ({
  kind: 'integer',
  least,
  most,
  unit,
});
export const boolean: BooleanKind = { kind: 'boolean' };
export const choice = <const T extends string>(options: Readonly<Record<T, string>>): ChoiceKind<T> => ({
  kind: 'choice',
  options: optionsOf(options),
});
export const choices = <const T extends string>(options: Readonly<Record<T, string>>): ChoicesKind<T> => ({
  kind: 'choices',
  options: optionsOf(options),
});
export const texts = (mostItems: number, mostCharacters = 200): TextsKind => ({
  kind: 'texts',
  mostItems,
  mostCharacters,
});
export const minutes = (least: number, most: number, mostItems: number): MinutesKind => ({
  kind: 'minutes',
  least,
  most,
  mostItems,
});
export const date: DateKind = { kind: 'date' };
export const timeRange: TimeRangeKind = { kind: 'time-range' };
export const weekHours: WeekHoursKind = { kind: 'week-hours' };
export const languages = (mostCharacters: number, isMarkdown = false): LanguagesKind => ({
  kind: 'languages',
  mostCharacters,
  markdown: isMarkdown,
});

const optionsOf = <T extends string>(options: Readonly<Record<T, string>>): readonly Option<T>[] =>
  (Object.keys(options) as T[]).map((value) => ({ value, title: options[value] }));
