/** Turns a key and its values into a sentence of one language: the messages are ICU MessageFormat, read and compiled when first said. */
import { IntlMessageFormat } from 'intl-messageformat';
import type en from '../languages/en.json';
import { readLanguage, type Messages } from '../read-language.ts';
import { languageFor, supported, type Language } from './language.ts';

export type Key = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;
export type Say = (key: Key, values?: Values) => string;

/** A locale has the words of its language and the forms (digits, times) of its region. */
export function speaker(locale: string): Say {
  const messages = messagesOf(languageFor(locale) ?? supported[0]);
  const compiled = new Map<Key, IntlMessageFormat>();
  return (key, values) => {
    // A test sees to it that no language lacks one; if it ever did, English beats nothing.
    const message = messages[key] ?? messagesOf(supported[0])[key] ?? '';
    if (values === undefined) return message;
    const format =
      compiled.get(key) ?? new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
    compiled.set(key, format);
    return String(format.format(values));
  };
}

const read = new Map<Language, Messages>();

function messagesOf(language: Language): Messages {
  const messages = read.get(language) ?? readLanguage(language);
  read.set(language, messages);
  return messages;
}
