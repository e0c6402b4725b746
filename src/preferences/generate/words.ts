/** How a key is told to an admin: the same words in the form, the manifest and the reference. */
import type { Key, Place } from '../key.ts';
import { writtenValue } from '../read-value.ts';
import { keyNamed, keyNames, themes, type KeyName } from '../table.ts';
import type { ValueKind, Written } from '../value-kinds.ts';

export const product = 'Intermission';
/** The version whose keys these are. */
export const version = '0.1.0';

/** Languages that a form offers; a profile may name any other as well. */
export const offeredLanguages: Readonly<Record<string, string>> = {
  en: 'English',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
  nl: 'Dutch',
  'pt-BR': 'Portuguese (Brazil)',
  da: 'Danish',
  sv: 'Swedish',
  nb: 'Norwegian',
  fi: 'Finnish',
  pl: 'Polish',
  cs: 'Czech',
  tr: 'Turkish',
  ja: 'Japanese',
  ko: 'Korean',
  'zh-Hans': 'Chinese (Simplified)',
  'zh-Hant': 'Chinese (Traditional)',
};

/** What kind of value it is, with its range and unit. */
export function kindWords(type: ValueKind): string {
  switch (type.kind) {
    case 'text':
      return `text of up to ${type.mostCharacters} characters${type.form === null ? '' : `: ${type.form.words}`}`;
    case 'markdown':
      return `Markdown of up to ${type.mostCharacters} characters`;
    case 'integer':
      return `whole number of ${type.unit}, from ${type.least} to ${type.most}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${optionWords(type.options)}`;
    case 'choices':
      return `list out of ${optionWords(type.options)}`;
    case 'texts':
      return `list of up to ${type.mostItems} texts`;
    case 'minutes':
      return `list of up to ${type.mostItems} whole minutes, from ${type.least} to ${type.most}`;
    case 'date':
      return 'date and time as text, such as 2026-12-01T17:00 (local time) or 2026-12-01T16:00:00Z';
    case 'time-range':
      return 'beginning and end as text, such as 08:30-17:30';
    case 'week-hours':
      return 'days and hours as text, such as MON:09:00-17:00,TUE:09:00-17:00';
    case 'languages':
      return `dictionary of ${type.markdown ? 'Markdown' : 'texts'} of up to ${type.mostCharacters} characters by language tag, such as de or pt-BR`;
  }
}

const optionWords = (options: readonly { readonly value: string }[]): string =>
  options.map(({ value }) => value).join(', ');

/** The default as it would be written; null where an unset key means that the rule does not apply. */
export const writtenDefault = (key: Key): Written | null =>
  key.fallback === null ? null : writtenValue(key.fallback);

export const inlineText = (value: Written): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

export const placeWords: Readonly<Record<Place, string>> = {
  organization: 'io.intermission',
  deployment: 'io.intermission.deployment.<ID>',
  both: 'both domains; a deployment’s own value wins',
};

/** Help with the default and the range: all that a form can say about a key in one paragraph. */
export function description(key: Key): string {
  const value = writtenDefault(key);
  const sentences = [
    key.help,
    `Value: ${kindWords(key.type)}.`,
    value === null ? '' : `Default: ${inlineText(value)}${/[.!?]$/.test(inlineText(value)) ? '' : '.'}`,
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** The example, and the names of other tools that are read as this key. */
export function hint(key: Key): string {
  const others = key.aliases.map(({ name, tool }) => `${name} (${tool})`).join(', ');
  const also = others === '' ? '' : ` · Also read as: ${others}`;
  return `Example: ${inlineText(key.example)}${also}`;
}

/** Keys that may stand in a domain, in the order of the themes. */
export const keysOf = (place: 'organization' | 'deployment'): readonly (readonly [KeyName, Key])[] =>
  themes
    .flatMap((theme) => theme.keys)
    .map((name) => [name, keyNamed(name)] as const)
    .filter(([, key]) => key.place === 'both' || key.place === place);

/** Every key has its theme: none is forgotten in what is generated. */
export const withoutTheme = (): readonly KeyName[] =>
  keyNames.filter((name) => !themes.some((theme) => theme.keys.includes(name)));

export const domainTitle: Readonly<Record<'organization' | 'deployment', string>> = {
  organization: `${product}: Organization`,
  deployment: `${product}: Deployment`,
};

export const domainHelp: Readonly<Record<'organization' | 'deployment', string>> = {
  organization:
    'What all deployments share, in the domain io.intermission. A deployment’s own value wins over it.',
  deployment:
    'One deployment. Its domain is io.intermission.deployment.<ID>: replace <ID> with an ID of your own, of letters, digits, dots, hyphens or underscores, and use another ID for each deployment.',
};
