/** What the menu-bar icon says: one state for everything together, and the minutes left in the last hour. */
import type { DeploymentView } from '../../contract/session-door.ts';
import { assertNever } from '../../core/result.ts';
import { minutesBetween, type Instant } from '../../core/time.ts';
import { countdownMinutes, countedDownTo } from './countdown.ts';

export const iconNames = ['empty', 'waiting', 'scheduled', 'soon', 'running'] as const;
export type IconName = (typeof iconNames)[number];

export interface Icon {
  readonly name: IconName;
  /** Whole minutes to the nearest appointment in the last hour; null outside it. */
  readonly minutes: number | null;
}

/** The most pressing first. */
export const pressing = [
  'running',
  'soon',
  'waiting',
  'scheduled',
  'empty',
] as const satisfies readonly IconName[];

/** The most pressing state wins. */
export function iconOf(deployments: readonly DeploymentView[], now: Instant): Icon {
  const all = deployments.map((view) => oneIcon(view, now));
  const name = pressing.find((wanted) => all.some((icon) => icon.name === wanted));
  const minutes = all.flatMap((icon) => (icon.minutes === null ? [] : [icon.minutes]));
  return { name: name ?? 'empty', minutes: minutes.length === 0 ? null : Math.min(...minutes) };
}

export function oneIcon(view: DeploymentView, now: Instant): Icon {
  switch (view.detail.kind) {
    case 'running':
    case 'checking':
      return { name: 'running', minutes: null };
    case 'restarting': {
      const minutes = minutesLeft(view, now);
      return { name: minutes === null ? 'running' : 'soon', minutes };
    }
    case 'asked':
      return { name: 'waiting', minutes: null };
    case 'scheduled': {
      const minutes = minutesLeft(view, now);
      if (minutes !== null) return { name: 'soon', minutes };
      return { name: view.hold === null ? 'scheduled' : 'waiting', minutes: null };
    }
    case 'resting':
    case 'available':
    case 'installed':
    case 'staged':
    case 'failed':
    case 'not-met':
    case 'unqualified':
      return { name: 'empty', minutes: null };
    default:
      return assertNever(view.detail);
  }
}

function minutesLeft(view: DeploymentView, now: Instant): number | null {
  const moment = countedDownTo(view);
  if (moment === null) return null;
  const minutes = minutesBetween(now, moment);
  return minutes <= countdownMinutes ? Math.max(0, minutes) : null;
}
