/** What happens on a simulated Mac: plain data, in the order in which it happens. Words stand in words.ts. */
import type { Choice } from '../../core/choices.ts';
import type { ConflictRule } from '../../core/conflicts.ts';
import type { DeferralBy, Missed, OutcomeKind } from '../../core/record.ts';
import type { Held, HoldEnd } from '../../core/hold/rules.ts';
import type { Instant } from '../../core/time.ts';

/** What a person does with a question, and what comes of it. */
export type Happening =
  /** The question has come up and the screen has let it through. */
  | {
      readonly kind: 'asked';
      readonly choices: readonly Choice[];
      readonly ownTime: boolean;
      /** Null where deferrals are not counted. */
      readonly deferralsLeft: number | null;
      readonly missed: Missed | null;
    }
  /** It stands in the menu, in self service. */
  | { readonly kind: 'offered' }
  | { readonly kind: 'aside'; readonly until: Instant }
  /** An appointment was made, or moved. */
  | { readonly kind: 'scheduled'; readonly due: Instant; readonly by: DeferralBy; readonly isNow: boolean }
  /** The person was told of an appointment of theirs, or of a run that nobody is asked about. */
  | { readonly kind: 'reminder' | 'warning'; readonly due: Instant }
  | { readonly kind: 'held'; readonly what: Held; readonly why: string }
  | { readonly kind: 'hold-ended'; readonly what: Held; readonly end: HoldEnd; readonly since: Instant }
  /** Its time has come, but another run is under way. */
  | { readonly kind: 'queued' }
  | { readonly kind: 'run'; readonly by: DeferralBy; readonly trigger: string }
  | { readonly kind: 'run-ended'; readonly outcome: OutcomeKind; readonly since: Instant }
  /** The work is done but for a restart by Intermission, which is announced, and comes. */
  | { readonly kind: 'restart-announced'; readonly restartAt: Instant }
  | { readonly kind: 'restarted' }
  | { readonly kind: 'installed'; readonly verified: boolean }
  | { readonly kind: 'failed' }
  /** Another deployment about the same thing counts instead. */
  | { readonly kind: 'unqualified'; readonly winner: string; readonly rule: ConflictRule };

export type SimulatedEvent = Happening & { readonly at: Instant; readonly deployment: string };
