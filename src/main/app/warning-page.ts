/** The last warning before a run that nobody picked: the clock time first, the countdown under it. */
import type { DeploymentView } from '../../contract/session-door.ts';
import type { PageModel } from '../../contract/window.ts';
import { adminWords, buttonsOf } from './admin-words.ts';
import { alertText } from './alert-text.ts';
import { announcedMinutes, leftUntil } from './countdown.ts';
import { placeOf } from './menu-model.ts';
import { mayStartNow } from './offer.ts';
import { isReady } from './ready.ts';
import type { Dialog, State } from './state.ts';
import { textsOf } from './texts.ts';
import { whenOf } from './times.ts';

export function warningPage(
  state: State,
  view: DeploymentView,
  { due, alert }: Extract<Dialog, { kind: 'warning' }>,
): Pick<PageModel, 'title' | 'page'> {
  const { now } = state;
  const texts = textsOf(state);
  const { title, restarts, minutes, hold } = view;
  const announced = announcedMinutes(due, now);
  return {
    title: texts.warning.headline(restarts, title, whenOf(due, now, placeOf(state)), hold !== null),
    page: {
      kind: 'warning',
      countdown: texts.warning.countdown(leftUntil(due, now)),
      announcement:
        announced === null ? '' : texts.warning.countdown({ kind: 'minutes', minutes: announced }),
      facts: [...(restarts ? [title] : []), ...(minutes === null ? [] : [texts.dialog.about(minutes)])].join(
        ' · ',
      ),
      lead: hold === null ? null : texts.sentence(texts.hold(hold)),
      message: adminWords(state, view, due).lastWarning,
      alert: alertText(state, [view], alert),
      startNow: mayStartNow(view) ? buttonsOf(state, view).start : null,
      putAside: texts.warning.putAside,
      ready: isReady(state, view.id),
    },
  };
}
