/** `{deadline}` and the like in an admin's texts: which there are, where each may stand, and how they are filled. */
import type { TextName } from './branding.ts';

/** Every placeholder with what comes in its place, for admins. Where there is nothing to say, a dash comes. */
export const placeholders = {
  deadline: 'when it runs without asking, such as “Friday at 17:00”',
  deferralsRemaining: 'how many deferrals are left, as a number',
  organization: 'OrganizationName',
  title: 'the title in the user’s language',
  minutes: 'EstimatedMinutes, as a number',
  supportContact: 'SupportContact',
  time: 'the time that is chosen or at which it starts, such as “15:10”, on another day “Thu, 08:30”',
  date: 'the same with its day in words, such as “today at 15:10” or “Friday at 08:30”',
} as const;
export type PlaceholderName = keyof typeof placeholders;

/** What stands where there is nothing to say, such as the deadline of work without one. */
export const nothingToSay = '—';

const general = [
  'deadline',
  'deferralsRemaining',
  'organization',
  'title',
  'minutes',
  'supportContact',
] as const;
const timed = [...general, 'time', 'date'] as const;

/** Titles and short buttons are said as they are: a title also stands in menus, logs and reports. */
export const placeholdersIn: Readonly<Record<TextName, readonly PlaceholderName[]>> = {
  title: [],
  message: general,
  start: [],
  schedule: ['time', 'date'],
  notNow: [],
  confirmation: timed,
  lastWarning: timed,
  reason: general,
};

const pattern = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

/** Names in braces that are no placeholders of this text, each once. */
export function unknownPlaceholders(text: string, name: TextName): readonly string[] {
  const known: readonly string[] = placeholdersIn[name];
  const found = [...text.matchAll(pattern)].map((match) => match[1] ?? '');
  return [...new Set(found)].filter((word) => !known.includes(word));
}

/** The text with its placeholders filled. What is not known here stays as it was written. */
export function fillPlaceholders(
  text: string,
  name: TextName,
  values: Readonly<Record<PlaceholderName, string | null>>,
): string {
  const known: readonly string[] = placeholdersIn[name];
  return text.replace(pattern, (whole, word: string) =>
    known.includes(word) ? (values[word as PlaceholderName] ?? nothingToSay) : whole,
  );
}
