/** The notice of a deployment, as far as it still tells the truth. */
import type { DeploymentView } from '../../contract/session-door.ts';
import type { Instant } from '../../core/time.ts';
import { instant } from './offer.ts';

export interface CurrentNotice {
  readonly number: number;
  readonly kind: 'reminder' | 'warning';
  readonly due: Instant;
}

/** Null where there is none, where the run has begun, or where it is scheduled for another time by now. */
export function noticeOf({ detail, notice }: DeploymentView): CurrentNotice | null {
  if (notice === null) return null;
  const due = instant(notice.due);
  const stands =
    detail.kind === 'scheduled'
      ? instant(detail.due).equals(due)
      : detail.kind === 'asked' || detail.kind === 'available';
  return stands ? { number: notice.number, kind: notice.kind, due } : null;
}

/** The last warning, where one stands. */
export function warningOf(view: DeploymentView): CurrentNotice | null {
  const notice = noticeOf(view);
  return notice?.kind === 'warning' ? notice : null;
}
