/** How one choice is named and timed, the same in the dialog and on the menu. */
import type { Instant } from '../../core/time.ts';
import type { Offer } from './offer.ts';
import { textsFor } from './texts.ts';
import { whenOf, type Place } from './times.ts';

export function offerLabel({ choice, at }: Offer, now: Instant, place: Place): string {
  const texts = textsFor(place.locale);
  switch (choice.pick.kind) {
    case 'now':
      return texts.choice.now;
    case 'in':
      return texts.choice.in(choice.pick.minutes);
    case 'named':
      return choice.pick.name === 'tomorrow-morning'
        ? texts.choice[choice.pick.name](whenOf(at, now, place))
        : texts.choice[choice.pick.name];
    case 'at':
      return choice.last ? texts.choice.last : texts.choice.at(whenOf(at, now, place));
  }
}

/** "15:10", "Thu, 08:30". */
export const offerTimeText = (at: Instant, now: Instant, place: Place): string =>
  textsFor(place.locale).time.column(whenOf(at, now, place));
