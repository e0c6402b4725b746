/**
 * Coming back after a long absence. The Mac was off or asleep, or nobody was logged in, while the deadline came near or passed:
 * whoever comes back is given time before anything is forced, once in a round, and is asked again meanwhile.
 */
import { deadlineOf } from './deadline.ts';
import type { Deployment } from './deployment.ts';
import type { DeploymentRecord } from './record.ts';
import { offeredAgain } from './round.ts';
import { isAfter, isBefore, plusHours, plusMinutes, type Instant, type Zone } from './time.ts';

/** Shorter than this nobody was away: nights are covered by the last grace period. */
export const absentAfterHours = 24;

/**
 * Somebody is there again. `lastThere`: when somebody was there the last time (a console user whose screen was on and unlocked), as
 * the helper keeps it; null where nobody ever was. To be called before anything else that time changes.
 */
export function returned(
  record: DeploymentRecord,
  deployment: Deployment,
  lastThere: Instant | null,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const { absentGraceHours: hours } = deployment;
  const graceUntil = plusHours(now, hours);
  const trusted = withoutFutureGrace(record, graceUntil);
  const wasAbsent = lastThere !== null && !isBefore(now, plusHours(lastThere, absentAfterHours));
  if (hours === 0 || !wasAbsent || trusted.graceUntil !== null) return trusted;
  const deadline = deadlineOf(deployment, trusted, zone);
  // A deadline that passed before they left was theirs to keep.
  if (deadline === null || !isAfter(deadline, lastThere) || !isBefore(deadline, graceUntil)) return trusted;
  return spared(trusted, deployment, graceUntil, now);
}

/** When Intermission first ran on this Mac, given what is stored: never in the future, where a wrong clock may have put it. */
export const firstSeenOf = (stored: Instant | null, now: Instant): Instant =>
  stored === null || isAfter(stored, now) ? now : stored;

/** What is stored of when somebody was there need not be newer than this, in minutes. */
const thereMinutes = 30;

/** Somebody is there: what to store for `returned`. The same instant back means that nothing need be written. */
export const thereNow = (stored: Instant | null, now: Instant): Instant =>
  stored === null || isAfter(stored, now) || !isBefore(now, plusMinutes(stored, thereMinutes)) ? now : stored;

/** The clock was wrong when the grace was given: it must not last for years. */
const withoutFutureGrace = (record: DeploymentRecord, latestGrace: Instant): DeploymentRecord =>
  record.graceUntil !== null && isAfter(record.graceUntil, latestGrace)
    ? { ...record, graceUntil: null }
    : record;

function spared(
  record: DeploymentRecord,
  deployment: Deployment,
  graceUntil: Instant,
  now: Instant,
): DeploymentRecord {
  const { stage } = record;
  switch (stage.kind) {
    case 'asking':
    case 'available':
      return { ...record, graceUntil };
    case 'scheduled': {
      if (stage.waiting) return record;
      // Forced while nobody was there, as when the Mac starts up: they are asked after all.
      const again = stage.deferral.by === 'deadline' ? offeredAgain(record, deployment, now, null) : record;
      return { ...again, graceUntil };
    }
    case 'resting':
    case 'running':
    case 'restarting':
    case 'checking':
    case 'installed':
    case 'staged':
    case 'failed':
    case 'not-met':
    case 'unqualified':
      return record;
  }
}
