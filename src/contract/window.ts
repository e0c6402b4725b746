/**
 * What crosses between the app's main process and its one window: page models inwards, a few small messages outwards.
 * Types and channel names only, so that the page and the preload bundle carry no schema library; the messages are decoded
 * by `window-schema.ts` in main. A page model is finished text and positions: the page has no clock, no rules and no words
 * of its own, and what it sends names things by the ids it was shown, never a time, a path or an address.
 */

/** Main → page: the page model to show. */
export const pageChannel = 'intermission:page';
/** Page → main: one `PageMessage`. */
export const messageChannel = 'intermission:message';
/** The window's only origin. */
export const pageOrigin = 'intermission://page';

/** A safe subset of Markdown, already taken apart. A link is a number: the page never holds the address. */
export type Inline =
  | { readonly kind: 'text' | 'bold' | 'italic' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly link: number; readonly host: string };
export type Block =
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

export interface ChoiceRow {
  readonly id: string;
  readonly label: string;
  /** The clock time in the right-hand column; null for *Now*. */
  readonly time: string | null;
  /** What the primary button says while this row is chosen. */
  readonly button: string;
  /** False for *Now*: Return does not press the button then. */
  readonly byReturn: boolean;
}

export interface TypedTime {
  /** `2026-11-21`. */
  readonly date: string;
  /** As it was typed, or as the list of times has it: "15:10", "3 pm". */
  readonly time: string;
}

/** How many signs of a typed time are looked at. */
export const longestTypedTime = 24;

/** `earlier`: how many times of the list come before what was typed, which need not be in it; null where it is no time. */
export type OwnTimeVerdict = { readonly typed: TypedTime; readonly earlier: number | null } & (
  | { readonly kind: 'fine'; readonly button: string; readonly time: string; readonly position: number }
  | { readonly kind: 'outside'; readonly why: string }
);

export interface OwnTimeRow {
  readonly label: string;
  readonly dayLabel: string;
  readonly timeLabel: string;
  /** Names the list of times, and the button that opens it. */
  readonly timesLabel: string;
  /** The allowed days: "Thu", "26", "Nov"; the first word may be "Today". */
  readonly days: readonly {
    readonly date: string;
    readonly weekday: string;
    readonly day: string;
    readonly month: string;
  }[];
  /** The allowed quarter hours of one of these days: of the one that was typed last. */
  readonly times: { readonly date: string; readonly list: readonly string[] };
  readonly suggested: TypedTime;
  /** What main says about the last typed time; null before anything was typed. */
  readonly verdict: OwnTimeVerdict | null;
}

/** From now (0) to the deadline (1). Decoration: every time in it is in the rows as text. */
export interface Timeline {
  readonly startLabel: string;
  readonly endLabel: string;
  /** False where the line ends at the last choice only, and no bar belongs there. */
  readonly endsAtDeadline: boolean;
  readonly midnights: readonly number[];
  readonly marks: readonly { readonly id: string; readonly position: number }[];
}

/** What every question has: times to pick from, and the buttons. */
export interface Question {
  /** One sentence: why the last choice was refused, or why nothing can be chosen at the moment. */
  readonly alert: string | null;
  readonly question: string;
  readonly choices: readonly ChoiceRow[];
  readonly preselected: string | null;
  readonly ownTime: OwnTimeRow | null;
  readonly timeline: Timeline | null;
  readonly why: {
    readonly label: string;
    readonly title: string;
    readonly sections: readonly { readonly heading: string; readonly blocks: readonly Block[] }[];
    readonly back: string;
  };
  readonly cancel: string;
  /** What the primary button says while nothing is chosen. */
  readonly nothingChosen: string;
  /** False while a choice is on its way or the helper cannot be reached. */
  readonly ready: boolean;
}

export interface ChoicesPage extends Question {
  readonly kind: 'choices';
  readonly facts: string;
  /** Why it asks again, or what is arranged now. */
  readonly lead: string | null;
  readonly message: readonly Block[];
  readonly deferrals: string | null;
}

/** One time for several deployments. */
export interface TogetherPage extends Question {
  readonly kind: 'together';
  readonly facts: string;
  /** Names the list of what is due. */
  readonly list: string;
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly facts: string;
    /** Why this one asks again. */
    readonly lead: string | null;
  }[];
  /** Leads to one question for each. */
  readonly oneByOne: string;
}

/** The page's title is the clock time: "Your Mac restarts at 17:00". */
export interface WarningPage {
  readonly kind: 'warning';
  /** "in 12 minutes", in the last minute "in 45 seconds". */
  readonly countdown: string;
  /** The same when ten, five and one minute are left: read aloud when it changes. */
  readonly announcement: string;
  readonly facts: string;
  /** What it waits for, once its time has come. */
  readonly lead: string | null;
  readonly message: readonly Block[];
  readonly alert: string | null;
  /** Null where it cannot be started by hand. */
  readonly startNow: string | null;
  readonly putAside: string;
  readonly ready: boolean;
}

/** One deployment in the list of Maintenance. */
export interface MaintenanceRow {
  readonly id: string;
  readonly title: string;
  /** Which of the five statuses, for its sign; the word beside it is `status`. */
  readonly sign: 'in-progress' | 'available' | 'installed' | 'unqualified' | 'failed';
  readonly status: string;
  /** When it starts or when it ended; null where there is no time to tell. */
  readonly time: string | null;
  /** What happened and what comes next, in whole sentences. */
  readonly text: string;
}

/** Everything there is, in a window that a person opened to look at: it asks nothing. */
export interface MaintenancePage {
  readonly kind: 'maintenance';
  /** Why nothing can be chosen at the moment, and what holds all the same. */
  readonly alert: string | null;
  readonly due: readonly MaintenanceRow[];
  /** Said where nothing is due. */
  readonly nothingDue: string | null;
  readonly past: readonly MaintenanceRow[];
  /** Names of the two lists. */
  readonly dueLabel: string;
  readonly pastLabel: string;
}

export type Page =
  | ChoicesPage
  | TogetherPage
  | MaintenancePage
  | {
      readonly kind: 'start-now';
      readonly question: string;
      readonly text: string;
      readonly cancel: string;
      readonly start: string;
      readonly ready: boolean;
    }
  | WarningPage
  | {
      readonly kind: 'confirmation';
      readonly text: string;
      /** "To change it, click [icon] in the menu bar." */
      readonly hint: { readonly before: string; readonly icon: string; readonly after: string } | null;
      readonly done: string;
    }
  | { readonly kind: 'news'; readonly text: string; readonly done: string }
  | { readonly kind: 'about'; readonly version: string; readonly text: string; readonly done: string };

/** Finished colors, as CSS writes them. */
export interface AccentColors {
  /** The chosen time and the main button. */
  readonly fill: string;
  /** What is written on it. */
  readonly text: string;
}
export interface Accent {
  readonly light: AccentColors;
  readonly dark: AccentColors;
}

/** Where the window's origin serves a picture that the helper knows by this digest. */
export const picturePlace = 'picture/';

export interface PageModel {
  /** Changes when the content is about something else: the page forgets what was typed and ignores keys for a moment. */
  readonly key: string;
  /** How large the text is: 1 is as designed, 2 twice as large. */
  readonly textSize: number;
  /** BCP 47, with the region. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly organization: string | null;
  /** The organisation's logo, by digests, for light and for dark windows; the same where there is only one. */
  readonly logo: { readonly light: string; readonly dark: string } | null;
  /** Null: the page's own. */
  readonly accent: Accent | null;
  readonly title: string;
  readonly page: Page;
}

export type PageMessage =
  /** The page listens. */
  | { readonly kind: 'ready' }
  /** How tall the content is, in CSS pixels: all of it, and with its scrolling part as small as it may be. */
  | { readonly kind: 'height'; readonly pixels: number; readonly least: number }
  | ({ readonly kind: 'typed' } & TypedTime)
  | { readonly kind: 'choose'; readonly choice: string }
  | ({ readonly kind: 'choose-own' } & TypedTime)
  | { readonly kind: 'start-now' }
  /** One time for several is not wanted: each gets its own question. */
  | { readonly kind: 'one-by-one' }
  /** A key was pressed in the window, or the pointer was used in it. */
  | { readonly kind: 'touched' }
  /** Larger or smaller text, or (0) as it was. */
  | { readonly kind: 'text-size'; readonly step: -1 | 0 | 1 }
  /** Not Now, Put Aside, Cancel, Done, Escape: put the window aside. */
  | { readonly kind: 'close' }
  | { readonly kind: 'open-link'; readonly link: number };

/** `window.intermission`: all that the page can reach. */
export interface Bridge {
  /** Calls the listener with every page model from now on; returns how to stop. */
  onPage(listener: (model: PageModel) => void): () => void;
  send(message: PageMessage): void;
  /** Node's name of the platform, for the room that the title bar needs. */
  readonly platform: string;
}
