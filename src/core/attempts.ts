/** What came of one run of the trigger, read from how jamf ended and what it said. */
import type { Deployment } from './deployment.ts';
import type { Attempt, Outcome, OutcomeKind } from './record.ts';

/** How the run ended, as `intermission run` saw it. */
export interface RunEnding {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why jamf was not started at all: not found, or not trusted. */
  readonly notStarted: string | null;
  /** The last lines of jamf's output, oldest first. */
  readonly lastLines: readonly string[];
}

/**
 * Exit 0 alone proves nothing: jamf answers 0 also when no policy matched (macos.md E). So the words decide, unless jamf
 * executed a policy and ended well: then they are that policy's own output (a script that calls jamf, a download that was
 * tried again). The wording of "already being run" is not verified on a Mac; what is not recognised falls through to the exit
 * code.
 */
const tellingLines: readonly (readonly [RegExp, OutcomeKind])[] = [
  [/^No policies were found for the /i, 'no-policy'],
  [/trigger is already being run/i, 'already-running'],
  [
    /^Connection failure:|could not connect to the (JSS|server)|network connection was lost/i,
    'no-connection',
  ],
];

const executing = /^Executing Policy /;

export function outcomeOf(ending: RunEnding): Outcome {
  const lastLines = ending.notStarted === null ? ending.lastLines.slice(-20) : [ending.notStarted];
  return { kind: outcomeKindOf(ending), lastLines };
}

function outcomeKindOf(ending: RunEnding): OutcomeKind {
  if (ending.notStarted !== null) return 'not-started';
  if (ending.signal !== null) return 'killed';
  if (ending.exitCode === 0 && ending.lastLines.some((line) => executing.test(line.trim())))
    return 'finished';
  for (const [words, kind] of tellingLines) {
    if (ending.lastLines.some((line) => words.test(line.trim()))) return kind;
  }
  return ending.exitCode === 0 ? 'finished' : 'policy-failed';
}

/** Outcomes that say nothing about the work, only that it could not be tried: they use up no attempt. */
const uncounted: readonly OutcomeKind[] = ['no-connection', 'already-running'];

export const isCounted = ({ outcome }: Attempt): boolean =>
  outcome === null || !uncounted.includes(outcome.kind);

export const countedAttempts = (attempts: readonly Attempt[]): number => attempts.filter(isCounted).length;

/** Minutes until the next try; null when every attempt is used. */
export function minutesToNextTry(
  deployment: Deployment,
  attempts: readonly Attempt[],
  outcome: OutcomeKind,
): number | null {
  if (uncounted.includes(outcome)) return 15;
  return countedAttempts(attempts) >= deployment.attempts ? null : deployment.hoursBetweenAttempts * 60;
}
