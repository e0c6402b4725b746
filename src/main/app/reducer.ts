/**
 * What follows from what happens: (state, event, now) → the next state and the effects to carry out. Pure; the only place
 * where the app's state changes. What is shown follows from the state (`menu-model.ts`, `page-model.ts`).
 */
import type { DeploymentView, IntentAnswer, Pick, Snapshot } from '../../contract/session-door.ts';
import type { PageMessage } from '../../contract/window.ts';
import { assertNever } from '../../core/result.ts';
import { minutesBetween, type Instant } from '../../core/time.ts';
import { answerFor, snapshotFor } from './admin-language.ts';
import { adminWords } from './admin-words.ts';
import { nextByItself } from './by-itself.ts';
import {
  answered,
  chooseAgain,
  closeDialog,
  dialogAfterSnapshot,
  linger,
  open,
  openWarning,
} from './dialog.ts';
import { installsAfter } from './installs.ts';
import { placeOf } from './menu-model.ts';
import { judgeTyped } from './picker.ts';
import { nextTextSize } from './text-size.ts';
import { mayChoose, offersOf, ownTimeBounds, type Offering } from './offer.ts';
import {
  deploymentOf,
  forgotten,
  type AppEvent,
  type Effect,
  type Command,
  type Dialog,
  type State,
  type Step,
} from './state.ts';
import {
  answeredTogether,
  chooseTogether,
  decideApart,
  forgetAsks,
  togetherAfterSnapshot,
} from './together.ts';

export function reduce(before: State, event: AppEvent, now: Instant): Step {
  return nextByItself(apply({ ...before, now }, event));
}

const unchanged = (state: State, ...effects: Effect[]): Step => ({ state, effects });

function apply(state: State, event: AppEvent): Step {
  switch (event.kind) {
    case 'link':
      return unchanged({ ...state, link: event.link });
    case 'snapshot':
      return hear(state, snapshotFor(event.snapshot, state));
    case 'time':
      return unchanged(state);
    case 'woke':
    case 'unlocked':
      return unchanged(state, { kind: 'report', event: event.kind });
    case 'app-quit':
      return isAwaitingQuit(state)
        ? unchanged(state, { kind: 'report', event: 'app-quit' })
        : unchanged(state);
    case 'command':
      return obey(state, event.command);
    case 'page':
      return listen(state, event.message);
    case 'maintenance-closed':
      return unchanged({ ...state, maintenance: null });
    case 'answer':
      return settle(state, event.request, answerFor(event.answer, state));
    case 'lingered':
      return unchanged(
        state.dialog?.serial === event.serial && state.dialog.touches === event.touches && !event.readAloud
          ? { ...state, dialog: null }
          : state,
      );
    case 'page-broke':
      return unchanged(afterBreak(state));
    default:
      return assertNever(event);
  }
}

/** What asks or warns no more is forgotten, so that whatever number comes next is a new one. */
function hear(state: State, snapshot: Snapshot): Step {
  const only = (
    handled: State['handledAsks'],
    still: (view: DeploymentView) => boolean,
  ): State['handledAsks'] => {
    const ids = snapshot.deployments.filter(still).map((view) => view.id);
    return Object.fromEntries(Object.entries(handled).filter(([id]) => ids.includes(id)));
  };
  const heard: State = {
    ...state,
    snapshot,
    installs: installsAfter(state, snapshot),
    handledAsks: only(state.handledAsks, ({ ask }) => ask !== null),
    apart: only(state.apart, ({ ask }) => ask !== null),
    handledWarnings: only(state.handledWarnings, ({ notice }) => notice?.kind === 'warning'),
  };
  return state.dialog?.kind === 'choosing-together'
    ? togetherAfterSnapshot(state, heard, state.dialog)
    : dialogAfterSnapshot(state, heard);
}

function obey(state: State, command: Command): Step {
  if (command.kind === 'about') return unchanged(open(unhandled(state), 'person', { kind: 'about' }));
  if (command.kind === 'maintenance') {
    const asked = state.lastNumber + 1;
    return unchanged({ ...state, lastNumber: asked, maintenance: asked });
  }
  const view = deploymentOf(state, command.deployment);
  if (view === null) return unchanged(state);
  if (command.kind === 'show-warning') {
    const opened = openWarning(state, view, 'person', null);
    if (opened !== null) return unchanged(opened);
  }
  if (command.kind === 'quit-and-update') return quitAndUpdate(state, view);
  if (!mayChoose(view)) return unchanged(state);
  switch (command.kind) {
    // The warning has gone meanwhile.
    case 'show-warning':
    case 'choose-time':
      return unchanged(chooseAgain(state, view.id, 'person', null));
    case 'start-now':
      return view.restarts
        ? unchanged(open(state, 'person', { kind: 'start-now', deployment: view.id }))
        : send(state, view.id, { kind: 'now' }, 'menu');
    case 'pick': {
      const pick = pickOf(state, view, command.choice);
      return pick === null
        ? unchanged(chooseAgain(state, view.id, 'person', { kind: 'refused', reason: 'stale-choice' }))
        : send(state, view.id, pick, 'menu');
    }
    default:
      return assertNever(command);
  }
}

/** Which app is quit matters to the helper only where one is waited for. */
const isAwaitingQuit = ({ snapshot }: State): boolean =>
  snapshot?.deployments.some(({ detail }) => detail.kind === 'staged') ?? false;

/** The helper is told first, so that it looks often; what comes of it the next snapshot shows. */
function quitAndUpdate(state: State, { id, detail }: DeploymentView): Step {
  if (detail.kind !== 'staged') return unchanged(state);
  const number = state.lastNumber + 1;
  return unchanged(
    { ...state, lastNumber: number },
    { kind: 'send-intent', request: number, intent: { kind: 'quit-and-update', deployment: id } },
    { kind: 'quit-app', bundleId: detail.bundleId },
  );
}

function listen(state: State, message: PageMessage): Step {
  const { dialog } = state;
  if (message.kind === 'close') return closeDialog(state);
  if (message.kind === 'touched') return touched(state);
  if (message.kind === 'text-size') {
    return unchanged({ ...state, textSize: nextTextSize(state.textSize, message.step) });
  }
  if (message.kind === 'open-link') return follow(state, message.link);
  if (dialog?.kind === 'start-now' || dialog?.kind === 'warning') {
    return message.kind === 'start-now'
      ? send(state, dialog.deployment, { kind: 'now' }, 'dialog')
      : unchanged(state);
  }
  if (dialog?.kind !== 'choosing' && dialog?.kind !== 'choosing-together') return unchanged(state);
  const offering = dialog.kind === 'choosing' ? deploymentOf(state, dialog.deployment) : dialog.together;
  switch (message.kind) {
    case 'typed':
      return unchanged({
        ...state,
        dialog: { ...dialog, typed: { date: message.date, time: message.time } },
      });
    case 'choose': {
      const pick = pickOf(state, offering, message.choice);
      if (pick !== null) return sendFromDialog(state, dialog, pick);
      const alert = { kind: 'refused', reason: 'stale-choice' } as const;
      return unchanged(
        dialog.kind === 'choosing'
          ? chooseAgain(state, dialog.deployment, 'person', alert)
          : chooseTogether(state, dialog.deployments, dialog.together, 'person', alert),
      );
    }
    case 'choose-own': {
      const typed = { date: message.date, time: message.time };
      const local = ownTimeOf(state, offering, typed);
      return local === null
        ? unchanged({ ...state, dialog: { ...dialog, typed } })
        : sendFromDialog(state, dialog, { kind: 'at', local, zone: state.snapshot?.zone ?? 'UTC' });
    }
    case 'one-by-one':
      return unchanged(dialog.kind === 'choosing' ? state : decideApart(state, dialog));
    case 'ready':
    case 'height':
    case 'start-now':
      return unchanged(state);
    default:
      return assertNever(message);
  }
}

/** A link of what is shown; the page knows its number only. */
function follow(state: State, link: number): Step {
  const { dialog } = state;
  if (dialog === null) return unchanged(state);
  const view = 'deployment' in dialog ? deploymentOf(state, dialog.deployment) : null;
  const address = adminWords(state, view, null).links[link];
  return address === undefined ? unchanged(state) : unchanged(state, { kind: 'open-link', address });
}

/** What a shown choice means; null when it is not offered any more. */
function pickOf(state: State, offering: Offering | null, choice: string): Pick | null {
  if (offering === null || state.snapshot === null) return null;
  const offers = offersOf(offering, state.now, state.snapshot.zone);
  return offers.find((offer) => offer.choice.id === choice)?.choice.pick ?? null;
}

function ownTimeOf(
  state: State,
  offering: Offering | null,
  typed: { date: string; time: string },
): string | null {
  if (offering === null || state.snapshot === null) return null;
  const bounds = ownTimeBounds(offering, state.now, state.snapshot.zone);
  if (bounds === null) return null;
  const judged = judgeTyped(typed, bounds, state.now, placeOf(state));
  return judged.kind === 'fine' ? judged.local : null;
}

/**
 * One wish at a time for each deployment. A second click in the dialog is the same wish; what is picked in the menu meanwhile
 * is a new one and waits for its turn (launchd may take seconds for the first).
 */
function send(state: State, deployment: string, pick: Pick, from: 'dialog' | 'menu'): Step {
  if (state.requests.some((request) => request.deployment === deployment)) {
    const nextPicks = { ...state.nextPicks, [deployment]: pick };
    return unchanged(from === 'menu' ? { ...state, nextPicks } : state);
  }
  const number = state.lastNumber + 1;
  const request = { number, deployment, from, startsNow: pick.kind === 'now' };
  return unchanged(
    { ...state, lastNumber: number, requests: [...state.requests, request] },
    { kind: 'send-intent', request: number, intent: { kind: 'choose', deployment, pick } },
  );
}

/** The time that was picked for one, or for several at once: that is one intent, with one answer. */
function sendFromDialog(
  state: State,
  dialog: Extract<Dialog, { kind: 'choosing' | 'choosing-together' }>,
  pick: Pick,
): Step {
  if (dialog.kind === 'choosing') return send(state, dialog.deployment, pick, 'dialog');
  const { deployments } = dialog;
  if (state.requests.some((request) => deployments.includes(request.deployment))) return unchanged(state);
  const number = state.lastNumber + 1;
  const requests = deployments.map((deployment) => ({
    number,
    deployment,
    from: 'dialog' as const,
    startsNow: pick.kind === 'now',
  }));
  return unchanged(
    { ...state, lastNumber: number, requests: [...state.requests, ...requests] },
    {
      kind: 'send-intent',
      request: number,
      intent: { kind: 'choose-together', deployments: [...deployments], pick },
    },
  );
}

function settle(state: State, number: number, answer: IntentAnswer | null): Step {
  const [request, ...others] = state.requests.filter((waiting) => waiting.number === number);
  if (request === undefined) return unchanged(state);
  const about = [request, ...others].map(({ deployment }) => deployment);
  const settled = { ...state, requests: state.requests.filter((waiting) => waiting.number !== number) };
  const step =
    others.length === 0
      ? answered(settled, request, answer)
      : answeredTogether(settled, about, request.startsNow, answer);
  return about.reduce<Step>((before, deployment) => {
    const { [deployment]: next, ...nextPicks } = before.state.nextPicks;
    if (next === undefined) return before;
    const following = send({ ...before.state, nextPicks }, deployment, next, 'menu');
    return { state: following.state, effects: [...before.effects, ...following.effects] };
  }, step);
}

/** Somebody is busy with the window: what leaves by itself stays a while longer. */
function touched(state: State): Step {
  if (state.dialog === null) return unchanged(state);
  const dialog = { ...state.dialog, touches: state.dialog.touches + 1 };
  const next = { ...state, dialog };
  return dialog.kind === 'confirmed' || dialog.kind === 'news'
    ? unchanged(next, linger(dialog))
    : unchanged(next);
}

/** A question or a warning comes back with a new page, unless that has just been tried. */
function afterBreak(state: State): State {
  const { brokenAt } = state;
  const justTried = brokenAt !== null && minutesBetween(brokenAt, state.now) <= 1;
  return { ...(justTried ? state : unhandled(state)), dialog: null, brokenAt: state.now };
}

/** As if the question or warning on the screen had not come up yet: it comes back when the screen is free. */
function unhandled(state: State): State {
  const { dialog } = state;
  switch (dialog?.kind) {
    case 'choosing-together':
      return forgetAsks(state, dialog.deployments);
    case 'choosing':
      return { ...state, handledAsks: forgotten(state.handledAsks, dialog.deployment) };
    case 'warning':
      return { ...state, handledWarnings: forgotten(state.handledWarnings, dialog.deployment) };
    default:
      return state;
  }
}
