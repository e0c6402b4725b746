/** The page for several questions at once: what each does, and one time for all. */
import type { PageModel } from '../../contract/window.ts';
import type { DeploymentView } from '../../contract/session-door.ts';
import { adminWords, buttonsOf } from './admin-words.ts';
import { alertText } from './alert-text.ts';
import { placeOf } from './menu-model.ts';
import { deadlineInstant, instant, shownDeadline } from './offer.ts';
import { answersTo } from './question.ts';
import { isReady } from './ready.ts';
import { deploymentOf, type Dialog, type State } from './state.ts';
import { textsOf } from './texts.ts';
import { whenOf } from './times.ts';
import { whyPage } from './why-page.ts';

type ChoosingTogether = Extract<Dialog, { kind: 'choosing-together' }>;

export function togetherPage(state: State, dialog: ChoosingTogether): Pick<PageModel, 'title' | 'page'> {
  const texts = textsOf(state);
  const { deployments, together, typed, alert } = dialog;
  const views = deployments.flatMap((id) => deploymentOf(state, id) ?? []);
  const deadline = deadlineInstant(together);
  const when = deadline === null ? null : whenOf(deadline, state.now, placeOf(state));
  const minutes = views.map((view) => view.minutes);
  const known = minutes.filter((one) => one !== null);
  const restarts = views.filter((view) => view.restarts).length;
  return {
    title: texts.together.title(views.length),
    page: {
      ...answersTo(state, together, typed, { buttons: buttonsOf(state, null), deadline }),
      kind: 'together',
      question: texts.together.question,
      list: texts.together.list,
      facts: texts.facts([
        // A sum that leaves one out would promise too much.
        ...(known.length < minutes.length
          ? []
          : [texts.dialog.about(known.reduce((sum, one) => sum + one, 0))]),
        ...(restarts === 0
          ? []
          : [
              restarts === 1
                ? texts.dialog.restarts
                : together.oneRestart
                  ? texts.together.oneRestart
                  : texts.together.restarts,
            ]),
        ...(when === null ? [] : [texts.dialog.by(when)]),
      ]),
      items: views.map((view) => itemOf(state, view)),
      alert: alertText(state, views, alert),
      oneByOne: texts.together.oneByOne,
      why: whyPage(state, adminWords(state, null, null), when),
      cancel: texts.button.notNow,
      ready: deployments.every((id) => isReady(state, id)),
    },
  };
}

function itemOf(
  state: State,
  view: DeploymentView,
): { id: string; title: string; facts: string; lead: string | null } {
  const texts = textsOf(state);
  const { id, title, minutes, restarts, deferralsLeft, detail } = view;
  const when = (at: string): ReturnType<typeof whenOf> => whenOf(instant(at), state.now, placeOf(state));
  const deadline = shownDeadline(view);
  return {
    id,
    title,
    facts: texts.facts([
      ...(minutes === null ? [] : [texts.dialog.about(minutes)]),
      ...(restarts ? [texts.dialog.restarts] : []),
      ...(deadline === null ? [] : [texts.dialog.by(when(deadline.toString()))]),
      ...(deferralsLeft === null || !view.shows.deferrals ? [] : [texts.dialog.deferrals(deferralsLeft)]),
    ]),
    lead:
      detail.kind === 'asked' && detail.missed !== null
        ? (detail.because === 'held' ? texts.dialog.missedHeld : texts.dialog.missed)(when(detail.missed))
        : null,
  };
}
