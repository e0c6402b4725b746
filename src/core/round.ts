/**
 * A round: from the first question to the end of the work. What was used up, and what counts from its beginning, ends with it. A new
 * event, which is another target version or another date, begins it anew.
 */
import { deadlineOf } from './deadline.ts';
import type { Deployment } from './deployment.ts';
import type { DeploymentRecord, Missed, Stage, WorkEvent } from './record.ts';
import { isBefore, plusMinutes, type Instant, type Zone } from './time.ts';
import { versionsOf } from './verification.ts';

/** Nobody was asked yet, nothing was used up. */
export const newRound = (record: DeploymentRecord, stage: Stage): DeploymentRecord => ({
  ...record,
  firstOffered: null,
  deferralsUsed: 0,
  graceUntil: null,
  warnedAt: null,
  heldSeconds: 0,
  doubt: null,
  attempts: [],
  stage,
});

export const asked = (record: DeploymentRecord, now: Instant, missed: Missed | null): DeploymentRecord => ({
  ...record,
  asks: record.asks + 1,
  stage: { kind: 'asking', since: now, missed, asideUntil: null },
});

/** Back to the person: the question, or in self service the offer. */
export const offeredAgain = (
  record: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
  missed: Missed | null,
): DeploymentRecord =>
  deployment.distribution === 'self-service'
    ? { ...record, stage: { kind: 'available', since: now } }
    : asked(record, now, missed);

/** What a round of this deployment is about, as it is configured now. */
export const eventOf = (deployment: Deployment): WorkEvent => ({
  deadline: deployment.deadline.fixed?.at.toString() ?? null,
  target: targetOf(deployment),
});

/** Every version that the admin names, in an order that does not change. */
function targetOf({ verification, conflict }: Deployment): string | null {
  const versions = [...versionsOf(verification), conflict?.version ?? null].filter((it) => it !== null);
  return versions.length === 0 ? null : versions.join(' ');
}

/** The record with what its round is about noted: the beginning of one. */
export const noted = (record: DeploymentRecord, deployment: Deployment): DeploymentRecord => ({
  ...record,
  event: eventOf(deployment),
});

/**
 * The record after a new event; the same where there is none. What the person chose stands; what is under way goes on; everything
 * else begins anew.
 */
export function renewed(
  record: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const { event } = record;
  const current = eventOf(deployment);
  // Nothing to compare with: a record of an older version, or one that nobody was asked about.
  if (event === null || (event.deadline === current.deadline && event.target === current.target))
    return record;
  return begunAnew(noted(record, deployment), event.target !== current.target, deployment, now, zone);
}

function begunAnew(
  record: DeploymentRecord,
  targetChanged: boolean,
  deployment: Deployment,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const { stage } = record;
  const round = newRound(record, stage);
  switch (stage.kind) {
    case 'asking':
    case 'available':
      return offeredAgain(round, deployment, now, null);
    case 'scheduled': {
      if (stage.waiting) return record;
      const { by } = stage.deferral;
      // The person has seen it, so the floating deadline begins now.
      const kept = { ...round, firstOffered: now };
      if (by === 'user' || by === 'admin' || by === 'takeover') return kept;
      const deadline = deadlineOf(deployment, round, zone);
      const isStillForced =
        by === 'deadline' &&
        deadline !== null &&
        !isBefore(now, plusMinutes(deadline, -deployment.graceMinutes));
      // Its warnings have begun: they would only begin again.
      return isStillForced
        ? { ...kept, warnedAt: record.warnedAt }
        : offeredAgain(round, deployment, now, null);
    }
    case 'installed':
    case 'staged':
      // Another date says nothing about work that is done.
      return targetChanged ? newRound(record, { kind: 'resting' }) : record;
    case 'failed':
      return newRound(record, { kind: 'resting' });
    case 'resting':
    case 'running':
    case 'restarting':
    case 'checking':
    case 'not-met':
    case 'unqualified':
      return record;
  }
}
