/** What becomes of a demonstration's snapshot when its onlooker picks something: it looks as if it were so, and nothing happens. */
import type { DeploymentView, Intent, Pick, Snapshot } from '../../contract/session-door.ts';
import { dueOf } from '../../core/schedule.ts';
import { parseInstant, parseLocalMinute, type Instant, type Zone } from '../../core/time.ts';

export interface Shown {
  readonly snapshot: Snapshot;
  /** When it would run; null where no time was picked. */
  readonly due: Instant | null;
}

export function afterIntent(snapshot: Snapshot, intent: Intent, now: Instant): Shown {
  const named = intent.kind === 'choose-together' ? intent.deployments : [intent.deployment];
  const due =
    intent.kind === 'choose' || intent.kind === 'choose-together'
      ? dueOfPick(intent.pick, now, snapshot.zone)
      : null;
  return {
    due,
    snapshot: {
      ...snapshot,
      revision: snapshot.revision + 1,
      // What was decided once is not asked about again together.
      together: null,
      deployments: snapshot.deployments.map((view) =>
        named.includes(view.id) ? decided(view, due, snapshot.zone) : view,
      ),
    },
  };
}

/** The core's own reckoning, without what only a helper knows. */
function dueOfPick(pick: Pick, now: Instant, zone: Zone): Instant | null {
  switch (pick.kind) {
    case 'now':
    case 'in':
      return dueOf(pick, now, zone);
    case 'named':
      return parseInstant(pick.shown);
    case 'at': {
      const local = parseLocalMinute(pick.local);
      return local === null ? null : dueOf({ kind: 'at', local }, now, zone);
    }
  }
}

function decided(view: DeploymentView, due: Instant | null, zone: Zone): DeploymentView {
  if (due === null) return { ...view, ask: null };
  return {
    ...view,
    ask: null,
    notice: null,
    status: 'In progress',
    detail: { kind: 'scheduled', due: due.toString(), zone, by: 'user', attempt: 1, attempts: 1 },
  };
}
