/** The simulation of one Mac as text and as JSON. */
import { deadlineOf } from '../../core/deadline.ts';
import { describeRecord } from '../../core/describe.ts';
import { statusOf } from '../../core/status.ts';
import { localMinuteText, type Instant, type Zone } from '../../core/time.ts';
import type { SimulatedEvent } from './events.ts';
import type { Simulation, SimulatedCourse } from './mac.ts';
import type { Person } from './person.ts';
import { dayAndClock, eventWords, personWords, some } from './words.ts';

/** What was simulated. */
export interface Frame {
  readonly from: Instant;
  readonly until: Instant;
  readonly zone: Zone;
  readonly person: Person;
}

export function simulationText({ events, courses }: Simulation, frame: Frame): string {
  const { from, until, zone, person } = frame;
  const width = Math.max(...courses.map(({ deployment: { id } }) => id.length));
  const whose = (id: string): string => (courses.length === 1 ? '' : `${id.padEnd(width)}  `);
  return [
    `One Mac from ${dayAndClock(from, zone)} to ${dayAndClock(until, zone)}, ${zone}.`,
    `Its person (${person}) ${personWords[person]}, and is there in the working hours.`,
    '',
    ...events.map(
      (event) => `${dayAndClock(event.at, zone)}  ${whose(event.deployment)}${eventWords(event, zone)}`,
    ),
    ...(events.length === 0 ? ['Nothing happens.'] : []),
    '',
    ...courses.map((course) => summary(course, events, zone)),
  ].join('\n');
}

/** How one deployment went, in one short line. */
export function counts(
  { deployment, record }: SimulatedCourse,
  events: readonly SimulatedEvent[],
  zone: Zone,
): string {
  const own = events.filter((event) => event.deployment === deployment.id);
  const count = (kind: SimulatedEvent['kind']): number => own.filter((event) => event.kind === kind).length;
  const deadline = deadlineOf(deployment, record, zone);
  const parts = [
    some(count('asked'), 'question'),
    `put aside ${some(count('aside'), 'time')}`,
    some(count('held'), 'hold'),
    some(count('warning'), 'warning'),
    some(count('run'), 'run'),
  ];
  const by = deadline === null ? 'no deadline' : `deadline ${dayAndClock(deadline, zone)}`;
  return `${deployment.id}: ${statusOf(record.stage)}. ${parts.join(', ')}; ${by}.`;
}

/** The same, with what is so at the end and what comes next. */
export function summary(course: SimulatedCourse, events: readonly SimulatedEvent[], zone: Zone): string {
  const { deployment, record } = course;
  const spread =
    deployment.spreadMinutes > 0 && deployment.mac === null
      ? ` Without asking, each Mac of a fleet runs at a minute of its own, up to ${some(deployment.spreadMinutes, 'minute')} later.`
      : '';
  return `${counts(course, events, zone)} ${describeRecord(deployment, record, zone)}${spread}`;
}

export function simulationJson({ events, courses }: Simulation, frame: Frame): string {
  const { from, until, zone, person } = frame;
  return JSON.stringify(
    {
      schemaVersion: 1,
      zone,
      from: from.toString(),
      until: until.toString(),
      person,
      events: events.map((event) => ({
        ...event,
        local: localMinuteText(event.at, zone),
        text: eventWords(event, zone),
      })),
      deployments: courses.map(({ deployment, record }) => ({
        id: deployment.id,
        title: deployment.title,
        status: statusOf(record.stage),
        deferralsUsed: record.deferralsUsed,
        deadline: deadlineOf(deployment, record, zone)?.toString() ?? null,
      })),
    },
    null,
    2,
  );
}
