/**
 * What a person is told before an appointment, and when: reminders of a time that somebody picked, warnings before a run that nobody
 * is asked about. Pure arithmetic; what was told and what follows stands in notices.ts.
 */
import type { Deployment } from './deployment.ts';
import type { Deferral } from './record.ts';
import { isAfter, isBefore, plusMinutes, type Instant } from './time.ts';

/** One thing to tell. */
export interface Telling {
  readonly kind: 'reminder' | 'warning';
  /** From when on it is to be told. */
  readonly at: Instant;
}

/** Nobody is reminded of what they chose just now, in minutes. */
const minutesToSettle = 5;

/**
 * Everything to tell of an appointment, the earliest first. The first warning comes as soon as the run is set: the whole last grace
 * period is announced. A reminder that would come with the choice itself, or right after it, is left out.
 */
export function tellingsOf(deployment: Deployment, deferral: Deferral): readonly Telling[] {
  const { due, by, chosenAt, intent } = deferral;
  const before = (minutes: readonly number[], from: Instant): readonly Instant[] =>
    [...new Set(minutes)]
      .sort((a, b) => b - a)
      .map((it) => plusMinutes(due, -it))
      .filter((at) => isAfter(at, from));
  switch (by) {
    case 'deadline':
      return [chosenAt, ...before(deployment.warningMinutes, chosenAt)].map((at) => ({
        kind: 'warning',
        at,
      }));
    case 'user':
    case 'admin':
    case 'takeover':
    case 'retry':
      if (intent.kind === 'now') return [];
      return before(deployment.reminderMinutes, plusMinutes(chosenAt, minutesToSettle)).map((at) => ({
        kind: 'reminder',
        at,
      }));
    case 'no-user':
      return [];
  }
}

/** What comes this soon after the last telling would only repeat it, in minutes. */
const leastApartMinutes = 2;

/**
 * What is to be told at this moment: the newest that has come and was not told yet. A Mac that slept through several hears of the
 * newest only. `told`: when something was told the last time; null where nothing was.
 */
export function dueTelling(
  deployment: Deployment,
  deferral: Deferral,
  told: Instant | null,
  now: Instant,
): Telling | null {
  if (!isBefore(now, deferral.due)) return null;
  const come = tellingsOf(deployment, deferral).filter(
    ({ at }) => !isAfter(at, now) && (told === null || isAfter(at, plusMinutes(told, leastApartMinutes))),
  );
  return come.at(-1) ?? null;
}

/** When the next telling comes; null where none is left. */
export const nextTellingAt = (deployment: Deployment, deferral: Deferral, now: Instant): Instant | null =>
  tellingsOf(deployment, deferral).find(({ at }) => isAfter(at, now))?.at ?? null;
