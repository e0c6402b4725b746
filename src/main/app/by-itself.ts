/** What comes up by itself, without the keyboard: last warnings first, then questions, one after the other. */
import { isAfter } from '../../core/time.ts';
import { chooseAgain, openWarning } from './dialog.ts';
import { warningOf } from './notices.ts';
import { mayChoose } from './offer.ts';
import { forgotten, type State, type Step } from './state.ts';

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

const givesWay = ({ dialog, requests }: State): boolean =>
  dialog === null ||
  (dialog.kind === 'choosing' &&
    dialog.openedBy === 'helper' &&
    !requests.some((request) => request.deployment === dialog.deployment));

const withoutQuestion = (state: State): State =>
  state.dialog?.kind === 'choosing'
    ? { ...state, handledAsks: forgotten(state.handledAsks, state.dialog.deployment) }
    : state;

/**
 * Where nothing is shown and something asks, its dialog comes up, one after the other. Any ask other than the last one
 * handled is new: the numbers rise, and begin again when the helper had to rebuild its state.
 */
function nextAsk(step: Step): Step {
  const { state } = step;
  if (state.snapshot === null) return step;
  const shown = state.dialog?.kind === 'choosing' ? state.dialog.deployment : null;
  const asking = state.snapshot.deployments.find(
    (view) =>
      view.ask !== null &&
      view.ask !== state.handledAsks[view.id] &&
      mayChoose(view) &&
      (state.dialog === null || view.id === shown) &&
      !state.requests.some((request) => request.deployment === view.id),
  );
  if (asking?.ask === undefined || asking.ask === null) return step;
  const handled = { ...state, handledAsks: { ...state.handledAsks, [asking.id]: asking.ask } };
  return {
    state: asking.id === shown ? handled : chooseAgain(handled, asking.id, 'helper', null),
    effects: step.effects,
  };
}
