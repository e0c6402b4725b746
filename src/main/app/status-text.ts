/** What happened to a deployment and what comes next, in whole sentences for the person it concerns. */
import type { DeploymentView, StatusDetail } from '../../contract/session-door.ts';
import { assertNever } from '../../core/result.ts';
import { isAfter } from '../../core/time.ts';
import { placeOf } from './menu-model.ts';
import { instant, shownDeadline } from './offer.ts';
import type { State } from './state.ts';
import { textsOf, type Texts } from './texts.ts';
import { whenOf, type When } from './times.ts';

export const statusText = (state: State, view: DeploymentView): string =>
  textsOf(state).sentences(sentences(state, view));

function sentences(state: State, view: DeploymentView): readonly string[] {
  const { detail, hold } = view;
  const allTexts = textsOf(state);
  const texts = allTexts.maintenance;
  const at = (text: string): When => whenOf(instant(text), state.now, placeOf(state));
  const held = hold === null ? [] : [allTexts.sentence(allTexts.hold(hold))];
  const latest = hold === null || hold.until === null ? [] : [texts.atTheLatest(at(hold.until))];
  switch (detail.kind) {
    case 'resting':
      return [texts.resting];
    case 'asked':
      return [
        ...missed(allTexts, detail, at),
        ...(hold === null ? [texts.waiting] : held),
        ...byItself(texts, view, at),
      ];
    case 'scheduled':
      if (hold !== null) return [texts.hasCome, ...held, ...latest, ...attempt(texts, detail)];
      return [
        isAfter(instant(detail.due), state.now) ? texts.starts(detail.by, at(detail.due)) : texts.hasCome,
        ...attempt(texts, detail),
      ];
    case 'running':
      return [texts.runningSince(at(detail.since)), ...attempt(texts, detail)];
    case 'restarting':
      if (hold !== null) return [texts.done, ...held, ...latest];
      return [texts.done, detail.at === null ? texts.restartFollows : texts.restarts(at(detail.at))];
    case 'checking':
      return [
        texts.checking(at(detail.since)),
        ...(isAfter(instant(detail.nextLook), state.now) ? [texts.looksAgain(at(detail.nextLook))] : []),
      ];
    case 'available':
      return [texts.available, ...byItself(texts, view, at)];
    case 'installed':
      return [detail.verified ? texts.confirmed : texts.finished];
    case 'staged':
      return [texts.staged(detail.app, detail.version)];
    case 'failed':
      return [texts.failed(detail.outcome), texts.tryAgain];
    case 'not-met':
      return [texts.notMet(detail.criterion, detail.required, detail.found), texts.untilMet];
    case 'unqualified':
      return [texts.unqualified(detail.rule, detail.winner)];
    default:
      return assertNever(detail);
  }
}

function missed(
  texts: Texts,
  detail: Extract<StatusDetail, { kind: 'asked' }>,
  at: (text: string) => When,
): string[] {
  if (detail.missed === null) return [];
  const words = detail.because === 'held' ? texts.dialog.missedHeld : texts.dialog.missed;
  return [words(at(detail.missed))];
}

function byItself(texts: Texts['maintenance'], view: DeploymentView, at: (text: string) => When): string[] {
  const deadline = shownDeadline(view);
  return deadline === null ? [] : [texts.byItself(at(deadline.toString()))];
}

const attempt = (
  texts: Texts['maintenance'],
  { attempt, attempts }: { readonly attempt: number; readonly attempts: number },
): string[] => (attempt > 1 ? [texts.attempt(attempt, attempts)] : []);
