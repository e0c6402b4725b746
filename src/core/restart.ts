/**
 * One restart for all. Where Intermission restarts the Mac, and not the policy, the restart waits for the last of the runs that are due
 * together, holds back for what must not be interrupted, and is announced. Pure: what is owed stands in the records, and which start
 * of the Mac it is tells the helper whether the restart has happened.
 */
import type { Deployment } from './deployment.ts';
import type { DeploymentRecord, Stage } from './record.ts';
import { isMissed, missed } from './course.ts';
import { restartUntil } from './hold/bounds.ts';
import { ended, holding } from './hold/hold-course.ts';
import type { Judgement } from './hold/rules.ts';
import { isComing, type Due } from './order.ts';
import { afterFinish, closed, foundRunning, gaveUpWaiting, type RunClosing } from './run-course.ts';
import { earliestDue, keepable } from './schedule.ts';
import { earliest, isAfter, isBefore, latest, plusMinutes, type Instant, type Zone } from './time.ts';

/** How long before it the restart is announced, in minutes: time to save what is open. Also what counts as due together. */
export const announceMinutes = 5;
/** macOS was told to restart and has not after this long: it is told again, in minutes. */
export const orderAgainMinutes = 5;
/** An announced restart that is later than this was slept through: it is announced anew, in minutes. */
const keptMinutes = 2;

/**
 * How long after a run whose own policy restarts the Mac no other run begins, in minutes: the restart would cut it off. Jamf's restart
 * payload leaves a person five minutes where it does not restart at once.
 */
export const policyRestartMinutes = 6;

/** The work of a policy that restarts the Mac is done: its restart comes any moment. */
export const isAboutToRestart = ({ deployment, record: { stage } }: Due): boolean =>
  deployment.restarts &&
  deployment.restartBy === 'policy' &&
  (stage.kind === 'checking' || stage.kind === 'installed' || stage.kind === 'staged');

type Restarting = Extract<Stage, { kind: 'restarting' }>;
/** A deployment whose work is done but for the restart. */
export interface Owing extends Due {
  readonly stage: Restarting;
}

/** Whoever owes a restart. */
export const owing = (courses: readonly Due[]): readonly Owing[] =>
  courses.flatMap((it) => (it.record.stage.kind === 'restarting' ? [{ ...it, stage: it.record.stage }] : []));

/** What a look at the restart that is owed needs to know. */
export interface RestartScene {
  readonly courses: readonly Due[];
  /** With nobody logged in nothing need be announced. */
  readonly userPresent: boolean;
  /** What the screen holds back, for each by its own rules; null while nobody is logged in. */
  readonly screen: (it: Owing) => Judgement | null;
}

export interface RestartStep {
  /** Those that owe, as they are now: in the order of `owing`. */
  readonly records: readonly DeploymentRecord[];
  /** macOS is to be told now. */
  readonly restart: boolean;
}

/** What becomes of the restart that is owed at this moment. */
export function restartStep(scene: RestartScene, now: Instant, zone: Zone): RestartStep {
  const all = owing(scene.courses);
  if (all.length === 0 || all.some(({ stage }) => isOrdered(stage, now))) {
    return { records: all.map(({ record }) => record), restart: false };
  }
  const judged = all.map((it) => held(it, scene.screen(it), now, zone));
  const inTheWay = comesAfterRuns(all, scene.courses, now) || judged.some(({ hold }) => hold !== null);
  const at = inTheWay ? null : whenFree(all, scene.userPresent, now);
  const restart = at !== null && !isBefore(now, at);
  return {
    records: judged.map((record) => withPlan(record, at, restart ? now : null)),
    restart,
  };
}

function whenFree(all: readonly Owing[], userPresent: boolean, now: Instant): Instant {
  if (!userPresent) return now;
  const announced = all.flatMap(({ stage }) => stage.at ?? []);
  const at = announced.length === all.length ? announced.reduce(latest) : null;
  return at === null || isAfter(now, plusMinutes(at, keptMinutes)) ? plusMinutes(now, announceMinutes) : at;
}

function withPlan(record: DeploymentRecord, at: Instant | null, orderedAt: Instant | null): DeploymentRecord {
  const { stage } = record;
  if (stage.kind !== 'restarting') return record;
  const same = sameInstant(stage.at, at) && sameInstant(stage.orderedAt, orderedAt);
  return same ? record : { ...record, stage: { ...stage, at, orderedAt } };
}

const sameInstant = (a: Instant | null, b: Instant | null): boolean =>
  a === null || b === null ? a === b : a.equals(b);

/** What must not be interrupted holds the restart back, as it would a run that nobody picked; for no longer than that. */
function held(
  { record, deployment, stage }: Owing,
  judgement: Judgement | null,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  if (judgement === null || judgement.kind === 'free') return ended(record, 'free', now);
  // What is announced already stays so while the app is away for a moment.
  if (judgement.kind === 'unknown' && record.hold === null && stage.at !== null) return record;
  return isBefore(now, restartUntil(record, deployment, stage.since, judgement, now, zone))
    ? holding(record, 'restart', judgement, now)
    : ended(record, 'limit', now);
}

/** A run is under way; or one is due with it, and the admin wants one restart for all. */
function comesAfterRuns(all: readonly Owing[], courses: readonly Due[], now: Instant): boolean {
  if (courses.some(({ record }) => record.stage.kind === 'running')) return true;
  return (
    all.every(({ deployment }) => deployment.combinesRestart) &&
    courses.some((it) => isComing(it, announceMinutes, now))
  );
}

const isOrdered = ({ orderedAt }: Restarting, now: Instant): boolean =>
  orderedAt !== null && isBefore(now, plusMinutes(orderedAt, orderAgainMinutes));

/** Whether a run whose time has come waits for the restart: macOS was told already, or an earlier run has a restart of its own. */
export const restartComesFirst = (courses: readonly Due[], now: Instant): boolean =>
  owing(courses).some(
    ({ stage, deployment, record }) =>
      isOrdered(stage, now) || (!deployment.combinesRestart && record.hold === null),
  );

/** When the restart must be looked at although nothing happens; null where none is owed. */
export function nextRestartLook(courses: readonly Due[], now: Instant): Instant | null {
  const all = owing(courses);
  if (all.length === 0) return null;
  const announced = all.flatMap(({ stage }) =>
    stage.at !== null && isAfter(stage.at, now) ? [stage.at] : [],
  );
  return announced.reduce(earliest, plusMinutes(now, 1));
}

/** What the run's journal tells of a run that was under way, or begun without the helper. */
export interface Told {
  readonly startedAt: Instant;
  readonly closing: RunClosing;
}

/**
 * The Mac has started anew. Whatever restart was owed has happened, by whomever; no run of before goes on. An appointment whose
 * minute passed within the last few minutes is kept a moment later, without asking again: launchd has forgotten it. One that had come
 * to its minute, and was cut off while it waited, could not be kept; the person was not away.
 */
export function afterStart(
  record: DeploymentRecord,
  deployment: Deployment,
  told: Told | null,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const begun = told === null ? record : foundRunning(record, told.startedAt);
  switch (begun.stage.kind) {
    case 'running':
      return told === null
        ? neverBegun(begun, begun.stage, deployment, now, zone)
        : restarted(closed(begun, deployment, told.closing, now, zone), deployment, now);
    case 'restarting':
      return restarted(begun, deployment, now);
    case 'scheduled':
      return resumed(begun, deployment, now, zone);
    case 'resting':
    case 'asking':
    case 'available':
    case 'checking':
    case 'installed':
    case 'staged':
    case 'failed':
    case 'not-met':
    case 'unqualified':
      return record;
  }
}

/** It was told to go, and the Mac went down before its journal, which comes before jamf. */
const neverBegun = (
  record: DeploymentRecord,
  { deferral }: Extract<Stage, { kind: 'running' }>,
  deployment: Deployment,
  now: Instant,
  zone: Zone,
): DeploymentRecord =>
  missed(
    { ...record, attempts: record.attempts.slice(0, -1) },
    deployment,
    deferral,
    'held',
    false,
    now,
    zone,
  );

/** The restart has happened: now inventory has the last word. */
const restarted = (record: DeploymentRecord, deployment: Deployment, now: Instant): DeploymentRecord =>
  record.stage.kind === 'restarting' ? afterFinish(ended(record, 'settled', now), deployment, now) : record;

function resumed(
  record: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  if (record.stage.kind !== 'scheduled') return record;
  const { waiting, deferral } = record.stage;
  if (isAfter(deferral.due, now)) return record;
  const back = gaveUpWaiting(record);
  if (isMissed(deferral, now)) {
    return waiting ? missed(back, deployment, deferral, 'held', false, now, zone) : back;
  }
  // launchd itself starts what is to run when it is loaded.
  if (deferral.intent.kind === 'now') return back;
  const due = keepable(earliestDue(now), zone);
  return { ...back, stage: { kind: 'scheduled', deferral: { ...deferral, due }, waiting: false } };
}
