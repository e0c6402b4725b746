/** What the person has chosen to install by themselves, in the menu: they are told when it is over. */
import type { DeploymentView, Snapshot } from '../../contract/session-door.ts';

/** Offered before and under way now: somebody chose it. Offered again, it is a new story. */
export function installsAfter(
  before: { readonly snapshot: Snapshot | null; readonly installs: readonly string[] },
  after: Snapshot,
): readonly string[] {
  const offered = new Set(before.snapshot?.deployments.filter(isOffered).map(({ id }) => id));
  return after.deployments
    .filter((view) => !isOffered(view) && (offered.has(view.id) || before.installs.includes(view.id)))
    .map(({ id }) => id);
}

const isOffered = ({ detail }: DeploymentView): boolean => detail.kind === 'available';
