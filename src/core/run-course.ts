/**
 * The course of a run: from the job that has come to its minute to Installed, the next try or Failed. Pure, like course.ts:
 * the same record back means that nothing happened.
 */
import { isCounted, minutesToNextTry, outcomeOf, type RunEnding } from './attempts.ts';
import { isMissed } from './course.ts';
import type { Deployment } from './deployment.ts';
import type { Attempt, Deferral, DeploymentRecord, Outcome, Stage } from './record.ts';
import { ended } from './hold/hold-course.ts';
import type { Hold } from './hold/rules.ts';
import { describeHold } from './hold/words.ts';
import { assertNever } from './result.ts';
import { newRound } from './round.ts';
import { isAfter, minutesBetween, plusMinutes, type Instant, type Zone } from './time.ts';
import { retryDeferral } from './unchosen.ts';

/** What a job that has come to its minute is told. */
export type RunVerdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'wait'; readonly reason: string }
  | { readonly kind: 'stale'; readonly reason: string };

/**
 * Why a run whose time has come must wait: another run is under way, and jamf runs one policy at a time; the Mac is about to restart;
 * screen or power hold it; or another one that is due goes before it.
 */
export type Obstacle =
  | { readonly kind: 'busy' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'held'; readonly hold: Hold }
  | { readonly kind: 'turn'; readonly before: Deployment };

/** A job asks whether it may run. `obstacle` is asked for only where the job is the one that is awaited. */
export function begun(
  record: DeploymentRecord,
  appointment: Instant,
  obstacle: (deferral: Deferral) => Obstacle | null,
  now: Instant,
): { readonly record: DeploymentRecord; readonly verdict: RunVerdict } {
  const stale = (reason: string) => ({ record, verdict: { kind: 'stale', reason } as const });
  const { stage } = record;
  if (stage.kind === 'running') {
    // The same run again: the helper was restarted in the middle and the job came back to it.
    return stage.deferral.appointment.equals(appointment)
      ? { record, verdict: { kind: 'go' } }
      : stale('another run of this deployment is under way');
  }
  if (stage.kind !== 'scheduled') return stale('nothing is scheduled for this deployment');
  if (!stage.deferral.appointment.equals(appointment)) return stale('the appointment was changed');
  if (!stage.waiting && isMissed(stage.deferral, now)) return stale('the appointment was missed');
  // Fires early: the clock was set back, or launchd woke it for an old plist. The appointment stands.
  // *Now* has no minute to wait for.
  const early = stage.deferral.intent.kind !== 'now' && isAfter(stage.deferral.due, plusMinutes(now, 1));
  if (early) return stale('the appointment has not come yet');
  const waitsFor = obstacle(stage.deferral);
  if (waitsFor === null) return { record: running(record, stage.deferral, now), verdict: { kind: 'go' } };
  const waiting: DeploymentRecord = stage.waiting
    ? record
    : { ...record, stage: { ...stage, waiting: true } };
  const inLine = (reason: string) => ({
    record: ended(waiting, 'free', now),
    verdict: { kind: 'wait', reason } as const,
  });
  switch (waitsFor.kind) {
    case 'busy':
      return inLine('another run is under way');
    case 'restart':
      return inLine('the Mac is about to restart');
    case 'turn':
      return inLine(`${waitsFor.before.id} goes before it`);
    case 'held':
      return {
        record: waiting.hold === waitsFor.hold ? waiting : { ...waiting, hold: waitsFor.hold },
        verdict: { kind: 'wait', reason: describeHold(waitsFor.hold) },
      };
    default:
      return assertNever(waitsFor);
  }
}

function running(record: DeploymentRecord, deferral: Deferral, startedAt: Instant): DeploymentRecord {
  const attempt: Attempt = { appointment: deferral.appointment, startedAt, endedAt: null, outcome: null };
  return {
    // A run that goes although it is held has come to the limit of that.
    ...(record.hold?.what === 'run' ? ended(record, 'limit', startedAt) : record),
    // Tries that could not be tried are in the history; here they would pile up for as long as a Mac is offline.
    attempts: [...record.attempts.filter(isCounted), attempt],
    stage: { kind: 'running', deferral, startedAt, cleanedUp: false },
  };
}

/** The waiting job went away before its turn came. */
export const gaveUpWaiting = (record: DeploymentRecord): DeploymentRecord =>
  record.stage.kind === 'scheduled' && record.stage.waiting
    ? { ...record, hold: null, stage: { ...record.stage, waiting: false } }
    : record;

/** The execution policy says that it has come to its end. */
export const cleanedUp = (record: DeploymentRecord): DeploymentRecord =>
  record.stage.kind === 'running' && !record.stage.cleanedUp
    ? { ...record, stage: { ...record.stage, cleanedUp: true } }
    : record;

/** How a run is over: it ended, or it vanished (killed, or the Mac went down under it). */
export type RunClosing =
  { readonly kind: 'ended'; readonly ending: RunEnding } | { readonly kind: 'vanished' };

export function closed(
  record: DeploymentRecord,
  deployment: Deployment,
  closing: RunClosing,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const { stage } = record;
  if (stage.kind !== 'running') return record;
  const outcome = closingOutcome(stage, deployment, closing);
  const after = withOutcome(record, outcome, now);
  if (outcome.kind !== 'finished') return tryAgain(after, deployment, outcome, now, now, zone);
  return deployment.restarts && deployment.restartBy === 'intermission'
    ? { ...after, stage: { kind: 'restarting', since: now, at: null, orderedAt: null } }
    : afterFinish(after, deployment, now);
}

/** The policy ended well: inventory has the last word, where the admin said what to look for. */
export const afterFinish = (
  record: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
): DeploymentRecord => ({
  ...record,
  stage:
    deployment.verification.length === 0
      ? { kind: 'installed', at: now, verified: false }
      : { kind: 'checking', since: now, nextLook: now },
});

/**
 * A run that ends in its own restart is killed with everything else: where the policy restarts the Mac, or had already called
 * cleanup, that is not a failure.
 */
function closingOutcome(
  stage: Extract<Stage, { kind: 'running' }>,
  deployment: Deployment,
  closing: RunClosing,
): Outcome {
  const outcome: Outcome =
    closing.kind === 'ended' ? outcomeOf(closing.ending) : { kind: 'interrupted', lastLines: [] };
  const cutShort = outcome.kind === 'killed' || outcome.kind === 'interrupted';
  const restartsItself = deployment.restarts && deployment.restartBy === 'policy';
  return cutShort && (stage.cleanedUp || restartsItself) ? { ...outcome, kind: 'finished' } : outcome;
}

export const withOutcome = (record: DeploymentRecord, outcome: Outcome, now: Instant): DeploymentRecord => ({
  ...record,
  attempts: record.attempts.map((attempt, index) =>
    index === record.attempts.length - 1 ? { ...attempt, endedAt: attempt.endedAt ?? now, outcome } : attempt,
  ),
});

/** The next attempt, counted from the end of this one: `since`. */
export function tryAgain(
  record: DeploymentRecord,
  deployment: Deployment,
  outcome: Outcome,
  since: Instant,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const minutes = minutesToNextTry(deployment, record.attempts, outcome.kind);
  if (minutes === null) return { ...record, stage: { kind: 'failed', at: now, outcome } };
  const left = Math.max(0, minutes - minutesBetween(since, now));
  const deferral = retryDeferral(deployment, record, left, now, zone);
  return { ...record, stage: { kind: 'scheduled', deferral, waiting: false } };
}

/** The policy was run by other means (by hand, from Self Service) and came to its end: whatever was asked or planned is over. */
export function doneOtherwise(
  record: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
): DeploymentRecord {
  switch (record.stage.kind) {
    case 'asking':
    case 'available':
    case 'scheduled':
    case 'failed':
      return afterFinish(record, deployment, now);
    case 'resting':
    case 'running':
    case 'restarting':
    case 'checking':
    case 'installed':
    case 'staged':
    case 'not-met':
    case 'unqualified':
      return record;
  }
}

/** A run of which nobody told the helper was found in its journal. */
export const foundRunning = (record: DeploymentRecord, startedAt: Instant): DeploymentRecord =>
  record.stage.kind === 'scheduled' ? running(record, record.stage.deferral, startedAt) : record;

/** The help desk tries again: whatever failed begins anew, as a prompt would begin it. Null where nothing has failed. */
export const retried = (record: DeploymentRecord): DeploymentRecord | null =>
  record.stage.kind === 'failed' || record.stage.kind === 'not-met'
    ? newRound(record, { kind: 'resting' })
    : null;
