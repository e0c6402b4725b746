/** How the pages of the gallery are looked at: what the Mac's settings ask of a page. */

export interface Look {
  readonly name: string;
  readonly colors: 'light' | 'dark';
  readonly moreContrast: boolean;
  readonly lessMotion: boolean;
  /** 1 is the usual size of text. */
  readonly textSize: 1 | 2;
}

const usual = { colors: 'light', moreContrast: false, lessMotion: false, textSize: 1 } as const;

export const looks = [
  { ...usual, name: 'light' },
  { ...usual, name: 'dark', colors: 'dark' },
  { ...usual, name: 'high-contrast', moreContrast: true },
  { ...usual, name: 'high-contrast-dark', colors: 'dark', moreContrast: true },
  { ...usual, name: 'reduced-motion', lessMotion: true },
  { ...usual, name: 'text-200', textSize: 2 },
] as const satisfies readonly Look[];

export type LookName = (typeof looks)[number]['name'];

export function lookNamed(name: LookName): Look {
  const found = looks.find((look) => look.name === name);
  if (found === undefined) throw new Error(`no look ${name}`);
  return found;
}
