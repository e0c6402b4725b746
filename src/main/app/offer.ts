/**
 * What can be picked for one deployment at this minute. The snapshot is as old as its last change, so relative choices are
 * counted again from `now` and choices that have passed fall away; the helper has the last word on submit.
 */
import type { Choice, DeploymentView } from '../../contract/session-door.ts';
import type { OwnTime as OwnTimeBounds } from '../../core/choices.ts';
import { hoursOn, isAllowed, nextAllowed } from '../../core/hours.ts';
import type { TimeOfDay } from '../../core/deployment.ts';
import { dueOf, earliestDue } from '../../core/schedule.ts';
import {
  floorToMinute,
  instantOf,
  isAfter,
  isBefore,
  latest,
  localOf,
  parseInstant,
  parseLocalMinute,
  type Instant,
  type LocalMinute,
  type Zone,
} from '../../core/time.ts';
import type { TypedTime } from '../../contract/window.ts';

export interface Offer {
  readonly choice: Choice;
  readonly at: Instant;
}

/** What may be picked, for one deployment or for several at once. */
export type Offering = Pick<DeploymentView, 'choices' | 'preselected' | 'ownTime' | 'deadline'>;

/** Reads an instant that a schema has already accepted. */
export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error('an instant that no schema accepted');
  return parsed;
}

export const deadlineInstant = (view: Pick<DeploymentView, 'deadline'>): Instant | null =>
  view.deadline === null ? null : instant(view.deadline);

/** The deadline, as far as it may be said while it is not near: null also where the admin does not want it shown. */
export const shownDeadline = (view: Pick<DeploymentView, 'deadline' | 'shows'>): Instant | null =>
  view.shows.deadline ? deadlineInstant(view) : null;

/** The choices as they are at `now`, in the helper's order. */
export function offersOf(view: Offering, now: Instant, zone: Zone): readonly Offer[] {
  const deadline = deadlineInstant(view);
  return view.choices
    .map((choice): Offer => ({ choice, at: offerTime(choice, now, zone) }))
    .filter(({ choice, at }) => {
      if (choice.pick.kind === 'now') return true;
      if (!isAfter(at, now)) return false;
      return choice.last || choice.pick.kind !== 'in' || deadline === null || !isAfter(at, deadline);
    });
}

function offerTime(choice: Choice, now: Instant, zone: Zone): Instant {
  switch (choice.pick.kind) {
    case 'now':
      return now;
    case 'in':
      // It counts from a click somewhen in this minute, so the minute is never quite at its beginning: at 14:10 "in 1 hour" is
      // 15:11 also when the page was made at 14:10:00.
      return dueOf(choice.pick, floorToMinute(now).add({ milliseconds: 1 }), zone);
    case 'named':
    case 'at':
      return instant(choice.at);
  }
}

/** The row to preselect: the helper's, or the first later one when that has passed. Never *Now*. */
export function preselectedOf(view: Offering, offers: readonly Offer[]): string | null {
  const later = offers.filter(({ choice }) => choice.pick.kind !== 'now');
  return (later.find(({ choice }) => choice.id === view.preselected) ?? later[0])?.choice.id ?? null;
}

export const mayChoose = (view: DeploymentView): boolean => view.choices.length > 0 || view.ownTime !== null;

export const mayStartNow = (view: DeploymentView): boolean =>
  view.choices.some(({ pick }) => pick.kind === 'now');

/** A time other than *now* may be picked. */
export const mayChangeTime = (view: DeploymentView): boolean =>
  view.ownTime !== null || view.choices.some(({ pick }) => pick.kind !== 'now');

/** Bounds of the free picker at `now`; null where it is not offered or has closed. */
export function ownTimeBounds(view: Offering, now: Instant, zone: Zone): OwnTimeBounds | null {
  if (view.ownTime === null) return null;
  const { hours } = view.ownTime;
  const first = latest(instant(view.ownTime.earliest), earliestDue(now));
  const allowed = hours === null ? first : nextAllowed(hours, first, zone);
  const last = instant(view.ownTime.latest);
  return allowed === null || isAfter(allowed, last) ? null : { earliest: allowed, latest: last, hours };
}

/** What is wrong with a typed time, or the instant that it means. */
export type OwnTime =
  | { readonly kind: 'fine'; readonly at: Instant; readonly local: string }
  | { readonly kind: 'incomplete' | 'in-the-past' }
  | { readonly kind: 'too-soon'; readonly earliest: Instant }
  | { readonly kind: 'after-the-deadline'; readonly latest: Instant }
  /** `spans`: what is allowed on that day. */
  | { readonly kind: 'outside-allowed-hours'; readonly spans: readonly Span[] };

export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

export function judgeOwnTime(typed: TypedTime, bounds: OwnTimeBounds, now: Instant, zone: Zone): OwnTime {
  const local = parseLocalMinute(`${typed.date}T${typed.time}`);
  if (local === null) return { kind: 'incomplete' };
  const at = instantOf(local, zone);
  if (!isAfter(at, now)) return { kind: 'in-the-past' };
  if (isBefore(at, bounds.earliest)) return { kind: 'too-soon', earliest: bounds.earliest };
  if (isAfter(at, bounds.latest)) return { kind: 'after-the-deadline', latest: bounds.latest };
  if (bounds.hours !== null && !isAllowed(bounds.hours, at, zone)) {
    return { kind: 'outside-allowed-hours', spans: spansOf(bounds.hours, local, zone) };
  }
  return { kind: 'fine', at, local: `${typed.date}T${typed.time}` };
}

function spansOf(hours: NonNullable<OwnTimeBounds['hours']>, local: LocalMinute, zone: Zone): Span[] {
  const day = local.toPlainDate();
  const at = (time: TimeOfDay): Instant =>
    instantOf(day.toPlainDateTime().add({ hours: time.hour, minutes: time.minute }), zone);
  return hoursOn(hours, day).map(({ start, end }) => ({ from: at(start), until: at(end) }));
}

/** The most days that the picker lists; further away than this nobody plans a restart. */
const mostDays = 92;

/** The first instant of each allowed day's part: from `earliest` to `latest`, one per local day. */
export function allowedDays(
  bounds: OwnTimeBounds,
  zone: Zone,
): readonly { readonly date: string; readonly at: Instant }[] {
  const first = localOf(bounds.earliest, zone).toPlainDate();
  const last = localOf(bounds.latest, zone).toPlainDate();
  const count = Math.min(mostDays, first.until(last, { largestUnit: 'days' }).days + 1);
  return Array.from({ length: count }, (_, days) => first.add({ days }))
    .filter((date) => bounds.hours === null || hoursOn(bounds.hours, date).length > 0)
    .map((date) => ({
      date: date.toString(),
      at: instantOf(date.toPlainDateTime({ hour: 12 }), zone),
    }));
}

/** What the free picker shows first: the preselected time if it is allowed, else the first allowed quarter of an hour. */
export function suggestedTime(bounds: OwnTimeBounds, preferred: Instant | null, zone: Zone): Instant {
  const fits = (at: Instant): boolean =>
    !isBefore(at, bounds.earliest) &&
    !isAfter(at, bounds.latest) &&
    (bounds.hours === null || isAllowed(bounds.hours, at, zone));
  const quarter = (at: Instant): Instant =>
    at.round({ smallestUnit: 'minute', roundingIncrement: 15, roundingMode: 'ceil' });
  const candidates = [
    preferred === null ? null : quarter(preferred),
    quarter(bounds.earliest),
    bounds.latest,
  ];
  return candidates.find((candidate) => candidate !== null && fits(candidate)) ?? bounds.latest;
}
