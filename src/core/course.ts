/**
 * The course of a deployment: from offered to Installed or Failed, as a pure state machine. Every function takes the record
 * as it was and gives the record as it is; the same record back means that nothing happened.
 */
import { isCounted, minutesToNextTry, outcomeOf, type RunEnding } from './attempts.ts';
import { deadlineOf, deferralsLeft } from './deadline.ts';
import type {
  Attempt,
  Deferral,
  Deployment,
  DeploymentRecord,
  Finding,
  Outcome,
  Stage,
} from './deployment.ts';
import { movedToZone, newDeferral } from './schedule.ts';
import {
  earliest,
  floorToMinute,
  isAfter,
  isBefore,
  latest,
  plusMinutes,
  type Instant,
  type Zone,
} from './time.ts';

/** An appointment missed by more than this asks again instead of firing in the user's face. */
export const missedAfterMinutes = 5;
/** Inventory is looked at this often after a run… */
export const minutesBetweenLooks = 15;
/** …and a run whose work is still absent after this long counts as failed. */
export const looksForMinutes = 60;

/** A new round: nobody was asked yet, nothing was used up. */
const fresh = (record: DeploymentRecord, stage: Stage): DeploymentRecord => ({
  ...record,
  firstOffered: null,
  deferralsUsed: 0,
  attempts: [],
  stage,
});

/** A policy asks for the prompt. Only a deployment that rests, or whose last round ended well, begins a new round. */
export function offered(
  record: DeploymentRecord,
  deployment: Deployment,
  userPresent: boolean,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  if (record.stage.kind !== 'resting' && record.stage.kind !== 'installed') return record;
  if (deployment.distribution === 'self-service') {
    return seenByPerson(fresh(record, { kind: 'available', since: now }), userPresent, now);
  }
  if (!userPresent && deployment.noUser === 'run') {
    const deferral = newDeferral({ kind: 'now' }, 'no-user', now, zone);
    return fresh(record, { kind: 'scheduled', deferral, waiting: false });
  }
  return seenByPerson(asked(fresh(record, record.stage), now, null), userPresent, now);
}

const asked = (record: DeploymentRecord, now: Instant, missed: Instant | null): DeploymentRecord => ({
  ...record,
  asks: record.asks + 1,
  stage: { kind: 'asking', since: now, missed, asideUntil: null },
});

/** The first time that somebody was there to be asked starts the floating deadline. */
const seenByPerson = (record: DeploymentRecord, userPresent: boolean, now: Instant): DeploymentRecord =>
  userPresent &&
  record.firstOffered === null &&
  (record.stage.kind === 'asking' || record.stage.kind === 'available')
    ? { ...record, firstOffered: now }
    : record;

/**
 * *Not Now*: costs no deferral; the question comes back by itself. With every deferral used there is nothing left to put off:
 * the last grace period begins.
 */
export function putAside(
  record: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  if (record.stage.kind !== 'asking') return record;
  if (deferralsLeft(deployment, record) === 0) return forced(record, deployment, now, now, zone);
  return {
    ...record,
    stage: { ...record.stage, asideUntil: plusMinutes(now, deployment.askAgainMinutes) },
  };
}

/** What time alone changes: missed appointments, elapsed deadlines, questions that come back, a new zone. */
export function ticked(
  record: DeploymentRecord,
  deployment: Deployment,
  userPresent: boolean,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const seen = seenByPerson(record, userPresent, now);
  const { stage } = seen;
  switch (stage.kind) {
    case 'asking': {
      const due = forcedByDeadline(seen, deployment, now, zone);
      if (due !== null) return due;
      return stage.asideUntil !== null && !isBefore(now, stage.asideUntil)
        ? { ...seen, asks: seen.asks + 1, stage: { ...stage, asideUntil: null } }
        : seen;
    }
    case 'scheduled': {
      // Its time has come already; neither the clock nor a journey changes that.
      if (stage.waiting) return seen;
      const deferral = movedToZone(stage.deferral, zone);
      const moved = deferral === stage.deferral ? seen : { ...seen, stage: { ...stage, deferral } };
      return isMissed(deferral, now)
        ? missed(moved, deployment, deferral, userPresent, now, zone)
        : heldToDeadline(moved, deployment, deferral, now, zone);
    }
    case 'resting':
      // Self service needs no policy to ask for it: it stands in the menu as soon as its preferences are there.
      return deployment.distribution === 'self-service'
        ? ticked(offered(seen, deployment, userPresent, now, zone), deployment, userPresent, now, zone)
        : seen;
    case 'available':
      // Offered work has no deadline unless the admin set one.
      return forcedByDeadline(seen, deployment, now, zone) ?? seen;
    case 'running':
    case 'checking':
    case 'installed':
    case 'failed':
      return seen;
  }
}

export const isMissed = (deferral: Deferral, now: Instant): boolean =>
  isAfter(now, plusMinutes(deferral.due, missedAfterMinutes));

/** A missed appointment asks again; past the deadline it is set anew, with the full last grace period before it. */
function missed(
  record: DeploymentRecord,
  deployment: Deployment,
  deferral: Deferral,
  userPresent: boolean,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const back: DeploymentRecord =
    deployment.distribution === 'self-service'
      ? { ...record, stage: { kind: 'available', since: now } }
      : asked(record, now, deferral.due);
  const again = seenByPerson(back, userPresent, now);
  return forcedByDeadline({ ...record, firstOffered: again.firstOffered }, deployment, now, zone) ?? again;
}

/** From one grace period before the deadline on, nobody is asked: the run is set and announced. Null before that. */
function forcedByDeadline(
  record: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
  zone: Zone,
): DeploymentRecord | null {
  const deadline = deadlineOf(deployment, record, zone);
  if (deadline === null || isBefore(now, plusMinutes(deadline, -deployment.graceMinutes))) return null;
  return forced(record, deployment, deadline, now, zone);
}

/** A run that nobody is asked about: not before `notBefore`, and after one full grace period. */
function forced(
  record: DeploymentRecord,
  deployment: Deployment,
  notBefore: Instant,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const warned = newDeferral({ kind: 'in', minutes: deployment.graceMinutes }, 'deadline', now, zone);
  const due = latest(notBefore, warned.due);
  return {
    ...record,
    stage: { kind: 'scheduled', deferral: { ...warned, due, appointment: due }, waiting: false },
  };
}

/**
 * What was picked within the deadline can come to lie past it: "17:00 here" moved west, or the admin brought the deadline
 * forward. Then the deadline counts, and a forced run is announced as always.
 */
function heldToDeadline(
  record: DeploymentRecord,
  deployment: Deployment,
  deferral: Deferral,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const deadline = deadlineOf(deployment, record, zone);
  if (deadline === null || !isAfter(deferral.due, deadline) || mayPassDeadline(deferral, deployment)) {
    return record;
  }
  const held = { ...deferral, due: floorToMinute(deadline) };
  return (
    forcedByDeadline(record, deployment, now, zone) ?? {
      ...record,
      stage: { kind: 'scheduled', deferral: held, waiting: false },
    }
  );
}

/** Nobody was asked about it, it is *now*, or it is no further away than the last grace period. */
const mayPassDeadline = ({ by, intent }: Deferral, { graceMinutes }: Deployment): boolean =>
  by === 'deadline' ||
  by === 'retry' ||
  by === 'no-user' ||
  intent.kind === 'now' ||
  (intent.kind === 'in' && intent.minutes <= graceMinutes);

/** What a job that has come to its minute is told. */
export type RunVerdict =
  { readonly kind: 'go' } | { readonly kind: 'wait' } | { readonly kind: 'stale'; readonly reason: string };

/** A job asks whether it may run. `busy`: another run is under way, and jamf runs one policy at a time. */
export function begun(
  record: DeploymentRecord,
  appointment: Instant,
  busy: boolean,
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
  if (busy) return { record: { ...record, stage: { ...stage, waiting: true } }, verdict: { kind: 'wait' } };
  return { record: running(record, stage.deferral, now), verdict: { kind: 'go' } };
}

function running(record: DeploymentRecord, deferral: Deferral, startedAt: Instant): DeploymentRecord {
  const attempt: Attempt = { appointment: deferral.appointment, startedAt, endedAt: null, outcome: null };
  return {
    ...record,
    // Tries that could not be tried are in the history; here they would pile up for as long as a Mac is offline.
    attempts: [...record.attempts.filter(isCounted), attempt],
    stage: { kind: 'running', deferral, startedAt, cleanedUp: false },
  };
}

/** The waiting job went away before its turn came. */
export const gaveUpWaiting = (record: DeploymentRecord): DeploymentRecord =>
  record.stage.kind === 'scheduled' && record.stage.waiting
    ? { ...record, stage: { ...record.stage, waiting: false } }
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
  if (outcome.kind !== 'finished') return tryAgain(after, deployment, outcome, now, zone);
  return afterFinish(after, deployment, now);
}

/** The policy ended well: inventory has the last word, where the admin said what to look for. */
const afterFinish = (record: DeploymentRecord, deployment: Deployment, now: Instant): DeploymentRecord => ({
  ...record,
  stage:
    deployment.verification.kind === 'none'
      ? { kind: 'installed', at: now, verified: false }
      : { kind: 'checking', since: now, nextLook: now },
});

/**
 * A run that ends in its own restart is killed with everything else: where the work restarts the Mac, or the policy had
 * already called cleanup, that is not a failure.
 */
function closingOutcome(
  stage: Extract<Stage, { kind: 'running' }>,
  deployment: Deployment,
  closing: RunClosing,
): Outcome {
  const outcome: Outcome =
    closing.kind === 'ended' ? outcomeOf(closing.ending) : { kind: 'interrupted', lastLines: [] };
  const cutShort = outcome.kind === 'killed' || outcome.kind === 'interrupted';
  return cutShort && (stage.cleanedUp || deployment.restarts) ? { ...outcome, kind: 'finished' } : outcome;
}

const withOutcome = (record: DeploymentRecord, outcome: Outcome, now: Instant): DeploymentRecord => ({
  ...record,
  attempts: record.attempts.map((attempt, index) =>
    index === record.attempts.length - 1 ? { ...attempt, endedAt: attempt.endedAt ?? now, outcome } : attempt,
  ),
});

function tryAgain(
  record: DeploymentRecord,
  deployment: Deployment,
  outcome: Outcome,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const minutes = minutesToNextTry(deployment, record.attempts, outcome.kind);
  if (minutes === null) return { ...record, stage: { kind: 'failed', at: now, outcome } };
  const deferral = newDeferral({ kind: 'in', minutes }, 'retry', now, zone);
  return { ...record, stage: { kind: 'scheduled', deferral, waiting: false } };
}

/** Inventory was looked at after a run. */
export function looked(
  record: DeploymentRecord,
  deployment: Deployment,
  finding: Finding,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const { stage } = record;
  if (stage.kind !== 'checking') return record;
  if (finding.kind === 'present') return { ...record, stage: { kind: 'installed', at: now, verified: true } };
  const givenUp = finding.kind === 'absent' && isAfter(now, plusMinutes(stage.since, looksForMinutes));
  if (!givenUp) {
    return { ...record, stage: { ...stage, nextLook: plusMinutes(now, minutesBetweenLooks) } };
  }
  // The policy was run by other means, so there is no attempt of ours to fail: whoever was asked before is asked again.
  if (record.attempts.at(-1)?.outcome?.kind !== 'finished') return asked(record, now, null);
  const outcome: Outcome = { kind: 'not-verified', lastLines: [finding.found] };
  return tryAgain(withOutcome(record, outcome, now), deployment, outcome, now, zone);
}

/** Inventory shows that the work is done although nothing of ours did it. */
export const foundInstalled = (record: DeploymentRecord, now: Instant): DeploymentRecord =>
  record.stage.kind === 'running'
    ? record
    : { ...record, stage: { kind: 'installed', at: now, verified: true } };

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
    case 'checking':
    case 'installed':
      return record;
  }
}

/** A run of which nobody told the helper was found in its journal. */
export const foundRunning = (record: DeploymentRecord, startedAt: Instant): DeploymentRecord =>
  record.stage.kind === 'scheduled' ? running(record, record.stage.deferral, startedAt) : record;

/** The help desk withdraws everything: the next prompt begins a new round. */
export const cancelled = (record: DeploymentRecord): DeploymentRecord =>
  record.stage.kind === 'running' ? record : fresh(record, { kind: 'resting' });

/** When this record wants to be looked at again by the clock; null while only an event can change it. */
export function nextTick(record: DeploymentRecord, deployment: Deployment, zone: Zone): Instant | null {
  const { stage } = record;
  switch (stage.kind) {
    case 'asking':
    case 'available': {
      const deadline = deadlineOf(deployment, record, zone);
      const setAt = deadline === null ? null : plusMinutes(deadline, -deployment.graceMinutes);
      const asideUntil = stage.kind === 'asking' ? stage.asideUntil : null;
      if (asideUntil === null || setAt === null) return asideUntil ?? setAt;
      return earliest(setAt, asideUntil);
    }
    case 'scheduled':
      return stage.waiting ? null : plusMinutes(stage.deferral.due, missedAfterMinutes).add({ seconds: 1 });
    case 'checking':
      return stage.nextLook;
    case 'resting':
    case 'running':
    case 'installed':
    case 'failed':
      return null;
  }
}
