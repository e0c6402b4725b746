/**
 * Several questions at once: which times may be picked for all of them, and what one pick means for each. A deployment that has the
 * picked time on its own menu is asked for that; any other that lets people pick their own time is asked for the same clock time.
 */
import { choicesFor, type Choice, type Choices, type OwnTime } from './choices.ts';
import { deadlineOf } from './deadline.ts';
import { decideWish, type Wish, type WishRefusal } from './deferral.ts';
import type { DayHours, Deployment } from './deployment.ts';
import { isAllowed, lastAllowed, minuteOf, nextAllowed } from './hours.ts';
import type { Due } from './order.ts';
import { failed, ok, type Result } from './result.ts';
import { dueOf } from './schedule.ts';
import { earliest, instantOf, isAfter, isBefore, latest, localOf, type Instant, type Zone } from './time.ts';

/** No more are asked about at once: what does not fit on a screen is asked afterwards. */
export const mostTogether = 10;

/** One question for several deployments. */
export interface Together extends Omit<Choices, 'lastDeferral'> {
  /** By ID, at least two. */
  readonly deployments: readonly string[];
  /** The earliest of theirs; null where none has one. */
  readonly deadline: Instant | null;
  /** Several of them restart the Mac, which restarts once for all. */
  readonly oneRestart: boolean;
}

/**
 * The one question for all that ask at this moment; null where fewer than two ask, or where they have no later time in common: then
 * they are asked about one by one.
 */
export function askedTogether(asking: readonly Due[], now: Instant, zone: Zone): Together | null {
  const all = asking.slice(0, mostTogether);
  if (all.length < 2) return null;
  const own = all.map(({ deployment, record }) => choicesFor(deployment, record, now, zone));
  const choices = commonChoices(own, now, zone);
  const ownTime = commonOwnTime(own, zone);
  const later = choices.filter(({ pick }) => pick.kind !== 'now');
  if (later.length === 0 && ownTime === null) return null;
  const wished = own.map(({ preselected }) => preselected);
  const deadlines = all.flatMap(({ deployment, record }) => deadlineOf(deployment, record, zone) ?? []);
  return {
    deployments: all.map(({ deployment }) => deployment.id),
    choices,
    preselected: (later.find(({ id }) => wished.every((wish) => wish === id)) ?? later[0])?.id ?? null,
    ownTime,
    deadline: deadlines.length === 0 ? null : deadlines.reduce(earliest),
    oneRestart: restartsOnce(all.map(({ deployment }) => deployment)),
  };
}

/** What all offer; where that leaves nothing later, also what one offers and all others allow as a time of one's own. */
function commonChoices(own: readonly Choices[], now: Instant, zone: Zone): readonly Choice[] {
  const candidates = own
    .flatMap(({ choices }) => choices)
    .filter((choice, index, all) => all.findIndex((other) => isSame(other, choice)) === index);
  const offeredByAll = candidates.filter((choice) => own.every((one) => offered(one, choice) !== null));
  const common = offeredByAll.some(({ pick }) => pick.kind !== 'now')
    ? offeredByAll
    : candidates.filter((choice) =>
        own.every((one) => offered(one, choice) !== null || allowsOwn(one, choice, now, zone)),
      );
  return common
    .filter((choice, index) => common.findIndex(({ id }) => id === choice.id) === index)
    .map((choice) => ({ ...choice, last: own.some((one) => offered(one, choice)?.last === true) }))
    .sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds);
}

const isSame = (a: Choice, b: Choice): boolean => a.id === b.id && a.at.equals(b.at);

const offered = ({ choices }: Choices, wanted: Choice): Choice | null =>
  choices.find((choice) => isSame(choice, wanted)) ?? null;

/** The clock time of this choice may be picked freely; *now* is no clock time. */
function allowsOwn({ ownTime }: Choices, { pick, at }: Choice, now: Instant, zone: Zone): boolean {
  if (ownTime === null || pick.kind === 'now' || !isAfter(at, now)) return false;
  if (isBefore(at, ownTime.earliest) || isAfter(at, ownTime.latest)) return false;
  return ownTime.hours === null || isAllowed(ownTime.hours, at, zone);
}

/** What lies within the bounds of all; null where one of them lets nobody pick freely, or nothing is left. */
function commonOwnTime(own: readonly Choices[], zone: Zone): OwnTime | null {
  const bounds = own.map(({ ownTime }) => ownTime);
  if (!bounds.every((one) => one !== null)) return null;
  const hours = bounds.map((one) => one.hours).reduce(commonHours);
  const from = bounds.map((one) => one.earliest).reduce(latest);
  const until = bounds.map((one) => one.latest).reduce(earliest);
  const first = hours === null ? from : nextAllowed(hours, from, zone);
  if (first === null || isAfter(first, until)) return null;
  const last = hours === null ? until : lastAllowed(hours, first, until, zone);
  return last === null ? null : { earliest: first, latest: last, hours };
}

/** The hours that are in both; null stands for any minute. */
function commonHours(
  a: readonly DayHours[] | null,
  b: readonly DayHours[] | null,
): readonly DayHours[] | null {
  if (a === null || b === null) return a ?? b;
  return a.flatMap((one) =>
    b
      .filter(({ day }) => day === one.day)
      .map(({ day, start, end }) => ({
        day,
        start: minuteOf(start) > minuteOf(one.start) ? start : one.start,
        end: minuteOf(end) < minuteOf(one.end) ? end : one.end,
      }))
      .filter(({ start, end }) => minuteOf(start) <= minuteOf(end)),
  );
}

/**
 * Whether runs of one minute come to one restart: Intermission's own waits for all that are due together, and a policy's, which comes
 * last, serves those that owe one.
 */
function restartsOnce(deployments: readonly Deployment[]): boolean {
  const restarting = deployments.filter(({ restarts }) => restarts);
  const byPolicy = restarting.filter(({ restartBy }) => restartBy === 'policy');
  const others = restarting.filter(({ restartBy }) => restartBy !== 'policy');
  return (
    restarting.length > 1 && byPolicy.length <= 1 && others.every(({ combinesRestart }) => combinesRestart)
  );
}

/** Why one of several could not have the time that was picked for all. */
export interface TogetherRefusal {
  readonly deployment: string;
  readonly reason: WishRefusal;
}

/**
 * Decides one wish for several deployments, for each as if it had been asked alone. All or nothing: where one of them cannot have that
 * time, no record changes.
 */
export function decideTogether(
  wanted: readonly Due[],
  wish: Wish,
  now: Instant,
  zone: Zone,
): Result<readonly Due['record'][], TogetherRefusal> {
  const records: Due['record'][] = [];
  for (const it of wanted) {
    const decided = decideWish(it.deployment, it.record, wishFor(it, wish, now, zone), 'user', now, zone);
    if (!decided.ok) return failed({ deployment: it.deployment.id, reason: decided.problem });
    records.push(decided.value);
  }
  return ok(records);
}

/** The wish in the words of one deployment: its own menu's, or else the clock time that is meant. */
function wishFor({ deployment, record }: Due, wish: Wish, now: Instant, zone: Zone): Wish {
  if (wish.kind === 'now' || wish.kind === 'at') return wish;
  const at = wish.kind === 'in' ? dueOf(wish, now, zone) : wish.shown;
  const { choices } = choicesFor(deployment, record, now, zone);
  const onMenu = choices.some(({ pick, at: own }) =>
    wish.kind === 'in'
      ? pick.kind === 'in' && pick.minutes === wish.minutes
      : pick.kind === 'named' && pick.name === wish.name && own.equals(at),
  );
  if (onMenu) return wish;
  const local = localOf(at, zone).toPlainDateTime();
  // What is said to have been shown may be any instant: only a minute that the clock shows once can be wished for.
  const isMinute = local.equals(local.round('minute')) && instantOf(local, zone).equals(at);
  return isMinute ? { kind: 'at', local, zone } : wish;
}
