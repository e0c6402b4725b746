/**
 * When a run begins that nobody chose: another attempt, or a run with nobody logged in. It moves into the allowed hours, but not past
 * a deadline that lies ahead. What the deadline itself forces stands in course.ts; the hours do not move it.
 */
import { deadlineOf } from './deadline.ts';
import type { Deferral, Deployment, DeploymentRecord } from './deployment.ts';
import { isAllowed } from './hours.ts';
import { allowedDue, earliestDue, keepable, newDeferral } from './schedule.ts';
import { floorToMinute, isAfter, isBefore, latest, minutesBetween, type Instant, type Zone } from './time.ts';

/** The next attempt, this many minutes after the last one. */
export function retryDeferral(
  deployment: Deployment,
  record: DeploymentRecord,
  minutes: number,
  now: Instant,
  zone: Zone,
): Deferral {
  const wished = newDeferral({ kind: 'in', minutes }, 'retry', now, zone);
  const due = withinHours(deployment, record, wished.due, zone);
  return { ...wished, due, appointment: due };
}

/** A run with nobody there: at once, or when the hours allow it. */
export function noUserDeferral(
  deployment: Deployment,
  record: DeploymentRecord,
  now: Instant,
  zone: Zone,
): Deferral {
  const { allowedHours } = deployment;
  if (allowedHours === null || isAllowed(allowedHours, now, zone)) {
    return newDeferral({ kind: 'now' }, 'no-user', now, zone);
  }
  const due = withinHours(deployment, record, earliestDue(now), zone);
  const minutes = minutesBetween(now, due);
  return { due, zone, intent: { kind: 'in', minutes }, by: 'no-user', chosenAt: now, appointment: due };
}

function withinHours(deployment: Deployment, record: DeploymentRecord, wished: Instant, zone: Zone): Instant {
  const { allowedHours } = deployment;
  const due = allowedHours === null ? null : allowedDue(allowedHours, wished, zone);
  if (due === null) return wished;
  const deadline = deadlineOf(deployment, record, zone);
  const crosses = deadline !== null && !isAfter(wished, deadline) && isBefore(deadline, due);
  return crosses ? latest(wished, keepable(floorToMinute(deadline), zone)) : due;
}
