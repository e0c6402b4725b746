/**
 * When the app must look at the clock again by itself. Nothing shown, nothing soon, no clock times on the menu: never.
 * Otherwise at whole minutes, or at the next moment when a shown word ("today") stops being true.
 */
import { earliest, isAfter, localOf, plusMinutes, type Instant } from '../../core/time.ts';
import { countdownMinutes } from './icon.ts';
import { instant } from './offer.ts';
import type { State } from './state.ts';

export function wakeAt(state: State): Instant | null {
  const { now, snapshot } = state;
  const nextMinute = plusMinutes(now.round({ smallestUnit: 'minute', roundingMode: 'floor' }), 1);
  if (state.dialog?.kind === 'choosing') return nextMinute;
  if (snapshot === null) return null;
  const moments = snapshot.deployments.flatMap((view) => {
    // "In 1 Hour (16:20)" on the menu is true for a minute only.
    if (view.choices.some(({ pick }) => pick.kind === 'in')) return [nextMinute];
    if (view.detail.kind !== 'scheduled') return [];
    const midnight = nextMidnight(now, snapshot.zone);
    const moment = view.hold === null ? view.detail.due : view.hold.until;
    if (moment === null) return [midnight];
    const countdown = plusMinutes(instant(moment), -countdownMinutes);
    return [isAfter(countdown, now) ? countdown : nextMinute, midnight];
  });
  return moments.length === 0 ? null : moments.reduce(earliest);
}

const nextMidnight = (now: Instant, zone: string): Instant =>
  localOf(now, zone).toPlainDate().add({ days: 1 }).toZonedDateTime(zone).toInstant();
