/**
 * The course of holds: begun, changed and ended as the screen is judged anew. Pure, like course.ts: the same record back means that
 * nothing happened.
 */
import { missed } from '../course.ts';
import type { Deployment } from '../deployment.ts';
import type { Deferral, DeploymentRecord } from '../record.ts';
import { assertNever } from '../result.ts';
import { earliest, isAfter, isBefore, plusMinutes, type Instant, type Zone } from '../time.ts';
import { holdUntil, isCharged, questionUntil, runUntil, skipsHolds } from './bounds.ts';
import { isLive } from './judge.ts';
import { both, lacksPower } from './power.ts';
import type { Held, Hold, HoldEnd, Judgement } from './rules.ts';

/** Past holds that a record remembers; the history has all of them. */
const remembered = 20;
/** Nobody looked for longer than this: the Mac slept, and what was held then is over. */
const sleptMinutes = 5;

/** What was judged at one moment. */
export interface Look {
  /** What the screen shows, for each thing that may wait; null while nobody is logged in. */
  readonly screen: (what: Held) => Judgement | null;
  /** Whether there is power enough for the run. */
  readonly power: Judgement;
  /** The judging before this one. */
  readonly last: Instant | null;
}

/** What a run whose time has come waits for: the screen, unless *now* was chosen, and power, which nobody can wish for. */
export const runJudgement = (
  deferral: Deferral,
  { screen, power }: Pick<Look, 'screen' | 'power'>,
): Judgement => both(skipsHolds(deferral) ? null : screen('run'), power);

/** What waits for the screen at this moment: a question on its way to the person, a run whose time has come, or a restart. */
export function waits({ stage, hold }: DeploymentRecord): Held | null {
  if (stage.kind === 'restarting') return 'restart';
  if (stage.kind === 'asking') return stage.asideUntil === null ? 'question' : null;
  return stage.kind === 'scheduled' && stage.waiting && hold?.what === 'run' ? 'run' : null;
}

/** The question has passed the screen and may be shown. */
export const isReleased = ({ stage, releasedAsk, asks, hold }: DeploymentRecord): boolean =>
  stage.kind === 'asking' && stage.asideUntil === null && releasedAsk === asks && hold === null;

/** Screen and power were judged, or nobody could. What a restart waits for is looked at in restart.ts. */
export function screenJudged(
  record: DeploymentRecord,
  deployment: Deployment,
  look: Look,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const what = waits(record);
  const slept = sleptSince(record, look.last, now);
  if (what === null || what === 'restart') return record;
  const current =
    record.hold?.what === what && slept === null ? record : ended(record, 'settled', slept ?? now);
  const judgement = look.screen(what);
  switch (what) {
    case 'question':
      return questionJudged(current, deployment, judgement, now);
    case 'run':
      return slept === null
        ? runJudged(current, deployment, look, now, zone)
        : givenBack(current, deployment, 'away', judgement !== null, now, zone);
    default:
      return assertNever(what);
  }
}

/** The last look at this hold, where nobody has looked for so long that the Mac must have slept; null otherwise. */
function sleptSince({ hold }: DeploymentRecord, lastLook: Instant | null, now: Instant): Instant | null {
  if (hold === null || lastLook === null || isBefore(lastLook, hold.since)) return null;
  return isAfter(now, plusMinutes(lastLook, sleptMinutes)) ? lastLook : null;
}

function questionJudged(
  record: DeploymentRecord,
  deployment: Deployment,
  judgement: Judgement | null,
  now: Instant,
): DeploymentRecord {
  // Nobody is there: it waits for somebody, which is no hold.
  if (judgement === null) return ended(record, 'settled', now);
  if (judgement.kind === 'free') return released(ended(record, 'free', now), now);
  // What is on the screen already stays there while the app is away for a moment.
  if (judgement.kind === 'unknown' && record.hold === null && record.releasedAsk === record.asks)
    return record;
  if (!isBefore(now, questionUntil(record, deployment, judgement, now))) {
    return released(ended(record, 'limit', now), now);
  }
  return holding(record, 'question', judgement, now);
}

/** From the first time that somebody could see the question on, the floating deadline counts. */
const released = (record: DeploymentRecord, now: Instant): DeploymentRecord =>
  record.releasedAsk === record.asks
    ? record
    : { ...record, releasedAsk: record.asks, firstOffered: record.firstOffered ?? now };

function runJudged(
  record: DeploymentRecord,
  deployment: Deployment,
  look: Look,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  if (record.stage.kind !== 'scheduled') return record;
  const judgement = runJudgement(record.stage.deferral, look);
  if (judgement.kind === 'free') return ended(record, 'free', now);
  const until = runUntil(record, deployment, record.stage.deferral, judgement, now, zone);
  if (isBefore(now, until.at)) return holding(record, 'run', judgement, now);
  // The job asks again and is told to go; then the hold has ended.
  if (until.then === 'go') return record;
  return givenBack(record, deployment, 'held', look.screen('run') !== null, now, zone);
}

/** The appointment could not be kept: the person is asked again, or past the deadline it is set anew with its warnings. */
function givenBack(
  record: DeploymentRecord,
  deployment: Deployment,
  because: 'held' | 'away',
  userPresent: boolean,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  if (record.stage.kind !== 'scheduled') return record;
  const over = ended(record, because === 'held' ? 'limit' : 'settled', now);
  return missed(over, deployment, record.stage.deferral, because, userPresent, now, zone);
}

/** The hold that keeps a run waiting whose time has come; null where it may go. */
export function runHold(
  record: DeploymentRecord,
  deployment: Deployment,
  deferral: Deferral,
  judgement: Judgement,
  now: Instant,
  zone: Zone,
): Hold | null {
  if (judgement.kind === 'free') return null;
  const { at, then } = runUntil(record, deployment, deferral, judgement, now, zone);
  // What waited for power too long is given back at the next judging; without power it does not begin.
  const waitsOn = then === 'ask-again' && judgement.kind === 'held' && lacksPower(judgement);
  return waitsOn || isBefore(now, at) ? holding(record, 'run', judgement, now).hold : null;
}

/** Begins the hold, or goes on with it: only another strongest reason, or another bound, makes it a new one. */
export function holding(
  record: DeploymentRecord,
  what: Held,
  judgement: Exclude<Judgement, { kind: 'free' }>,
  now: Instant,
): DeploymentRecord {
  const { hold } = record;
  const next: Hold =
    judgement.kind === 'held'
      ? { kind: 'held', what, since: now, reasons: judgement.reasons, why: null }
      : { kind: 'unknown', what, since: now, reasons: [], why: judgement.why };
  if (hold !== null && isSame(hold, next)) return record;
  return { ...ended(record, 'changed', now), hold: next };
}

function isSame(a: Hold, b: Hold): boolean {
  const [first, second] = [a.reasons[0], b.reasons[0]];
  const sameBound = isLive(a) === isLive(b) && lacksPower(a) === lacksPower(b);
  return (
    sameBound &&
    a.kind === b.kind &&
    a.what === b.what &&
    first?.kind === second?.kind &&
    first?.app === second?.app
  );
}

/** What is held waits no more: the person answered, or the question or the appointment went away. */
export const settled = (record: DeploymentRecord, now: Instant): DeploymentRecord =>
  record.hold !== null && waits(record) !== record.hold.what ? ended(record, 'settled', now) : record;

/** The hold is over; what it took is charged to the budget and remembered. */
export function ended(record: DeploymentRecord, end: HoldEnd, at: Instant): DeploymentRecord {
  const { hold } = record;
  if (hold === null) return record;
  const until = isBefore(at, hold.since) ? hold.since : at;
  const seconds = isCharged(hold) ? Math.round(hold.since.until(until).total('seconds')) : 0;
  return {
    ...record,
    hold: null,
    heldSeconds: record.heldSeconds + seconds,
    pastHolds: [...record.pastHolds, { ...hold, until, end }].slice(-remembered),
  };
}

/** This long before an appointment the screen is looked at already, so that the run need not wait for it, in seconds. */
const aheadSeconds = 60;

/** When the look ahead of the appointment begins; null where none is needed. */
const lookAhead = ({ stage }: DeploymentRecord): Instant | null =>
  stage.kind === 'scheduled' && !stage.waiting && !skipsHolds(stage.deferral)
    ? stage.deferral.due.subtract({ seconds: aheadSeconds })
    : null;

/** When a record must be judged again although nothing is reported; null where nothing waits for the screen. */
export function nextJudging(
  record: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
  zone: Zone,
): Instant | null {
  if (waits(record) === null) {
    const ahead = lookAhead(record);
    return ahead !== null && isAfter(ahead, now) ? ahead : null;
  }
  if (isReleased(record)) return null;
  // Each minute: so it is noticed when the Mac slept in between.
  const minute = plusMinutes(now, 1);
  const until = holdUntil(record, deployment, now, zone);
  return until === null || !isAfter(until, now) ? minute : earliest(minute, until);
}

/** Seconds between looks at the screen: often while something waits for it, seldom while a question is shown; null at rest. */
export function observeEvery(records: readonly DeploymentRecord[], now: Instant): number | null {
  const soon = records.some((record) => {
    const ahead = lookAhead(record);
    return ahead !== null && !isBefore(now, ahead);
  });
  const waiting = records.filter((record) => waits(record) !== null);
  if (soon || !waiting.every(isReleased)) return 3;
  return waiting.length === 0 ? null : 5;
}
