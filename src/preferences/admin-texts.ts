/** From the keys for words to the texts of a deployment, with what is wrong with their placeholders. */
import type { AdminText, AdminTexts, DeploymentBranding, TextName } from '../core/branding.ts';
import { textNames } from '../core/branding.ts';
import { placeholdersIn, unknownPlaceholders, type PlaceholderName } from '../core/placeholders.ts';
import type { Check, Contradiction } from './check.ts';
import { table, type KeyName, type Values } from './table.ts';

/** The key of each text, and that of the same text in other languages. */
const keysOf = {
  title: ['Title', 'TitleLocalized'],
  message: ['Message', 'MessageLocalized'],
  start: ['StartButtonText', 'StartButtonTextLocalized'],
  schedule: ['ScheduleButtonText', 'ScheduleButtonTextLocalized'],
  notNow: ['NotNowButtonText', 'NotNowButtonTextLocalized'],
  confirmation: ['ConfirmationMessage', 'ConfirmationMessageLocalized'],
  lastWarning: ['LastWarningMessage', 'LastWarningMessageLocalized'],
  reason: ['ReasonMessage', 'ReasonMessageLocalized'],
} as const satisfies Readonly<Record<TextName, readonly [KeyName, KeyName]>>;

/** The placeholders that may stand in the text of a key; none for keys that are no texts of ours to fill. */
export const placeholdersOfKey = (key: KeyName): readonly PlaceholderName[] =>
  textNames.flatMap((name) =>
    (keysOf[name] as readonly KeyName[]).includes(key) ? placeholdersIn[name] : [],
  );

/** All languages of one deployment together may have this many characters: every snapshot carries them. */
const mostCharacters = 200_000;

const languagesOf = (values: Values, name: TextName): ReadonlyMap<string, string> =>
  values[keysOf[name][1]] ?? new Map<string, string>();

/** How many characters all languages have, up to and with this text. */
const charactersUpTo = (values: Values, last: TextName): number =>
  textNames
    .slice(0, textNames.indexOf(last) + 1)
    .flatMap((name) => [...languagesOf(values, name).values()])
    .reduce((sum, text) => sum + text.length, 0);

/** Texts by name, those that are set; past the bound the other languages are left out. */
function adminTexts(values: Values): AdminTexts {
  const texts: Partial<Record<TextName, AdminText>> = {};
  for (const name of textNames) {
    // These two stand in the deployment itself.
    const text = name === 'title' || name === 'message' ? null : values[keysOf[name][0]];
    const languages = languagesOf(values, name);
    const carried = languages.size > 0 && charactersUpTo(values, name) <= mostCharacters;
    if (text !== null || carried) {
      texts[name] = { text, languages: carried ? Object.fromEntries(languages) : {} };
    }
  }
  return texts;
}

export const deploymentBranding = (values: Values): DeploymentBranding => ({
  ours: {
    title: values.Title === table.Title.fallback,
    message: values.Message === table.Message.fallback,
  },
  texts: adminTexts(values),
  informationLink: values.InformationLink,
  logo: { light: values.DisplayIconLightFile, dark: values.DisplayIconDarkFile },
  showsDeadline: values.ShowDeadline ?? true,
  showsDeferrals: values.ShowDeferralCount ?? true,
});

const unknownOnes: Check = (values) =>
  textNames.flatMap((name) => {
    const [text, languages] = keysOf[name];
    const plain = values[text];
    return [
      unknownIn(text, name, plain === null ? [] : [plain]),
      unknownIn(languages, name, [...languagesOf(values, name).values()]),
    ];
  });

const tooMuch: Check = (values) =>
  textNames.map((name): Contradiction | null =>
    languagesOf(values, name).size === 0 || charactersUpTo(values, name) <= mostCharacters
      ? null
      : {
          keys: [keysOf[name][1]],
          rule: `short enough that all languages together have at most ${mostCharacters} characters`,
          used: 'the text without a language',
        },
  );

/** Placeholders that a text does not know, and texts in more languages than a snapshot can carry. */
export const textChecks: readonly Check[] = [unknownOnes, tooMuch];

function unknownIn(key: KeyName, name: TextName, texts: readonly string[]): Contradiction | null {
  const unknown = [...new Set(texts.flatMap((text) => unknownPlaceholders(text, name)))];
  if (unknown.length === 0) return null;
  const braced = (words: readonly string[]): string => words.map((word) => `{${word}}`).join(', ');
  const known = placeholdersIn[name];
  return {
    keys: [key],
    rule: `without ${braced(unknown)}: ${known.length === 0 ? 'this text has no placeholders' : `its placeholders are ${braced(known)}`}`,
    used: 'the text as written',
  };
}
