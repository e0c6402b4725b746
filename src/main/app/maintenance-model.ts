/** The list of Maintenance as finished text: what is due first, what is past below, each with what happened and what comes next. */
import type { DeploymentView } from '../../contract/session-door.ts';
import type { MaintenanceRow, PageModel } from '../../contract/window.ts';
import type { Instant } from '../../core/time.ts';
import { frameOf } from './frame.ts';
import { byEnd, byUrgency, endedAt, isPast } from './listing.ts';
import { placeOf, whyNothingCanBeChosen } from './menu-model.ts';
import { instant, shownDeadline } from './offer.ts';
import type { State } from './state.ts';
import { statusText } from './status-text.ts';
import { textsOf } from './texts.ts';
import { whenOf, type When } from './times.ts';

export interface MaintenanceView {
  readonly model: PageModel;
  /** Another number: a person asked for it once more. */
  readonly asked: number;
}

/** Null while nobody wants to see it. */
export function maintenanceView(state: State): MaintenanceView | null {
  if (state.maintenance === null) return null;
  const texts = textsOf(state);
  const views = state.snapshot?.deployments ?? [];
  const due = byUrgency(
    views.filter((view) => !isPast(view)),
    state.now,
  );
  const past = byEnd(views.filter(isPast));
  return {
    asked: state.maintenance,
    model: {
      key: 'maintenance',
      ...frameOf(state, null),
      title: texts.maintenance.title,
      page: {
        kind: 'maintenance',
        alert: state.link.kind === 'connected' ? null : texts.sentences(whyNothingCanBeChosen(state)),
        due: due.map((view) => rowOf(state, view)),
        nothingDue: state.snapshot !== null && due.length === 0 ? texts.menu.nothingDue : null,
        past: past.map((view) => rowOf(state, view)),
        dueLabel: texts.maintenance.due,
        pastLabel: texts.maintenance.past,
      },
    },
  };
}

const signs = {
  'In progress': 'in-progress',
  'Available for install in Self Service': 'available',
  Installed: 'installed',
  Unqualified: 'unqualified',
  Failed: 'failed',
} as const satisfies Record<DeploymentView['status'], MaintenanceRow['sign']>;

function rowOf(state: State, view: DeploymentView): MaintenanceRow {
  const { status } = view;
  const texts = textsOf(state).maintenance;
  return {
    id: view.id,
    title: view.title,
    sign: signs[status],
    status: texts.status(signs[status]),
    time: timeOf(state, view),
    text: statusText(state, view),
  };
}

/** When it starts or ended; for what waits for a person, until when it may. */
function timeOf(state: State, view: DeploymentView): string | null {
  const { detail } = view;
  const texts = textsOf(state);
  const when = (moment: Instant): When => whenOf(moment, state.now, placeOf(state));
  const ended = endedAt(view);
  if (ended !== null) return texts.menu.due(when(ended));
  if (detail.kind === 'scheduled') return texts.menu.due(when(instant(detail.due)));
  if (detail.kind === 'restarting') {
    return detail.at === null ? null : texts.menu.due(when(instant(detail.at)));
  }
  const deadline = detail.kind === 'asked' || detail.kind === 'available' ? shownDeadline(view) : null;
  return deadline === null ? null : texts.dialog.by(when(deadline));
}
