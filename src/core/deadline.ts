/** When a deployment runs without asking, and how near that is. */
import type { Deployment, DeploymentRecord } from './deployment.ts';
import { earliest, instantOf, isBefore, minutesBetween, plusHours, type Instant, type Zone } from './time.ts';

export type Phase = 'initial' | 'approaching' | 'imminent' | 'elapsed';

/** Nudge's `approachingWindowTime` and `imminentWindowTime` (peers.md §6), in hours. */
const approachingHours = 72;
const imminentHours = 24;

/** The instant of the deadline; null while there is none (no date is set and nobody was asked yet). */
export function deadlineOf(deployment: Deployment, record: DeploymentRecord, zone: Zone): Instant | null {
  const { fixed, daysAfterFirstOffered } = deployment.deadline;
  const fixedAt = fixed === null ? null : fixed.kind === 'instant' ? fixed.at : instantOf(fixed.at, zone);
  const floating =
    daysAfterFirstOffered === null || record.firstOffered === null
      ? null
      : plusHours(record.firstOffered, 24 * daysAfterFirstOffered);
  if (fixedAt === null || floating === null) return fixedAt ?? floating;
  return earliest(fixedAt, floating);
}

/** Deferrals that may still be used; null where they are not counted. */
export const deferralsLeft = (deployment: Deployment, record: DeploymentRecord): number | null =>
  deployment.deadline.deferrals === null
    ? null
    : Math.max(0, deployment.deadline.deferrals - record.deferralsUsed);

/** How near the deadline is. Without one a deployment stays in its initial phase. */
export function phaseOf(deadline: Instant | null, now: Instant): Phase {
  if (deadline === null) return 'initial';
  if (!isBefore(now, deadline)) return 'elapsed';
  const minutes = minutesBetween(now, deadline);
  if (minutes <= imminentHours * 60) return 'imminent';
  return minutes <= approachingHours * 60 ? 'approaching' : 'initial';
}
