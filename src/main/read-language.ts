/**
 * Reads the words of one language from its file, the first time that they are wanted: of twenty languages a person has one. The files
 * lie beside the program (scripts/build.ts copies them) and never change while it runs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Key → message in the ICU form. */
export type Messages = Readonly<Record<string, string>>;

export const languageFolder = join(import.meta.dirname, 'languages');

/** Every file is checked by a test, so this trusts it. */
export const readLanguage = (language: string): Messages =>
  JSON.parse(readFileSync(join(languageFolder, `${language}.json`), 'utf8')) as Messages;
