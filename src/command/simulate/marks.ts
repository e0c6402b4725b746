/** From events to marks on the days of a calendar: what stands at which minute, or from which to which. */
import { deadlineOf } from '../../core/deadline.ts';
import type { LocalDay } from '../../core/time.ts';
import { earliest, isBefore, localOf, type Instant, type Zone } from '../../core/time.ts';
import type { SimulatedEvent } from './events.ts';
import type { SimulatedCourse } from './mac.ts';
import { clock, eventWords } from './words.ts';

export type MarkKind = 'question' | 'appointment' | 'warning' | 'hold' | 'run' | 'deadline';

export interface Mark {
  readonly kind: MarkKind;
  /** Minutes of the day by the clock on the wall. */
  readonly from: number;
  /** The same where it is a moment. */
  readonly until: number;
  /** Beside the mark; empty where it goes without saying. */
  readonly label: string;
  readonly told: string;
}

export interface DayOfMarks {
  readonly day: LocalDay;
  readonly marks: readonly Mark[];
}

interface Span {
  readonly kind: MarkKind;
  readonly from: Instant;
  readonly until: Instant;
  readonly label: string;
  readonly told: string;
}

const minutesOfDay = 24 * 60;

/** The days on which something happens, in their order. */
export function daysOf(
  course: SimulatedCourse,
  events: readonly SimulatedEvent[],
  until: Instant,
  zone: Zone,
): readonly DayOfMarks[] {
  const own = events.filter((event) => event.deployment === course.deployment.id);
  const marks = new Map<string, { day: LocalDay; marks: Mark[] }>();
  for (const span of [
    ...own.flatMap((event) => spanOf(event, own, until, zone)),
    ...deadline(course, until, zone),
  ]) {
    for (const { day, mark } of cutAtMidnight(span, zone)) {
      const known = marks.get(day.toString()) ?? { day, marks: [] };
      known.marks.push(mark);
      marks.set(day.toString(), known);
    }
  }
  return [...marks.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day);
}

function spanOf(
  event: SimulatedEvent,
  all: readonly SimulatedEvent[],
  until: Instant,
  zone: Zone,
): readonly Span[] {
  const { at } = event;
  const told = `${clock(at, zone)} ${eventWords(event, zone)}`;
  const moment = (kind: MarkKind, label: string): readonly Span[] => [
    { kind, from: at, until: at, label, told },
  ];
  const upTo = (kind: MarkKind, end: SimulatedEvent['kind'], label: string): readonly Span[] => {
    const over = all.find((other, index) => other.kind === end && index > all.indexOf(event));
    return [{ kind, from: at, until: over?.at ?? until, label, told }];
  };
  switch (event.kind) {
    case 'asked':
      return moment('question', clock(at, zone));
    case 'offered':
      return moment('question', `${clock(at, zone)} offered`);
    case 'scheduled':
      return event.isNow ? [] : [{ kind: 'appointment', from: event.due, until: event.due, label: '', told }];
    case 'reminder':
    case 'warning':
      return moment('warning', clock(at, zone));
    case 'restart-announced':
      return moment('warning', clock(at, zone));
    case 'restarted':
      return moment('run', `${clock(at, zone)} restarts`);
    case 'held':
      return upTo('hold', 'hold-ended', '');
    case 'run':
      return upTo('run', 'run-ended', `${clock(at, zone)} runs`);
    case 'aside':
    case 'hold-ended':
    case 'queued':
    case 'run-ended':
    case 'installed':
    case 'failed':
    case 'unqualified':
      return [];
  }
}

function deadline({ deployment, record }: SimulatedCourse, until: Instant, zone: Zone): readonly Span[] {
  const at = deadlineOf(deployment, record, zone);
  if (at === null || !isBefore(at, until)) return [];
  const label = `${clock(at, zone)} deadline`;
  return [{ kind: 'deadline', from: at, until: at, label, told: label }];
}

function cutAtMidnight(span: Span, zone: Zone): readonly { day: LocalDay; mark: Mark }[] {
  const parts: { day: LocalDay; mark: Mark }[] = [];
  let from = span.from;
  for (;;) {
    const local = localOf(from, zone);
    const midnight = local.startOfDay().add({ days: 1 }).toInstant();
    const end = earliest(midnight, span.until);
    const start = local.hour * 60 + local.minute;
    const over = localOf(end, zone);
    const last = end.equals(midnight) ? minutesOfDay : over.hour * 60 + over.minute;
    parts.push({
      day: local.toPlainDate(),
      mark: {
        kind: span.kind,
        from: start,
        until: Math.max(start, last),
        label: parts.length === 0 ? span.label : '',
        told: span.told,
      },
    });
    if (!isBefore(midnight, span.until)) return parts;
    from = midnight;
  }
}
