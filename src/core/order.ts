/**
 * The order of runs that are due together: jamf runs one policy at a time. Work that does not restart the Mac goes first, so that
 * no restart cuts off what comes after it, and last what restarts it by its own policy; among equals what was due earlier, then the
 * lower ID.
 */
import { isMissed } from './course.ts';
import type { Deployment } from './deployment.ts';
import type { DeploymentRecord } from './record.ts';
import { byId } from './names.ts';
import { isAfter, isBefore, plusMinutes, type Instant } from './time.ts';

/** A deployment and where it stands. */
export interface Due {
  readonly deployment: Deployment;
  readonly record: DeploymentRecord;
}

/**
 * launchd starts the jobs of one minute together, but each needs a moment to come. One that should be here is awaited for this
 * long, in seconds, counted from when the other came: also after sleep, when late jobs come at once. One that never comes holds
 * the others up no longer than this.
 */
export const patienceSeconds = 20;

/** Whoever of the others goes before this one, whose own job came at `cameAt`; null where it is its turn. */
export function ahead(own: Due, others: readonly Due[], cameAt: Instant, now: Instant): Deployment | null {
  const first = others
    .filter((other) => other.deployment.id !== own.deployment.id && isExpected(other, cameAt, now))
    .reduce<Due>((best, other) => (inOrder(other, best) < 0 ? other : best), own);
  return first === own ? null : first.deployment;
}

/**
 * It waits for nothing but its turn, or its job must come any moment. What the screen or the power holds is passed over: it would
 * hold up all others.
 */
function isExpected({ record: { stage, hold } }: Due, cameAt: Instant, now: Instant): boolean {
  if (stage.kind !== 'scheduled') return false;
  if (stage.waiting) return hold === null;
  const { deferral } = stage;
  return !isAfter(deferral.due, now) && !isMissed(deferral, now) && isBefore(now, patienceEnd(cameAt));
}

/** It waits for nothing but its turn, or its job is due within that many minutes, and not long overdue. */
export function isComing({ record: { stage, hold } }: Due, minutes: number, now: Instant): boolean {
  if (stage.kind !== 'scheduled') return false;
  if (stage.waiting) return hold === null;
  const { due } = stage.deferral;
  return !isAfter(due, plusMinutes(now, minutes)) && isBefore(now, patienceEnd(due));
}

/** Until when a job that came at this moment waits for others that have not come. */
export const patienceEnd = (cameAt: Instant): Instant => cameAt.add({ seconds: patienceSeconds });

function inOrder(a: Due, b: Due): number {
  const restarts = restartRank(a.deployment) - restartRank(b.deployment);
  if (restarts !== 0) return restarts;
  const due = dueOf(a) - dueOf(b);
  return due === 0 ? byId(a.deployment.id, b.deployment.id) : due;
}

/** A policy that restarts the Mac itself cuts off whatever comes after it, and serves those that only owe a restart. */
function restartRank({ restarts, restartBy }: Deployment): number {
  if (!restarts) return 0;
  return restartBy === 'intermission' ? 1 : 2;
}

const dueOf = ({ record: { stage } }: Due): number =>
  stage.kind === 'scheduled' ? stage.deferral.due.epochMilliseconds : 0;
