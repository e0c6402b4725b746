/** The languages of the gallery: all that the app has, each as a Mac in one of its countries would be set. */
import { directionOf, supported } from '../../src/main/app/language.ts';

export interface GalleryLanguage {
  /** BCP 47, with a region. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

/** British times are easier to compare with all the others than American ones. */
const regions: Readonly<Record<string, string>> = { en: 'GB' };

export const galleryLanguages: readonly GalleryLanguage[] = supported.map((language) => {
  const { language: name, script, region } = new Intl.Locale(language).maximize();
  const hasScript = language.split('-')[1]?.length === 4;
  const parts = [name, ...(hasScript ? [script] : []), regions[language] ?? region];
  return { locale: parts.join('-'), direction: directionOf(language) };
});
