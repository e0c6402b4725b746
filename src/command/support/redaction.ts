/**
 * Takes out of texts what tells who and where somebody is, and what opens doors. One thing has one stand-in throughout a bundle
 * (`[user-1]`), so that a story can still be followed. Rather too much is taken out than too little.
 */

/** What is known of this Mac beforehand; everything else is found by its form. */
export interface Identities {
  /** Short names and full names of people. */
  readonly users: readonly string[];
  /** Names of this Mac and of its servers. */
  readonly hosts: readonly string[];
  /** Serial number and hardware UUID. */
  readonly serials: readonly string[];
}

export const redactedKinds = ['user', 'path', 'email', 'host', 'address', 'serial', 'secret'] as const;
export type RedactedKind = (typeof redactedKinds)[number];

const secretWord = String.raw`(?:pass(?:word|wd|phrase|code)?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|authorization|recovery[_ ]?key|invitation)`;

/** What a key of a dictionary is called whose value nobody may see. */
const secretKey = new RegExp(secretWord, 'i');

/** Every form is bounded: a log may hold a line of any length, written by anybody. */
const secretForms: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{1,40}-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g,
  /\beyJ[\w-]{8,4000}\.[\w-]+\.?[\w-]*/g,
  /\b(?:gh[pousr]_|github_pat_|xox[abprs]-|AKIA|sk-|glpat-)[\w-]{10,}/g,
  // A FileVault recovery key.
  /\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){5}\b/g,
  // Long random texts; a version, a path and a UUID are none.
  /\b(?=[\w+]{0,200}\d)(?=[\w+]{0,200}[A-Za-z])[A-Za-z0-9+_]{40,}={0,2}/g,
];
const secretAfter = new RegExp(
  String.raw`\b(${secretWord}\w{0,40}["']?\s{0,3}(?:[:=]\s{0,3}|\sis\s)["']?)((?:bearer|basic)\s)?[^\s"',;&]+`,
  'gi',
);
const bearer = /\b(bearer|basic)\s{1,3}[\w+/.~=-]{8,}/gi;

const link =
  /\b([a-z][a-z0-9+.-]{1,20}:\/\/)(?:[^\s/@"'<>]{0,200}@)?([^\s/:"'<>?#[\]]{1,255})([^\s"'<>?#]*)(\?[^\s"'<>]*)?/gi;
const email =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
const serialAfter = /(serial ?number\W{0,12})([A-Z0-9]{8,14})\b/gi;
const home = /(\/Users\/)(?!Shared\b|\[)([^\s/"'<>:,;|]+)(\/[^\s"'<>:,;|]*)?/g;
const localHost =
  /(?<![a-z0-9.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.(?:local|lan|internal|jamfcloud\.com)\b/gi;
const addressForms: readonly RegExp[] = [
  /\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b/gi,
  // Not this very Mac's, and not the beginning of a longer version.
  /\b(?!127\.)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b(?!\.\d)/g,
  /(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![\w:])/gi,
  /(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![\w:])/gi,
];

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** These words, the longest first, not inside of longer words; null where there are none. */
function anyOf(words: readonly string[]): RegExp | null {
  const known = [...new Set(words.filter((word) => word.length > 1))].sort((a, b) => b.length - a.length);
  return known.length === 0
    ? null
    : new RegExp(`(?<![\\p{L}\\p{N}])(?:${known.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

export class Redactor {
  readonly counts = new Map<RedactedKind, number>();
  readonly #standIns = new Map<string, string>();
  readonly #numbers = new Map<RedactedKind, number>();
  readonly #users: RegExp | null;
  readonly #hosts: RegExp | null;
  readonly #serials: RegExp | null;

  constructor({ users, hosts, serials }: Identities) {
    this.#users = anyOf(users);
    this.#hosts = anyOf(hosts);
    this.#serials = anyOf(serials);
  }

  text(text: string): string {
    let result = text;
    for (const form of secretForms) result = result.replace(form, () => this.#gone('secret'));
    result = result
      .replace(secretAfter, (_, lead: string) => `${lead}${this.#gone('secret')}`)
      .replace(bearer, (_, scheme: string) => `${scheme} ${this.#gone('secret')}`)
      .replace(link, (_, scheme: string, host: string, rest: string, query: string | undefined) => {
        const cut = query === undefined ? '' : `?${this.#gone('secret')}`;
        return `${scheme}${this.#standIn('host', host)}${rest}${cut}`;
      })
      .replace(email, (found) => this.#standIn('email', found));
    if (this.#serials !== null) result = result.replace(this.#serials, () => this.#gone('serial'));
    result = result
      .replace(serialAfter, (_, lead: string) => `${lead}${this.#gone('serial')}`)
      .replace(home, (_, lead: string, name: string, rest: string | undefined) => {
        const inside = rest === undefined || rest === '/' ? (rest ?? '') : `/${this.#gone('path')}`;
        return `${lead}${this.#standIn('user', name)}${inside}`;
      });
    if (this.#hosts !== null) result = result.replace(this.#hosts, (found) => this.#standIn('host', found));
    result = result.replace(localHost, (found) => this.#standIn('host', found));
    for (const form of addressForms) result = result.replace(form, () => this.#gone('address'));
    if (this.#users !== null) result = result.replace(this.#users, (found) => this.#standIn('user', found));
    return result;
  }

  /** Every text inside a value as JSON has it, also those that a dictionary's keys give away. */
  value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Date) return value.toISOString();
    if (ArrayBuffer.isView(value)) return this.#gone('secret');
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        this.text(key),
        typeof inner === 'string' && secretKey.test(key) ? this.#gone('secret') : this.value(inner),
      ]),
    );
  }

  #gone(kind: RedactedKind): string {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return `[${kind}]`;
  }

  #standIn(kind: RedactedKind, found: string): string {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    const key = `${kind} ${found.toLowerCase()}`;
    const known = this.#standIns.get(key);
    if (known !== undefined) return known;
    const number = (this.#numbers.get(kind) ?? 0) + 1;
    this.#numbers.set(kind, number);
    this.#standIns.set(key, `[${kind}-${String(number)}]`);
    return `[${kind}-${String(number)}]`;
  }
}
