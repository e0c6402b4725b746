/** What every question has, whether it is about one deployment or several: the choices as real clock times, the picker, the line. */
import type { ChoiceRow, Question, TypedTime } from '../../contract/window.ts';
import { latest, type Instant } from '../../core/time.ts';
import type { Buttons } from './admin-words.ts';
import { placeOf } from './menu-model.ts';
import { offersOf, preselectedOf, type Offer, type Offering } from './offer.ts';
import { offerLabel, offerTimeText } from './offer-texts.ts';
import { ownTimeRow } from './own-time-row.ts';
import type { State } from './state.ts';
import { textsOf } from './texts.ts';
import { positionsAmong, timelineOf } from './timeline.ts';
import { whenOf, type Place } from './times.ts';

type Answers = Pick<
  Question,
  'question' | 'choices' | 'preselected' | 'ownTime' | 'timeline' | 'nothingChosen'
>;

interface Saying {
  readonly buttons: Buttons;
  /** Where the line ends; null where there is none, or where it is not to be said. */
  readonly deadline: Instant | null;
}

/** `typed`: what stands in the picker; null while that is not open. */
export function answersTo(
  state: State,
  offering: Offering,
  typed: TypedTime | null,
  { buttons, deadline }: Saying,
): Answers {
  const { now } = state;
  const place = placeOf(state);
  const texts = textsOf(state);
  const offers = offersOf(offering, now, place.zone);
  const preselected = preselectedOf(offering, offers);
  const times = offers.map(({ at }) => at);
  // Without a deadline the line ends at the last time on offer.
  const end = deadline ?? times.reduce(latest, now);
  return {
    question: texts.dialog.question,
    choices: offers.map((offer) => rowOf(offer, now, place, buttons)),
    preselected,
    ownTime: ownTimeRow(state, offering, typed, {
      positions: positionsAmong(times, now, end),
      buttons,
      preferred: offers.find(({ choice }) => choice.id === preselected)?.at ?? null,
    }),
    timeline: timelineOf(offers, now, end, place.zone, {
      startLabel: texts.dialog.timelineStart,
      endLabel: texts.dialog.timelineEnd(whenOf(end, now, place)),
      endsAtDeadline: deadline !== null,
    }),
    nothingChosen: texts.button.nothingChosen,
  };
}

function rowOf(offer: Offer, now: Instant, place: Place, buttons: Buttons): ChoiceRow {
  const isNow = offer.choice.pick.kind === 'now';
  return {
    id: offer.choice.id,
    label: offerLabel(offer, now, place),
    time: isNow ? null : offerTimeText(offer.at, now, place),
    button: isNow ? buttons.start : buttons.run(offer.at),
    byReturn: !isNow,
  };
}
