/** When it runs without asking, in one plain line; null while that is neither near nor settled. */
import type { DeploymentView } from '../../contract/session-door.ts';
import { isAfter, type Instant } from '../../core/time.ts';
import { deadlineInstant, instant } from './offer.ts';
import { textsFor } from './texts.ts';
import { whenOf, type Place } from './times.ts';

export function withoutAskingLine(view: DeploymentView, now: Instant, place: Place): string | null {
  const { detail, phase } = view;
  const texts = textsFor(place.locale);
  const line = (at: Instant): string => texts.withoutAsking.at(whenOf(at, now, place));
  if (detail.kind === 'scheduled') {
    // What somebody picked is told by its own time, and so is what has come already.
    const due = instant(detail.due);
    return detail.by === 'deadline' && isAfter(due, now) ? line(due) : null;
  }
  const deadline = deadlineInstant(view);
  const near = phase === 'imminent' || phase === 'elapsed';
  if (!near || deadline === null || (detail.kind !== 'asked' && detail.kind !== 'available')) return null;
  return isAfter(deadline, now) ? line(deadline) : texts.withoutAsking.soon;
}
