/** What comes up by itself, without the keyboard: last warnings first, then questions. */
import type { DeploymentView } from '../../contract/session-door.ts';
import { isAfter } from '../../core/time.ts';
import { chooseAgain, openWarning } from './dialog.ts';
import { warningOf } from './notices.ts';
import { mayChoose } from './offer.ts';
import type { State, Step } from './state.ts';
import { asksTogether, chooseTogether, forgetAsks } from './together.ts';

export const nextByItself = (step: Step): Step =>
  step.state.link.kind === 'connected' ? nextAsk(nextWarning(step)) : step;

/**
 * A last warning does not wait behind a question that came by itself: that comes back afterwards. What a person has opened, or is just
 * being told, is left to them; the notification tells meanwhile.
 */
function nextWarning(step: Step): Step {
  const { state, effects } = step;
  const shown = state.dialog?.kind === 'warning' ? state.dialog.deployment : null;
  for (const view of state.snapshot?.deployments ?? []) {
    const warning = warningOf(view);
    if (warning === null || warning.number === state.handledWarnings[view.id]) continue;
    if (!isAfter(warning.due, state.now)) continue;
    if (state.requests.some((request) => request.deployment === view.id)) continue;
    if (view.id !== shown && !givesWay(state)) continue;
    const handled = { ...state, handledWarnings: { ...state.handledWarnings, [view.id]: warning.number } };
    if (view.id === shown) return { state: handled, effects };
    const opened = openWarning(withoutQuestion(handled), view, 'helper', null);
    return { state: opened ?? state, effects };
  }
  return step;
}

const givesWay = (state: State): boolean => {
  const { dialog, requests } = state;
  const asked = askedNow(state);
  return (
    dialog === null ||
    (asked.length > 0 &&
      dialog.openedBy === 'helper' &&
      !requests.some((request) => asked.includes(request.deployment)))
  );
};

const withoutQuestion = (state: State): State => forgetAsks(state, askedNow(state));

/** The deployments about which the dialog asks at this moment. */
const askedNow = ({ dialog }: State): readonly string[] => {
  if (dialog?.kind === 'choosing') return [dialog.deployment];
  return dialog?.kind === 'choosing-together' ? dialog.deployments : [];
};

/**
 * Where nothing is shown and something asks, its dialog comes up; what asks at the same time comes up with it, or joins it as long as
 * nobody has touched it. Any ask other than the last one handled is new: the numbers rise, and begin again when the helper had to
 * rebuild its state.
 */
function nextAsk({ state, effects }: Step): Step {
  const asking = (state.snapshot?.deployments ?? []).filter(
    (view) =>
      view.ask !== null &&
      view.ask !== state.handledAsks[view.id] &&
      mayChoose(view) &&
      !state.requests.some((request) => request.deployment === view.id),
  );
  if (asking.length === 0) return { state, effects };
  const shown = askedNow(state);
  const handled = handling(
    state,
    asking.filter(({ id }) => shown.includes(id)),
  );
  const others = asking.filter(({ id }) => !shown.includes(id));
  const [first] = others;
  if (first === undefined || (state.dialog !== null && !mayBeJoined(state)))
    return { state: handled, effects };
  const together = asksTogether(state, [...shown, ...others.map(({ id }) => id)]);
  if (together !== null && shown.every((id) => together.deployments.includes(id))) {
    const all = handling(
      handled,
      others.filter(({ id }) => together.deployments.includes(id)),
    );
    return { state: chooseTogether(all, together.deployments, together.together, 'helper', null), effects };
  }
  if (state.dialog !== null) return { state: handled, effects };
  return { state: chooseAgain(handling(handled, [first]), first.id, 'helper', null), effects };
}

const handling = (state: State, views: readonly DeploymentView[]): State => ({
  ...state,
  handledAsks: {
    ...state.handledAsks,
    ...Object.fromEntries(views.flatMap(({ id, ask }) => (ask === null ? [] : [[id, ask]]))),
  },
});

/** A question that came by itself, and that nobody has looked into yet. */
const mayBeJoined = (state: State): boolean => state.dialog?.touches === 0 && givesWay(state);
