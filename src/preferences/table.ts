/**
 * The table of keys: each is defined here once, with its kind, its default and the words that explain it. The reader, the
 * forms, the manifests, the example profiles and PREFERENCES.md follow from it.
 */
import type { Key } from './key.ts';
import { branding } from './table/branding.ts';
import { choices } from './table/choices.ts';
import { deadlines } from './table/deadlines.ts';
import { holds } from './table/holds.ts';
import { hours } from './table/hours.ts';
import { app, logging } from './table/product.ts';
import { reminders } from './table/reminders.ts';
import { distribution, verification } from './table/results.ts';
import { attempts, power, requirements, restart } from './table/running.ts';
import { texts } from './table/texts.ts';
import { work } from './table/work.ts';
import type { ValueOf } from './value-kinds.ts';

export type { Key, Place } from './key.ts';

/** Keys of one theme, in the order in which an admin meets them. */
export interface Theme {
  readonly title: string;
  readonly help: string;
  readonly keys: readonly KeyName[];
}

/** Names follow super's vocabulary where it has the same thing (`DeferralTimerMenu`, `Deadline…`). */
export const table = {
  ...work,
  ...texts,
  ...branding,
  ...choices,
  ...deadlines,
  ...hours,
  ...reminders,
  ...holds,
  ...power,
  ...restart,
  ...attempts,
  ...requirements,
  ...verification,
  ...distribution,
  ...app,
  ...logging,
} as const satisfies Readonly<Record<string, Key>>;

export type KeyName = keyof typeof table;
/** The values after reading: what was set and valid, else the default, else null. */
export type Values = {
  readonly [K in KeyName]: (typeof table)[K] extends Key<infer T> ? ValueOf<T> | null : never;
};

export const keyNames = Object.keys(table) as KeyName[];
export const isKeyName = (name: string): name is KeyName => Object.hasOwn(table, name);
/** One key, without its own type. */
export const keyNamed = (name: KeyName): Key => table[name];

const theme = (title: string, help: string, keys: Readonly<Record<string, Key>>): Theme => ({
  title,
  help,
  keys: Object.keys(keys) as KeyName[],
});

export const themes: readonly Theme[] = [
  theme('Work', 'What runs.', work),
  theme('Texts', 'What the user reads.', texts),
  theme('Branding', 'Who asks, and how it looks.', branding),
  theme('Choices', 'The times that the user may choose.', choices),
  theme('Deadlines', 'When the work runs without asking. Several may be set: the earliest wins.', deadlines),
  theme('Hours', 'Hours of the day and days of the week.', hours),
  theme('Reminders', 'What the user is told, and when.', reminders),
  theme('Holds', 'What must not be interrupted, and for how long it may hold the work back.', holds),
  theme('Power', 'What a Mac on battery waits for.', power),
  theme('Restart', 'Work that restarts the Mac.', restart),
  theme('Attempts', 'What happens when the work fails.', attempts),
  theme('Requirements', 'What a Mac must be like.', requirements),
  theme('Verification', 'When the work counts as done.', verification),
  theme(
    'Distribution',
    'How the work reaches the user, and which of several deployments counts.',
    distribution,
  ),
  theme('App', 'The item in the menu bar.', app),
  theme('Logging', 'What is written down.', logging),
];

/** Every other tool's name that is read as one of ours. A name may be an alias of one key only. */
export const aliases: ReadonlyMap<string, KeyName> = new Map(
  keyNames.flatMap((name) => keyNamed(name).aliases.map((it) => [it.name, name] as const)),
);
