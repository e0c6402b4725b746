/**
 * Every word that the app shows to people, as functions of finished values. The sentences stand in `../languages/<language>.json`;
 * nothing is decided here, and no sentence is put together from pieces. Short, calm, exact; the organisation asks, not the software.
 *
 * A new text: add its key to every language as a whole sentence in ICU MessageFormat ("{count, plural, …}", and for moments
 * `{day, select, today {…at {time}} … other {…on {date} at {time}}}`), then an entry here that says it: `say('section.key')`, or with
 * values `say('section.key', { title })`. A moment's values come from `moment`. Write the key out (or as a template such as
 * `refusal.${reason}`): a test finds keys that nothing says. In the models: `const texts = textsOf(state)`, or
 * `textsFor(place.locale)` where only the place is at hand. A test names each language that lacks a text; how they speak is in
 * `../languages/README.md`.
 */
import type { RefusalReason } from '../../contract/session-door.ts';
import type { HoldView } from '../../contract/screen.ts';
import type { Left } from './countdown.ts';
import { languageFor, localeOf } from './language.ts';
import { maintenanceTexts } from './maintenance-texts.ts';
import { capital, inTime, length, moment, titledWords } from './phrases.ts';
import { speaker, type Say, type Values } from './say.ts';
import type { State } from './state.ts';
import { clockTime, written, type When } from './times.ts';

export type Texts = ReturnType<typeof textsOfLocale>;

const known = new Map<string, Texts>();

/** The words of the locale's language, with dates and times in the form of its region. */
export function textsFor(locale: string): Texts {
  const texts = known.get(locale) ?? textsOfLocale(locale);
  known.set(locale, texts);
  return texts;
}

export const textsOf = (state: State): Texts => textsFor(localeOf(state));

function textsOfLocale(locale: string) {
  const say = speaker(locale);
  const at = (when: When, more?: Values): Values => moment(say, when, more);
  const begin = (text: string): string => capital(text, locale);
  // Made when it is needed, which is seldom: it takes longer than reading all words.
  const either = (all: readonly string[]): string =>
    new Intl.ListFormat(locale, { type: 'disjunction' }).format(all);
  const sentence = (line: string): string => say('sentence', { line });
  const sentences = (all: readonly string[]): string =>
    all.reduce((first, next) => (first === '' ? next : say('sentences', { first, next })), '');

  return {
    appName: 'Intermission',

    time: {
      /** "15:10", "Thu, 08:30". Tomorrow has its weekday here: the label beside it mostly says "tomorrow" already. */
      column: (when: When): string =>
        when.day === 'today' ? clockTime(when.at, when.place) : say('time.column', at(when)),
      minutesBesideIcon: (minutes: number): string => say('time.minutesBesideIcon', { minutes }),
      /** "Today", "Thu 4 Dec": a list of days. */
      day: (when: When): string =>
        when.day === 'weekday' || when.day === 'date'
          ? written('shortDateWithWeekday', when.at, when.place)
          : say(`time.${when.day}`),
      /** "Today", "Thu": above the date in the strip of days. */
      dayName: (when: When): string =>
        when.day === 'weekday' || when.day === 'date'
          ? written('shortWeekday', when.at, when.place)
          : say(`time.${when.day}`),
    },

    /** In the middle of a sentence: "today at 15:10", "Friday at 17:00". */
    moment: (when: When): string => say('moment', at(when)),
    number: (count: number): string => new Intl.NumberFormat(locale).format(count),

    /** Where the admin wrote nothing. */
    own: {
      title: { work: say('own.title'), 'os-updates': say('own.osUpdates') },
      message: say('own.message'),
    },

    /** A menu line as a sentence. */
    sentence,
    /** One sentence after the other. */
    sentences,
    /** Short facts in a row; the first of them begins the line. */
    facts: (all: readonly string[]): string => begin(all.join(' · ')),

    choice: {
      now: say('choice.now'),
      in: (minutes: number): string => {
        const { unit, count } = length(minutes);
        return say(`choice.in${unit}`, { count });
      },
      'end-of-day': say('choice.endOfDay'),
      /** The next working morning need not be tomorrow's: "Monday morning". */
      'tomorrow-morning': (when: When): string => begin(say('choice.morning', at(when))),
      'next-allowed': say('choice.nextAllowed'),
      at: (when: When): string => begin(say('choice.at', at(when))),
      last: say('choice.last'),
      own: say('choice.own'),
      menu: (label: string, time: string): string =>
        say('choice.menu', {
          label: languageFor(locale) === 'en' ? titledWords(label, locale) : label,
          time,
        }),
    },

    button: {
      notNow: say('button.notNow'),
      cancel: say('button.cancel'),
      done: say('button.done'),
      startNow: say('button.startNow'),
      nothingChosen: say('button.nothingChosen'),
      run: (when: When): string => say('button.run', at(when)),
    },

    dialog: {
      question: say('dialog.question'),
      about: (minutes: number): string => {
        const { unit, count } = length(minutes);
        return say(`dialog.about${unit}`, { count });
      },
      restarts: say('dialog.restarts'),
      by: (when: When): string => say('dialog.by', at(when)),
      missed: (when: When): string => say('dialog.missed', at(when)),
      missedHeld: (when: When): string => say('dialog.missedHeld', at(when)),
      scheduledNow: (when: When): string => say('dialog.scheduledNow', at(when)),
      deferrals: (left: number): string => say('dialog.deferrals', { left }),
      timelineStart: say('dialog.timelineStart'),
      timelineEnd: (when: When): string => {
        if (when.day === 'today') return clockTime(when.at, when.place);
        if (when.day === 'weekday') return written('shortWeekday', when.at, when.place);
        return when.day === 'date' ? written('shortDate', when.at, when.place) : say(`time.${when.day}`);
      },
    },

    /** Several questions in one window. */
    together: {
      title: (count: number): string => say('together.title', { count }),
      question: say('together.question'),
      list: say('together.list'),
      oneRestart: say('together.oneRestart'),
      restarts: say('together.restarts'),
      oneByOne: say('together.oneByOne'),
      chosen: (count: number): string => say('together.chosen', { count }),
      /** The others have their appointment, at `when`; this one has none. */
      notScheduled: (when: When): string => say('together.notScheduled', at(when)),
    },

    ownTime: {
      day: say('ownTime.day'),
      time: say('ownTime.time'),
      times: say('ownTime.times'),
      incomplete: say('ownTime.incomplete'),
      inThePast: say('ownTime.inThePast'),
      tooSoon: (when: When): string => say('ownTime.tooSoon', at(when)),
      outsideAllowedHours: (spans: readonly (readonly [from: string, until: string])[]): string =>
        spans.length === 0
          ? say('ownTime.notOnThatDay')
          : say('ownTime.onThatDay', {
              spans: either(spans.map(([from, until]) => say('ownTime.span', { from, until }))),
            }),
      afterTheDeadline: (when: When): string => say('ownTime.afterTheDeadline', at(when)),
      /** Not because of the deadline. */
      tooLate: (when: When): string => say('ownTime.tooLate', at(when)),
    },

    why: {
      label: say('why.label'),
      title: say('why.title'),
      back: say('why.back'),
      who: say('why.who'),
      whoText: (organization: string | null): string =>
        organization === null ? say('why.whoText') : say('why.whoNamed', { organization }),
      deadline: say('why.deadline'),
      deadlineText: (when: When | null): string =>
        when === null ? say('why.noDeadline') : say('why.deadlineText', at(when)),
      help: say('why.help'),
      helpText: (contact: string | null): string => contact ?? say('why.helpText'),
      information: say('why.information'),
      recorded: say('why.recorded'),
      recordedText: say('why.recordedText'),
    },

    /** Before an appointment that the person picked. */
    reminder: {
      /** "Starts at 15:10 (in 15 minutes). Your Mac restarts." */
      body: (when: When, left: Left, restarts: boolean): string => {
        const soon = inTime(say, left);
        const starts =
          soon === null
            ? say('reminder.starts', at(when))
            : say('reminder.startsIn', at(when, { left: soon }));
        return restarts ? sentences([starts, say('reminder.restarts')]) : starts;
      },
      change: say('reminder.change'),
    },

    /** Before a run that nobody picked. The clock time first, the countdown under it. */
    warning: {
      /** `held`: it waits, and starts then whatever it waits for. */
      headline: (restarts: boolean, title: string, when: When, held: boolean): string =>
        restarts
          ? say(held ? 'warning.restartHeld' : 'warning.restart', at(when))
          : say(held ? 'warning.startHeld' : 'warning.start', at(when, { title })),
      countdown: (left: Left): string => inTime(say, left) ?? say('warning.starting'),
      /** The headline of a restart does not say what it is for. */
      notification: (restarts: boolean, title: string, left: Left): string =>
        sentences(
          [begin(inTime(say, left) ?? say('warning.now')), ...(restarts ? [title] : [])].map(sentence),
        ),
      putAside: say('warning.putAside'),
    },

    /** The deadline is near: said plainly. On a menu and, as a sentence, in the dialog. */
    withoutAsking: {
      at: (when: When): string => say('withoutAsking.at', at(when)),
      soon: say('withoutAsking.soon'),
    },

    startNow: {
      question: say('startNow.question'),
      restarts: say('startNow.restarts'),
      plain: say('startNow.plain'),
      duration: (minutes: number): string => {
        const { unit, count } = length(minutes);
        return say(`startNow.about${unit}`, { count });
      },
    },

    confirmation: {
      scheduled: (when: When): string => say('confirmation.scheduled', at(when)),
      starting: say('confirmation.starting'),
      startingRestarts: say('confirmation.startingRestarts'),
      /** "To change it, click [icon] in the menu bar.": what stands before and after the drawing, and what it is called. */
      hint: hintOf(say),
    },

    news: {
      running: say('news.running'),
      finished: say('news.finished'),
      gone: say('news.gone'),
      nothingToChoose: say('news.nothingToChoose'),
    },

    refusal: (reason: RefusalReason): string => say(`refusal.${reason}`),

    /** What waits for the screen: the question, or the work whose time has come. The strongest reason only. */
    hold: ({ what, reasons: [strongest] }: HoldView): string =>
      strongest === undefined
        ? say(`hold.${what}.unknown`)
        : say(`hold.${what}.${strongest.kind}`, {
            named: strongest.app === null ? 'no' : 'yes',
            app: strongest.app ?? '',
          }),

    /** The restart that Intermission does itself, after the work. */
    restart: {
      headline: (when: When): string => say('restart.headline', at(when)),
      save: say('restart.save'),
    },

    /** Nothing can be chosen at the moment; what still holds is said beside it. */
    link: {
      connecting: say('link.connecting'),
      lost: say('link.lost'),
      lostMenu: say('link.lostMenu'),
      wrongVersion: say('link.wrongVersion'),
      untrusted: say('link.untrusted'),
      appointmentSafe: (when: When): string => say('link.appointmentSafe', at(when)),
      notPassedOn: say('link.notPassedOn'),
    },

    staged: {
      title: (app: string, version: string): string => say('staged.title', { app, version }),
      body: (app: string): string => say('staged.body', { app }),
    },

    menu: {
      nothingDue: say('menu.nothingDue'),
      about: say('menu.about'),
      waiting: say('menu.waiting'),
      missed: (when: When): string => say('menu.missed', at(when)),
      missedHeld: (when: When): string => say('menu.missedHeld', at(when)),
      due: (when: When): string => begin(say('menu.due', at(when))),
      dueSoon: (when: When, minutes: number): string =>
        say('menu.dueSoon', {
          due: begin(say('menu.due', at(when))),
          left: say('left.minutes', { minutes }),
        }),
      starting: say('menu.starting'),
      attempt: (attempt: number, attempts: number): string => say('menu.attempt', { attempt, attempts }),
      latestBy: (when: When): string => say('menu.latestBy', at(when)),
      withoutAsking: say('menu.withoutAsking'),
      lastDeferral: say('menu.lastDeferral'),
      setByAdmin: say('menu.setByAdmin'),
      running: say('menu.running'),
      restartWaits: say('menu.restartWaits'),
      checking: say('menu.checking'),
      available: say('menu.available'),
      installed: say('menu.installed'),
      finished: say('menu.finished'),
      failed: say('menu.failed'),
      notMet: say('menu.notMet'),
      unqualified: (winner: string): string => say('menu.unqualified', { winner }),
      startNow: say('menu.startNow'),
      installNow: say('menu.installNow'),
      quitAndUpdate: say('menu.quitAndUpdate'),
      asks: (label: string): string => say('menu.asks', { label }),
      changeTime: say('menu.changeTime'),
      chooseTimeMenu: say('menu.chooseTimeMenu'),
      chooseTime: say('menu.chooseTime'),
    },

    /** The list of Maintenance. */
    maintenance: maintenanceTexts(say, at),

    tooltip: (line: string | null): string => (line === null ? 'Intermission' : say('tooltip', { line })),

    /** Above every page of a demonstration. */
    demonstration: (organization: string | null): string =>
      organization === null ? say('demonstration') : say('demonstrationNamed', { organization }),

    about: {
      title: 'Intermission',
      version: (version: string): string => say('about.version', { version }),
      text: (organization: string | null): string =>
        organization === null ? say('about.text') : say('about.textNamed', { organization }),
    },
  } as const;
}

function hintOf(say: Say): { readonly before: string; readonly icon: string; readonly after: string } {
  const [before = '', after = ''] = say('confirmation.hint', { icon: '\n' }).split('\n');
  return { before: before.trim(), icon: say('confirmation.icon'), after: after.trim() };
}
