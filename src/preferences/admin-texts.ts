/** From the keys for words to the texts of a deployment, with what is wrong with their placeholders. */
import type { AdminText, AdminTexts, DeploymentBranding, TextName } from '../core/branding.ts';
import { textNames } from '../core/branding.ts';
import { placeholdersIn, unknownPlaceholders } from '../core/placeholders.ts';
import type { Check, Contradiction } from './check.ts';
import { table, type KeyName, type Values } from './table.ts';

interface TextKeys {
  readonly text: KeyName;
  readonly languages: KeyName;
  readonly read: (values: Values) => AdminText;
}

/** Texts that are our own words, in English, in the table: the app says them in the person's language. */
const own = (text: string | null, fallback: string | null): string | null =>
  text === fallback ? null : text;

const adminText = (text: string | null, languages: ReadonlyMap<string, string> | null): AdminText => ({
  text,
  languages: Object.fromEntries(languages ?? []),
});

const keysOf: Readonly<Record<TextName, TextKeys>> = {
  title: {
    text: 'Title',
    languages: 'TitleLocalized',
    read: (it) => adminText(own(it.Title, table.Title.fallback), it.TitleLocalized),
  },
  message: {
    text: 'Message',
    languages: 'MessageLocalized',
    read: (it) => adminText(own(it.Message, table.Message.fallback), it.MessageLocalized),
  },
  start: {
    text: 'StartButtonText',
    languages: 'StartButtonTextLocalized',
    read: (it) => adminText(it.StartButtonText, it.StartButtonTextLocalized),
  },
  schedule: {
    text: 'ScheduleButtonText',
    languages: 'ScheduleButtonTextLocalized',
    read: (it) => adminText(it.ScheduleButtonText, it.ScheduleButtonTextLocalized),
  },
  notNow: {
    text: 'NotNowButtonText',
    languages: 'NotNowButtonTextLocalized',
    read: (it) => adminText(it.NotNowButtonText, it.NotNowButtonTextLocalized),
  },
  confirmation: {
    text: 'ConfirmationMessage',
    languages: 'ConfirmationMessageLocalized',
    read: (it) => adminText(it.ConfirmationMessage, it.ConfirmationMessageLocalized),
  },
  lastWarning: {
    text: 'LastWarningMessage',
    languages: 'LastWarningMessageLocalized',
    read: (it) => adminText(it.LastWarningMessage, it.LastWarningMessageLocalized),
  },
  reason: {
    text: 'ReasonMessage',
    languages: 'ReasonMessageLocalized',
    read: (it) => adminText(it.ReasonMessage, it.ReasonMessageLocalized),
  },
};

/** All languages of one deployment together may have this many characters: every snapshot carries them. */
const mostCharacters = 200_000;

const isThere = ({ text, languages }: AdminText): boolean =>
  text !== null || Object.keys(languages).length > 0;

const charactersOf = (text: AdminText): number =>
  Object.values(text.languages).reduce((sum, it) => sum + it.length, 0);

/** Texts by name, those that are set; past the bound the other languages are left out. */
function adminTexts(values: Values): AdminTexts {
  const texts: Partial<Record<TextName, AdminText>> = {};
  let characters = 0;
  for (const name of textNames) {
    const read = keysOf[name].read(values);
    characters += charactersOf(read);
    const text = characters > mostCharacters ? { ...read, languages: {} } : read;
    if (isThere(text)) texts[name] = text;
  }
  return texts;
}

export const deploymentBranding = (values: Values): DeploymentBranding => ({
  texts: adminTexts(values),
  informationLink: values.InformationLink,
  logo: { light: values.DisplayIconLightFile, dark: values.DisplayIconDarkFile },
  showsDeadline: values.ShowDeadline ?? true,
  showsDeferrals: values.ShowDeferralCount ?? true,
});

/** Placeholders that no text or not this one has, and texts of more languages than a snapshot can carry. */
export const textChecks: readonly Check[] = [
  (values) =>
    textNames.flatMap((name): (Contradiction | null)[] => {
      const { text, languages, read } = keysOf[name];
      const { text: plain, languages: others } = read(values);
      return [
        plain === null ? null : unknownIn(text, name, [plain]),
        unknownIn(languages, name, Object.values(others)),
      ];
    }),
  (values) => {
    let characters = 0;
    return textNames.map((name): Contradiction | null => {
      characters += charactersOf(keysOf[name].read(values));
      return characters <= mostCharacters
        ? null
        : {
            keys: [keysOf[name].languages],
            rule: `short enough that all languages together have at most ${mostCharacters} characters`,
            used: 'the text without a language',
          };
    });
  },
];

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
