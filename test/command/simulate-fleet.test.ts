/** A fleet of simulated Macs: how many call the server in the busiest minute. */
import { describe, expect, it } from 'vitest';
import { simulateFleet, type FleetSimulation } from '../../src/command/simulate/fleet.ts';
import { fleetText } from '../../src/command/simulate/fleet-report.ts';
import type { Person } from '../../src/command/simulate/person.ts';
import { aDeployment, at, berlin, dueBy } from '../core/builders.ts';

const from = at('2026-11-23T07:30:00Z');
const until = from.add({ hours: 24 });
/** Monday, 17:00 in Berlin. */
const deadline = dueBy('2026-11-23T16:00:00Z');

const fleet = (macs: number, person: Person | null, spreadMinutes = 0): FleetSimulation =>
  simulateFleet({
    deployments: [aDeployment({ deadline, spreadMinutes })],
    macs,
    person,
    from,
    until,
    zone: berlin,
  });

const callsOf = ({ minutes }: FleetSimulation): number => minutes.reduce((sum, { macs }) => sum + macs, 0);

describe('a fleet', () => {
  it('calls in one minute where nobody answers and nothing is spread', () => {
    const { busiest } = fleet(600, 'never');
    expect(busiest).toEqual({ at: at('2026-11-23T16:00:00Z'), macs: 600 });
  });

  it('calls spread over an hour: the busiest minute drops by about the sixty minutes', () => {
    const spread = fleet(600, 'never', 59);
    // Ten in each on average; three times as many would be no spread to speak of.
    expect(spread.busiest?.macs).toBeGreaterThanOrEqual(10);
    expect(spread.busiest?.macs).toBeLessThanOrEqual(30);
    expect(spread.minutes.length).toBeGreaterThan(50);
    expect(spread.minutes.at(-1)?.at.toString() ?? '').toMatch(/^2026-11-23T16:5\d/);
    expect(callsOf(spread)).toBe(600);
  });

  it('spreads what people answer at once by their check-ins', () => {
    const { minutes } = fleet(1500, 'prompt');
    expect(minutes.map(({ at: minute }) => minute.toString())).toEqual(
      Array.from({ length: 15 }, (_, index) => from.add({ minutes: 61 + index }).toString()),
    );
    for (const { macs } of minutes) expect(Math.abs(macs - 100)).toBeLessThan(50);
  });

  it('is mixed by stated shares where nobody is named, and all of it comes to its end', () => {
    const mixed = fleet(1000, null);
    const shares = Object.fromEntries(mixed.people);
    expect(Object.values(shares).reduce((a, b) => a + b, 0)).toBe(1000);
    for (const [person, share] of [
      ['prompt', 500],
      ['late', 250],
      ['never', 150],
      ['presenter', 100],
    ] as const) {
      expect(Math.abs((shares[person] ?? 0) - share)).toBeLessThan(50);
    }
    expect(mixed.deployments).toEqual([
      { id: 'macos', title: aDeployment().title, statuses: [['Installed', 1000]] },
    ]);
    expect(callsOf(mixed)).toBe(1000);
  });

  it('says it in words: the busiest minute, the check-ins beside it, and a histogram', () => {
    const text = fleetText(fleet(600, 'never'), { from, until, zone: berlin });
    expect(text).toContain('Busiest minute: Mon 23 Nov 17:00, when 600 of 600 Macs call the server.');
    expect(text).toContain('about 40 a minute');
    expect(text).toMatch(/Mon 23 Nov 17:00 +600 +600 {2}█{50}\n/);
    expect(text).toContain('macos: Installed 600.');
  });
});
