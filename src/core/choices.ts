/** Which times a person may pick. Made from the deployment's menu, within the deadline and the allowed hours; never more than can be kept. */
import { deadlineOf, deferralsLeft, nextPhaseAt } from './deadline.ts';
import type { DayHours, Deployment, NamedTime, OfferedName } from './deployment.ts';
import type { DeploymentRecord } from './record.ts';
import { isAllowed, lastAllowed, nextTurn } from './hours.ts';
import { allowedDue, dueOf, earliestDue, latestDue, namedTime } from './schedule.ts';
import { earliest, isAfter, isBefore, type Instant, type Zone } from './time.ts';

export type ChoicePick =
  | { readonly kind: 'now' }
  | { readonly kind: 'in'; readonly minutes: number }
  | { readonly kind: 'named'; readonly name: OfferedName };

export interface Choice {
  /** Stable: `now`, `in-60`, `end-of-day`… */
  readonly id: string;
  readonly pick: ChoicePick;
  readonly at: Instant;
  /** The last grace period: what remains when every deferral is used. */
  readonly last: boolean;
}

/** Bounds of the free picker: both ends may be picked, and what lies between within the hours. */
export interface OwnTime {
  readonly earliest: Instant;
  readonly latest: Instant;
  /** Null where any minute between them will do. */
  readonly hours: readonly DayHours[] | null;
}

export interface Choices {
  readonly choices: readonly Choice[];
  /** Never `now`: nothing that interrupts is the default. */
  readonly preselected: string | null;
  readonly ownTime: OwnTime | null;
  /** Whoever picks a later time now uses the last deferral: after that only *now* and the last grace period are left. */
  readonly lastDeferral: boolean;
}

const none: Choices = { choices: [], preselected: null, ownTime: null, lastDeferral: false };

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

/** The deadline has set the run: only *now* is left. */
const isForced = ({ stage }: DeploymentRecord): boolean =>
  stage.kind === 'scheduled' && stage.deferral.by === 'deadline';

/** With every deferral used, an appointment may only move nearer; what has none has the last grace period left. */
const isAtLastGrace = (deployment: Deployment, record: DeploymentRecord): boolean =>
  deferralsLeft(deployment, record) === 0 && record.stage.kind !== 'scheduled';

const boundOf = (deployment: Deployment, record: DeploymentRecord, now: Instant, zone: Zone): Instant => {
  const latestAt = latestPick(deployment, record, now, zone);
  return deferralsLeft(deployment, record) === 0 && record.stage.kind === 'scheduled'
    ? earliest(record.stage.deferral.due, latestAt)
    : latestAt;
};

/**
 * The allowed hours, as far as they bind what a person picks at this moment; null where any minute will do. What is forced stays as
 * it is, and where no allowed minute is left before the deadline it runs outside the hours anyway: then the person may say when.
 */
export function bindingHours(
  deployment: Deployment,
  record: DeploymentRecord,
  now: Instant,
  zone: Zone,
): readonly DayHours[] | null {
  const hours = deployment.allowedHours;
  if (hours === null || isForced(record) || isAtLastGrace(deployment, record)) return null;
  if (isAllowed(hours, now, zone)) return hours;
  const next = allowedDue(hours, earliestDue(now), zone);
  return next === null || isAfter(next, boundOf(deployment, record, now, zone)) ? null : hours;
}

/**
 * When time alone changes what a person is shown next, apart from times that come nearer: the allowed hours begin or end, or a phase
 * of the deadline begins. Null where nothing of that is ahead.
 */
export function nextShownChange(
  deployment: Deployment,
  record: DeploymentRecord,
  now: Instant,
  zone: Zone,
): Instant | null {
  if (!mayChoose(record)) return null;
  const turn = deployment.allowedHours === null ? null : nextTurn(deployment.allowedHours, now, zone);
  const phase = nextPhaseAt(deployment, deadlineOf(deployment, record, zone), now);
  return turn === null || phase === null ? (turn ?? phase) : earliest(turn, phase);
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
  if (isForced(record)) return { ...none, choices: [start] };
  if (isAtLastGrace(deployment, record)) {
    const last = inMinutes(deployment.graceMinutes, now, zone, true);
    return { ...none, choices: [start, last], preselected: last.id };
  }
  const bound = boundOf(deployment, record, now, zone);
  const hours = bindingHours(deployment, record, now, zone);
  const isFree = (at: Instant): boolean => hours === null || isAllowed(hours, at, zone);
  const later = [
    ...deployment.menu
      .filter((minutes) => minutes > 0)
      .map((minutes) => inMinutes(minutes, now, zone, false)),
    ...deployment.namedTimes.flatMap((name) => named(name, deployment, now, zone)),
  ]
    .filter(({ at }) => !isAfter(at, bound) && isFree(at))
    .filter((choice, index, all) => all.findIndex((other) => other.id === choice.id) === index)
    .sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds);
  const soonest = isFree(now) ? [start] : nextAllowedChoice(hours, later, now, zone);
  const choices = deployment.menu.includes(0) || later.length === 0 ? [...soonest, ...later] : later;
  return {
    choices,
    preselected:
      later.find((choice) => choice.id === `in-${String(deployment.preselected)}`)?.id ??
      choices.find(({ id }) => id !== 'now')?.id ??
      null,
    ownTime: deployment.ownTime ? ownTimeWithin(bound, hours, now, zone) : null,
    lastDeferral: deferralsLeft(deployment, record) === 1,
  };
}

/** In place of *now*, unless a time on the menu is the same. */
function nextAllowedChoice(
  hours: readonly DayHours[] | null,
  later: readonly Choice[],
  now: Instant,
  zone: Zone,
): Choice[] {
  const at = hours === null ? null : allowedDue(hours, earliestDue(now), zone);
  if (at === null || later.some((choice) => choice.at.equals(at))) return [];
  return [{ id: 'next-allowed', pick: { kind: 'named', name: 'next-allowed' }, at, last: false }];
}

function ownTimeWithin(
  bound: Instant,
  hours: readonly DayHours[] | null,
  now: Instant,
  zone: Zone,
): OwnTime | null {
  const first = hours === null ? earliestDue(now) : allowedDue(hours, earliestDue(now), zone);
  if (first === null || isBefore(bound, first)) return null;
  const last = hours === null ? bound : lastAllowed(hours, first, bound, zone);
  return last === null ? null : { earliest: first, latest: last, hours };
}

const inMinutes = (minutes: number, now: Instant, zone: Zone, last: boolean): Choice => ({
  id: `in-${String(minutes)}`,
  pick: { kind: 'in', minutes },
  at: dueOf({ kind: 'in', minutes }, now, zone),
  last,
});

function named(name: NamedTime, deployment: Deployment, now: Instant, zone: Zone): Choice[] {
  const at = namedTime(name, deployment, now, zone);
  return at === null ? [] : [{ id: name, pick: { kind: 'named', name }, at, last: false }];
}
