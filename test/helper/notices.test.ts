/** Reminders and last warnings: told in time, in full, and never over a presentation. */
import { describe, expect, it } from 'vitest';
import type { DeploymentView, Snapshot } from '../../src/contract/session-door.ts';
import { housekeeping, serving } from './deployments.ts';
import type { DoorClient } from './door-client.ts';
import { inACall, ordinaryScreen, slideShow } from './onlooker.ts';
import { hours, jappleseed, labelOf, newWorld, type World } from './world.ts';

const tidy = (snapshot: unknown): DeploymentView | null =>
  (snapshot as Snapshot).deployments.find(({ id }) => id === 'tidy') ?? null;

async function listener(world: World): Promise<DoorClient> {
  const session = await world.session();
  await session.call('subscribe');
  return session;
}
const told = (session: DoorClient, number: number): Promise<DeploymentView> =>
  session.snapshot((it) => (tidy(it)?.notice?.number === number ? tidy(it) : null));

/** The clock goes on while somebody looks on, as the app does. */
async function until(world: World, moment: string): Promise<void> {
  while (world.mac.clock.now() < Date.parse(moment)) {
    await world.onlooker.tell();
    const next = Math.min(world.mac.clock.now() + 20_000, Date.parse(moment));
    await world.mac.clock.advanceTo(next);
    await (await world.admin()).call('reload', {});
  }
  await world.onlooker.tell();
}

describe('a reminder', () => {
  it('comes a quarter of an hour before a time that was picked', async () => {
    const world = await newWorld(serving(housekeeping));
    const session = await listener(world);
    await world.command('defer', '--deployment', 'tidy', '--at', '2026-11-21T15:00');
    expect(tidy((await session.call('subscribe')).result)?.notice).toBeNull();
    await world.mac.clock.advanceTo('2026-11-21T13:45:01Z');
    expect((await told(session, 1)).notice).toMatchObject({
      number: 1,
      kind: 'reminder',
      due: '2026-11-21T14:00:00Z',
    });
    await world.runAt(labelOf('tidy'), '2026-11-21T14:00:00Z');
    await world.untilDetail('tidy', 'installed');
  });

  it('waits for the end of a presentation', async () => {
    const world = await newWorld(serving(housekeeping));
    const session = await listener(world);
    world.onlooker.screen = slideShow;
    await world.command('defer', '--deployment', 'tidy', '--at', '2026-11-21T15:00');
    await until(world, '2026-11-21T13:46:00Z');
    expect(tidy((await session.call('subscribe')).result)?.notice).toBeNull();
    await world.onlooker.show(ordinaryScreen);
    await told(session, 1);
  });
});

describe('a run without asking', () => {
  const forced = {
    ...serving(housekeeping),
    deployments: { tidy: { ...housekeeping.keys, DeadlineDate: '2026-11-21T16:00' } },
  };

  it('is announced when it is set, and again as its minute comes near', async () => {
    const world = await newWorld(forced);
    const session = await listener(world);
    await world.command('prompt', '--deployment', 'tidy');
    await until(world, '2026-11-21T14:00:10Z');
    const first = await told(session, 1);
    expect(first).toMatchObject({
      detail: { kind: 'scheduled', by: 'deadline', due: '2026-11-21T15:01:00Z' },
      notice: { kind: 'warning', due: '2026-11-21T15:01:00Z' },
    });
    await until(world, '2026-11-21T14:31:20Z');
    expect((await told(session, 2)).notice?.kind).toBe('warning');
  });

  it('gives whoever comes out of a call the whole grace period', async () => {
    const world = await newWorld(forced);
    const session = await listener(world);
    await world.command('prompt', '--deployment', 'tidy');
    world.onlooker.screen = inACall;
    await until(world, '2026-11-21T14:40:00Z');
    expect(tidy((await session.call('subscribe')).result)?.notice).toBeNull();
    await world.onlooker.show(ordinaryScreen);
    const view = await told(session, 1);
    expect(view.detail).toMatchObject({ kind: 'scheduled', due: '2026-11-21T15:41:00Z' });
    await world.eventually('launchd has the new minute', () =>
      JSON.stringify(world.plist(labelOf('tidy'))?.['StartCalendarInterval']).includes('"Minute":41')
        ? true
        : null,
    );
    await until(world, '2026-11-21T15:40:30Z');
    expect(world.jamfRuns('tidy_up')).toBe(0);
    await world.runAt(labelOf('tidy'), '2026-11-21T15:41:00Z');
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it('that a presentation held past its minute is announced in full before it begins', async () => {
    const world = await newWorld(forced);
    const session = await listener(world);
    await world.command('prompt', '--deployment', 'tidy');
    world.onlooker.screen = slideShow;
    await until(world, '2026-11-21T15:10:00Z');
    const held = await world.until('tidy', ({ hold }) => hold?.what === 'run');
    expect(held.hold?.reasons).toMatchObject([{ kind: 'presenting', app: 'Keynote' }]);
    await world.onlooker.show(ordinaryScreen);
    const view = await told(session, 1);
    expect(view).toMatchObject({
      detail: { kind: 'scheduled', due: '2026-11-21T16:11:00Z' },
      hold: null,
      notice: { kind: 'warning', due: '2026-11-21T16:11:00Z' },
    });
    expect(world.jamfRuns('tidy_up')).toBe(0);
    await until(world, '2026-11-21T16:10:30Z');
    await world.runAt(labelOf('tidy'), '2026-11-21T16:11:00Z');
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it('after a week off is announced to whoever logs in, however late', async () => {
    const world = await newWorld(forced);
    await world.command('prompt', '--deployment', 'tidy');
    await world.mac.powerOff();
    await world.mac.clock.advance(hours(24 * 7));
    await world.mac.powerOn();
    await world.ready();
    await world.mac.clock.advance(hours(3));
    expect(world.jamfRuns('tidy_up')).toBe(0);
    await world.mac.login(jappleseed);
    const session = await listener(world);
    const view = await told(session, 1);
    const due = view.detail.kind === 'scheduled' ? Date.parse(view.detail.due) : 0;
    expect(due - world.mac.clock.now()).toBeGreaterThan(hours(1) - 60_000);
    expect(view.notice).toMatchObject({ kind: 'warning' });
  });
});
