/** What is told of a simulation, in plain English with local clock times. Always the same words, whatever the language of the Mac. */
import type { Choice } from '../../core/choices.ts';
import type { DeferralBy } from '../../core/record.ts';
import { describeOutcome, describeRule } from '../../core/describe.ts';
import { assertNever } from '../../core/result.ts';
import { localOf, type Instant, type LocalDay, type Zone } from '../../core/time.ts';
import type { SimulatedEvent } from './events.ts';
import type { Person } from './person.ts';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `15:10` */
export const clock = (at: Instant, zone: Zone): string =>
  localOf(at, zone).toPlainTime().toString({ smallestUnit: 'minute' });

/** `Wed 25 Nov`, as wide on every day. */
export const dayWords = ({ dayOfWeek, day, month }: LocalDay): string =>
  `${days[dayOfWeek - 1] ?? ''} ${String(day).padStart(2)} ${months[month - 1] ?? ''}`;

const dayOf = (at: Instant, zone: Zone): string => dayWords(localOf(at, zone).toPlainDate());

/** `Wed 25 Nov 15:10` */
export const dayAndClock = (at: Instant, zone: Zone): string => `${dayOf(at, zone)} ${clock(at, zone)}`;

/** `15:10` on the day itself, `Wed 25 Nov 15:10` on any other. */
export const seenFrom = (at: Instant, now: Instant, zone: Zone): string => {
  const [day, time] = [dayOf(at, zone), clock(at, zone)];
  return day === dayOf(now, zone) ? time : `${day.replace(/ +/g, ' ')} ${time}`;
};

export const some = (count: number, one: string): string =>
  `${String(count)} ${one}${count === 1 ? '' : 's'}`;

/** 90 → "90 minutes", 120 → "2 hours", 2880 → "2 days". */
export function duration(minutes: number): string {
  if (minutes > 0 && minutes % 1440 === 0) return some(minutes / 1440, 'day');
  if (minutes > 0 && minutes % 60 === 0) return some(minutes / 60, 'hour');
  return some(minutes, 'minute');
}

const namedTimes = {
  'end-of-day': 'End of the day',
  'tomorrow-morning': 'Next working morning',
  'next-allowed': 'Next allowed time',
} as const;

function choiceWords({ pick, at, last }: Choice, now: Instant, zone: Zone): string {
  const time = seenFrom(at, now, zone);
  switch (pick.kind) {
    case 'now':
      return 'Now';
    case 'in':
      return `In ${duration(pick.minutes)} (${time}${last ? ', the last' : ''})`;
    case 'named':
      return `${namedTimes[pick.name]} (${time})`;
    default:
      return assertNever(pick);
  }
}

const chosenBy: Readonly<Record<DeferralBy, string>> = {
  user: 'chosen by the person',
  admin: 'chosen by the help desk',
  deadline: 'set by the deadline',
  retry: 'the next attempt',
  'no-user': 'with nobody there',
  takeover: 'taken over',
};

const heldThings = { question: 'the question', run: 'the run', restart: 'the restart' } as const;

/** One event, without its time. */
export function eventWords(event: SimulatedEvent, zone: Zone): string {
  const { at } = event;
  const timeOf = (other: Instant): string => seenFrom(other, at, zone);
  switch (event.kind) {
    case 'asked': {
      const own = event.ownTime ? ['Another time…'] : [];
      const choices = [...event.choices.map((choice) => choiceWords(choice, at, zone)), ...own].join(' · ');
      const left = event.deferralsLeft === null ? '' : `; ${some(event.deferralsLeft, 'deferral')} left`;
      const again =
        event.missed === null ? 'asked' : `asked again, for ${timeOf(event.missed.due)} was missed`;
      return `${again}: ${choices}${left}`;
    }
    case 'offered':
      return 'offered in the menu';
    case 'aside':
      return `put aside; asked again at ${timeOf(event.until)}`;
    case 'scheduled':
      if (event.isNow) return 'now, chosen by the person';
      return event.by === 'deadline'
        ? `set for ${timeOf(event.due)}; from here on nobody is asked`
        : `scheduled for ${timeOf(event.due)}, ${chosenBy[event.by]}`;
    case 'reminder':
      return `reminded of ${timeOf(event.due)}`;
    case 'warning':
      return `warned: runs at ${timeOf(event.due)} without asking`;
    case 'held':
      return `${heldThings[event.what]} is held: ${event.why}`;
    case 'hold-ended':
      return `${heldThings[event.what]} was held from ${timeOf(event.since)}: ${holdEnds[event.end]}`;
    case 'queued':
      return 'waits until another run has ended';
    case 'run':
      return `runs, ${chosenBy[event.by]}: jamf policy -event ${event.trigger}`;
    case 'run-ended':
      return `${describeOutcome(event.outcome)}, after ${duration(minutesSince(event.since, at))}`;
    case 'restart-announced':
      return `told that the Mac restarts at ${timeOf(event.restartAt)}`;
    case 'restarted':
      return 'the Mac has restarted';
    case 'installed':
      return event.verified
        ? 'Installed; confirmed by inventory'
        : 'Installed; no verification is configured';
    case 'failed':
      return 'Failed';
    case 'unqualified':
      return `Unqualified: ${event.winner} counts instead, ${describeRule(event.rule)}`;
    default:
      return assertNever(event);
  }
}

const minutesSince = (from: Instant, to: Instant): number => Math.round(from.until(to).total('minutes'));

const holdEnds = {
  free: 'nothing holds it any more',
  limit: 'its limit is reached',
  settled: 'there is nothing left to hold',
  changed: 'it is held for another reason now',
} as const;

export const personWords: Readonly<Record<Person, string>> = {
  prompt: 'answers each question within a minute with the preselected choice',
  late: 'puts each question aside as long as possible, then takes the last choice',
  never: 'leaves each question on the screen',
  presenter: 'presents in Keynote on working days, 10:00–12:00 and 14:00–15:30, and otherwise does as late',
};

/** 10000 → "10,000" */
export const number = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
