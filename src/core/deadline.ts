/** When a deployment runs without asking, and how near that is. */
import type { Deployment, DeploymentRecord } from './deployment.ts';
import { minutesLater } from './spread.ts';
import {
  earliest,
  instantOf,
  isBefore,
  latest,
  minutesBetween,
  plusHours,
  plusMinutes,
  type Instant,
  type Zone,
} from './time.ts';

export type Phase = 'initial' | 'approaching' | 'imminent' | 'elapsed';

/** Nudge's `approachingWindowTime` and `imminentWindowTime` (peers.md §6), in hours. */
const approachingHours = 72;
const imminentHours = 24;

/**
 * The instant of the deadline on this Mac; null while there is none (no date is set and nobody was asked yet). The earliest that the
 * admin has set, but not while the Mac is new or somebody has just come back; from there on each Mac has a minute of its own.
 */
export function deadlineOf(deployment: Deployment, record: DeploymentRecord, zone: Zone): Instant | null {
  const ruled = ruledDeadline(deployment, record, zone);
  if (ruled === null) return null;
  const graces = [newUntil(deployment), record.graceUntil].filter((it) => it !== null);
  return plusMinutes(graces.reduce(latest, ruled), minutesLater(deployment));
}

/** What the admin has set: the earliest wins. */
function ruledDeadline({ deadline }: Deployment, record: DeploymentRecord, zone: Zone): Instant | null {
  const { fixed, daysAfterFirstOffered: days, hoursAfterFirstOffered: hours } = deadline;
  const floatingHours = [days === null ? null : 24 * days, hours].filter((it) => it !== null);
  const ruled = [
    ...(fixed === null ? [] : [fixed.kind === 'instant' ? fixed.at : instantOf(fixed.at, zone)]),
    ...floatingHours.flatMap((it) =>
      record.firstOffered === null ? [] : [plusHours(record.firstOffered, it)],
    ),
  ];
  return ruled.length === 0 ? null : ruled.reduce(earliest);
}

/** Until when the Mac is new; null where nothing is known of it, or new Macs are as others. */
const newUntil = ({ mac, newMacGraceHours }: Deployment): Instant | null =>
  mac === null || newMacGraceHours === 0 ? null : plusHours(mac.firstSeen, newMacGraceHours);

/** Deferrals that may still be used; null where they are not counted. */
export const deferralsLeft = (deployment: Deployment, record: DeploymentRecord): number | null =>
  deployment.deadline.deferrals === null
    ? null
    : Math.max(0, deployment.deadline.deferrals - record.deferralsUsed);

/** How near the deadline is. Without one a deployment stays in its initial phase. */
export function phaseOf(deadline: Instant | null, now: Instant): Phase {
  if (deadline === null) return 'initial';
  if (!isBefore(now, deadline)) return 'elapsed';
  const minutes = minutesBetween(now, deadline);
  if (minutes <= imminentHours * 60) return 'imminent';
  return minutes <= approachingHours * 60 ? 'approaching' : 'initial';
}
