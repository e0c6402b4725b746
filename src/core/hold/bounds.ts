/**
 * How long something may be held back. Politeness has budgets of its own; a report about the screen is only advice, so each of these
 * bounds holds whatever is reported.
 */
import { deadlineOf } from '../deadline.ts';
import type { Deployment } from '../deployment.ts';
import type { Deferral, DeploymentRecord } from '../record.ts';
import { earliest, isBefore, latest, plusHours, plusMinutes, type Instant, type Zone } from '../time.ts';
import { isAway, isLive } from './judge.ts';
import { lacksPower, waitsForScreen } from './power.ts';
import type { Hold, Judgement } from './rules.ts';

/** How long a question waits for somebody to tell what the screen shows, in minutes. */
export const unknownQuestionMinutes = 15;
/** The same for a run whose time has come. */
export const unknownRunMinutes = 5;
/**
 * A question waits no longer than this for whatever reasons, in hours: a long weekend behind a locked screen. So changing reports
 * cannot put it off for good either.
 */
export const longestQuestionHours = 72;

type NotFree = Exclude<Judgement, { kind: 'free' }>;

/** Whether a hold uses up the budget of the question: time when nobody was there, or nothing was known, does not. */
export const isCharged = (hold: Hold): boolean =>
  hold.what === 'question' && hold.kind === 'held' && !isAway(hold);

/** When a question that is held now is shown all the same. */
export function questionUntil(
  record: DeploymentRecord,
  deployment: Deployment,
  judgement: NotFree,
  now: Instant,
): Instant {
  const { stage } = record;
  const longest = plusHours(stage.kind === 'asking' ? stage.since : now, longestQuestionHours);
  return earliest(longest, questionBudgetEnd(record, deployment, judgement, now) ?? longest);
}

/** Null where no budget is used up: nobody is there. */
function questionBudgetEnd(
  { hold, heldSeconds }: DeploymentRecord,
  { holds }: Deployment,
  judgement: NotFree,
  now: Instant,
): Instant | null {
  if (judgement.kind === 'unknown') {
    return plusMinutes(hold?.kind === 'unknown' ? hold.since : now, unknownQuestionMinutes);
  }
  if (isAway(judgement)) return null;
  const budget = holds.questionMinutes + (isLive(judgement) ? holds.limitMinutes : 0);
  const from = hold !== null && isCharged(hold) ? hold.since : now;
  return from.add({ seconds: Math.max(0, budget * 60 - heldSeconds) });
}

/** What of a deferral bounds its holds. */
type Appointed = Pick<Deferral, 'due' | 'by' | 'appointment'>;

/** When the hold of a run may last no longer, and what happens then. */
export interface RunBound {
  readonly at: Instant;
  readonly then: 'go' | 'ask-again';
}

/**
 * How long a run that is held now waits, and what then. A time that somebody picked, with the deadline still ahead, is given back to
 * them: they are asked again. Any other run begins: in a call when its own budget is used up, in a live presentation or without
 * power only at the absolute limit.
 */
export function runUntil(
  record: DeploymentRecord,
  deployment: Deployment,
  deferral: Appointed,
  judgement: NotFree,
  now: Instant,
  zone: Zone,
): RunBound {
  if (judgement.kind === 'unknown') {
    const since = record.hold?.kind === 'unknown' && record.hold.what === 'run' ? record.hold.since : now;
    return { at: plusMinutes(since, unknownRunMinutes), then: 'go' };
  }
  const deadline = deadlineOf(deployment, record, zone);
  const limit = absoluteLimit(deployment, deferral, deadline);
  const picked = deferral.by === 'user' || deferral.by === 'admin' || deferral.by === 'takeover';
  const bound = (minutes: number, toTheLimit: boolean): RunBound => {
    const end = plusMinutes(deferral.due, minutes);
    if (picked && (deadline === null || isBefore(end, deadline))) return { at: end, then: 'ask-again' };
    return { at: toTheLimit ? limit : earliest(end, limit), then: 'go' };
  };
  const bounds = [
    ...(lacksPower(judgement) ? [bound(deployment.power.waitMinutes, true)] : []),
    ...(waitsForScreen(judgement) ? [bound(deployment.holds.runMinutes, isLive(judgement))] : []),
  ];
  // Given back by the first that may wait no longer; begun only when none may.
  const givenBack = bounds.filter(({ then }) => then === 'ask-again');
  return givenBack.length > 0
    ? { at: givenBack.map(({ at }) => at).reduce(earliest), then: 'ask-again' }
    : { at: bounds.map(({ at }) => at).reduce(latest, deferral.due), then: 'go' };
}

/**
 * Counts from the deadline, or where there is none from the appointment. A forced run keeps the minute that it was first set for, also when
 * its announcement came late; only the announcement itself is never cut short.
 */
function absoluteLimit({ holds }: Deployment, deferral: Appointed, deadline: Instant | null): Instant {
  const set = deferral.by === 'deadline' ? deferral.appointment : deferral.due;
  return latest(deferral.due, plusMinutes(latest(set, deadline ?? set), holds.limitMinutes));
}

/**
 * How long the restart after a run is held now: as long as a run that nobody picked. What is not known holds only at first: it is
 * announced, and announced again after every hold.
 */
export const restartUntil = (
  record: DeploymentRecord,
  deployment: Deployment,
  owedSince: Instant,
  judgement: NotFree,
  now: Instant,
  zone: Zone,
): Instant =>
  judgement.kind === 'unknown'
    ? plusMinutes(owedSince, unknownRunMinutes)
    : runUntil(
        record,
        deployment,
        { due: owedSince, by: 'deadline', appointment: owedSince },
        judgement,
        now,
        zone,
      ).at;

/** *Now* is now, whatever the screen shows: the person says so. Electricity cannot be wished for. */
export const skipsHolds = ({ intent, by }: Deferral): boolean =>
  intent.kind === 'now' && (by === 'user' || by === 'admin');

/** When the hold of this record ends at the latest; null where nothing is held. A run may be given back instead of begun then. */
export function holdUntil(
  record: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
  zone: Zone,
): Instant | null {
  const { hold, stage } = record;
  if (hold === null) return null;
  const judgement: NotFree =
    hold.kind === 'held' ? { kind: 'held', reasons: hold.reasons } : { kind: 'unknown', why: hold.why ?? '' };
  if (hold.what === 'question') return questionUntil(record, deployment, judgement, now);
  if (stage.kind === 'restarting') return restartUntil(record, deployment, stage.since, judgement, now, zone);
  return stage.kind === 'scheduled'
    ? runUntil(record, deployment, stage.deferral, judgement, now, zone).at
    : null;
}
