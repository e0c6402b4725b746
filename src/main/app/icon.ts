/** What the menu-bar icon says: one state for everything together, and the minutes left in the last hour. */
import type { DeploymentView } from '../../contract/session-door.ts';
import { assertNever } from '../../core/result.ts';
import { minutesBetween, type Instant } from '../../core/time.ts';
import { instant } from './offer.ts';

export const iconNames = ['empty', 'waiting', 'scheduled', 'soon', 'running'] as const;
export type IconName = (typeof iconNames)[number];

/** From this many minutes before an appointment on, it is counted down. */
export const countdownMinutes = 60;

export interface Icon {
  readonly name: IconName;
  /** Whole minutes to the nearest appointment in the last hour; null outside it. */
  readonly minutes: number | null;
}

/** The most pressing state wins. */
export function iconOf(deployments: readonly DeploymentView[], now: Instant): Icon {
  const all = deployments.map((view) => oneIcon(view, now));
  const name = (['running', 'soon', 'waiting', 'scheduled'] as const).find((wanted) =>
    all.some((icon) => icon.name === wanted),
  );
  const minutes = all.flatMap((icon) => (icon.minutes === null ? [] : [icon.minutes]));
  return { name: name ?? 'empty', minutes: minutes.length === 0 ? null : Math.min(...minutes) };
}

function oneIcon({ detail, hold }: DeploymentView, now: Instant): Icon {
  switch (detail.kind) {
    case 'running':
    case 'checking':
      return { name: 'running', minutes: null };
    case 'asked':
      return { name: 'waiting', minutes: null };
    case 'scheduled': {
      // Its time has come, and passed: what can still be counted down is the end of the waiting.
      const moment = hold === null ? detail.due : hold.until;
      if (moment === null) return { name: 'waiting', minutes: null };
      const minutes = minutesBetween(now, instant(moment));
      return minutes <= countdownMinutes
        ? { name: 'soon', minutes: Math.max(0, minutes) }
        : { name: hold === null ? 'scheduled' : 'waiting', minutes: null };
    }
    case 'resting':
    case 'available':
    case 'installed':
    case 'failed':
      return { name: 'empty', minutes: null };
    default:
      return assertNever(detail);
  }
}
