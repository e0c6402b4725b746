/**
 * What a person has been told of an appointment. The same rule as for the question: nothing is told over a presentation. A forced run
 * is only begun when its first warning could be seen and one whole grace period has passed since, however late that was; somebody
 * who presents all the time is told in the end, one grace period before the absolute limit.
 */
import type { Deployment } from './deployment.ts';
import type { Deferral, DeploymentRecord } from './record.ts';
import { runUntil, unknownQuestionMinutes } from './hold/bounds.ts';
import { ended, observeEvery } from './hold/hold-course.ts';
import { isAway } from './hold/judge.ts';
import type { Judgement } from './hold/rules.ts';
import { dueTelling, nextTellingAt, type Telling } from './reminders.ts';
import { newDeferral } from './schedule.ts';
import { earliest, isBefore, latest, plusMinutes, type Instant, type Zone } from './time.ts';

/** The last telling of an appointment; null where nothing was told of this one. */
export const toldOf = ({ told, stage }: DeploymentRecord): DeploymentRecord['told'] =>
  told !== null && stage.kind === 'scheduled' && told.appointment.equals(stage.deferral.appointment)
    ? told
    : null;

/** What waits to be told at this moment; null where nothing does. */
export function pendingTelling(
  record: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
): Telling | null {
  const { stage } = record;
  if (stage.kind !== 'scheduled' || stage.waiting) return null;
  const { deferral } = stage;
  const telling = dueTelling(deployment, deferral, toldOf(record)?.at ?? null, now);
  // Whatever the clock says: what is forced is announced, also at its minute or after the clock was set back.
  const unannounced = deferral.by === 'deadline' && record.warnedAt === null;
  return telling ?? (unannounced ? { kind: 'warning', at: earliest(deferral.chosenAt, now) } : null);
}

/** When something is to be told next; null where nothing is left. */
export function nextNoticeAt(record: DeploymentRecord, deployment: Deployment, now: Instant): Instant | null {
  const { stage } = record;
  if (stage.kind !== 'scheduled' || stage.waiting) return null;
  return pendingTelling(record, deployment, now) === null
    ? nextTellingAt(deployment, stage.deferral, now)
    : plusMinutes(now, 1);
}

/** Tells what waits, where the screen lets it through. `screen`: judged as for a question; null while nobody is there. */
export function noticesJudged(
  record: DeploymentRecord,
  deployment: Deployment,
  screen: Judgement | null,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const { stage } = record;
  if (stage.kind !== 'scheduled' || screen === null) return record;
  if (stage.waiting) return warnedBeforeLimit(record, deployment, stage.deferral, now, zone);
  const telling = pendingTelling(record, deployment, now);
  if (telling === null || !mayTell(telling, screen, now)) return record;
  return announced(told(record, stage.deferral, telling.kind, now), deployment, now, zone);
}

/** What nobody can judge is told after a while: a Mac that cannot look at its screen must not be restarted without a word. */
const mayTell = ({ at }: Telling, screen: Judgement, now: Instant): boolean =>
  screen.kind === 'free' ||
  (screen.kind === 'unknown' && !isBefore(now, plusMinutes(at, unknownQuestionMinutes)));

const told = (
  record: DeploymentRecord,
  { appointment }: Deferral,
  kind: Telling['kind'],
  at: Instant,
): DeploymentRecord => ({
  ...record,
  told: { appointment, kind, at, number: (record.told?.number ?? 0) + 1 },
});

/** The first warning of a forced run could be seen: from now on it takes one whole grace period. */
function announced(
  record: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const { stage } = record;
  if (stage.kind !== 'scheduled' || stage.deferral.by !== 'deadline' || record.warnedAt !== null)
    return record;
  const { due } = newDeferral({ kind: 'in', minutes: deployment.graceMinutes }, 'deadline', now, zone);
  const deferral = { ...stage.deferral, due: latest(stage.deferral.due, due) };
  return { ...record, warnedAt: now, stage: { kind: 'scheduled', deferral, waiting: false } };
}

/** A forced run that is held and was never announced is announced in the end, over whatever holds it. */
function warnedBeforeLimit(
  record: DeploymentRecord,
  deployment: Deployment,
  deferral: Deferral,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const { hold } = record;
  if (deferral.by !== 'deadline' || record.warnedAt !== null || hold?.what !== 'run' || hold.kind !== 'held')
    return record;
  const limit = runUntil(record, deployment, deferral, { kind: 'held', reasons: hold.reasons }, now, zone).at;
  if (isBefore(now, plusMinutes(limit, -deployment.graceMinutes))) return record;
  return { ...told(record, deferral, 'warning', now), warnedAt: now };
}

/**
 * A forced run whose time has come although nobody could be warned. Somebody is there and nothing holds it: it is announced first, and
 * the job is stale. Null where it may go: it was announced, or nobody would see it.
 */
export function announcedFirst(
  record: DeploymentRecord,
  deployment: Deployment,
  screen: Judgement | null,
  now: Instant,
  zone: Zone,
): DeploymentRecord | null {
  const { stage } = record;
  if (stage.kind !== 'scheduled' || stage.deferral.by !== 'deadline' || record.warnedAt !== null) return null;
  if (screen === null || screen.kind === 'unknown') return null;
  if (screen.kind === 'held' && isAway(screen)) return null;
  const over = ended(record, 'free', now);
  return announced(told(over, stage.deferral, 'warning', now), deployment, now, zone);
}

/** While something is to be told the screen is looked at this often, in seconds. */
const tellingEvery = 3;

/** Seconds between looks at the screen, for whatever waits to be told, shown or run; null at rest. */
export const lookEvery = (
  courses: readonly { readonly record: DeploymentRecord; readonly deployment: Deployment }[],
  now: Instant,
): number | null =>
  courses.some(({ record, deployment }) => pendingTelling(record, deployment, now) !== null)
    ? tellingEvery
    : observeEvery(
        courses.map(({ record }) => record),
        now,
      );
