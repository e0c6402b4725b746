/** What is known of a deployment's course: where it stands and what it used up. Plain readonly data, durable in the state file. */
import type { ConflictRule } from './conflicts.ts';
import type { Hold, PastHold } from './hold/rules.ts';
import type { Criterion } from './requirements.ts';
import type { Instant, LocalMinute, Zone } from './time.ts';
import type { StagedApp } from './verification.ts';

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
  /** The new version of an app that is open waits in the staging folder until it is quit. `at`: since when. */
  | ({ readonly kind: 'staged'; readonly at: Instant } & StagedApp)
  /** Every attempt is used. */
  | { readonly kind: 'failed'; readonly at: Instant; readonly outcome: Outcome }
  /** The Mac does not meet a criterion of the work. */
  | {
      readonly kind: 'not-met';
      readonly since: Instant;
      readonly criterion: Criterion;
      readonly required: string;
      readonly found: string;
    }
  /** Another deployment about the same thing counts instead. `title` is empty where the admin gave none. */
  | {
      readonly kind: 'unqualified';
      readonly since: Instant;
      readonly winner: { readonly id: string; readonly title: string };
      readonly rule: ConflictRule;
    };

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
  /** Why the last look could not tell whether the work is done, or whether the Mac is fit for it; null where it could. */
  readonly doubt: string | null;
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
  doubt: null,
  attempts: [],
  stage: { kind: 'resting' },
});
