/** The nouns: what a deployment is, and what is known of its course. Plain readonly data; the rules stand in the files beside this. */
import type { Hold, HoldRules, PastHold, PowerRules } from './hold/rules.ts';
import type { Instant, LocalMinute, Zone } from './time.ts';

/** Times that the admin may offer by name. */
export type NamedTime = 'end-of-day' | 'tomorrow-morning';
/** `next-allowed`: when the allowed hours begin again. It stands where *now* would, while they do not allow that. */
export type OfferedName = NamedTime | 'next-allowed';

/** A wall-clock time of day, without a date or a zone. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

export const weekdays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type Weekday = (typeof weekdays)[number];

/** Hours of one day of the week, on the clock of wherever the Mac is: from the first to the last minute, both included. */
export interface DayHours {
  readonly day: Weekday;
  readonly start: TimeOfDay;
  /** 24:00 is the end of the day. */
  readonly end: TimeOfDay;
}

/** By when it runs without asking. Several may be set: the earliest wins. */
export interface DeadlineRule {
  /** A date with `Z` or an offset is an instant; without one it is local time wherever the Mac is. */
  readonly fixed:
    | { readonly kind: 'instant'; readonly at: Instant }
    | { readonly kind: 'local'; readonly at: LocalMinute }
    | null;
  readonly daysAfterFirstOffered: number | null;
  readonly hoursAfterFirstOffered: number | null;
  /** After this many deferrals the only choices left are now and the last grace period. */
  readonly deferrals: number | null;
}

/** What the rules know of the Mac itself. */
export interface Mac {
  /** Never changes; random, made at the first start. */
  readonly id: string;
  /** When Intermission first ran here. */
  readonly firstSeen: Instant;
}

/** How inventory tells that the work is really done. */
export type Verification =
  | { readonly kind: 'none' }
  | { readonly kind: 'os-version'; readonly minimum: string }
  | { readonly kind: 'filevault' }
  /** `path` is the bundle's Mac path, such as `/Applications/Slack.app`. */
  | {
      readonly kind: 'app';
      readonly path: string;
      readonly bundleId: string;
      readonly minimum: string | null;
    };

/** What inventory found. `unknown` is neither Installed nor Failed. */
export type Finding =
  | { readonly kind: 'present'; readonly evidence: string }
  | { readonly kind: 'absent'; readonly found: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** One piece of required or offered work. */
export interface Deployment {
  readonly id: string;
  /** The label of its LaunchDaemon, and the plist's file name without `.plist`. Stable: never one per deferral. */
  readonly label: string;
  /** The Jamf custom trigger that runs it. */
  readonly trigger: string;
  readonly title: string;
  /** Markdown. */
  readonly message: string;
  /** How long the work takes, in minutes, as the admin estimates it. */
  readonly minutes: number | null;
  readonly restarts: boolean;
  /** Who restarts the Mac, where it is restarted: the execution policy, or Intermission once the work is done. */
  readonly restartBy: 'policy' | 'intermission';
  /** Whether a restart by Intermission waits for other runs that are due together, so that one serves all. */
  readonly combinesRestart: boolean;
  readonly distribution: 'automatic' | 'self-service';
  /** Minutes from now; 0 is *start now*. */
  readonly menu: readonly number[];
  /** The entry of `menu` to preselect. */
  readonly preselected: number | null;
  readonly namedTimes: readonly NamedTime[];
  readonly ownTime: boolean;
  readonly workingDay: { readonly start: TimeOfDay; readonly end: TimeOfDay };
  readonly workingDays: readonly Weekday[];
  /** When it may run, but for its deadline; null where at any time. */
  readonly allowedHours: readonly DayHours[] | null;
  readonly deadline: DeadlineRule;
  /** A Mac is new for this many hours; until then nothing is forced. */
  readonly newMacGraceHours: number;
  /** After a long absence nothing is forced for this many hours. */
  readonly absentGraceHours: number;
  /** What nobody chose begins up to this many minutes later, each Mac at a minute of its own (spread.ts). */
  readonly spreadMinutes: number;
  /** The Mac on which this stands; null where nothing is known of it: then it is not new, and nothing is spread. */
  readonly mac: Mac | null;
  /** The last grace period: how long before a forced run the user is warned, in minutes. */
  readonly graceMinutes: number;
  /** After *Not Now*, the dialog comes back after this many minutes, the sooner the nearer the deadline is. */
  readonly askAgainMinutes: {
    readonly initial: number;
    readonly approaching: number;
    readonly imminent: number;
  };
  /** How many hours before the deadline these phases begin. */
  readonly phaseHours: { readonly approaching: number; readonly imminent: number };
  /** Reminders, in minutes before a time that somebody picked. */
  readonly reminderMinutes: readonly number[];
  /** Warnings, in minutes before a run that nobody is asked about, besides the one at its setting. */
  readonly warningMinutes: readonly number[];
  readonly noUser: 'wait' | 'run';
  readonly attempts: number;
  readonly hoursBetweenAttempts: number;
  readonly verification: Verification;
  readonly holds: HoldRules;
  readonly power: PowerRules;
  /** Ask only while this is so. */
  readonly askOnlyWhile: 'os-updates-pending' | null;
}

/** What the user meant: "17:00 here" moves with the traveller, "in 4 hours" does not. */
export type DeferralIntent =
  | { readonly kind: 'now' }
  | { readonly kind: 'in'; readonly minutes: number }
  | { readonly kind: 'at'; readonly local: LocalMinute };

/** Who fixed the time. */
export type DeferralBy = 'user' | 'admin' | 'deadline' | 'retry' | 'no-user' | 'takeover';

/** A picked time: instant, zone and intent. The plist is derived from it. */
export interface Deferral {
  readonly due: Instant;
  readonly zone: Zone;
  readonly intent: DeferralIntent;
  readonly by: DeferralBy;
  readonly chosenAt: Instant;
  /**
   * Names this appointment for ever, also when `due` moves with the traveller: the instant it was first made for. The job
   * carries it, so that a leftover plist of an earlier appointment is told apart.
   */
  readonly appointment: Instant;
}

export type OutcomeKind =
  | 'finished'
  | 'no-policy'
  | 'already-running'
  | 'no-connection'
  | 'policy-failed'
  | 'killed'
  | 'interrupted'
  | 'not-started'
  | 'not-verified';

export interface Outcome {
  readonly kind: OutcomeKind;
  readonly lastLines: readonly string[];
}

/** One run of the trigger. */
export interface Attempt {
  readonly appointment: Instant;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly outcome: Outcome | null;
}

/** An appointment that passed without its run. */
export interface Missed {
  readonly due: Instant;
  readonly because: 'away' | 'held';
}

/** Where a deployment stands. */
export type Stage =
  | { readonly kind: 'resting' }
  /**
   * `missed`: the appointment that could not be kept, and why: nobody was there (asleep, switched off), or it was held for too long.
   * `asideUntil`: the user put the question aside; it is not asked again before.
   */
  | {
      readonly kind: 'asking';
      readonly since: Instant;
      readonly missed: Missed | null;
      readonly asideUntil: Instant | null;
    }
  /** Offered in self service until the user picks a time. */
  | { readonly kind: 'available'; readonly since: Instant }
  /** `waiting`: its run has come and waits for its turn, so it cannot be missed. */
  | { readonly kind: 'scheduled'; readonly deferral: Deferral; readonly waiting: boolean }
  | {
      readonly kind: 'running';
      readonly deferral: Deferral;
      readonly startedAt: Instant;
      /** The execution policy called cleanup: it reached its end. */
      readonly cleanedUp: boolean;
    }
  /**
   * The work is done but for the restart, which Intermission owes. `at`: when it comes, as announced; null while something is in the
   * way. `orderedAt`: when macOS was told to.
   */
  | {
      readonly kind: 'restarting';
      readonly since: Instant;
      readonly at: Instant | null;
      readonly orderedAt: Instant | null;
    }
  | {
      readonly kind: 'checking';
      readonly since: Instant;
      readonly nextLook: Instant;
    }
  | { readonly kind: 'installed'; readonly at: Instant; readonly verified: boolean }
  | { readonly kind: 'failed'; readonly at: Instant; readonly outcome: Outcome };

/** A deployment that came by BJPD's positional parameters, without preferences of its own. */
export interface AdHoc {
  readonly label: string;
  readonly trigger: string;
  readonly osUpdates: boolean;
}

/** What a round is about: when one of these changes, it begins anew. As text; null where there is none. */
export interface WorkEvent {
  /** The fixed deadline, as the admin wrote it. */
  readonly deadline: string | null;
  /** The version that the work leads to. */
  readonly target: string | null;
}

/** The durable course of one deployment. */
export interface DeploymentRecord {
  readonly id: string;
  readonly adHoc: AdHoc | null;
  /** What this round is about; null where it has not been noted yet. */
  readonly event: WorkEvent | null;
  /** When a person was first asked in this round; null until somebody was there to be asked. */
  readonly firstOffered: Instant | null;
  readonly deferralsUsed: number;
  /** Nothing is forced before: somebody came back in this round after a long absence. */
  readonly graceUntil: Instant | null;
  /** When somebody was first there to be told of the forced run that is scheduled now. */
  readonly warnedAt: Instant | null;
  /** The last thing that was told of an appointment; the number rises with each. */
  readonly told: {
    readonly appointment: Instant;
    readonly kind: 'reminder' | 'warning';
    readonly at: Instant;
    readonly number: number;
  } | null;
  /** Rises each time the dialog should come up by itself. */
  readonly asks: number;
  /** The ask that the screen has let through: it may be shown. */
  readonly releasedAsk: number | null;
  /** What holds the question or the run back at this moment. */
  readonly hold: Hold | null;
  /** How long the question was held back in this round, by holds that are over. */
  readonly heldSeconds: number;
  /** The latest holds that are over, oldest first. */
  readonly pastHolds: readonly PastHold[];
  /** Attempts of this round, oldest first. */
  readonly attempts: readonly Attempt[];
  readonly stage: Stage;
}

export const newRecord = (id: string, adHoc: AdHoc | null = null): DeploymentRecord => ({
  id,
  adHoc,
  event: null,
  firstOffered: null,
  deferralsUsed: 0,
  graceUntil: null,
  warnedAt: null,
  told: null,
  asks: 0,
  releasedAsk: null,
  hold: null,
  heldSeconds: 0,
  pastHolds: [],
  attempts: [],
  stage: { kind: 'resting' },
});
