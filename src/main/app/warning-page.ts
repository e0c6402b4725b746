/** The last warning before a run that nobody picked: the clock time first, the countdown under it. */
import type { DeploymentView } from '../../contract/session-door.ts';
import type { PageModel } from '../../contract/window.ts';
import { alertText } from './alert-text.ts';
import { leftUntil } from './countdown.ts';
import { holdLine } from './hold-texts.ts';
import { parseMarkdown } from './markdown.ts';
import { placeOf } from './menu-model.ts';
import { mayChangeTime, mayStartNow } from './offer.ts';
import { isReady } from './ready.ts';
import type { Dialog, State } from './state.ts';
import { texts } from './texts.ts';
import { whenOf } from './times.ts';

export function warningPage(
  state: State,
  view: DeploymentView,
  { due, alert }: Extract<Dialog, { kind: 'warning' }>,
): Pick<PageModel, 'title' | 'page'> {
  const { now } = state;
  const left = leftUntil(due, now);
  return {
    title: texts.warning.headline(view.restarts, view.title, whenOf(due, now, placeOf(state))),
    page: {
      kind: 'warning',
      // Its time has come and the screen holds it back: then there is nothing to count.
      countdown:
        left.kind === 'over' && view.hold !== null ? holdLine(view.hold) : texts.warning.countdown(left),
      facts: [
        ...(view.restarts ? [view.title] : []),
        ...(view.minutes === null ? [] : [texts.dialog.about(view.minutes)]),
      ].join(' · '),
      message: parseMarkdown(view.message).blocks,
      alert: alertText(state, view, alert),
      chooseTime: mayChangeTime(view) ? texts.warning.chooseTime : null,
      startNow: mayStartNow(view) ? texts.button.startNow : null,
      putAside: texts.warning.putAside,
      ready: isReady(state, view.id),
    },
  };
}
