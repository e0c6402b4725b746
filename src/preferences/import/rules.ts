/**
 * How another tool's settings become ours: for each name a rule. Whatever has no counterpart is listed with the reason, and
 * whatever means something else here is noted; nothing is dropped without a word.
 */
import type { Tool } from '../key.ts';
import { readerOf, writtenValue } from '../read-value.ts';
import { keyNamed, type KeyName } from '../table.ts';
import type { Written } from '../value-kinds.ts';

/** A setting that was not taken over. */
export interface Lost {
  readonly name: string;
  readonly why: string;
}

/** What the admin should know about a setting that was. */
export interface Note {
  readonly key: KeyName;
  readonly text: string;
}

export interface Imported {
  readonly tool: Tool;
  readonly settings: ReadonlyMap<KeyName, Written>;
  readonly lost: readonly Lost[];
  readonly notes: readonly Note[];
}

/** What is made of one setting. Nothing: it says what is so anyway. */
export type Outcome =
  | { readonly kind: 'taken'; readonly key: KeyName; readonly value: unknown; readonly note: string | null }
  | { readonly kind: 'lost'; readonly why: string }
  | { readonly kind: 'nothing' };

export type Rule = (value: unknown) => Outcome;
export type Rules = Readonly<Record<string, Rule>>;

/** Taken as it is. The value is read by the key's own rule, so only what the key allows comes through. */
export const to =
  (key: KeyName, note: string | null = null): Rule =>
  (value) => ({ kind: 'taken', key, value, note });

/** Taken after a conversion; undefined means that it says nothing here. */
export const converted =
  (key: KeyName, convert: (value: unknown) => unknown, note: string | null = null): Rule =>
  (value) => {
    const made = convert(value);
    return made === undefined ? { kind: 'nothing' } : { kind: 'taken', key, value: made, note };
  };

export const lost =
  (why: string): Rule =>
  () => ({ kind: 'lost', why });

/** For a family of names, such as everything that begins with `Auth`. */
export interface Family {
  readonly names: RegExp;
  readonly why: string;
}

export const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && /^\s*-?\d{1,12}\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

/** Seconds as whole minutes, never shorter. What is no number stays, for the key's own rule to refuse. */
export const minutesOfSeconds = (value: unknown): unknown => {
  const seconds = numberOf(value);
  return seconds === null ? value : Math.ceil(seconds / 60);
};

/** Collects what becomes of each setting. The first to set a key wins: rules are asked in the order of importance. */
export class Collector {
  readonly #settings = new Map<KeyName, Written>();
  readonly #lost: Lost[] = [];
  readonly #notes: Note[] = [];

  readonly #tool: Tool;
  readonly #rules: Rules;
  readonly #families: readonly Family[];

  constructor(tool: Tool, rules: Rules, families: readonly Family[]) {
    this.#tool = tool;
    this.#rules = rules;
    this.#families = families;
  }

  /** `name` as the tool writes it; `shown` with the group in which it stands. */
  setting(name: string, value: unknown, shown = name): void {
    const rule = Object.hasOwn(this.#rules, name) ? this.#rules[name] : undefined;
    const family = this.#families.find(({ names }) => names.test(name));
    if (rule === undefined) {
      this.lose(shown, family?.why ?? `this importer does not know it; is it a key of ${this.#tool}?`);
      return;
    }
    const outcome = rule(value);
    if (outcome.kind === 'lost') this.lose(shown, outcome.why);
    else if (outcome.kind === 'taken') this.take(outcome.key, outcome.value, outcome.note, shown);
  }

  take(key: KeyName, value: unknown, note: string | null, shown: string): void {
    if (this.#settings.has(key)) {
      this.lose(shown, `${key} is set already by another setting`);
      return;
    }
    const read = readerOf(keyNamed(key).type)(value);
    if (!read.ok) {
      this.lose(shown, `its value cannot be ${key}, which must be ${read.problem}`);
      return;
    }
    this.#settings.set(key, writtenValue(read.value));
    if (note !== null) this.note(key, note);
  }

  lose(name: string, why: string): void {
    this.#lost.push({ name, why });
  }

  note(key: KeyName, text: string): void {
    this.#notes.push({ key, text });
  }

  has(key: KeyName): boolean {
    return this.#settings.has(key);
  }

  imported(): Imported {
    if (!this.#settings.has('Trigger')) {
      this.note('Trigger', `${this.#tool} has none: set it to the custom trigger of your execution policy`);
    }
    return { tool: this.#tool, settings: this.#settings, lost: this.#lost, notes: this.#notes };
  }
}
