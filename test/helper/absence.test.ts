/** New Macs, and people who come back: what the helper keeps, so that nobody is forced on their first morning. */
import { describe, expect, it } from 'vitest';
import { housekeeping } from './deployments.ts';
import { hours, jappleseed, newWorld, type World } from './world.ts';

interface SavedMac {
  readonly id: string;
  readonly firstSeen: string;
  readonly lastThere: string | null;
}
const savedMac = (world: World): SavedMac => (world.state() as { mac: SavedMac }).mac;

describe('a Mac', () => {
  it('is seen once: at the first start, and the same after a crash', async () => {
    const world = await newWorld({ user: null });
    const first = savedMac(world);
    expect(first.firstSeen).toMatch(/^2026-11-21T13:10/);
    expect(first.lastThere).toBeNull();
    await world.killHelper();
    expect(savedMac(world)).toEqual(first);
  });

  it('is another one with each world', async () => {
    const [one, other] = [await newWorld({ user: null }), await newWorld({ user: null })];
    expect(savedMac(one).id).not.toBe(savedMac(other).id);
  });

  it('that is new is not forced before its grace is over', async () => {
    const world = await newWorld({
      deployments: { tidy: { ...housekeeping.keys, DeadlineDate: '2026-11-21T15:00', NewMacGraceHours: 48 } },
    });
    await world.command('prompt', '--deployment', 'tidy');
    expect((await world.entry('tidy')).deadline?.slice(0, 13)).toBe('2026-11-23T13');
  });
});

describe('somebody who comes back', () => {
  const keys = { ...housekeeping.keys, DeadlineDate: '2026-11-25T12:00' };

  async function backAfterTenDays(world: World): Promise<void> {
    await world.command('prompt', '--deployment', 'tidy');
    await world.until('tidy', ({ firstOffered }) => firstOffered !== null);
    await world.mac.powerOff();
    await world.mac.clock.advance(hours(240));
    await world.mac.powerOn();
    await world.ready();
    await world.mac.login(jappleseed);
    await world.sessionDoorOf(jappleseed.uid);
  }

  it('after the deadline is asked first, where the admin grants it', async () => {
    const world = await newWorld({ deployments: { tidy: { ...keys, AbsentGraceHours: 24 } } });
    await backAfterTenDays(world);
    const entry = await world.until('tidy', ({ detail }) => detail.kind === 'asked');
    // 1 December, 14:10, a day after the return.
    expect(entry.deadline?.slice(0, 13)).toBe('2026-12-02T13');
  });

  it('after the deadline is told first, always', async () => {
    const world = await newWorld({ deployments: { tidy: keys } });
    await backAfterTenDays(world);
    const entry = await world.until('tidy', ({ detail }) => detail.kind === 'scheduled');
    expect(entry.detail).toMatchObject({ by: 'deadline' });
    const due = entry.detail.kind === 'scheduled' ? entry.detail.due : '';
    expect(Date.parse(due) - world.mac.clock.now()).toBeGreaterThan(hours(1) - 60_000);
    expect(world.jamfRuns('tidy_up')).toBe(0);
  });
});
