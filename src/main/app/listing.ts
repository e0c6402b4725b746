/** The order in which the menu and the list of Maintenance name what is due: what presses most comes first, as in the icon. */
import type { DeploymentView } from '../../contract/session-door.ts';
import type { Instant } from '../../core/time.ts';
import { oneIcon, pressing } from './icon.ts';
import { deadlineInstant, instant } from './offer.ts';

/** It is over, one way or the other. What waits for its app to be quit is not, although it counts as Installed. */
export const isPast = ({ status, detail }: DeploymentView): boolean =>
  detail.kind !== 'staged' && (status === 'Installed' || status === 'Failed' || status === 'Unqualified');

export function byUrgency(views: readonly DeploymentView[], now: Instant): readonly DeploymentView[] {
  const rank = (view: DeploymentView): number =>
    view.detail.kind === 'resting' ? pressing.length : pressing.indexOf(oneIcon(view, now).name);
  return views.toSorted((a, b) => rank(a) - rank(b) || comes(a) - comes(b));
}

/** When it comes, as far as anybody knows, in milliseconds; among equals the helper's order counts. */
function comes(view: DeploymentView): number {
  const { detail } = view;
  const at = detail.kind === 'scheduled' ? instant(detail.due) : deadlineInstant(view);
  return at?.epochMilliseconds ?? Number.MAX_SAFE_INTEGER;
}

/** When it ended: what is over since then. */
export function endedAt({ detail }: DeploymentView): Instant | null {
  switch (detail.kind) {
    case 'installed':
    case 'failed':
      return instant(detail.at);
    case 'not-met':
    case 'unqualified':
      return instant(detail.since);
    default:
      return null;
  }
}

/** The last first. */
export const byEnd = (views: readonly DeploymentView[]): readonly DeploymentView[] =>
  views.toSorted((a, b) => ended(b) - ended(a));

const ended = (view: DeploymentView): number => endedAt(view)?.epochMilliseconds ?? 0;
