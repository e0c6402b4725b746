/**
 * From plists to deferrals: those that Better Jamf Policy Deferral left are taken over, and our own are read back where the
 * state is lost.
 */
import type { AdHoc, Deferral, DeploymentRecord } from '../../core/record.ts';
import { calendarInstant, originOf, writtenAppointment, type BjpdStart } from '../../core/launch-daemon.ts';
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

/** A record whose appointment is known by its plist alone. Its first offer cannot have been later than the plist. */
export const appointed = (
  record: DeploymentRecord,
  deferral: Deferral,
  writtenAt: Instant,
): DeploymentRecord => ({
  ...record,
  firstOffered: writtenAt,
  stage: { kind: 'scheduled', deferral, waiting: false },
});

/**
 * The deferral that one of our own plists was written for; null where it is not ours. What the user meant ("in 4 hours") is
 * lost with the state: the clock time counts. `adHoc` is set where the plist can belong to a deployment without preferences,
 * whose ID is its label.
 */
export function rebuiltFrom(
  file: JobFile,
  zone: Zone,
): { readonly id: string; readonly adHoc: AdHoc | null; readonly deferral: Deferral } | null {
  const written = writtenAppointment(file.content);
  if (written === null) return null;
  const { deployment: id, appointment, trigger, calendar } = written;
  const due = calendar === null ? appointment : calendarInstant(calendar, appointment, zone);
  if (due === null) return null;
  return {
    id,
    adHoc: id === file.label ? { label: id, trigger, osUpdates: false } : null,
    deferral: {
      due,
      zone,
      intent:
        calendar === null ? { kind: 'now' } : { kind: 'at', local: localOf(due, zone).toPlainDateTime() },
      by: 'user',
      chosenAt: file.writtenAt,
      appointment,
    },
  };
}
