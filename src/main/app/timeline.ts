/**
 * The line under the choices: where now, midnights and choices lie between now (0) and the deadline (1). Decoration that
 * must still be right: near things are drawn wider apart than far ones, always in order.
 */
import type { Timeline } from '../../contract/window.ts';
import { localOf, type Instant, type Zone } from '../../core/time.ts';
import type { Offer } from './offer.ts';

const halfDay = 12 * 60 * 60_000;

/** Up to half a day the line is even; over more, near hours get more room than far days. */
export function positionOf(at: Instant, now: Instant, end: Instant): number {
  const span = end.epochMilliseconds - now.epochMilliseconds;
  const part = (at.epochMilliseconds - now.epochMilliseconds) / span;
  const clamped = Math.min(1, Math.max(0, part));
  return Math.round((span <= halfDay ? clamped : Math.sqrt(clamped)) * 1000) / 1000;
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
  return {
    ...labels,
    midnights: midnightsBetween(now, end, zone).map((midnight) => positionOf(midnight, now, end)),
    marks: offers.map(({ choice, at }) => ({ id: choice.id, position: positionOf(at, now, end) })),
  };
}

/** At most a fortnight of ticks: beyond that they say nothing. */
function midnightsBetween(now: Instant, end: Instant, zone: Zone): Instant[] {
  const today = localOf(now, zone).toPlainDate();
  return Array.from({ length: 14 }, (_, index) =>
    today
      .add({ days: index + 1 })
      .toZonedDateTime(zone)
      .toInstant(),
  ).filter((midnight) => midnight.epochMilliseconds < end.epochMilliseconds);
}
