/** Keys for words. Markdown where a text may have several paragraphs; one dictionary of languages beside each text. */
import { alias, sharedKey } from '../key.ts';
import { languages, markdown, text } from '../value-kinds.ts';

const inLanguages = (title: string, example: string, mostCharacters: number, isMarkdown = false) =>
  sharedKey(languages(mostCharacters, isMarkdown), null, {
    title: `${title} in other languages`,
    help: `${title} for users of these languages, by language tag; de also serves de-AT. Every other user sees the text without a language, where there is one.`,
    example: { de: example },
  });

export const texts = {
  Title: sharedKey(text(120), 'Required work on your Mac', {
    title: 'Title',
    help: 'What will be done, in a few words.',
    example: 'Restart to finish updating macOS',
    aliases: [...alias('Nudge', 'mainHeader'), ...alias('BJPD', 'GUI_HEADING')],
  }),
  TitleLocalized: inLanguages('Title', 'Neustart für das macOS-Update', 120),
  Message: sharedKey(
    markdown(4000),
    'Your organization needs to do some work on this Mac. Please choose a time that suits you.',
    {
      title: 'Message',
      help: 'Why, and what to expect. Markdown: emphasis, lists and links.',
      example: 'macOS 26.7 fixes security problems. **Save your work**; your windows come back afterwards.',
      aliases: [
        ...alias('Renew', 'NormalMessage'),
        ...alias('Nudge', 'mainContentText'),
        ...alias('BJPD', 'GUI_MESSAGE'),
      ],
    },
  ),
  MessageLocalized: inLanguages('Message', 'macOS 26.7 behebt Sicherheitsprobleme.', 4000, true),
  StartButtonText: sharedKey(text(40), null, {
    title: 'Start button',
    help: 'The button that starts the work at once. Not set: “Start Now” in the user’s language.',
    example: 'Restart Now',
    aliases: [...alias('Renew', 'RestartButtonText'), ...alias('Nudge', 'actionButtonText')],
  }),
  StartButtonTextLocalized: inLanguages('Start button', 'Jetzt neu starten', 40),
  ScheduleButtonText: sharedKey(text(40), null, {
    title: 'Schedule button',
    help: 'The button that takes the chosen time. {time} becomes that time. Not set: “Run at 15:10” in the user’s language.',
    example: 'Restart at {time}',
  }),
  ScheduleButtonTextLocalized: inLanguages('Schedule button', 'Um {time} neu starten', 40),
  NotNowButtonText: sharedKey(text(40), null, {
    title: 'Not Now button',
    help: 'The button that puts the question aside without choosing a time. Not set: “Not Now” in the user’s language.',
    example: 'Ask Me Again',
    aliases: alias('Renew', 'DeferralButtonText'),
  }),
  NotNowButtonTextLocalized: inLanguages('Not Now button', 'Nicht jetzt', 40),
  ConfirmationMessage: sharedKey(text(300), null, {
    title: 'Confirmation',
    help: 'What is said once a time is chosen. {date} becomes that day and time. Not set: “Scheduled for today at 15:10.” in the user’s language.',
    example: 'Your Mac restarts {date}. Please leave it switched on.',
    aliases: alias('BJPD', 'GUI_S_MESSAGE'),
  }),
  ConfirmationMessageLocalized: inLanguages('Confirmation', 'Ihr Mac startet {date} neu.', 300),
  LastWarningMessage: sharedKey(markdown(1000), null, {
    title: 'Last warning',
    help: 'What is said in the last grace period before a run without asking. Not set: the Message.',
    example: 'Your Mac restarts soon. Please **save your work**.',
    aliases: alias('Renew', 'AggroMessage'),
  }),
  LastWarningMessageLocalized: inLanguages('Last warning', 'Bitte sichern Sie Ihre Arbeit.', 1000, true),
  ReasonMessage: sharedKey(markdown(2000), null, {
    title: 'Why am I seeing this?',
    help: 'Said behind “Why am I seeing this?”: who asks, and where the rules stand.',
    example: 'Example Corp keeps every Mac up to date. See the [policy](https://it.example.com/updates).',
  }),
  ReasonMessageLocalized: inLanguages(
    'Why am I seeing this?',
    'Example Corp hält jeden Mac aktuell.',
    2000,
    true,
  ),
} as const;
