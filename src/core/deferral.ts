/**
 * The helper's decision on a wish: the app proposes, this disposes. It starts from the helper's own record and clock; what
 * the dialog showed counts for nothing but to notice that it was stale.
 */
import { bindingHours, choicesFor, latestPick, mayChoose } from './choices.ts';
import { deferralsLeft } from './deadline.ts';
import type { Deployment, OfferedName } from './deployment.ts';
import type { Deferral, DeferralIntent, DeploymentRecord } from './record.ts';
import { isAllowed } from './hours.ts';
import { failed, ok, type Result } from './result.ts';
import { newRound, noted } from './round.ts';
import { allowedDue, dueOf, earliestDue, namedTime, newDeferral } from './schedule.ts';
import {
  floorToMinute,
  instantOf,
  isAfter,
  isBefore,
  localOf,
  type Instant,
  type LocalMinute,
  type Zone,
} from './time.ts';

/** A wish, as the user or the help desk states it. */
export type Wish =
  | { readonly kind: 'now' }
  | { readonly kind: 'in'; readonly minutes: number }
  | { readonly kind: 'named'; readonly name: OfferedName; readonly shown: Instant }
  | { readonly kind: 'at'; readonly local: LocalMinute; readonly zone: Zone };

export type WishRefusal =
  | 'nothing-to-choose'
  | 'already-running'
  | 'in-the-past'
  | 'after-the-deadline'
  | 'outside-allowed-hours'
  | 'not-on-the-menu'
  | 'no-deferrals-left'
  | 'stale-choice';

/**
 * Accepts or refuses a wish. The help desk (`admin`) is bound neither to the menu nor to the allowed hours and uses up no deferral,
 * but no wish passes the deadline.
 */
export function decideWish(
  deployment: Deployment,
  record: DeploymentRecord,
  wish: Wish,
  by: 'user' | 'admin',
  now: Instant,
  zone: Zone,
): Result<DeploymentRecord, WishRefusal> {
  if (record.stage.kind === 'running') return failed('already-running');
  const isEnding = record.stage.kind === 'restarting' || record.stage.kind === 'checking';
  if (by === 'user' ? !mayChoose(record) : isEnding) return failed('nothing-to-choose');
  return decideInRound(deployment, inRound(record, deployment), wish, by, now, zone);
}

/** A new round begins when the last one is over: what was used up in that, and its floating deadline, count no more. */
const inRound = (record: DeploymentRecord, deployment: Deployment): DeploymentRecord =>
  record.stage.kind === 'resting' ||
  record.stage.kind === 'installed' ||
  record.stage.kind === 'staged' ||
  record.stage.kind === 'failed'
    ? noted(newRound(record, record.stage), deployment)
    : record;

function decideInRound(
  deployment: Deployment,
  record: DeploymentRecord,
  wish: Wish,
  by: 'user' | 'admin',
  now: Instant,
  zone: Zone,
): Result<DeploymentRecord, WishRefusal> {
  const intent = intentOf(deployment, record, wish, by, now, zone);
  if (!intent.ok) return intent;
  const deferral = newDeferral(intent.value, by, now, zone);
  if (intent.value.kind !== 'now') {
    if (isLastGrace(deployment, record, intent.value)) return ok(scheduled(record, deferral, 0));
    if (isAfter(deferral.due, latestPick(deployment, record, now, zone))) return failed('after-the-deadline');
  }
  const hours = by === 'user' ? bindingHours(deployment, record, now, zone) : null;
  if (hours !== null && !isAllowed(hours, deferral.due, zone)) return failed('outside-allowed-hours');
  const cost = by === 'user' ? deferralCost(record, deferral) : 0;
  if (cost > 0 && deferralsLeft(deployment, record) === 0) return failed('no-deferrals-left');
  return ok(scheduled(record, deferral, cost));
}

function intentOf(
  deployment: Deployment,
  record: DeploymentRecord,
  wish: Wish,
  by: 'user' | 'admin',
  now: Instant,
  zone: Zone,
): Result<DeferralIntent, WishRefusal> {
  switch (wish.kind) {
    case 'now':
      return ok({ kind: 'now' });
    case 'in': {
      if (by === 'admin') return ok(wish.minutes === 0 ? { kind: 'now' } : wish);
      const offered = choicesFor(deployment, record, now, zone).choices;
      if (offered.some(({ pick }) => pick.kind === 'in' && pick.minutes === wish.minutes)) return ok(wish);
      return deployment.menu.includes(wish.minutes)
        ? failed(whyNotIn(deployment, record, wish, now, zone))
        : failed('not-on-the-menu');
    }
    case 'named': {
      if (wish.name !== 'next-allowed' && !deployment.namedTimes.includes(wish.name))
        return failed('not-on-the-menu');
      const at = meantBy(wish.name, deployment, now, zone);
      if (at?.equals(wish.shown) !== true) return failed('stale-choice');
      return ok({ kind: 'at', local: localOf(at, zone).toPlainDateTime() });
    }
    case 'at': {
      if (by === 'user' && !deployment.ownTime) return failed('not-on-the-menu');
      if (wish.zone !== zone) return failed('stale-choice');
      const at = instantOf(wish.local, zone);
      if (isBefore(at, floorToMinute(now))) return failed('in-the-past');
      return ok({ kind: 'at', local: wish.local });
    }
  }
}

function meantBy(name: OfferedName, deployment: Deployment, now: Instant, zone: Zone): Instant | null {
  if (name !== 'next-allowed') return namedTime(name, deployment, now, zone);
  return deployment.allowedHours === null
    ? null
    : allowedDue(deployment.allowedHours, earliestDue(now), zone);
}

/** Why an entry of the menu is not offered at this moment. */
function whyNotIn(
  deployment: Deployment,
  record: DeploymentRecord,
  intent: DeferralIntent,
  now: Instant,
  zone: Zone,
): WishRefusal {
  if (deferralsLeft(deployment, record) === 0) return 'no-deferrals-left';
  const due = dueOf(intent, now, zone);
  const hours = bindingHours(deployment, record, now, zone);
  const inTime = hours !== null && !isAfter(due, latestPick(deployment, record, now, zone));
  return inTime && !isAllowed(hours, due, zone) ? 'outside-allowed-hours' : 'after-the-deadline';
}

/** The choice that stays when every deferral is used; it may pass the deadline, because the warning comes first. */
const isLastGrace = (deployment: Deployment, record: DeploymentRecord, intent: DeferralIntent): boolean =>
  record.stage.kind !== 'scheduled' &&
  mayChoose(record) &&
  deferralsLeft(deployment, record) === 0 &&
  intent.kind === 'in' &&
  intent.minutes === deployment.graceMinutes;

/** Picking a later time uses one deferral; *now*, and moving an appointment nearer, are free. */
function deferralCost(record: DeploymentRecord, deferral: Deferral): number {
  if (deferral.intent.kind === 'now') return 0;
  return record.stage.kind === 'scheduled' && !isAfter(deferral.due, record.stage.deferral.due) ? 0 : 1;
}

const scheduled = (record: DeploymentRecord, deferral: Deferral, cost: number): DeploymentRecord => ({
  ...record,
  deferralsUsed: record.deferralsUsed + cost,
  stage: { kind: 'scheduled', deferral, waiting: false },
});
