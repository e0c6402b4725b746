/** Which times a person may pick. Made from the deployment's menu, within the deadline; never more than can be kept. */
import { deadlineOf, deferralsLeft } from './deadline.ts';
import type { Deployment, DeploymentRecord, NamedTime } from './deployment.ts';
import { dueOf, earliestDue, latestDue, namedTime } from './schedule.ts';
import { earliest, isAfter, isBefore, type Instant, type Zone } from './time.ts';

export type ChoicePick =
  | { readonly kind: 'now' }
  | { readonly kind: 'in'; readonly minutes: number }
  | { readonly kind: 'named'; readonly name: NamedTime };

export interface Choice {
  /** Stable: `now`, `in-60`, `end-of-day`… */
  readonly id: string;
  readonly pick: ChoicePick;
  readonly at: Instant;
  /** The last grace period: what remains when every deferral is used. */
  readonly last: boolean;
}

export interface Choices {
  readonly choices: readonly Choice[];
  /** Never `now`: nothing that interrupts is the default. */
  readonly preselected: string | null;
  readonly ownTime: { readonly earliest: Instant; readonly latest: Instant } | null;
}

const none: Choices = { choices: [], preselected: null, ownTime: null };

/** True where a time may be picked at all. */
export const mayChoose = (record: DeploymentRecord): boolean =>
  record.stage.kind === 'asking' || record.stage.kind === 'scheduled' || record.stage.kind === 'available';

/** The latest instant that may be picked: the deadline, or as far as a calendar job reaches. */
export function latestPick(
  deployment: Deployment,
  record: DeploymentRecord,
  now: Instant,
  zone: Zone,
): Instant {
  const deadline = deadlineOf(deployment, record, zone);
  const reach = latestDue(now);
  return deadline === null ? reach : earliest(deadline, reach);
}

/** Everything that may be picked at this moment, by time. */
export function choicesFor(
  deployment: Deployment,
  record: DeploymentRecord,
  now: Instant,
  zone: Zone,
): Choices {
  if (!mayChoose(record)) return none;
  const start: Choice = { id: 'now', pick: { kind: 'now' }, at: now, last: false };
  if (record.stage.kind === 'scheduled' && record.stage.deferral.by === 'deadline') {
    return { choices: [start], preselected: null, ownTime: null };
  }
  const latestAt = latestPick(deployment, record, now, zone);
  const usedUp = deferralsLeft(deployment, record) === 0;
  if (usedUp && record.stage.kind !== 'scheduled') {
    const last = inMinutes(deployment.graceMinutes, now, zone, true);
    return { choices: [start, last], preselected: last.id, ownTime: null };
  }
  // With every deferral used, an appointment may only move nearer.
  const bound =
    usedUp && record.stage.kind === 'scheduled' ? earliest(record.stage.deferral.due, latestAt) : latestAt;
  const later = [
    ...deployment.menu
      .filter((minutes) => minutes > 0)
      .map((minutes) => inMinutes(minutes, now, zone, false)),
    ...deployment.namedTimes.flatMap((name) => named(name, deployment, now, zone)),
  ]
    .filter((choice) => !isAfter(choice.at, bound))
    .filter((choice, index, all) => all.findIndex((other) => other.id === choice.id) === index)
    .sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds);
  const first = earliestDue(now);
  return {
    choices: deployment.menu.includes(0) || later.length === 0 ? [start, ...later] : later,
    preselected:
      later.find((choice) => choice.id === `in-${String(deployment.preselected)}`)?.id ??
      later[0]?.id ??
      null,
    ownTime: deployment.ownTime && !isBefore(bound, first) ? { earliest: first, latest: bound } : null,
  };
}

const inMinutes = (minutes: number, now: Instant, zone: Zone, last: boolean): Choice => ({
  id: `in-${String(minutes)}`,
  pick: { kind: 'in', minutes },
  at: dueOf({ kind: 'in', minutes }, now, zone),
  last,
});

function named(name: NamedTime, deployment: Deployment, now: Instant, zone: Zone): Choice[] {
  const at = namedTime(name, deployment.workingDay, now, zone);
  return at === null ? [] : [{ id: name, pick: { kind: 'named', name }, at, last: false }];
}
