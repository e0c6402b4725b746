/**
 * Every word that the app shows to people, in English, in one place (issue 7 translates it). Nothing is decided here: each
 * entry turns finished parts into a phrase. Short, calm, exact; the organisation asks, not the software.
 */
import type { RefusalReason } from '../../contract/session-door.ts';
import type { HoldReasonKind } from '../../core/hold/rules.ts';
import type { Left } from './countdown.ts';
import {
  atTime,
  duration,
  inTime,
  longDay,
  onDayAt,
  plural,
  sentenceTime,
  shortDay,
  titled,
  titledWords,
} from './phrases.ts';
import type { Day, When } from './times.ts';

type HoldTexts = Record<HoldReasonKind, (app: string) => string> & { readonly unknown: string };

const lastDeferral = 'This is the last postponement';

export const texts = {
  appName: 'Intermission',

  time: {
    /** "15:10", "Thu, 08:30". Tomorrow has its weekday here: the label beside it mostly says "tomorrow" already. */
    column: (when: When, weekday: string): string => {
      if (when.day.kind === 'today') return when.clock;
      return `${when.day.kind === 'tomorrow' ? weekday : shortDay(when.day)}, ${when.clock}`;
    },
    minutesBesideIcon: (minutes: number): string => `${String(minutes)} min`,
    day: (day: Day, date: string): string => ('long' in day ? date : titled(day.kind)),
  },

  /** A menu line as a sentence. */
  sentence: (line: string): string => `${line}.`,

  choice: {
    now: 'Now',
    in: (minutes: number): string => `In ${duration(minutes)}`,
    'end-of-day': 'End of the day',
    /** The next working morning need not be tomorrow's: "Monday morning". */
    'tomorrow-morning': (day: Day): string =>
      day.kind === 'date' ? `Morning of ${day.long}` : `${titled(longDay(day))} morning`,
    'next-allowed': 'The next possible time',
    at: (when: When): string => titled(sentenceTime(when)),
    last: 'The last possible time',
    own: 'Another time…',
    menu: (label: string, time: string): string => `${titledWords(label)} (${time})`,
  },

  button: {
    notNow: 'Not Now',
    cancel: 'Cancel',
    done: 'Done',
    startNow: 'Start Now',
    nothingChosen: 'Choose a Time',
    run: (when: When): string =>
      when.day.kind === 'today' ? `Run at ${when.clock}` : `Run ${shortDay(when.day)} at ${when.clock}`,
  },

  dialog: {
    question: 'When would you like this to run?',
    about: (minutes: number): string => `About ${duration(minutes)}`,
    restarts: 'your Mac restarts',
    by: (when: When): string => `by ${longDay(when.day)}, ${when.clock}`,
    missed: (when: When): string =>
      `This was planned for ${when.day.kind === 'today' ? when.clock : sentenceTime(when)}, but your Mac was asleep or switched off.`,
    missedHeld: (when: When): string =>
      `This was planned for ${when.day.kind === 'today' ? when.clock : sentenceTime(when)}, but it would have interrupted you.`,
    scheduledNow: (when: When): string => `Planned for ${sentenceTime(when)}.`,
    deferrals: (left: number): string => {
      if (left === 0) return 'No postponements left';
      return left === 1 ? lastDeferral : `${String(left)} postponements left`;
    },
    timelineStart: 'Now',
    timelineEnd: (day: Day, clock: string): string => (day.kind === 'today' ? clock : shortDay(day)),
  },

  ownTime: {
    day: 'Day',
    time: 'Time',
    incomplete: 'Enter a time.',
    inThePast: 'That time has already passed.',
    tooSoon: (when: When): string => `The earliest possible time is ${sentenceTime(when)}.`,
    outsideAllowedHours: (spans: readonly (readonly [string, string])[]): string => {
      if (spans.length === 0) return 'It cannot run on that day.';
      const between = spans.map(([from, until]) => `between ${from} and ${until}`);
      return `On that day it can run ${between.join(' or ')}.`;
    },
    afterTheDeadline: (when: When): string => `The latest possible time is ${sentenceTime(when)}.`,
  },

  why: {
    label: 'Why am I seeing this?',
    title: 'Why am I seeing this?',
    back: 'Back',
    who: 'Who asks',
    whoText: (organization: string | null): string =>
      organization === null
        ? 'The organization that manages this Mac asks for this.'
        : `${organization} manages this Mac and asks for this.`,
    deadline: 'What happens if you do nothing',
    deadlineText: (when: When | null): string =>
      when === null
        ? 'Nothing starts by itself. You will be asked again.'
        : `It runs by itself ${onDayAt(when)}.`,
    help: 'How to get help',
    helpText: (contact: string | null): string => contact ?? 'Ask your IT department.',
    recorded: 'What is recorded about you',
    recordedText:
      'Your choice and its time, and why this had to wait, such as a presentation in Keynote. Never the title or the content of a window.',
  },

  /** Before an appointment that the person picked. */
  reminder: {
    /** "Starts at 15:10 (in 15 minutes). Your Mac restarts." */
    body: (when: When, left: Left, restarts: boolean): string => {
      const soon = inTime(left);
      const starts = `Starts ${atTime(when)}${soon === null ? '' : ` (${soon})`}.`;
      return restarts ? `${starts} Your Mac restarts.` : starts;
    },
    change: 'Change…',
  },

  /** Before a run that nobody picked. The clock time first, the countdown under it. */
  warning: {
    /** `held`: it waits, and starts then whatever it waits for. */
    headline: (restarts: boolean, title: string, when: When, held: boolean): string =>
      `${restarts ? 'Your Mac restarts' : `${title} starts`} ${atTime(when)}${held ? ' at the latest' : ''}`,
    countdown: (left: Left): string => inTime(left) ?? 'Starting…',
    /** The headline of a restart does not say what it is for. */
    notification: (restarts: boolean, title: string, left: Left): string =>
      [titled(inTime(left) ?? 'now'), ...(restarts ? [title] : [])].map((part) => `${part}.`).join(' '),
    putAside: 'Put Aside',
  },

  /** The deadline is near: said plainly. On a menu and, as a sentence, in the dialog. */
  withoutAsking: {
    at: (when: When): string => `Runs without asking ${onDayAt(when)}`,
    soon: 'Runs without asking soon',
  },

  startNow: {
    question: 'Start now?',
    restarts: 'Your Mac restarts. Save your work first.',
    plain: 'This starts right away.',
    duration: (minutes: number): string => `This takes about ${duration(minutes)}.`,
  },

  confirmation: {
    scheduled: (when: When): string => `Scheduled for ${sentenceTime(when)}.`,
    starting: 'Starting now.',
    startingRestarts: 'Starting now. Your Mac will restart: save your work.',
    hintBefore: 'To change it, click',
    hintIcon: 'the Intermission icon',
    hintAfter: 'in the menu bar.',
  },

  news: {
    running: 'This is running now.',
    finished: 'This is done. There is nothing left to choose.',
    gone: 'This is no longer needed on your Mac.',
    nothingToChoose: 'There is nothing to choose for this at the moment.',
  },

  refusal: {
    'unknown-deployment': 'This is no longer needed on your Mac.',
    'nothing-to-choose': 'There is nothing to choose for this at the moment.',
    'already-running': 'This is running already.',
    'in-the-past': 'That time has just passed. Please choose another one.',
    'after-the-deadline': 'That time is after the deadline. Please choose an earlier one.',
    'outside-allowed-hours': 'It cannot run at that time. Please choose another one.',
    'not-on-the-menu': 'That time is no longer offered. Please choose another one.',
    'no-deferrals-left': 'No postponements are left. Please choose one of these times.',
    'stale-choice': 'The times have changed since they were shown. Please choose again.',
    'could-not-schedule': 'Your Mac could not keep this appointment. Please try again.',
  } satisfies Record<RefusalReason, string>,

  /** What waits for the screen: the question, or the work whose time has come. `app` is as people call it. */
  hold: {
    someApp: 'an app',
    question: {
      'no-power': () => 'Waiting until your Mac is connected to power',
      'battery-low': () => 'Waiting until the battery is charged',
      presenting: () => 'Waiting until your presentation ends',
      call: () => 'Waiting until your call ends',
      camera: () => 'Waiting while the camera is in use',
      microphone: () => 'Waiting while the microphone is in use',
      'app-running': (app) => `Waiting until ${app} is closed`,
      'app-in-front': (app) => `Waiting while ${app} is in front`,
      'display-awake': (app) => `Waiting while ${app} keeps the display awake`,
      'screen-locked': () => 'Waiting until your screen is unlocked',
      'screen-asleep': () => 'Waiting until your screen is on',
      unknown: 'Waiting for a good moment',
    } satisfies HoldTexts,
    run: {
      'no-power': () => 'Connect your Mac to power to continue',
      'battery-low': () => 'The battery is low. Connect your Mac to power to continue',
      presenting: () => 'Starts when your presentation ends',
      call: () => 'Starts when your call ends',
      camera: () => 'Starts when the camera is no longer in use',
      microphone: () => 'Starts when the microphone is no longer in use',
      'app-running': (app) => `Starts when ${app} is closed`,
      'app-in-front': (app) => `Starts when ${app} is no longer in front`,
      'display-awake': (app) => `Starts when ${app} lets the display sleep`,
      'screen-locked': () => 'Starts when your screen is unlocked',
      'screen-asleep': () => 'Starts when your screen is on',
      unknown: 'Starts at a good moment',
    } satisfies HoldTexts,
    restart: {
      'no-power': () => 'Restarts when your Mac is connected to power',
      'battery-low': () => 'Restarts when the battery is charged',
      presenting: () => 'Restarts after your presentation',
      call: () => 'Restarts after your call',
      camera: () => 'Restarts when the camera is no longer in use',
      microphone: () => 'Restarts when the microphone is no longer in use',
      'app-running': (app) => `Restarts after ${app} is closed`,
      'app-in-front': (app) => `Restarts when ${app} is no longer in front`,
      'display-awake': (app) => `Restarts when ${app} lets the display sleep`,
      'screen-locked': () => 'Restarts when your screen is unlocked',
      'screen-asleep': () => 'Restarts when your screen is on',
      unknown: 'Restarts at a good moment',
    } satisfies HoldTexts,
  },

  /** The restart that Intermission does itself, after the work. */
  restart: {
    headline: (when: When): string => `Your Mac restarts ${sentenceTime(when)}`,
    save: 'The work is done. Please save what you are working on.',
  },

  /** Nothing can be chosen at the moment; what still holds is said beside it. */
  link: {
    connecting: 'Getting ready…',
    lost: 'Your choice can’t be passed on at the moment. Please wait a little.',
    lostMenu: 'Nothing can be changed at the moment.',
    wrongVersion: 'Intermission is being updated.',
    untrusted: 'Intermission is not set up safely on this Mac. Please tell your IT department.',
    appointmentSafe: (when: When): string => `Your appointment ${sentenceTime(when)} is safe.`,
    notPassedOn: 'Your choice may not have arrived. Please look again in a moment.',
  },

  menu: {
    nothingDue: 'Nothing is due.',
    about: 'About Intermission',
    waiting: 'Waiting for your answer',
    missed: (when: When): string =>
      `You missed ${when.day.kind === 'today' ? when.clock : sentenceTime(when)}`,
    missedHeld: (when: When): string =>
      `It could not start ${when.day.kind === 'today' ? `at ${when.clock}` : sentenceTime(when)}`,
    due: (when: When): string => titled(sentenceTime(when)),
    dueSoon: (when: When, minutes: number): string =>
      `${titled(sentenceTime(when))} (in ${plural(minutes, 'minute', 'minutes')})`,
    starting: 'Starting…',
    attempt: (attempt: number, attempts: number): string =>
      `Attempt ${String(attempt)} of ${String(attempts)}`,
    latestBy: (when: When): string => `At the latest ${sentenceTime(when)}`,
    withoutAsking: 'Runs without asking',
    lastDeferral,
    setByAdmin: 'Set by your IT department',
    running: 'Running…',
    restartWaits: 'Done but for a restart',
    checking: 'Checking that it worked…',
    available: 'Available',
    installed: 'Installed',
    finished: 'Done',
    failed: 'Did not work',
    notMet: 'This Mac does not meet the requirements',
    unqualified: (winner: string) => `Replaced by ${winner}`,
    startNow: 'Start Now',
    installNow: 'Install Now',
    asks: (label: string): string => `${label}…`,
    changeTime: 'Change Time',
    chooseTimeMenu: 'Choose a Time',
    chooseTime: 'Choose a Time…',
  },

  tooltip: (line: string | null): string => (line === null ? 'Intermission' : `Intermission: ${line}`),

  about: {
    title: 'Intermission',
    version: (version: string): string => `Version ${version}`,
    text: (organization: string | null): string =>
      organization === null
        ? 'Lets you choose when required work runs on your Mac.'
        : `Lets you choose when work that ${organization} requires runs on your Mac.`,
  },
} as const;
