/**
 * The course of a deployment up to its appointment: offered, put aside, missed, forced by its deadline, cancelled. A pure state
 * machine: every function takes the record as it was and gives the record as it is; the same record back means that nothing
 * happened. What follows when the minute has come stands in run-course.ts.
 */
import { askAgainAfter, deadlineOf, deferralsLeft, phaseOf } from './deadline.ts';
import type { Deployment } from './deployment.ts';
import type { Deferral, DeploymentRecord, Missed } from './record.ts';
import { asked, newRound, noted, offeredAgain, renewed } from './round.ts';
import { keepable, movedToZone, newDeferral } from './schedule.ts';
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
import { noUserDeferral } from './unchosen.ts';

/** An appointment missed by more than this asks again instead of firing in the user's face. */
export const missedAfterMinutes = 5;

/** A policy asks for the prompt. Only a deployment that rests, or whose last round ended well, begins a new round. */
export function offered(
  record: DeploymentRecord,
  deployment: Deployment,
  userPresent: boolean,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  if (record.stage.kind !== 'resting' && record.stage.kind !== 'installed') return record;
  const round = noted(newRound(record, record.stage), deployment);
  if (deployment.distribution === 'automatic' && !userPresent && deployment.noUser === 'run') {
    const deferral = noUserDeferral(deployment, round, now, zone);
    return { ...round, stage: { kind: 'scheduled', deferral, waiting: false } };
  }
  return seenByPerson(offeredAgain(round, deployment, now, null), userPresent, now);
}

/**
 * The first time that somebody was there to see the offer starts the floating deadline. A question is seen when the screen lets it
 * through (hold/hold-course.ts).
 */
const seenByPerson = (record: DeploymentRecord, userPresent: boolean, now: Instant): DeploymentRecord =>
  userPresent && record.firstOffered === null && record.stage.kind === 'available'
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
  const phase = phaseOf(deployment, deadlineOf(deployment, record, zone), now);
  const minutes = askAgainAfter(deployment, phase);
  return {
    ...record,
    stage: { ...record.stage, asideUntil: plusMinutes(now, minutes) },
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
  const seen = seenByPerson(renewed(record, deployment, now, zone), userPresent, now);
  const { stage } = seen;
  switch (stage.kind) {
    case 'asking': {
      const due = forcedByDeadline(seen, deployment, now, zone);
      if (due !== null) return due;
      return stage.asideUntil !== null && !isBefore(now, stage.asideUntil)
        ? { ...seen, asks: seen.asks + 1, stage: { ...stage, since: now, asideUntil: null } }
        : seen;
    }
    case 'scheduled': {
      // Its time has come already; neither the clock nor a journey changes that.
      if (stage.waiting) return seen;
      const deferral = movedToZone(stage.deferral, zone);
      const moved = deferral === stage.deferral ? seen : { ...seen, stage: { ...stage, deferral } };
      if (userPresent && isForNobody(deferral) && !isMissed(deferral, now)) return asked(moved, now, null);
      if (isMissed(deferral, now)) {
        return missed(moved, deployment, deferral, 'away', userPresent, now, zone);
      }
      return deferral.by === 'deadline' ? moved : heldToDeadline(moved, deployment, deferral, now, zone);
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
    case 'restarting':
    case 'checking':
    case 'installed':
    case 'staged':
    case 'failed':
    case 'not-met':
    case 'unqualified':
      return seen;
  }
}

/** Whether time alone brings a question up now, or an offer: unless it is no longer needed. */
export function comesBack({ stage }: DeploymentRecord, { distribution }: Deployment, now: Instant): boolean {
  switch (stage.kind) {
    case 'resting':
      return distribution === 'self-service';
    case 'asking':
      return stage.asideUntil !== null && !isBefore(now, stage.asideUntil);
    case 'scheduled':
      return !stage.waiting && isMissed(stage.deferral, now);
    default:
      return false;
  }
}

/** A run that was put off for a Mac with nobody there; *now* is as good as begun. */
const isForNobody = ({ by, intent }: Deferral): boolean => by === 'no-user' && intent.kind !== 'now';

export const isMissed = (deferral: Deferral, now: Instant): boolean =>
  isAfter(now, plusMinutes(deferral.due, missedAfterMinutes));

/** A missed appointment asks again; past the deadline it is set anew, with the full last grace period before it. */
export function missed(
  record: DeploymentRecord,
  deployment: Deployment,
  deferral: Deferral,
  because: Missed['because'],
  userPresent: boolean,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const back = offeredAgain(record, deployment, now, { due: deferral.due, because });
  const again = seenByPerson(back, userPresent, now);
  const offeredThen = { ...record, firstOffered: again.firstOffered };
  return forcedByDeadline(offeredThen, deployment, now, zone) ?? again;
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

/**
 * A run that nobody is asked about: not before `notBefore`, and after one full grace period, which counts anew from when its first
 * warning can be seen (notices.ts).
 */
function forced(
  record: DeploymentRecord,
  deployment: Deployment,
  notBefore: Instant,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const graceful = afterGrace(deployment, now, zone);
  const due = latest(notBefore, graceful.due);
  return {
    ...record,
    warnedAt: null,
    stage: { kind: 'scheduled', deferral: { ...graceful, due, appointment: due }, waiting: false },
  };
}

const afterGrace = ({ graceMinutes }: Deployment, now: Instant, zone: Zone): Deferral =>
  newDeferral({ kind: 'in', minutes: graceMinutes }, 'deadline', now, zone);

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
  if (deadline === null || mayPassDeadline(deferral, deployment)) return record;
  const due = keepable(floorToMinute(deadline), zone);
  if (!isAfter(deferral.due, due)) return record;
  return (
    forcedByDeadline(record, deployment, now, zone) ?? {
      ...record,
      stage: { kind: 'scheduled', deferral: { ...deferral, due }, waiting: false },
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

/** The help desk withdraws everything: the next prompt begins a new round. */
export const cancelled = (record: DeploymentRecord): DeploymentRecord =>
  record.stage.kind === 'running' ? record : newRound(record, { kind: 'resting' });

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
    case 'restarting':
    case 'installed':
    case 'staged':
    case 'failed':
    case 'not-met':
    case 'unqualified':
      return null;
  }
}
