/** Keys for Intermission itself: its app in the menu bar, and what it writes down. */
import { languageForm } from '../forms.ts';
import { organizationKey } from '../key.ts';
import { boolean, choice, integer, text } from '../value-kinds.ts';

export const app = {
  MenuBarItem: organizationKey(
    choice({ always: 'Always', 'when-due': 'While something is due', never: 'Never' }),
    'always',
    {
      title: 'Menu-bar item',
      help: 'When the item stands in the menu bar.',
      example: 'when-due',
    },
  ),
  MenuBarCountdown: organizationKey(boolean, true, {
    title: 'Minutes in the menu bar',
    help: 'Whether the remaining minutes stand beside the item in the last hour.',
    example: true,
  }),
  LanguageOverride: organizationKey(text(30, languageForm), null, {
    title: 'Language',
    help: 'The language of every text. Not set: the user’s own.',
    example: 'de',
  }),
} as const;

export const logging = {
  LogLevel: organizationKey(
    choice({ error: 'Errors', warning: 'Warnings', info: 'What happens', debug: 'Everything' }),
    'info',
    {
      title: 'Log level',
      help: 'How much the helper writes into /Library/Logs/Intermission/helper.log.',
      example: 'debug',
    },
  ),
  LogKeepDays: organizationKey(integer(1, 3650, 'days'), 30, {
    title: 'Keep logs',
    help: 'How long the helper’s log and the logs of the runs are kept. The oldest go earlier where the helper’s exceeds 4 MB, or a deployment’s 1 MB.',
    example: 90,
  }),
  HistoryKeepDays: organizationKey(integer(30, 3650, 'days'), 365, {
    title: 'Keep the history',
    help: 'How long the history of what was asked, chosen and run is kept. The oldest goes earlier where it exceeds 8 MB.',
    example: 365,
  }),
} as const;
