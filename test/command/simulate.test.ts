/** `intermission simulate`: what each person would see, from the very rules that the helper has. */
import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../src/core/deployment.ts';
import { localOf } from '../../src/core/time.ts';
import { simulateMac, type Simulation } from '../../src/command/simulate/mac.ts';
import { persons, type Person } from '../../src/command/simulate/person.ts';
import { simulationText } from '../../src/command/simulate/report.ts';
import { dayAndClock } from '../../src/command/simulate/words.ts';
import {
  aDeployment,
  afterDeferrals,
  afterHours,
  at,
  berlin,
  dueBy,
  local,
  noDeadline,
} from '../core/builders.ts';

const workingDays = ['MON', 'TUE', 'WED', 'THU', 'FRI'] as const;

/** Monday, 08:30 in Berlin. */
const monday = at('2026-11-23T07:30:00Z');
/** The same day at 17:00. */
const monday17 = dueBy('2026-11-23T16:00:00Z');

const work = (change: Partial<Deployment> = {}): Deployment => aDeployment({ workingDays, ...change });

interface When {
  readonly from?: typeof monday;
  readonly days?: number;
}

const simulated = (
  person: Person,
  deployments: readonly [Deployment, ...Deployment[]],
  { from = monday, days = 2 }: When = {},
): Simulation =>
  simulateMac({
    deployments,
    person,
    comesLater: 0,
    checkIn: from,
    until: localOf(from, berlin).add({ days }).toInstant(),
    zone: berlin,
  });

/** `Mon 23 Nov 08:30 asked`, and so on; appointments with the time for which they are. */
const lines = ({ events }: Simulation): readonly string[] =>
  events.map((event) => {
    const due = event.kind === 'scheduled' ? ` ${dayAndClock(event.due, berlin).slice(-5)}` : '';
    return `${dayAndClock(event.at, berlin)} ${event.kind}${due}`;
  });

const kinds = {
  'no deadline': noDeadline,
  'a date': monday17,
  'hours after the first question': afterHours(8),
  'a count of deferrals': afterDeferrals(2),
} as const;
const all = Object.keys(kinds) as (keyof typeof kinds)[];

const onTime = [
  'Mon 23 Nov 08:30 asked',
  'Mon 23 Nov 08:31 scheduled 09:31',
  'Mon 23 Nov 09:16 reminder',
  'Mon 23 Nov 09:31 run',
  'Mon 23 Nov 09:51 run-ended',
  'Mon 23 Nov 09:51 installed',
];
const unanswered = [
  'Mon 23 Nov 08:30 asked',
  'Mon 23 Nov 17:30 held',
  'Tue 24 Nov 08:30 hold-ended',
  'Tue 24 Nov 08:30 asked',
  'Tue 24 Nov 17:30 held',
];
/** Every hour, from the first question on, until one more time would be too late. */
const hourByHour = (times: number): readonly string[] =>
  Array.from({ length: times }, (_, index) => {
    const [hour, minute] = [String(8 + index).padStart(2, '0'), 30 + index];
    return [`Mon 23 Nov ${hour}:${String(minute)} asked`, `Mon 23 Nov ${hour}:${String(minute + 1)} aside`];
  }).flat();
const forcedAt = (hour: number, minute: string): readonly string[] => [
  `Mon 23 Nov ${String(hour - 1)}:${minute} scheduled ${String(hour)}:${minute}`,
];
const warnedUntil17 = [
  'Mon 23 Nov 16:00 warning',
  'Mon 23 Nov 16:30 warning',
  'Mon 23 Nov 16:50 warning',
  'Mon 23 Nov 16:55 warning',
  'Mon 23 Nov 17:00 run',
  'Mon 23 Nov 17:20 run-ended',
  'Mon 23 Nov 17:20 installed',
];

describe('each person sees, by each kind of deadline', () => {
  it.each(all)('who answers promptly picks the preselected hour: %s', (name) => {
    expect(lines(simulated('prompt', [work({ deadline: kinds[name] })]))).toEqual(onTime);
  });

  it.each<[keyof typeof kinds, readonly string[]]>([
    ['no deadline', unanswered],
    ['a count of deferrals', unanswered],
    ['a date', ['Mon 23 Nov 08:30 asked', ...forcedAt(17, '00'), ...warnedUntil17]],
    [
      'hours after the first question',
      [
        'Mon 23 Nov 08:30 asked',
        ...forcedAt(16, '30'),
        'Mon 23 Nov 15:30 warning',
        'Mon 23 Nov 16:00 warning',
        'Mon 23 Nov 16:20 warning',
        'Mon 23 Nov 16:25 warning',
        'Mon 23 Nov 16:30 run',
        'Mon 23 Nov 16:50 run-ended',
        'Mon 23 Nov 16:50 installed',
      ],
    ],
  ])('who never answers is warned by the deadline alone: %s', (name, expected) => {
    expect(lines(simulated('never', [work({ deadline: kinds[name] })]))).toEqual(expected);
  });

  it.each<[keyof typeof kinds, readonly string[]]>([
    [
      'no deadline',
      [
        'Mon 23 Nov 08:30 asked',
        'Mon 23 Nov 08:31 aside',
        'Mon 23 Nov 12:31 asked',
        'Mon 23 Nov 12:32 aside',
        'Mon 23 Nov 16:32 asked',
        'Mon 23 Nov 16:33 aside',
        'Mon 23 Nov 20:33 held',
      ],
    ],
    [
      'a date',
      [
        ...hourByHour(7),
        'Mon 23 Nov 15:37 asked',
        'Mon 23 Nov 15:38 scheduled 16:38',
        'Mon 23 Nov 16:23 reminder',
        'Mon 23 Nov 16:38 run',
        'Mon 23 Nov 16:58 run-ended',
        'Mon 23 Nov 16:58 installed',
      ],
    ],
    [
      'hours after the first question',
      [
        ...hourByHour(6),
        'Mon 23 Nov 14:36 asked',
        'Mon 23 Nov 14:37 scheduled 15:37',
        'Mon 23 Nov 15:22 reminder',
        'Mon 23 Nov 15:37 run',
        'Mon 23 Nov 15:57 run-ended',
        'Mon 23 Nov 15:57 installed',
      ],
    ],
    [
      'a count of deferrals',
      [
        'Mon 23 Nov 08:30 asked',
        'Mon 23 Nov 08:31 scheduled 12:31',
        'Mon 23 Nov 12:16 reminder',
        'Mon 23 Nov 12:17 scheduled 16:17',
        'Mon 23 Nov 16:02 reminder',
        'Mon 23 Nov 16:17 run',
        'Mon 23 Nov 16:37 run-ended',
        'Mon 23 Nov 16:37 installed',
      ],
    ],
  ])('who is late puts it aside while that is possible, or uses up the deferrals: %s', (name, expected) => {
    expect(lines(simulated('late', [work({ deadline: kinds[name] })], { days: 1 }))).toEqual(expected);
  });

  it('who presents is asked when the presentation is over, and never while it goes on', () => {
    expect(lines(simulated('presenter', [work({ deadline: monday17 })], { days: 1 }))).toEqual([
      'Mon 23 Nov 08:30 asked',
      'Mon 23 Nov 08:31 aside',
      'Mon 23 Nov 09:31 asked',
      'Mon 23 Nov 09:32 aside',
      'Mon 23 Nov 10:32 held',
      'Mon 23 Nov 12:00 hold-ended',
      'Mon 23 Nov 12:00 asked',
      'Mon 23 Nov 12:01 aside',
      'Mon 23 Nov 13:01 asked',
      'Mon 23 Nov 13:02 aside',
      'Mon 23 Nov 14:02 held',
      'Mon 23 Nov 15:30 hold-ended',
      'Mon 23 Nov 15:30 asked',
      'Mon 23 Nov 15:31 scheduled 16:31',
      'Mon 23 Nov 16:16 reminder',
      'Mon 23 Nov 16:31 run',
      'Mon 23 Nov 16:51 run-ended',
      'Mon 23 Nov 16:51 installed',
    ]);
  });

  it('what is due in the middle of a presentation waits for its end', () => {
    const { events } = simulated('presenter', [work({ deadline: dueBy('2026-11-23T10:30:00Z') })]);
    const [hold] = events.filter(({ kind }) => kind === 'held');
    const [run] = events.filter(({ kind }) => kind === 'run');
    expect(hold).toMatchObject({ why: 'Keynote presents' });
    expect(dayAndClock(run?.at ?? monday, berlin)).toBe('Mon 23 Nov 12:00');
  });
});

describe('a simulated Mac', () => {
  it('keeps a local deadline that the clock jumps over in spring, and the first of two in autumn', () => {
    const by = (text: string): Deployment['deadline'] => ({
      ...noDeadline,
      fixed: { kind: 'local', at: local(text) },
    });
    const spring = simulated('never', [work({ deadline: by('2027-03-28T02:30') })], {
      from: at('2027-03-26T07:30:00Z'),
      days: 3,
    });
    expect(lines(spring)).toContain('Sun 28 Mar 03:30 run');
    const autumn = simulated('never', [work({ deadline: by('2026-10-25T02:30') })], {
      from: at('2026-10-23T06:30:00Z'),
      days: 3,
    });
    expect(autumn.events.find(({ kind }) => kind === 'run')?.at.toString()).toBe('2026-10-25T00:30:00Z');
  });

  it('runs what is due together one after another, and what restarts last', () => {
    const deployments = [
      work({ id: 'a', restarts: true, deadline: monday17 }),
      work({ id: 'b', deadline: monday17 }),
    ] as const;
    const runs = simulated('never', deployments).events.filter(
      ({ kind }) => kind === 'run' || kind === 'queued',
    );
    expect(runs.map((event) => [event.deployment, event.kind, dayAndClock(event.at, berlin)])).toEqual([
      ['a', 'queued', 'Mon 23 Nov 17:00'],
      ['b', 'run', 'Mon 23 Nov 17:00'],
      ['a', 'run', 'Mon 23 Nov 17:20'],
    ]);
  });

  it('restarts once for two that leave the restart to Intermission, after fair warning', () => {
    const ours = { restarts: true, restartBy: 'intermission', deadline: monday17 } as const;
    const both = [work({ id: 'a', ...ours }), work({ id: 'b', ...ours })] as const;
    const simulation = simulated('never', both);
    const last = simulation.events.slice(-6);
    expect(last.map((event) => [event.deployment, event.kind, dayAndClock(event.at, berlin)])).toEqual([
      ['a', 'restart-announced', 'Mon 23 Nov 17:40'],
      ['b', 'restart-announced', 'Mon 23 Nov 17:40'],
      ['a', 'restarted', 'Mon 23 Nov 17:45'],
      ['a', 'installed', 'Mon 23 Nov 17:45'],
      ['b', 'restarted', 'Mon 23 Nov 17:45'],
      ['b', 'installed', 'Mon 23 Nov 17:45'],
    ]);
  });

  it('is asked first thing in the morning where the first check-in is at night', () => {
    const [held, , asked] = lines(simulated('prompt', [work()], { from: at('2026-11-22T22:00:00Z') }));
    expect([held, asked]).toEqual(['Sun 22 Nov 23:00 held', 'Mon 23 Nov 08:30 asked']);
  });

  it('installs work in self service only when the person clicks', () => {
    const offered = work({ distribution: 'self-service' });
    expect(lines(simulated('prompt', [offered]))).toEqual([
      'Mon 23 Nov 08:30 offered',
      'Mon 23 Nov 08:31 scheduled 08:31',
      'Mon 23 Nov 08:31 run',
      'Mon 23 Nov 08:51 run-ended',
      'Mon 23 Nov 08:51 installed',
    ]);
    expect(lines(simulated('late', [offered]))).toEqual(['Mon 23 Nov 08:30 offered']);
  });

  it.each(persons)('tells the same of the same, word for word: %s', (person) => {
    const told = (): string => {
      const frame = { from: monday, until: monday.add({ hours: 48 }), zone: berlin, person };
      return simulationText(simulated(person, [work({ deadline: monday17 })]), frame);
    };
    expect(told()).toBe(told());
  });

  it('tells each choice with its clock time, and how many deferrals are left', () => {
    const frame = { from: monday, until: monday.add({ hours: 48 }), zone: berlin, person: 'prompt' } as const;
    const text = simulationText(simulated('prompt', [work({ deadline: afterDeferrals(2) })]), frame);
    expect(text).toContain(
      'Mon 23 Nov 08:30  asked: Now · In 1 hour (09:30) · In 4 hours (12:30) · Another time…; 2 deferrals left\n',
    );
    expect(text).toContain('macos: Installed. 1 question, put aside 0 times, 0 holds, 0 warnings, 1 run');
  });
});

it('of two deployments about the same thing asks about the one that comes first', () => {
  const conflict = { title: 'Slack', version: null };
  const { events, courses } = simulated('prompt', [
    work({ id: '3', label: 'a.3', conflict }),
    work({ id: '2', label: 'a.2', conflict }),
  ]);
  expect(events.filter(({ deployment }) => deployment === '3')).toMatchObject([
    { kind: 'unqualified', winner: '2', rule: 'id' },
  ]);
  expect(courses.map(({ record }) => record.stage.kind)).toEqual(['unqualified', 'installed']);
});
