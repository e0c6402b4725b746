/** All that the app knows, what may happen to it, and what it may ask of the world. Plain values; no rules here. */
import type {
  DeploymentView,
  Intent,
  IntentAnswer,
  RefusalReason,
  Snapshot,
  Together,
  Pick,
} from '../../contract/session-door.ts';
import type { PageMessage, TypedTime } from '../../contract/window.ts';
import type { Instant } from '../../core/time.ts';

/** How it stands with the helper. The last snapshot is kept while the link is lost, for what still holds. */
export type Link =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly why: LostReason };
/** `closed` mends itself; the other two need an update or an admin. */
export type LostReason = 'closed' | 'wrong-version' | 'untrusted';

/** Why the choices are shown again, or why nothing can be chosen. */
export type Alert =
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  | { readonly kind: 'not-passed-on' }
  /** The Mac could not keep this one's appointment; the others that were chosen with it stand, at `due`. */
  | { readonly kind: 'not-scheduled'; readonly due: Instant };

/** Who opened the window decides whether it may take the keyboard. */
export type OpenedBy = 'person' | 'helper';

/** What the one window is about; `serial` tells one content from the next. */
export type Dialog = {
  readonly serial: number;
  readonly openedBy: OpenedBy;
  /** How often the page has said that somebody is busy with it. */
  readonly touches: number;
} & (
  | {
      readonly kind: 'choosing';
      readonly deployment: string;
      readonly alert: Alert | null;
      readonly typed: TypedTime | null;
    }
  /** One time for several. `together` is kept while the helper offers none for all of them: it has the last word anyway. */
  | {
      readonly kind: 'choosing-together';
      readonly deployments: readonly string[];
      readonly together: Together;
      readonly alert: Alert | null;
      readonly typed: TypedTime | null;
    }
  | { readonly kind: 'start-now'; readonly deployment: string }
  /** The last warning before a run that nobody picked. */
  | {
      readonly kind: 'warning';
      readonly deployment: string;
      readonly due: Instant;
      readonly alert: Alert | null;
    }
  | {
      readonly kind: 'confirmed';
      readonly title: string;
      /** The admin's own, finished. */
      readonly words: string | null;
      /** How many it was chosen for. */
      readonly count: number;
      readonly restarts: boolean;
      /** Null: it starts now. */
      readonly due: Instant | null;
    }
  | { readonly kind: 'news'; readonly title: string; readonly news: News }
  | { readonly kind: 'about' }
);
export type News =
  | { readonly kind: 'running' | 'finished' | 'gone' | 'nothing-to-choose' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** An intent on its way to the helper; one about several deployments stands here once for each, with the same number. */
export interface Request {
  readonly number: number;
  readonly deployment: string;
  readonly from: 'dialog' | 'menu';
  readonly startsNow: boolean;
}

export interface State {
  readonly now: Instant;
  readonly locale: string;
  /** Tags of all languages that the person reads, the best first; the words of the app are in `locale`. */
  readonly languages: readonly string[];
  readonly version: string;
  readonly link: Link;
  readonly snapshot: Snapshot | null;
  readonly dialog: Dialog | null;
  /** Rises each time a person asks for the list of Maintenance; null while it is not shown. */
  readonly maintenance: number | null;
  readonly requests: readonly Request[];
  /** What was picked in the menu while a request for the same deployment was on its way: sent when that is answered. */
  readonly nextPicks: Readonly<Record<string, Pick>>;
  /** The last ask of each deployment that the dialog came up for. */
  readonly handledAsks: Readonly<Record<string, number>>;
  /** The asks that a person wants to decide one by one. */
  readonly apart: Readonly<Record<string, number>>;
  /** The same for last warnings: the number of the notice. */
  readonly handledWarnings: Readonly<Record<string, number>>;
  /** What the person has chosen to install since the app started: they are told when it is over. */
  readonly installs: readonly string[];
  /** Counts dialogs, requests and looks at Maintenance. */
  readonly lastNumber: number;
  /** How large the windows' text is: 1 is as designed. Kept while the app runs, and written nowhere. */
  readonly textSize: number;
  /** When the page last broke down; a second time within a minute it is not brought back. */
  readonly brokenAt: Instant | null;
}

/** What a person asks for on the menu or with a notification. */
export type Command =
  | { readonly kind: 'pick'; readonly deployment: string; readonly choice: string }
  | { readonly kind: 'start-now'; readonly deployment: string }
  | { readonly kind: 'choose-time'; readonly deployment: string }
  | { readonly kind: 'show-warning'; readonly deployment: string }
  /** Quit the app that a new version waits for. */
  | { readonly kind: 'quit-and-update'; readonly deployment: string }
  | { readonly kind: 'maintenance' }
  | { readonly kind: 'about' };

export type AppEvent =
  | { readonly kind: 'link'; readonly link: Link }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  /** The minute that was waited for has come, or the Mac's clock needs a look. */
  | { readonly kind: 'time' }
  | { readonly kind: 'woke' }
  | { readonly kind: 'unlocked' }
  /** Some app was quit. */
  | { readonly kind: 'app-quit' }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'page'; readonly message: PageMessage }
  | { readonly kind: 'answer'; readonly request: number; readonly answer: IntentAnswer | null }
  /** The list of Maintenance has left the screen. */
  | { readonly kind: 'maintenance-closed' }
  /**
   * A content that leaves by itself has been seen long enough, unless somebody has touched it meanwhile, or has it read aloud: that
   * takes as long as it takes.
   */
  | {
      readonly kind: 'lingered';
      readonly serial: number;
      readonly touches: number;
      readonly readAloud: boolean;
    }
  /** The page's process died. */
  | { readonly kind: 'page-broke' };

export type Effect =
  /** Answered by an `answer` event with the same number; null when it could not be passed on. */
  | { readonly kind: 'send-intent'; readonly request: number; readonly intent: Intent }
  | { readonly kind: 'report'; readonly event: 'woke' | 'unlocked' | 'app-quit' }
  | { readonly kind: 'open-link'; readonly address: string }
  /** Ask an app to quit; it may stay. */
  | { readonly kind: 'quit-app'; readonly bundleId: string }
  /** Answered by a `lingered` event with the same numbers. */
  | {
      readonly kind: 'linger';
      readonly serial: number;
      readonly touches: number;
      readonly milliseconds: number;
    };

export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export const initialState = (
  now: Instant,
  locale: string,
  version: string,
  languages: readonly string[] = [],
): State => ({
  now,
  locale,
  languages,
  version,
  link: { kind: 'connecting' },
  snapshot: null,
  dialog: null,
  maintenance: null,
  requests: [],
  nextPicks: {},
  handledAsks: {},
  apart: {},
  handledWarnings: {},
  installs: [],
  lastNumber: 0,
  textSize: 1,
  brokenAt: null,
});

export const deploymentOf = (state: State, id: string): DeploymentView | null =>
  state.snapshot?.deployments.find((view) => view.id === id) ?? null;

/** The same, as if this deployment's number had not been handled: whatever number it has is a new one. */
export const forgotten = (
  handled: Readonly<Record<string, number>>,
  deployment: string,
): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(handled).filter(([id]) => id !== deployment));
