/** The dialog's main page: what is asked and why, how it can be answered, and where to learn more. */
import type { DeploymentView } from '../../contract/session-door.ts';
import type { ChoicesPage } from '../../contract/window.ts';
import type { Instant } from '../../core/time.ts';
import { alertText } from './alert-text.ts';
import { adminWords, buttonsOf } from './admin-words.ts';
import { placeOf } from './menu-model.ts';
import { instant, mayChangeTime, shownDeadline } from './offer.ts';
import { answersTo } from './question.ts';
import { isReady } from './ready.ts';
import type { Dialog, State } from './state.ts';
import { textsFor, textsOf, type Texts } from './texts.ts';
import { whenOf, type Place, type When } from './times.ts';
import { whyPage } from './why-page.ts';
import { withoutAskingLine } from './without-asking.ts';

type Choosing = Extract<Dialog, { kind: 'choosing' }>;

export function choicesPage(state: State, view: DeploymentView, dialog: Choosing): ChoicesPage {
  const { now } = state;
  const place = placeOf(state);
  const texts = textsOf(state);
  const deadline = shownDeadline(view);
  const words = adminWords(state, view, null);
  const buttons = buttonsOf(state, view);
  const when = (at: Instant): When => whenOf(at, now, place);
  return {
    ...answersTo(state, view, dialog.typed, { buttons, deadline }),
    kind: 'choices',
    facts: texts.facts([
      ...(view.minutes === null ? [] : [texts.dialog.about(view.minutes)]),
      ...(view.restarts ? [texts.dialog.restarts] : []),
      ...(deadline === null ? [] : [texts.dialog.by(when(deadline))]),
    ]),
    lead: leadOf(view, dialog, now, place),
    message: words.message,
    alert: alertText(state, [view], dialog.alert),
    deferrals: deferralsText(view, texts),
    why: whyPage(state, words, view.shows.deadline ? (deadline === null ? null : when(deadline)) : undefined),
    cancel: view.detail.kind === 'asked' ? buttons.notNow : texts.button.cancel,
    ready: isReady(state, view.id),
  };
}

/** Why it waits is said to a person who looks; a question that came by itself waits no more. */
function leadOf(view: DeploymentView, { openedBy }: Choosing, now: Instant, place: Place): string | null {
  const { detail, hold } = view;
  const texts = textsFor(place.locale);
  const when = (at: string): When => whenOf(instant(at), now, place);
  const without = withoutAskingLine(view, now, place);
  const arranged =
    detail.kind === 'scheduled' && without === null ? [texts.dialog.scheduledNow(when(detail.due))] : [];
  const missed =
    detail.kind === 'asked' && detail.missed !== null
      ? [(detail.because === 'held' ? texts.dialog.missedHeld : texts.dialog.missed)(when(detail.missed))]
      : [];
  const lines = [
    ...(without === null ? [] : [without]),
    ...(hold !== null && openedBy === 'person' ? [texts.hold(hold)] : []),
  ];
  return texts.sentences([...arranged, ...missed, ...lines.map(texts.sentence)]) || null;
}

/** Where nothing later may be picked, what is left cannot be used. */
function deferralsText(view: DeploymentView, texts: Texts): string | null {
  const { deferralsLeft } = view;
  if (!view.shows.deferrals) return null;
  if (deferralsLeft === null || (deferralsLeft > 0 && !mayChangeTime(view))) return null;
  return texts.dialog.deferrals(deferralsLeft);
}
