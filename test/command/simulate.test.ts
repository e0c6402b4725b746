/** `intermission simulate`: what each person would see, from the very rules that the helper has, and nothing is touched. */
import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../src/core/deployment.ts';
import type { Instant } from '../../src/core/time.ts';
import { simulateMac, type Simulation } from '../../src/command/simulate/mac.ts';
import type { Person } from '../../src/command/simulate/person.ts';
import { dayAndClock } from '../../src/command/simulate/words.ts';
import { aDeployment, afterDeferrals, afterHours, at, berlin, dueBy, noDeadline } from '../core/builders.ts';

const workingDays = ['MON', 'TUE', 'WED', 'THU', 'FRI'] as const;

/** Monday, 08:30 in Berlin. */
const monday = at('2026-11-23T07:30:00Z');
const friday17 = dueBy('2026-11-27T16:00:00Z');

const work = (change: Partial<Deployment> = {}): Deployment => aDeployment({ workingDays, ...change });

const simulated = (
  person: Person,
  deployments: readonly [Deployment, ...Deployment[]],
  { from = monday, zone = berlin, days = 14 }: { from?: Instant; zone?: string; days?: number } = {},
): Simulation =>
  simulateMac({ deployments, person, checkIn: from, until: from.add({ hours: 24 * days }), zone });

/** `Mon 23 Nov 08:30 asked`, and so on. */
const lines = ({ events }: Simulation, zone = berlin): readonly string[] =>
  events.map(({ at: when, kind }) => `${dayAndClock(when, zone)} ${kind}`);

describe('the person who answers promptly', () => {
  it.each([
    ['no deadline', noDeadline],
    ['a date', friday17],
    ['hours after the first question', afterHours(24)],
    ['a count of deferrals', afterDeferrals(3)],
  ])('picks the preselected hour within a minute, with %s', (_name, deadline) => {
    expect(lines(simulated('prompt', [work({ deadline })]))).toEqual([
      'Mon 23 Nov 08:30 asked',
      'Mon 23 Nov 08:31 scheduled',
      'Mon 23 Nov 09:31 run',
      'Mon 23 Nov 09:51 run-ended',
      'Mon 23 Nov 09:51 installed',
    ]);
  });
});
