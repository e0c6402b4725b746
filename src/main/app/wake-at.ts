/**
 * When the app must look at the clock again by itself. Nothing shown, nothing soon, no clock times on the menu: never.
 * Otherwise at whole minutes, or at the next moment when a shown word ("today") stops being true. Seconds are counted in the last
 * minute of a last warning that is shown, and nowhere else.
 */
import { earliest, localOf, type Instant } from '../../core/time.ts';
import { countedDownTo, nextLeft, nextMinute, nextMinuteShown } from './countdown.ts';
import type { State } from './state.ts';

export function wakeAt(state: State): Instant | null {
  const { now, snapshot, dialog } = state;
  if (dialog?.kind === 'choosing' || dialog?.kind === 'choosing-together') return nextMinute(now);
  if (snapshot === null) return null;
  const moments = snapshot.deployments.flatMap((view) => {
    // "In 1 Hour (16:20)" on the menu is true for a minute only.
    if (view.choices.some(({ pick }) => pick.kind === 'in')) return [nextMinute(now)];
    const countdown = countedDownTo(view);
    return [
      ...(countdown === null ? [] : [nextMinuteShown(countdown, now)]),
      ...(view.detail.kind === 'scheduled' ? [nextMidnight(now, snapshot.zone)] : []),
    ];
  });
  // Each of its times is told by its day.
  const list = state.maintenance === null ? null : nextMinute(now);
  const warning = dialog?.kind === 'warning' ? nextLeft(dialog.due, now) : null;
  const next = [...moments, list, warning].filter((moment) => moment !== null);
  return next.length === 0 ? null : next.reduce(earliest);
}

const nextMidnight = (now: Instant, zone: string): Instant =>
  localOf(now, zone).toPlainDate().add({ days: 1 }).toZonedDateTime(zone).toInstant();
