/** The spread over a fleet: stable on each Mac, even over all of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fnv1a, minutesLater, mixed, shareOf } from '../../src/core/spread.ts';
import { noUserDeferral, retryDeferral } from '../../src/core/unchosen.ts';
import { seed } from './arbitraries.ts';
import { aDeployment, anAsked, aRecord, berlin, now } from './builders.ts';

/** Hardware UUIDs as a delivery of Macs has them: one after the other. */
const macs = Array.from(
  { length: 10_000 },
  (_, index) => `564D7A1F-0C2B-4E6A-9F31-${index.toString(16).toUpperCase().padStart(12, '0')}`,
);
const on = (id: string, spreadMinutes: number, deployment = 'macos') =>
  aDeployment({ id: deployment, spreadMinutes, mac: { id, firstSeen: now } });

describe('the hash', () => {
  // Published test values: the FNV page's own, and MurmurHash3 of an empty text, whose result is its finaliser's of the seed.
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('of %j is FNV-1a: %i', (text, expected) => {
    expect(fnv1a(text)).toBe(expected);
  });

  it.each([
    [0, 0],
    [1, 0x514e28b7],
    [0xffffffff, 0x81f16f39],
  ])('of %i is mixed as MurmurHash3 does: %i', (hash, expected) => {
    expect(mixed(hash)).toBe(expected);
  });
});

describe('over ten thousand Macs', () => {
  it.each(['macos', 'slack', 'filevault', '7'])(
    '%s is spread evenly over the minutes of an hour',
    (deployment) => {
      const slots = new Array<number>(60).fill(0);
      for (const mac of macs) {
        const minute = Math.floor(shareOf(mac, deployment) * 60);
        slots[minute] = (slots[minute] ?? 0) + 1;
      }
      const even = macs.length / slots.length;
      const chiSquare = slots.reduce((sum, count) => sum + (count - even) ** 2 / even, 0);
      // 59 degrees of freedom: an even spread exceeds 105 once in five thousand times.
      expect(chiSquare).toBeLessThan(105);
      expect(Math.max(...slots)).toBeLessThan(1.35 * even);
    },
  );

  it('no Mac is late for everything: two deployments do not go together', () => {
    const late = macs.filter((mac) => shareOf(mac, 'macos') > 0.9);
    const twice = late.filter((mac) => shareOf(mac, 'slack') > 0.9);
    expect(late.length).toBeGreaterThan(900);
    expect(twice.length / late.length).toBeCloseTo(0.1, 1);
  });
});

describe('how much later this Mac is', () => {
  // Computed apart from this code, in another language.
  it.each([
    ['564D7A1F-0C2B-4E6A-9F31-1B5C6D7E8F90', 60, 30],
    ['564D7A1F-0C2B-4E6A-9F31-1B5C6D7E8F91', 60, 7],
    ['564D7A1F-0C2B-4E6A-9F31-1B5C6D7E8F90', 1440, 727],
    ['564D7A1F-0C2B-4E6A-9F31-1B5C6D7E8F90', 0, 0],
  ])('is the same for ever: %s of %i minutes is %i', (mac, spreadMinutes, expected) => {
    expect(minutesLater(on(mac, spreadMinutes))).toBe(expected);
  });

  it('lies within what the admin allows, and within what is asked for', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1440), fc.nat(1440), (id, spreadMinutes, most) => {
        const deployment = on(id, spreadMinutes);
        expect(minutesLater(deployment)).toBeLessThanOrEqual(spreadMinutes);
        expect(minutesLater(deployment, most)).toBeLessThanOrEqual(Math.min(spreadMinutes, most));
        expect(minutesLater(deployment, most)).toBeGreaterThanOrEqual(0);
      }),
      { seed },
    );
  });

  it('reaches both ends', () => {
    const minutes = new Set(macs.slice(0, 500).map((mac) => minutesLater(on(mac, 5))));
    expect([...minutes].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is not at all while nothing is known of the Mac', () => {
    expect(minutesLater(aDeployment({ spreadMinutes: 60 }))).toBe(0);
  });
});

describe('what nobody chose', () => {
  const mac = '564D7A1F-0C2B-4E6A-9F31-1B5C6D7E8F90';

  it('is tried again later by the share of this Mac, and a short wait by no more than itself', () => {
    const minutesTo = (minutes: number): number =>
      retryDeferral(on(mac, 60), anAsked(), minutes, now, berlin).due.since(now).total('minutes');
    expect([Math.floor(minutesTo(360)), Math.floor(minutesTo(15))]).toEqual([360 + 30, 15 + 8]);
  });

  it('with nobody logged in begins later as well', () => {
    const { due, intent } = noUserDeferral(on(mac, 60), aRecord(), now, berlin);
    expect([due.toString(), intent.kind]).toEqual(['2026-11-21T13:41:00Z', 'in']);
  });
});
