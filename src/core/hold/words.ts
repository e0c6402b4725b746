/** A hold in one line for admins: what was seen, and by which evidence. What a user sees has words of its own. */
import { assertNever } from '../result.ts';
import type { Hold, HoldEnd, HoldReason } from './rules.ts';

export function describeHold({ kind, reasons, why }: Pick<Hold, 'kind' | 'reasons' | 'why'>): string {
  if (kind === 'unknown') return `what the screen shows is not known (${why ?? 'nobody tells'})`;
  return reasons.map((reason) => `${describeReason(reason)} (${reason.evidence})`).join('; ');
}

/** Without the evidence. */
export function describeReason({ kind, app }: HoldReason): string {
  const who = app ?? 'an app';
  switch (kind) {
    case 'no-power':
      return 'the power adapter is not connected';
    case 'battery-low':
      return 'the battery is too low';
    case 'presenting':
      return `${who} presents`;
    case 'call':
      return `${who} is in a call`;
    case 'camera':
      return `${who} uses a camera`;
    case 'microphone':
      return `${who} uses a microphone`;
    case 'app-running':
      return `${who} is open`;
    case 'app-in-front':
      return `${who} is in front`;
    case 'display-awake':
      return `${who} keeps the display awake`;
    case 'screen-locked':
      return 'the screen is locked';
    case 'screen-asleep':
      return 'the display sleeps';
    default:
      return assertNever(kind);
  }
}

/** How a hold ended, after "it was held until…;". */
export const holdEndWords: Readonly<Record<HoldEnd, string>> = {
  free: 'nothing held it any more',
  limit: 'it could be held no longer',
  settled: 'it was settled, or nobody was there any more',
  changed: 'it was held for another reason from then on',
};
