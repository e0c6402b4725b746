/** What a deployment is, as the admin configured it. Plain readonly data; the rules stand in the files beside this, its course in record.ts. */
import type { DeploymentBranding } from './branding.ts';
import type { HoldRules, PowerRules } from './hold/rules.ts';
import type { Requirements } from './requirements.ts';
import type { Instant, LocalMinute } from './time.ts';
import type { Verification } from './verification.ts';

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
  readonly branding: DeploymentBranding;
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
  /** All of them must hold; empty where the policy's own word counts. */
  readonly verification: readonly Verification[];
  /** Whether a new version of the app that is verified waits in the staging folder while the app is open. */
  readonly stagesOpenApps: boolean;
  readonly requirements: Requirements;
  /** How the admin brings newer versions: counts only among deployments about the same thing. */
  readonly updateMethod: 'automatic' | 'manual';
  /** What it is about, and which version of that; null where it conflicts with nothing. */
  readonly conflict: { readonly title: string; readonly version: string | null } | null;
  readonly holds: HoldRules;
  readonly power: PowerRules;
  /** Ask only while this is so. */
  readonly askOnlyWhile: 'os-updates-pending' | null;
}
