/**
 * Names that admins know from other tools and that are not read as ours, since they mean something else or count in another
 * unit: reading them would do the wrong thing at the wrong time. `intermission config import` converts what can be converted.
 */
import type { Tool } from './key.ts';
import type { KeyName } from './table.ts';

export interface Difference {
  readonly name: string;
  readonly tool: Tool;
  /** To be read after the name: "is …". */
  readonly meaning: string;
  /** The key of ours that comes nearest. */
  readonly instead: KeyName | null;
}

export const differences: readonly Difference[] = [
  {
    name: 'DeadlineDateSoft',
    tool: 'super',
    meaning:
      'a deadline after which only one button is left; there is one deadline here, with a grace period',
    instead: 'DeadlineDate',
  },
  {
    name: 'DeadlineDaysSoft',
    tool: 'super',
    meaning:
      'a deadline after which only one button is left; there is one deadline here, with a grace period',
    instead: 'DeadlineDays',
  },
  {
    name: 'DeadlineCountSoft',
    tool: 'super',
    meaning:
      'a deadline after which only one button is left; there is one deadline here, with a grace period',
    instead: 'DeadlineCount',
  },
  {
    name: 'DeadlineDaysFocus',
    tool: 'super',
    meaning: 'a limit for Focus and presentations in days; holds have a budget in minutes',
    instead: 'HoldBudgetMinutes',
  },
  {
    name: 'DeferralTimerFocus',
    tool: 'super',
    meaning: 'when to ask again after a presentation; here the question comes within seconds of its end',
    instead: null,
  },
  {
    name: 'DeferralTimerError',
    tool: 'super',
    meaning: 'a time after a failure in minutes; attempts are hours apart',
    instead: 'AttemptIntervalHours',
  },
  {
    name: 'DialogTimeoutPowerRequired',
    tool: 'super',
    meaning: 'a number of seconds',
    instead: 'PowerWaitMinutes',
  },
  {
    name: 'DeferralDuration',
    tool: 'Renew',
    meaning: 'a number of hours',
    instead: 'DeferralTimerMenu',
  },
  {
    name: 'Deadline',
    tool: 'Renew',
    meaning: 'a number of days since the last restart, not since the first question',
    instead: 'DeadlineDays',
  },
  {
    name: 'approachingRefreshCycle',
    tool: 'Nudge',
    meaning: 'a number of seconds after which its window comes back',
    instead: 'AskAgainApproachingMinutes',
  },
  {
    name: 'imminentRefreshCycle',
    tool: 'Nudge',
    meaning: 'a number of seconds after which its window comes back',
    instead: 'AskAgainImminentMinutes',
  },
  {
    name: 'fallbackLanguage',
    tool: 'Nudge',
    meaning: 'the language for users of other languages; that is the text without a language here',
    instead: 'LanguageOverride',
  },
  {
    name: 'force_install_after_date',
    tool: 'Munki',
    meaning: 'a date whose zone does not count',
    instead: 'DeadlineDate',
  },
];

export const differenceNamed = (name: string): Difference | null =>
  differences.find((difference) => difference.name === name) ?? null;
