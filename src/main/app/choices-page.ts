/** The dialog's main page: what is asked, the choices as real clock times, the free picker, the line of time left. */
import type { DeploymentView } from '../../contract/session-door.ts';
import type { ChoiceRow, ChoicesPage, OwnTimeRow, OwnTimeVerdict } from '../../contract/window.ts';
import { assertNever } from '../../core/result.ts';
import { latest, type Instant } from '../../core/time.ts';
import { alertText } from './alert-text.ts';
import { parseMarkdown } from './markdown.ts';
import { placeOf } from './menu-model.ts';
import {
  allowedDays,
  deadlineInstant,
  instant,
  judgeOwnTime,
  mayChangeTime,
  offersOf,
  ownTimeBounds,
  preselectedOf,
  suggestedTime,
  type Offer,
} from './offer.ts';
import { offerLabel, offerTimeText } from './offer-texts.ts';
import { isReady } from './ready.ts';
import type { Dialog, State } from './state.ts';
import { textsFor, textsOf, type Texts } from './texts.ts';
import { positionOf, timelineOf } from './timeline.ts';
import { clockTime, whenOf, type Place, type When } from './times.ts';
import { withoutAskingLine } from './without-asking.ts';

type Choosing = Extract<Dialog, { kind: 'choosing' }>;

export function choicesPage(state: State, view: DeploymentView, dialog: Choosing): ChoicesPage {
  const { now } = state;
  const place = placeOf(state);
  const texts = textsOf(state);
  const offers = offersOf(view, now, place.zone);
  const deadline = deadlineInstant(view);
  const preselected = preselectedOf(view, offers);
  const when = (at: Instant): When => whenOf(at, now, place);
  // Without a deadline the line ends at the last time on offer.
  const end = deadline ?? offers.map(({ at }) => at).reduce(latest, now);
  return {
    kind: 'choices',
    facts: [
      ...(view.minutes === null ? [] : [texts.dialog.about(view.minutes)]),
      ...(view.restarts ? [texts.dialog.restarts] : []),
      ...(deadline === null ? [] : [texts.dialog.by(when(deadline))]),
    ].join(' · '),
    lead: leadOf(view, dialog, now, place),
    message: parseMarkdown(view.message).blocks,
    alert: alertText(state, view, dialog.alert),
    question: texts.dialog.question,
    choices: offers.map((offer) => rowOf(offer, now, place)),
    preselected,
    ownTime: ownTimeRow(state, view, dialog, place, {
      end,
      preferred: offers.find(({ choice }) => choice.id === preselected)?.at ?? null,
    }),
    timeline: timelineOf(offers, now, end, place.zone, {
      startLabel: texts.dialog.timelineStart,
      endLabel: texts.dialog.timelineEnd(when(end)),
      endsAtDeadline: deadline !== null,
    }),
    deferrals: deferralsText(view, texts),
    why: whyPage(state, deadline === null ? null : when(deadline)),
    cancel: view.detail.kind === 'asked' ? texts.button.notNow : texts.button.cancel,
    nothingChosen: texts.button.nothingChosen,
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
  if (deferralsLeft === null || (deferralsLeft > 0 && !mayChangeTime(view))) return null;
  return texts.dialog.deferrals(deferralsLeft);
}

function rowOf(offer: Offer, now: Instant, place: Place): ChoiceRow {
  const texts = textsFor(place.locale);
  const isNow = offer.choice.pick.kind === 'now';
  return {
    id: offer.choice.id,
    label: offerLabel(offer, now, place),
    time: isNow ? null : offerTimeText(offer.at, now, place),
    button: isNow ? texts.button.startNow : texts.button.run(whenOf(offer.at, now, place)),
    byReturn: !isNow,
  };
}

function ownTimeRow(
  state: State,
  view: DeploymentView,
  dialog: Choosing,
  place: Place,
  line: { readonly end: Instant; readonly preferred: Instant | null },
): OwnTimeRow | null {
  const { now } = state;
  const texts = textsFor(place.locale);
  const bounds = ownTimeBounds(view, now, place.zone);
  if (bounds === null) return null;
  return {
    label: texts.choice.own,
    dayLabel: texts.ownTime.day,
    timeLabel: texts.ownTime.time,
    button: texts.button.nothingChosen,
    days: allowedDays(bounds, place.zone).map(({ date, at }) => ({
      date,
      label: texts.time.day(whenOf(at, now, place)),
    })),
    suggested: suggestedTime(bounds, line.preferred, place.zone),
    verdict: dialog.typed === null ? null : verdictOf(dialog.typed, bounds, now, place, line.end),
  };
}

function verdictOf(
  typed: NonNullable<Choosing['typed']>,
  bounds: NonNullable<ReturnType<typeof ownTimeBounds>>,
  now: Instant,
  place: Place,
  end: Instant,
): OwnTimeVerdict {
  const judged = judgeOwnTime(typed, bounds, now, place.zone);
  const texts = textsFor(place.locale);
  const outside = (why: string): OwnTimeVerdict => ({ kind: 'outside', typed, why });
  switch (judged.kind) {
    case 'fine':
      return {
        kind: 'fine',
        typed,
        button: texts.button.run(whenOf(judged.at, now, place)),
        time: offerTimeText(judged.at, now, place),
        position: positionOf(judged.at, now, end),
      };
    case 'incomplete':
      return outside(texts.ownTime.incomplete);
    case 'in-the-past':
      return outside(texts.ownTime.inThePast);
    case 'too-soon':
      return outside(texts.ownTime.tooSoon(whenOf(judged.earliest, now, place)));
    case 'after-the-deadline':
      return outside(texts.ownTime.afterTheDeadline(whenOf(judged.latest, now, place)));
    case 'outside-allowed-hours':
      return outside(
        texts.ownTime.outsideAllowedHours(
          judged.spans.map(({ from, until }) => [clockTime(from, place), clockTime(until, place)] as const),
        ),
      );
    default:
      return assertNever(judged);
  }
}

function whyPage(state: State, deadline: When | null): ChoicesPage['why'] {
  const { why } = textsOf(state);
  return {
    label: why.label,
    title: why.title,
    sections: [
      { heading: why.who, text: why.whoText(state.snapshot?.organization ?? null) },
      { heading: why.deadline, text: why.deadlineText(deadline) },
      { heading: why.help, text: why.helpText(state.snapshot?.supportContact ?? null) },
      { heading: why.recorded, text: why.recordedText },
    ],
    back: why.back,
  };
}
