/** What happened to a deployment and what comes next, in whole sentences for the person it concerns. */
import type { DeploymentView, StatusDetail } from '../../contract/session-door.ts';
import { assertNever } from '../../core/result.ts';
import { isAfter } from '../../core/time.ts';
import { holdLine } from './hold-texts.ts';
import { maintenanceTexts as texts } from './maintenance-texts.ts';
import { placeOf } from './menu-model.ts';
import { deadlineInstant, instant } from './offer.ts';
import type { State } from './state.ts';
import { texts as allTexts } from './texts.ts';
import { whenOf, type When } from './times.ts';

export const statusText = (state: State, view: DeploymentView): string => sentences(state, view).join(' ');

function sentences(state: State, view: DeploymentView): readonly string[] {
  const { detail, hold } = view;
  const at = (text: string): When => whenOf(instant(text), state.now, placeOf(state));
  const held = hold === null ? [] : [allTexts.sentence(holdLine(hold))];
  const latest = hold === null || hold.until === null ? [] : [texts.atTheLatest(at(hold.until))];
  switch (detail.kind) {
    case 'resting':
      return [texts.resting];
    case 'asked':
      return [...missed(detail, at), ...(hold === null ? [texts.waiting] : held), ...byItself(view, at)];
    case 'scheduled':
      if (hold !== null) return [texts.hasCome, ...held, ...latest, ...attempt(detail)];
      return [
        isAfter(instant(detail.due), state.now) ? texts.starts[detail.by](at(detail.due)) : texts.hasCome,
        ...attempt(detail),
      ];
    case 'running':
      return [texts.runningSince(at(detail.since)), ...attempt(detail)];
    case 'restarting':
      if (hold !== null) return [texts.done, ...held, ...latest];
      return [texts.done, detail.at === null ? texts.restartFollows : texts.restarts(at(detail.at))];
    case 'checking':
      return [
        texts.checking(at(detail.since)),
        ...(isAfter(instant(detail.nextLook), state.now) ? [texts.looksAgain(at(detail.nextLook))] : []),
      ];
    case 'available':
      return [texts.available, ...byItself(view, at)];
    case 'installed':
      return [detail.verified ? texts.confirmed : texts.finished];
    case 'staged':
      return [texts.staged(detail.app, detail.version)];
    case 'failed':
      return [texts.failed[detail.outcome], texts.tryAgain];
    case 'not-met':
      return [texts.notMet[detail.criterion](detail.required, detail.found), texts.untilMet];
    case 'unqualified':
      return [texts.unqualified[detail.rule](detail.winner)];
    default:
      return assertNever(detail);
  }
}

function missed(detail: Extract<StatusDetail, { kind: 'asked' }>, at: (text: string) => When): string[] {
  if (detail.missed === null) return [];
  const words = detail.because === 'held' ? allTexts.dialog.missedHeld : allTexts.dialog.missed;
  return [words(at(detail.missed))];
}

function byItself(view: DeploymentView, at: (text: string) => When): string[] {
  const deadline = deadlineInstant(view);
  return deadline === null ? [] : [texts.byItself(at(deadline.toString()))];
}

const attempt = ({ attempt, attempts }: { attempt: number; attempts: number }): string[] =>
  attempt > 1 ? [texts.attempt(attempt, attempts)] : [];
