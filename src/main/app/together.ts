/** One window for several questions at once: what opens it, what becomes of it, and how one gets out of it. */
import type { DeploymentView, IntentAnswer, Together } from '../../contract/session-door.ts';
import { chooseAgain, isHeld, newsFor, open, openForAWhile, withFresh } from './dialog.ts';
import { instant, mayChoose } from './offer.ts';
import {
  deploymentOf,
  forgotten,
  type Alert,
  type Dialog,
  type OpenedBy,
  type State,
  type Step,
} from './state.ts';

type ChoosingTogether = Extract<Dialog, { kind: 'choosing-together' }>;

export const chooseTogether = (
  state: State,
  deployments: readonly string[],
  together: Together,
  openedBy: OpenedBy,
  alert: Alert | null,
): State => open(state, openedBy, { kind: 'choosing-together', deployments, together, alert, typed: null });

/** Those of the given ones that the helper lets decide together, and that the person does not want apart; null below two. */
export function asksTogether(
  { snapshot, apart }: State,
  ids: readonly string[],
): { readonly deployments: readonly string[]; readonly together: Together } | null {
  const together = snapshot?.together ?? null;
  if (together === null) return null;
  const deployments = together.deployments.filter((id) => {
    const ask = snapshot?.deployments.find((view) => view.id === id)?.ask ?? null;
    return ids.includes(id) && ask !== null && apart[id] !== ask;
  });
  return deployments.length < 2 ? null : { deployments, together };
}

/** What is answered by another way, or held by a presentation, leaves the list; the last one gets the whole window. */
export function togetherAfterSnapshot(before: State, state: State, dialog: ChoosingTogether): Step {
  const unchanged: Step = { state, effects: [] };
  const { deployments, openedBy } = dialog;
  if (state.requests.some((request) => deployments.includes(request.deployment))) return unchanged;
  const views = deployments.map((id) => deploymentOf(state, id));
  const still = views.flatMap((view) => (view !== null && stays(view, openedBy) ? [view.id] : []));
  const [first] = still;
  if (first === undefined) {
    if (views.some(isHeld)) return { state: { ...state, dialog: null }, effects: [] };
    const last = views.at(-1) ?? null;
    const news = newsFor(last);
    const title = (last ?? deploymentOf(before, deployments.at(-1) ?? ''))?.title ?? '';
    return news === null
      ? { state: { ...state, dialog: null }, effects: [] }
      : openForAWhile(state, openedBy, { kind: 'news', title, news });
  }
  if (still.length === 1) return { state: chooseAgain(state, first, openedBy, dialog.alert), effects: [] };
  return {
    state: {
      ...state,
      dialog: { ...dialog, deployments: still, together: covering(state, still) ?? dialog.together },
    },
    effects: [],
  };
}

/** A question that a person opened or was refused stays also while it would be held. */
const stays = (view: DeploymentView, openedBy: OpenedBy): boolean =>
  view.detail.kind === 'asked' && mayChoose(view) && !(openedBy === 'helper' && isHeld(view));

const covering = ({ snapshot }: State, ids: readonly string[]): Together | null => {
  const together = snapshot?.together ?? null;
  return together !== null && ids.every((id) => together.deployments.includes(id)) ? together : null;
};

/** The helper's answer to one time for several; null when it could not be passed on. */
export function answeredTogether(
  state: State,
  ids: readonly string[],
  startsNow: boolean,
  answer: IntentAnswer | null,
): Step {
  if (answer === null) return askAnew(state, ids, { kind: 'not-passed-on' });
  if (answer.kind === 'refused') {
    const informed = answer.fresh === null ? state : withFresh(state, answer.fresh);
    return askAnew(informed, ids, { kind: 'refused', reason: answer.reason });
  }
  const notScheduled = answer.kind === 'partly-accepted' ? answer.notScheduled : [];
  const [first] = notScheduled;
  if (first !== undefined && answer.due !== null) {
    // The others of them come up by themselves afterwards.
    const alert: Alert = { kind: 'not-scheduled', due: instant(answer.due) };
    return {
      state: chooseAgain(forgetAsks(state, notScheduled.slice(1)), first, 'person', alert),
      effects: [],
    };
  }
  if (state.dialog?.kind !== 'choosing-together') return { state, effects: [] };
  return openForAWhile(state, 'person', {
    kind: 'confirmed',
    title: '',
    words: null,
    count: ids.length,
    restarts: ids.some((id) => deploymentOf(state, id)?.restarts === true),
    due: startsNow || answer.due === null ? null : instant(answer.due),
  });
}

/** The same question once more, for those that may still be chosen for, with what became of the answer. */
function askAnew(state: State, ids: readonly string[], alert: Alert): Step {
  const still = ids.filter((id) => {
    const view = deploymentOf(state, id);
    return view !== null && stays(view, 'person');
  });
  const [first] = still;
  const shown = state.dialog?.kind === 'choosing-together' ? state.dialog.together : null;
  const together = covering(state, still) ?? shown;
  if (first === undefined) return { state: { ...state, dialog: null }, effects: [] };
  if (still.length === 1 || together === null) {
    return { state: chooseAgain(forgetAsks(state, still.slice(1)), first, 'person', alert), effects: [] };
  }
  return { state: chooseTogether(state, still, together, 'person', alert), effects: [] };
}

/** From now on each of them gets its own question: the first at once, the others one after another. */
export function decideApart(state: State, { deployments }: ChoosingTogether): State {
  const [first, ...others] = deployments;
  if (first === undefined) return state;
  const asks = deployments.flatMap((id) => {
    const ask = deploymentOf(state, id)?.ask ?? null;
    return ask === null ? [] : [[id, ask] as const];
  });
  const apart = { ...state.apart, ...Object.fromEntries(asks) };
  return chooseAgain({ ...forgetAsks(state, others), apart }, first, 'person', null);
}

/** Their questions come up by themselves again, with whatever number they have. */
export const forgetAsks = (state: State, ids: readonly string[]): State => ({
  ...state,
  handledAsks: ids.reduce(forgotten, state.handledAsks),
});
