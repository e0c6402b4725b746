/** The words of the list of Maintenance, in English (they move to the language files). */
import type { StatusDetail, DeploymentView } from '../../contract/session-door.ts';
import { onDayAt, sentenceTime } from './phrases.ts';
import type { When } from './times.ts';

type Outcome = Extract<StatusDetail, { kind: 'failed' }>['outcome'];
type NotMet = Extract<StatusDetail, { kind: 'not-met' }>['criterion'];
type Rule = Extract<StatusDetail, { kind: 'unqualified' }>['rule'];

export const maintenanceTexts = {
  title: 'Maintenance',
  menu: 'Maintenance…',
  due: 'Due',
  past: 'Past',
  details: 'What it said last',
  status: {
    'In progress': 'In progress',
    'Available for install in Self Service': 'Available for install in Self Service',
    Installed: 'Installed',
    Unqualified: 'Unqualified',
    Failed: 'Failed',
  } satisfies Record<DeploymentView['status'], string>,

  resting: 'It has not been asked for yet.',
  waiting: 'It waits for your answer.',
  byItself: (when: When): string => `It runs by itself ${onDayAt(when)} at the latest.`,
  starts: {
    user: (when: When): string => `It starts ${onDayAt(when)}, as you chose.`,
    admin: (when: When): string => `It starts ${onDayAt(when)}, as your IT department arranged.`,
    deadline: (when: When): string => `It starts ${onDayAt(when)} without asking.`,
    retry: (when: When): string => `The last attempt did not work. The next one starts ${onDayAt(when)}.`,
    'no-user': (when: When): string => `It starts ${onDayAt(when)}.`,
    takeover: (when: When): string => `It starts ${onDayAt(when)}.`,
  },
  hasCome: 'Its time has come.',
  atTheLatest: (when: When): string => `It goes on ${onDayAt(when)} at the latest.`,
  attempt: (attempt: number, attempts: number): string =>
    `This is attempt ${String(attempt)} of ${String(attempts)}.`,
  runningSince: (when: When): string => `It has been running since ${sentenceTime(when)}.`,
  done: 'The work is done.',
  restarts: (when: When): string => `Your Mac restarts ${onDayAt(when)}.`,
  restartFollows: 'A restart follows.',
  checking: (when: When): string => `It ran ${onDayAt(when)}. Your Mac is checking that it worked.`,
  looksAgain: (when: When): string => `It looks again ${onDayAt(when)}.`,
  available: 'You can install it from the menu bar whenever you like.',
  confirmed: 'It is done, and your Mac has confirmed it.',
  finished: 'It is done.',
  staged: (app: string, version: string): string =>
    `${app} ${version} is ready. It is installed when you quit ${app}.`,
  tryAgain: 'Your IT department can have it tried again.',
  failed: {
    finished: 'It did not work.',
    'no-policy': 'The server of your organization had nothing to run for it.',
    'already-running': 'It was being run by something else at the time.',
    'no-connection': 'The server of your organization could not be reached.',
    'policy-failed': 'It ended with an error.',
    killed: 'It was stopped before it was done.',
    interrupted: 'It was interrupted before it was done.',
    'not-started': 'It could not be started.',
    'not-verified': 'It ran, but its result was not found on your Mac.',
  } satisfies Record<Outcome, string>,
  notMet: {
    'os-minimum': (required, found) => `It needs macOS ${required} or later. Your Mac has ${found}.`,
    'os-maximum': (required, found) => `It needs macOS ${required} or earlier. Your Mac has ${found}.`,
    architecture: (required, found) =>
      `It needs a Mac with another processor (${required}). Yours has ${found}.`,
    'free-space': (required, found) => `It needs ${required} of free space. Your Mac has ${found}.`,
  } satisfies Record<NotMet, (required: string, found: string) => string>,
  untilMet: 'It goes on by itself when that has changed.',
  unqualified: {
    distribution: (winner) => `${winner} counts instead: it is installed automatically.`,
    'update-method': (winner) => `${winner} counts instead: your IT department chose its version.`,
    version: (winner) => `${winner} counts instead: it is newer.`,
    id: (winner) => `${winner} counts instead: it was set up first.`,
  } satisfies Record<Rule, (winner: string) => string>,
} as const;
