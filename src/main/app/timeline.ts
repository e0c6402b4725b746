/**
 * The line under the choices: where now, midnights and choices lie between now (0) and the deadline (1). Decoration that
 * must still be right: near things are drawn wider apart than far ones, never over each other, always in order.
 */
import type { Timeline } from '../../contract/window.ts';
import { isBefore, localOf, type Instant, type Zone } from '../../core/time.ts';
import type { Offer } from './offer.ts';

const halfDay = 12 * 60 * 60_000;
/** The least distance of two marks: they are drawn 460 points apart at most, and each is 11 wide. */
const apart = 0.03;

/** Up to half a day the line is even; over more, near hours get more room than far days. */
export function positionOf(at: Instant, now: Instant, end: Instant): number {
  const span = end.epochMilliseconds - now.epochMilliseconds;
  const part = (at.epochMilliseconds - now.epochMilliseconds) / span;
  const clamped = Math.min(1, Math.max(0, part));
  return rounded(span <= halfDay ? clamped : Math.sqrt(clamped));
}

const rounded = (position: number): number => Math.round(position * 1000) / 1000;

/** Where an instant lies on a line. */
export type Positions = (at: Instant) => number;

/** The positions on a line with these marks: what would lie over another mark moves on, and all between moves along. */
export function positionsAmong(marks: readonly Instant[], now: Instant, end: Instant): Positions {
  const plain = (at: Instant): number => positionOf(at, now, end);
  const wished = [...new Set(marks.map(plain))].filter((at) => at > 0 && at < 1).sort((a, b) => a - b);
  const gap = Math.min(apart, 1 / (wished.length + 1));
  const moved = wished.reduce<number[]>(
    (before, at) => [...before, Math.max(at, (before.at(-1) ?? 0) + gap)],
    [],
  );
  const spread = moved.map((at, index) => Math.min(at, 1 - gap * (moved.length - index)));
  const from = [0, ...wished, 1];
  const to = [0, ...spread, 1];
  return (at) => {
    const wish = plain(at);
    const next = Math.max(
      1,
      from.findIndex((one) => wish <= one),
    );
    const [a = 0, b = 1, c = 0, d = 1] = [from[next - 1], from[next], to[next - 1], to[next]];
    return rounded(c + ((wish - a) / (b - a)) * (d - c));
  };
}

/** Null where there is nothing ahead to draw. */
export function timelineOf(
  offers: readonly Offer[],
  now: Instant,
  end: Instant,
  zone: Zone,
  labels: Pick<Timeline, 'startLabel' | 'endLabel' | 'endsAtDeadline'>,
): Timeline | null {
  if (end.epochMilliseconds - now.epochMilliseconds < 60_000) return null;
  const positions = positionsAmong(
    offers.map(({ at }) => at),
    now,
    end,
  );
  return {
    ...labels,
    midnights: midnightsBetween(now, end, zone).map(positions),
    marks: offers.map(({ choice, at }) => ({ id: choice.id, position: positions(at) })),
  };
}

/** More ticks than this say nothing: then only each week's first midnight has one. */
const mostTicks = 14;

function midnightsBetween(now: Instant, end: Instant, zone: Zone): Instant[] {
  const today = localOf(now, zone).toPlainDate();
  const last = localOf(end, zone).toPlainDate();
  const days = Array.from({ length: today.until(last, { largestUnit: 'days' }).days }, (_, index) =>
    today.add({ days: index + 1 }),
  );
  const ticks = days.length > mostTicks ? days.filter(({ dayOfWeek }) => dayOfWeek === 1) : days;
  return ticks
    .map((day) => day.toZonedDateTime(zone).toInstant())
    .filter((midnight) => isBefore(midnight, end));
}
