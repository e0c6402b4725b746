/** Which language a person reads, and the region whose forms of dates and times they are used to. */
import type { State } from './state.ts';

/** Each has its file in `../languages`. The first is what everybody gets whose language is not here. */
export const supported = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'ja',
  'sv',
  'zh-Hans',
  'da',
  'ar',
  'zh-Hant',
  'nb',
  'he',
  'ko',
  'pl',
  'fi',
  'cs',
  'pt-BR',
  'tr',
] as const;

export type Language = (typeof supported)[number];

/** The best of our languages for a BCP 47 tag ("de-CH", "zh_TW", "no"); null where there is none. */
export function languageFor(tag: string): Language | null {
  const wanted = parsed(tag);
  if (wanted === null) return null;
  const { language } = wanted;
  // Only Chinese has two: Taiwan's is the traditional one. (Asking takes milliseconds the first time, while the app starts.)
  const script = language === 'zh' ? wanted.maximize().script : undefined;
  const names = [`${language}-${script ?? ''}`, language, ...(relatives[language] ?? [])];
  return supported.find((ours) => names.includes(ours)) ?? null;
}

/** What goes by another name, or is read by whoever asked for the other. */
const relatives: Readonly<Record<string, readonly string[]>> = {
  no: ['nb'],
  nn: ['nb'],
  pt: ['pt-BR'],
};

/**
 * The locale to write in: the first preferred language that we have, in the form of the Mac's region ("German in Switzerland" is
 * de-CH, and English words on a Mac set to Germany are en-DE). Tags may be Apple's (`de_CH`); what is none is left out.
 */
export function localeFor(preferred: readonly string[], system: string): string {
  const language = [...preferred, system].map(languageFor).find((found) => found !== null);
  const region = [system, ...preferred]
    .map((tag) => parsed(tag)?.region)
    .find((found) => found !== undefined);
  if (language === undefined && region === undefined) return 'en-GB';
  return inRegion(language ?? supported[0], region);
}

/** The locale of everything that is shown. */
export function localeOf({ locale, snapshot }: State): string {
  const wanted = snapshot?.branding.language ?? null;
  if (wanted === null) return locale;
  // The admin's choice of a language leaves the region as it is.
  const chosen = languageFor(wanted);
  return chosen === null ? locale : inRegion(chosen, parsed(locale)?.region);
}

export const languageOf = (state: State): Language => languageFor(localeOf(state)) ?? supported[0];

export const directionOf = (language: string): 'ltr' | 'rtl' =>
  ['ar', 'he'].includes(language) ? 'rtl' : 'ltr';

/** `pt-BR` in Portugal is pt-PT, of which `languageFor` makes pt-BR again. */
function inRegion(language: Language, region: string | undefined): string {
  return region === undefined ? language : new Intl.Locale(language, { region }).baseName;
}

function parsed(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-'));
  } catch {
    return null;
  }
}
