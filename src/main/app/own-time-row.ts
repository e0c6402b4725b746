/** *Another time…*: the allowed days, the allowed times of the day that is looked at, and what to say of a typed time. */
import type { OwnTimeRow, OwnTimeVerdict, TypedTime } from '../../contract/window.ts';
import type { OwnTime } from '../../core/choices.ts';
import { assertNever } from '../../core/result.ts';
import { localOf, type Instant } from '../../core/time.ts';
import type { Buttons } from './admin-words.ts';
import { placeOf } from './menu-model.ts';
import { allowedDays, deadlineInstant, ownTimeBounds, suggestedTime, type Offering } from './offer.ts';
import { offerTimeText } from './offer-texts.ts';
import { allowedTimes, judgeTyped, timesBefore } from './picker.ts';
import type { State } from './state.ts';
import { textsOf } from './texts.ts';
import type { Positions } from './timeline.ts';
import { clockTime, dayParts, whenOf } from './times.ts';

/** The line under the choices, and the time that is preselected. */
interface Line {
  readonly positions: Positions;
  readonly preferred: Instant | null;
  readonly buttons: Buttons;
}

/** Null where no time of one's own may be picked. */
export function ownTimeRow(
  state: State,
  offering: Offering,
  typed: TypedTime | null,
  line: Line,
): OwnTimeRow | null {
  const { now } = state;
  const place = placeOf(state);
  const texts = textsOf(state);
  const bounds = ownTimeBounds(offering, now, place.zone);
  if (bounds === null) return null;
  const first = suggestedTime(bounds, line.preferred, place.zone);
  const suggested = {
    date: localOf(first, place.zone).toPlainDate().toString(),
    time: clockTime(first, place),
  };
  // Nobody looks at them before the picker has been opened.
  const times = typed === null ? [] : allowedTimes(bounds, typed.date, place.zone);
  return {
    label: texts.choice.own,
    dayLabel: texts.ownTime.day,
    timeLabel: texts.ownTime.time,
    timesLabel: texts.ownTime.times,
    days: allowedDays(bounds, place.zone).map(({ date, at }) => ({
      date,
      weekday: texts.time.dayName(whenOf(at, now, place)),
      ...dayParts(at, place),
    })),
    times: { date: typed?.date ?? suggested.date, list: times.map((at) => clockTime(at, place)) },
    suggested,
    verdict:
      typed === null
        ? null
        : { ...verdictOn(state, offering, typed, bounds, line), earlier: timesBefore(typed, times, place) },
  };
}

type Verdict = OwnTimeVerdict extends infer V
  ? V extends OwnTimeVerdict
    ? Omit<V, 'earlier'>
    : never
  : never;

function verdictOn(state: State, offering: Offering, typed: TypedTime, bounds: OwnTime, line: Line): Verdict {
  const { now } = state;
  const place = placeOf(state);
  const texts = textsOf(state);
  const outside = (why: string): Verdict => ({ kind: 'outside', typed, why });
  const judged = judgeTyped(typed, bounds, now, place);
  switch (judged.kind) {
    case 'fine':
      return {
        kind: 'fine',
        typed,
        button: line.buttons.run(judged.at),
        time: offerTimeText(judged.at, now, place),
        position: line.positions(judged.at),
      };
    case 'incomplete':
      return outside(texts.ownTime.incomplete);
    case 'in-the-past':
      return outside(texts.ownTime.inThePast);
    case 'too-soon':
      return outside(texts.ownTime.tooSoon(whenOf(judged.earliest, now, place)));
    case 'after-the-deadline': {
      // What may be picked can also end before the deadline, or without one.
      const isDeadline = deadlineInstant(offering)?.equals(judged.latest) === true;
      const when = whenOf(judged.latest, now, place);
      return outside(isDeadline ? texts.ownTime.afterTheDeadline(when) : texts.ownTime.tooLate(when));
    }
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
