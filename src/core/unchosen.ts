/**
 * When a run begins that nobody chose: another attempt, or a run with nobody logged in. It is spread over the fleet and moves into
 * the allowed hours, but not past a deadline that lies ahead. What the deadline itself forces stands in course.ts; the hours do not move it.
 */
import { deadlineOf } from './deadline.ts';
import type { Deployment } from './deployment.ts';
import type { Deferral, DeploymentRecord } from './record.ts';
import { isAllowed } from './hours.ts';
import { allowedDue, dueOf, keepable, newDeferral } from './schedule.ts';
import { minutesLater } from './spread.ts';
import { floorToMinute, isAfter, isBefore, latest, minutesBetween, type Instant, type Zone } from './time.ts';

/** The next attempt, this many minutes after the last one; a short wait is never made more than twice as long. */
export function retryDeferral(
  deployment: Deployment,
  record: DeploymentRecord,
  minutes: number,
  now: Instant,
  zone: Zone,
): Deferral {
  const later = minutes + minutesLater(deployment, minutes);
  const wished = newDeferral({ kind: 'in', minutes: later }, 'retry', now, zone);
  const due = withinHours(deployment, record, wished.due, zone);
  return { ...wished, due, appointment: due };
}

/** A run with nobody there: at once, or as the spread and the hours say. */
export function noUserDeferral(
  deployment: Deployment,
  record: DeploymentRecord,
  now: Instant,
  zone: Zone,
): Deferral {
  const { allowedHours } = deployment;
  const later = minutesLater(deployment);
  if (later === 0 && (allowedHours === null || isAllowed(allowedHours, now, zone))) {
    return newDeferral({ kind: 'now' }, 'no-user', now, zone);
  }
  const wished = dueOf({ kind: 'in', minutes: later }, now, zone);
  const due = withinHours(deployment, record, wished, zone);
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
