/** The one sentence of a page on which something can be chosen: why the last choice was refused, or why none can be passed on. */
import type { DeploymentView } from '../../contract/session-door.ts';
import { safeAppointments } from './menu-model.ts';
import type { Alert, State } from './state.ts';
import { textsOf } from './texts.ts';

/** A lost link comes first: while it lasts nothing else can be put right. */
export function alertText(state: State, view: DeploymentView, alert: Alert | null): string | null {
  const texts = textsOf(state);
  if (state.link.kind !== 'connected') {
    return texts.sentences([texts.link.lost, ...safeAppointments([view], state, state.now)]);
  }
  if (alert === null) return null;
  return alert.kind === 'refused' ? texts.refusal(alert.reason) : texts.link.notPassedOn;
}
