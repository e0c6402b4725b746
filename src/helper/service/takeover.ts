/** Takes over the plists that Better Jamf Policy Deferral left: each becomes a deferral of the deployment that it serves. */
import type { Deferral } from '../../core/deployment.ts';
import { originOf, type BjpdStart } from '../../core/launch-daemon.ts';
import { newDeferral } from '../../core/schedule.ts';
import { instantOf, isBefore, localOf, type Instant, type Zone } from '../../core/time.ts';
import type { JobFile } from '../ports/ports.ts';
import type { Course } from './views.ts';

/** The deferral that a BJPD plist means; null where the file is not one for this deployment's trigger. */
export function takenOver({ deployment }: Course, file: JobFile, now: Instant, zone: Zone): Deferral | null {
  const origin = originOf(file.content);
  if (file.label !== deployment.label || origin.kind !== 'bjpd' || origin.trigger !== deployment.trigger)
    return null;
  if (origin.start === null) return newDeferral({ kind: 'now' }, 'takeover', now, zone);
  const due = bjpdDue(origin.start, file.writtenAt, zone);
  if (due === null) return null;
  return {
    due,
    zone,
    intent: { kind: 'at', local: localOf(due, zone).toPlainDateTime() },
    by: 'takeover',
    chosenAt: file.writtenAt,
    appointment: due,
  };
}

/** BJPD names no month: the first such day, hour and minute after the file was written is meant (peers.md 1.5, 1.6). */
function bjpdDue(start: BjpdStart, writtenAt: Instant, zone: Zone): Instant | null {
  const month = localOf(writtenAt, zone).toPlainDate().with({ day: 1 });
  for (let ahead = 0; ahead < 4; ahead += 1) {
    const first = month.add({ months: ahead });
    if (start.day > first.daysInMonth) continue;
    const due = instantOf(
      first.with({ day: start.day }).toPlainDateTime({ hour: start.hour, minute: start.minute }),
      zone,
    );
    // The same minute counts: BJPD drops the seconds of "in 5 minutes".
    if (!isBefore(due, writtenAt.round({ smallestUnit: 'minute', roundingMode: 'floor' }))) return due;
  }
  return null;
}
