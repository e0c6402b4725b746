/** The one sentence of a page on which something can be chosen: why the last choice was refused, or why none can be passed on. */
import type { DeploymentView } from '../../contract/session-door.ts';
import { placeOf, safeAppointments } from './menu-model.ts';
import type { Alert, State } from './state.ts';
import { textsOf } from './texts.ts';
import { whenOf } from './times.ts';

/** A lost link comes first: while it lasts nothing else can be put right. */
export function alertText(
  state: State,
  views: readonly DeploymentView[],
  alert: Alert | null,
): string | null {
  const texts = textsOf(state);
  if (state.link.kind !== 'connected') {
    const why = {
      closed: texts.link.lost,
      'wrong-version': texts.link.wrongVersion,
      untrusted: texts.link.untrusted,
    }[state.link.kind === 'lost' ? state.link.why : 'closed'];
    return texts.sentences([why, ...safeAppointments(views, state, state.now)]);
  }
  switch (alert?.kind) {
    case undefined:
      return null;
    case 'refused':
      return texts.refusal(alert.reason);
    case 'not-scheduled':
      return texts.together.notScheduled(whenOf(alert.due, state.now, placeOf(state)));
    case 'not-passed-on':
      return texts.link.notPassedOn;
  }
}
