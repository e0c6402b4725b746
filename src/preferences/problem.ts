/** What was found in the preferences: values that name domain, key, value, the rule and what was used instead. */
import { isDictionary } from './list-readers.ts';

export type Severity = 'error' | 'warning' | 'note';

export type ProblemKind =
  /** The value breaks the rule of its key. */
  | 'bad-value'
  /** A deployment cannot be without this key. */
  | 'missing'
  /** The name is that of a key but for upper and lower case. */
  | 'wrong-case'
  | 'unknown-key'
  /** Another tool's name, which means something else than any key of ours. */
  | 'other-meaning'
  /** The key belongs to the other domain. */
  | 'wrong-place'
  /** Two keys, or a key and the present moment, contradict each other. */
  | 'contradiction'
  /** A key and another tool's name for it are both set. */
  | 'set-twice'
  /** Another tool's name, read as one of ours. */
  | 'alias';

export interface Problem {
  /** Something is left out or falls back; something is probably not what was meant; something to know. */
  readonly severity: Severity;
  readonly kind: ProblemKind;
  readonly domain: string;
  /** The name of the file or profile in which it stands. */
  readonly source: string;
  readonly key: string;
  /** As it was found, shortened. */
  readonly value: string;
  /** To be read after "must be" or "must not be"; a sentence of its own for notes. */
  readonly rule: string;
  readonly used: string;
  /** The known name that was probably meant. */
  readonly nearest: string | null;
}

/** One line, for logs and lists. */
export function describeProblem(problem: Problem): string {
  const { domain, value, rule, used, nearest } = problem;
  const key = shownKey(problem.key);
  switch (problem.kind) {
    case 'bad-value':
    case 'missing':
    case 'contradiction':
    case 'set-twice':
      return `${domain}: ${key} is ${value}, but must be ${rule}; used ${used} instead`;
    case 'wrong-case':
    case 'unknown-key':
      return `${domain}: ${key} is not a key${nearest === null ? '' : `; did you mean ${nearest}?`} It is not read`;
    case 'wrong-place':
      return `${domain}: ${key} is not read here; it must be ${rule}`;
    case 'other-meaning':
    case 'alias':
      return `${domain}: ${key}: ${rule}`;
  }
}

const mostShown = 80;

/** A value as found, in at most 80 characters, whatever it is and however much of it there is. */
export function shown(value: unknown): string {
  const text = shownPart(value, 4);
  return text.length > mostShown ? `${text.slice(0, mostShown - 3)}…` : text;
}

/** A name as found: it may be any text at all. */
const shownKey = (key: string): string => {
  const plain = /^[\x20-\x7e]{1,80}$/.test(key);
  return plain ? key : shown(key);
};

function shownPart(value: unknown, levels: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.slice(0, mostShown));
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null';
    case 'boolean':
      return String(value);
    case 'bigint':
      return `"${String(value).slice(0, mostShown)}"`;
    case 'object':
      return value === null ? 'null' : shownObject(value, levels);
    default:
      return 'null';
  }
}

function shownObject(value: object, levels: number): string {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? 'null' : JSON.stringify(value.toISOString());
  }
  if (value instanceof Uint8Array) return `data of ${value.length} bytes`;
  if (levels === 0) return '…';
  // No more entries than could be seen.
  if (Array.isArray(value)) {
    const items = (value as readonly unknown[]).slice(0, 20);
    return `[${items.map((item) => shownPart(item, levels - 1)).join(',')}]`;
  }
  if (!isDictionary(value)) return 'a value of another kind';
  const entries = Object.keys(value).slice(0, 20);
  return `{${entries.map((key) => `${JSON.stringify(key.slice(0, 40))}:${shownPart(value[key], levels - 1)}`).join(',')}}`;
}
