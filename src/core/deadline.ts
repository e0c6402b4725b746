/** When a deployment runs without asking, and how near that is. */
import type { Deployment } from './deployment.ts';
import type { DeploymentRecord } from './record.ts';
import { minutesLater } from './spread.ts';
import {
  earliest,
  instantOf,
  isAfter,
  isBefore,
  latest,
  minutesBetween,
  plusHours,
  plusMinutes,
  type Instant,
  type Zone,
} from './time.ts';

export type Phase = 'initial' | 'approaching' | 'imminent' | 'elapsed';

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
export function phaseOf({ phaseHours }: Deployment, deadline: Instant | null, now: Instant): Phase {
  if (deadline === null) return 'initial';
  if (!isBefore(now, deadline)) return 'elapsed';
  const minutes = minutesBetween(now, deadline);
  if (minutes <= phaseHours.imminent * 60) return 'imminent';
  return minutes <= phaseHours.approaching * 60 ? 'approaching' : 'initial';
}

/** When the next phase begins; null where none follows. */
export function nextPhaseAt(
  { phaseHours }: Deployment,
  deadline: Instant | null,
  now: Instant,
): Instant | null {
  if (deadline === null) return null;
  const begins = [-phaseHours.approaching, -phaseHours.imminent, 0].map((hours) =>
    plusHours(deadline, hours),
  );
  return begins.filter((at) => isAfter(at, now)).reduce<Instant | null>(sooner, null);
}

const sooner = (a: Instant | null, b: Instant): Instant => (a === null ? b : earliest(a, b));

/**
 * How long a question that was put aside stays away, in minutes. It never comes back more slowly than in an earlier phase, so one
 * short time goes for all. Past the deadline nobody is asked.
 */
export function askAgainAfter({ askAgainMinutes }: Deployment, phase: Phase): number {
  const { initial, approaching, imminent } = askAgainMinutes;
  switch (phase) {
    case 'initial':
      return initial;
    case 'approaching':
      return Math.min(initial, approaching);
    case 'imminent':
    case 'elapsed':
      return Math.min(initial, approaching, imminent);
  }
}
