/** The life of the one window's content: what opens it, what becomes of it when the world changes, what closes it. */
import type { DeploymentView, IntentAnswer } from '../../contract/session-door.ts';
import { confirmationText } from './admin-words.ts';
import { warningOf } from './notices.ts';
import { instant, mayChoose } from './offer.ts';
import {
  deploymentOf,
  forgotten,
  type Alert,
  type Dialog,
  type Effect,
  type News,
  type OpenedBy,
  type Request,
  type State,
  type Step,
} from './state.ts';

/** How long a content that leaves by itself stays: two unhurried readings. */
export const lingerMilliseconds = 8_000;

type Content = Dialog extends infer D
  ? D extends Dialog
    ? Omit<D, 'serial' | 'openedBy' | 'touches'>
    : never
  : never;

export function open(state: State, openedBy: OpenedBy, content: Content): State {
  const serial = state.lastNumber + 1;
  return { ...state, lastNumber: serial, dialog: { ...content, serial, openedBy, touches: 0 } };
}

export const chooseAgain = (
  state: State,
  deployment: string,
  openedBy: OpenedBy,
  alert: Alert | null,
): State => open(state, openedBy, { kind: 'choosing', deployment, alert, typed: null });

/** Opens a content that leaves by itself. */
export function openForAWhile(state: State, openedBy: OpenedBy, content: Content): Step {
  const next = open(state, openedBy, content);
  return { state: next, effects: [linger({ serial: next.lastNumber, touches: 0 })] };
}

/** It leaves by itself once nobody has been busy with it for a while. */
export const linger = ({ serial, touches }: Pick<Dialog, 'serial' | 'touches'>): Effect => ({
  kind: 'linger',
  serial,
  touches,
  milliseconds: lingerMilliseconds,
});

/** A question that is answered elsewhere, or that has no answer any more, says so instead of staying. */
export function dialogAfterSnapshot(before: State, state: State): Step {
  const { dialog } = state;
  if (dialog?.kind === 'warning') return { state: warningAfterSnapshot(state, dialog), effects: [] };
  if (dialog?.kind !== 'choosing' && dialog?.kind !== 'start-now') return { state, effects: [] };
  if (state.requests.some((request) => request.deployment === dialog.deployment))
    return { state, effects: [] };
  const view = deploymentOf(state, dialog.deployment);
  if (dialog.openedBy === 'helper' && isHeld(view)) return { state: { ...state, dialog: null }, effects: [] };
  const title = (view ?? deploymentOf(before, dialog.deployment))?.title ?? '';
  const news = newsFor(view);
  if (news !== null) return openForAWhile(state, dialog.openedBy, { kind: 'news', title, news });
  const due = arrangedElsewhere(deploymentOf(before, dialog.deployment), view);
  if (due === null || dialog.kind === 'start-now') return { state, effects: [] };
  return openForAWhile(state, dialog.openedBy, {
    kind: 'confirmed',
    title,
    words: confirmationText(state, view, instant(due)),
    count: 1,
    restarts: false,
    due: instant(due),
  });
}

/**
 * The person began to present: a question that came by itself goes without a word, and comes back by itself. Where the screen
 * could not be seen, what is there stays.
 */
export const isHeld = (view: DeploymentView | null): boolean =>
  view?.hold?.kind === 'held' && view.hold.what === 'question';

/**
 * A last warning goes without a word when its run has begun, or was put off or away; and when the person begins to present, after which
 * it comes back as a question does. One that a person has opened stays.
 */
function warningAfterSnapshot(state: State, dialog: Dialog & { kind: 'warning' }): State {
  const { deployment, openedBy } = dialog;
  if (state.requests.some((request) => request.deployment === deployment)) return state;
  const view = deploymentOf(state, deployment);
  const warning = view === null ? null : warningOf(view);
  if (warning !== null) return { ...state, dialog: { ...dialog, due: warning.due } };
  if (view?.notice?.kind !== 'warning' || view.hold?.kind !== 'held') return { ...state, dialog: null };
  return openedBy === 'person'
    ? { ...state, dialog: { ...dialog, due: instant(view.notice.due) } }
    : { ...state, dialog: null, handledWarnings: forgotten(state.handledWarnings, deployment) };
}

/** Null where none is given for it any more. */
export function openWarning(
  state: State,
  view: DeploymentView,
  openedBy: OpenedBy,
  alert: Alert | null,
): State | null {
  const warning = warningOf(view);
  return warning === null
    ? null
    : open(state, openedBy, { kind: 'warning', deployment: view.id, due: warning.due, alert });
}

/** Null while there is something to choose. */
export function newsFor(view: DeploymentView | null): News | null {
  if (view === null) return { kind: 'gone' };
  if (['running', 'restarting', 'checking'].includes(view.detail.kind)) return { kind: 'running' };
  if (view.detail.kind === 'installed') return { kind: 'finished' };
  return mayChoose(view) ? null : { kind: 'nothing-to-choose' };
}

/** The new appointment, when a person made one by another way (the menu, the help desk). */
function arrangedElsewhere(before: DeploymentView | null, after: DeploymentView | null): string | null {
  if (after?.detail.kind !== 'scheduled' || before === null) return null;
  if (after.detail.by !== 'user' && after.detail.by !== 'admin') return null;
  const same = before.detail.kind === 'scheduled' && before.detail.due === after.detail.due;
  return same ? null : after.detail.due;
}

/** The helper's answer to a choice; null when it could not be passed on. */
export function answered(state: State, request: Request, answer: IntentAnswer | null): Step {
  const { dialog } = state;
  const about = dialog !== null && 'deployment' in dialog && dialog.deployment === request.deployment;
  const view = deploymentOf(state, request.deployment);
  if (answer === null) {
    const retry = askAnew(state, request.deployment, { kind: 'not-passed-on' });
    return { state: view !== null && (about || request.from === 'menu') ? retry : state, effects: [] };
  }
  if (answer.kind !== 'refused') {
    if (!about) return { state, effects: [] };
    const due = request.startsNow || answer.due === null ? null : instant(answer.due);
    return openForAWhile(state, 'person', {
      kind: 'confirmed',
      title: view?.title ?? '',
      words: confirmationText(state, view, due),
      count: 1,
      restarts: view?.restarts ?? false,
      due,
    });
  }
  const { fresh, reason } = answer;
  const informed = fresh === null ? state : withFresh(state, fresh);
  return fresh !== null && mayChoose(fresh)
    ? { state: askAnew(informed, fresh.id, { kind: 'refused', reason }), effects: [] }
    : openForAWhile(informed, 'person', {
        kind: 'news',
        title: (fresh ?? view)?.title ?? '',
        news: { kind: 'refused', reason },
      });
}

/** The page on which it was asked for, with what became of that. */
function askAnew(state: State, deployment: string, alert: Alert): State {
  const view = deploymentOf(state, deployment);
  const warning =
    state.dialog?.kind === 'warning' && view !== null ? openWarning(state, view, 'person', alert) : null;
  return warning ?? chooseAgain(state, deployment, 'person', alert);
}

export function withFresh(state: State, fresh: DeploymentView): State {
  if (state.snapshot === null) return state;
  const deployments = state.snapshot.deployments.map((view) => (view.id === fresh.id ? fresh : view));
  return { ...state, snapshot: { ...state.snapshot, deployments } };
}

/** *Not Now* is told to the helper only where it waits for an answer: putting *Change Time* aside changes nothing. */
export function closeDialog(state: State): Step {
  const { dialog } = state;
  const closed = { ...state, dialog: null };
  if (dialog?.kind !== 'choosing' && dialog?.kind !== 'choosing-together') {
    return { state: closed, effects: [] };
  }
  const waiting = (dialog.kind === 'choosing' ? [dialog.deployment] : dialog.deployments).filter(
    (deployment) =>
      deploymentOf(state, deployment)?.detail.kind === 'asked' &&
      !state.requests.some((request) => request.deployment === deployment),
  );
  return {
    state: { ...closed, lastNumber: state.lastNumber + waiting.length },
    effects: waiting.map((deployment, index) => ({
      kind: 'send-intent',
      request: state.lastNumber + 1 + index,
      intent: { kind: 'not-now', deployment },
    })),
  };
}
