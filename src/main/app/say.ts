/** Turns a key and its values into a sentence of one language: the messages are ICU MessageFormat, read and compiled when first said. */
import { IntlMessageFormat } from 'intl-messageformat';
import type en from '../languages/en.json';
import { readLanguage, type Messages } from '../read-language.ts';
import { directionOf, languageFor, supported, type Language } from './language.ts';

export type Key = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;
export type Say = (key: Key, values?: Values) => string;

/** Words and names only: not worth waking the tables of the world's languages for, which takes a while as the app starts. */
const plain = /^(?:[^{}']|\{\w+\})*$/u;

/** A locale has the words of its language and the forms (digits, times) of its region. */
export function speaker(locale: string): Say {
  const language = languageFor(locale) ?? supported[0];
  const messages = messagesOf(language);
  const isolated = directionOf(language) === 'rtl' ? isolating : (values: Values): Values => values;
  const compiled = new Map<Key, IntlMessageFormat>();
  const compiledFor = (key: Key, message: string): IntlMessageFormat => {
    const format =
      compiled.get(key) ?? new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
    compiled.set(key, format);
    return format;
  };
  return (key, values) => {
    // A test sees to it that no language lacks one; if it ever did, English beats nothing.
    const message = messages[key] ?? messagesOf(supported[0])[key] ?? '';
    if (values === undefined) return message;
    const given = isolated(values);
    const text = plain.test(message)
      ? message.replace(/\{(\w+)\}/g, (_, name: string) => String(given[name]))
      : compiledFor(key, message).format(given);
    // "5:00 p.m." at the end of a sentence has its full stop already.
    return String(text).replace(/(?<!\.)\.\.(?=\s|$)/gu, '.');
  };
}

/** Names come from outside, often in Latin letters: among words that run to the left they must not drag their neighbors along. */
const names = ['title', 'app', 'organization', 'winner', 'version', 'required', 'found'];

export const isolating = (values: Values): Values => {
  const given = names.filter((name) => name in values);
  const changed = given.map((name) => [name, `\u2068${String(values[name])}\u2069`] as const);
  return given.length === 0
    ? values
    : Object.assign(Object.create(values) as object, Object.fromEntries(changed));
};

const read = new Map<Language, Messages>();

function messagesOf(language: Language): Messages {
  const messages = read.get(language) ?? readLanguage(language);
  read.set(language, messages);
  return messages;
}
