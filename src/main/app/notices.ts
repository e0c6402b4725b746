/** The notice of a deployment, as far as it is to be told at this moment. */
import type { DeploymentView } from '../../contract/session-door.ts';
import type { Instant } from '../../core/time.ts';
import { instant } from './offer.ts';

export interface CurrentNotice {
  readonly number: number;
  readonly kind: 'reminder' | 'warning';
  readonly due: Instant;
}

/**
 * Null where there is none, and where the run has begun. While the screen holds the run back only a last warning is left: where nobody
 * knows what the screen shows, or where the helper says that it must be told all the same.
 */
export function noticeOf({ detail, hold, notice }: DeploymentView): CurrentNotice | null {
  if (notice === null || detail.kind !== 'scheduled') return null;
  const { number, kind, due, overHold } = notice;
  if (hold !== null && !overHold && (kind === 'reminder' || hold.kind === 'held')) return null;
  return { number, kind, due: instant(due) };
}

/** The last warning, where one is to be told. */
export function warningOf(view: DeploymentView): CurrentNotice | null {
  const notice = noticeOf(view);
  return notice?.kind === 'warning' ? notice : null;
}
