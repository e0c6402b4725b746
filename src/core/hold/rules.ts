/** The nouns of holding: what may hold something back, what was judged, and what is remembered of it. */
import type { Instant } from '../time.ts';

/** What must not be interrupted, and for how long it may hold the question or the work back: the admin's rules. */
export interface HoldRules {
  readonly presenting: boolean;
  /** Names or bundle IDs of apps whose slide shows and full-screen windows count as presentations. */
  readonly presentationApps: readonly string[];
  /** Apps that hold the work back while they are open (BJPD's BLOCKING_APPS). */
  readonly runningApps: readonly string[];
  /** Apps that hold the work back while they are in front. */
  readonly frontApps: readonly string[];
  /** Whether a display that is kept awake, or an open call, holds. */
  readonly assertions: boolean;
  /** Only these processes count; null: all but the ignored ones. */
  readonly assertionProcesses: readonly string[] | null;
  readonly ignoredProcesses: readonly string[];
  readonly camera: boolean;
  readonly microphone: boolean;
  /** A locked or sleeping screen holds the question, never the work. */
  readonly locked: boolean;
  /** How long the question may be held back in one round, in minutes. */
  readonly questionMinutes: number;
  /** How long the work may be held back once its time has come, in minutes. */
  readonly runMinutes: number;
  /** How long after the deadline a live presentation is still spared, in minutes: the absolute limit. */
  readonly limitMinutes: number;
}

/** What power the work needs once its time has come: the admin's rules. */
export interface PowerRules {
  /** The power adapter must be connected. */
  readonly required: boolean;
  /** On battery the charge must be at least this; 0 is any. */
  readonly leastPercent: number;
  /** How long a time that somebody picked waits for power before they are asked again, in minutes. */
  readonly waitMinutes: number;
}

/** The strongest first. Power comes before all: a person can do something about it, and nothing else lets the work begin. */
export const holdReasonKinds = [
  'no-power',
  'battery-low',
  'presenting',
  'call',
  'camera',
  'microphone',
  'app-running',
  'app-in-front',
  'display-awake',
  'screen-locked',
  'screen-asleep',
] as const;
export type HoldReasonKind = (typeof holdReasonKinds)[number];

export interface HoldReason {
  readonly kind: HoldReasonKind;
  /** The app it is about, as people call it; null where none is known. */
  readonly app: string | null;
  /** What was seen, for admins: owner and geometry of a window, the process of an assertion. Never a window's title. */
  readonly evidence: string;
}

export const strongestFirst = (reasons: readonly HoldReason[]): readonly HoldReason[] =>
  [...reasons].sort((a, b) => holdReasonKinds.indexOf(a.kind) - holdReasonKinds.indexOf(b.kind));

/** What follows from an observation. */
export type Judgement =
  | { readonly kind: 'free' }
  /** The strongest reason first; never empty. */
  | { readonly kind: 'held'; readonly reasons: readonly HoldReason[] }
  | { readonly kind: 'unknown'; readonly why: string };

/** What can be held back: the question, the work whose time has come, or the restart that Intermission owes. */
export const heldThings = ['question', 'run', 'restart'] as const;
export type Held = (typeof heldThings)[number];

/** A hold that goes on. */
export interface Hold {
  readonly kind: 'held' | 'unknown';
  readonly what: Held;
  readonly since: Instant;
  /** Empty where it is unknown. */
  readonly reasons: readonly HoldReason[];
  /** Why it is unknown; null where it is not. */
  readonly why: string | null;
}

/** How a hold ended. */
export type HoldEnd =
  /** Nothing held it any more. */
  | 'free'
  /** Its budget, or the absolute limit, was used up. */
  | 'limit'
  /** The person answered, or the question or the appointment went away. */
  | 'settled'
  /** It was held for another reason from then on. */
  | 'changed';

export interface PastHold extends Hold {
  readonly until: Instant;
  readonly end: HoldEnd;
}
