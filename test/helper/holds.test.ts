/** Never over a presentation: what the helper does with what it is told of the screen. */
import { describe, expect, it } from 'vitest';
import type { DeploymentView, Snapshot } from '../../src/contract/session-door.ts';
import { housekeeping, serving } from './deployments.ts';
import type { DoorClient } from './door-client.ts';
import { inACall, ordinaryScreen, slideShow } from './onlooker.ts';
import { hours, labelOf, minutes, newWorld, type World } from './world.ts';

const seconds = (count: number): number => count * 1000;
const tidy = (snapshot: unknown): DeploymentView | undefined =>
  (snapshot as Snapshot).deployments.find(({ id }) => id === 'tidy');

/** A session that hears of everything, and the question asked for. */
async function prompted(world: World): Promise<DoorClient> {
  const session = await world.session();
  await session.call('subscribe');
  const { code, stderr } = await world.command('prompt', '--deployment', 'tidy');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return session;
}
const shown = (session: DoorClient): Promise<DeploymentView> =>
  session.snapshot((it) => ((tidy(it)?.ask ?? null) === null ? null : (tidy(it) ?? null)));
const heldBack = (session: DoorClient): Promise<DeploymentView> =>
  session.snapshot((it) => ((tidy(it)?.hold ?? null) === null ? null : (tidy(it) ?? null)));
/** Time goes by while somebody looks on, as the app does. */
async function goesBy(world: World, milliseconds: number): Promise<void> {
  const step = 20_000;
  for (let gone = 0; gone < milliseconds; gone += step) {
    await world.onlooker.tell();
    await world.mac.clock.advance(Math.min(step, milliseconds - gone));
  }
  await world.onlooker.tell();
}

describe('a question', () => {
  it('waits while a slide show is on, says why, and comes when it is over', async () => {
    const world = await newWorld(serving(housekeeping));
    world.onlooker.screen = slideShow;
    const session = await prompted(world);
    const view = await heldBack(session);
    expect(view).toMatchObject({
      ask: null,
      hold: { kind: 'held', what: 'question', reasons: [{ kind: 'presenting', app: 'Keynote' }] },
    });
    expect(view.choices.map(({ id }) => id)).toContain('now');
    const again = await world.command('prompt', '--deployment', 'tidy');
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toMatch(
      /^tidy: The question waits since .*, at the latest until .*: Keynote presents \(window of Keynote \(pid 812\), 1280×800 at 0,0, layer 1000/,
    );
    await world.onlooker.show(ordinaryScreen);
    expect(await shown(session)).toMatchObject({ ask: 1, hold: null });
    const { holds, deferralsUsed } = await world.entry('tidy');
    expect(holds).toMatchObject([{ what: 'question', end: 'free', reasons: [{ app: 'Keynote' }] }]);
    expect(deferralsUsed).toBe(0);
    expect(world.log()).toMatch(
      /tidy: the question was held from .* to .*: Keynote presents .*; nothing held it any more/,
    );
  });

  it('does not come in the middle of a transition: one look that sees nothing is not the end', async () => {
    const world = await newWorld(serving(housekeeping));
    world.onlooker.screen = slideShow;
    const session = await prompted(world);
    await heldBack(session);
    world.onlooker.screen = ordinaryScreen;
    await world.onlooker.tell();
    world.onlooker.screen = slideShow;
    await world.onlooker.tell();
    expect((await world.entry('tidy')).hold).not.toBeNull();
    world.onlooker.screen = ordinaryScreen;
    await world.onlooker.tell();
    expect((await world.entry('tidy')).hold).not.toBeNull();
    await world.onlooker.tell();
    await shown(session);
  });

  it('is taken back when a presentation begins while it is shown', async () => {
    const world = await newWorld(serving(housekeeping));
    const session = await prompted(world);
    await shown(session);
    await world.onlooker.show(slideShow);
    expect(await heldBack(session)).toMatchObject({ ask: null });
    await world.onlooker.show(ordinaryScreen);
    expect(await shown(session)).toMatchObject({ ask: 1 });
  });

  it('may be answered from the menu at any time', async () => {
    const world = await newWorld(serving(housekeeping));
    world.onlooker.screen = slideShow;
    const session = await prompted(world);
    await heldBack(session);
    const answer = await session.call('intent', {
      kind: 'choose',
      deployment: 'tidy',
      pick: { kind: 'now' },
    });
    expect(answer.result).toMatchObject({ kind: 'accepted' });
    await world.untilDetail('tidy', 'installed');
    expect((await world.entry('tidy')).holds).toMatchObject([{ what: 'question', end: 'settled' }]);
  });

  it('comes after a quarter of an hour where nobody tells anything, and counts as seen', async () => {
    const world = await newWorld({ ...serving(housekeeping), onlooker: false });
    const session = await prompted(world);
    await world.mac.clock.advance(seconds(65));
    expect((await heldBack(session)).hold).toMatchObject({ kind: 'unknown', reasons: [] });
    expect((await world.entry('tidy')).firstOffered).toBeNull();
    for (let minute = 0; minute < 16; minute += 1) {
      await world.mac.clock.advance(seconds(65));
      // Answered in turn, so after the look at the clock.
      await (await world.admin()).call('reload', {});
    }
    expect(await shown(session)).toMatchObject({ ask: 1 });
    expect((await world.entry('tidy')).firstOffered).not.toBeNull();
  });

  it('does not wait for a call longer than its budget', async () => {
    const world = await newWorld({
      deployments: { tidy: { ...housekeeping.keys, HoldBudgetMinutes: 30 } },
    });
    world.onlooker.screen = inACall;
    const session = await prompted(world);
    expect((await heldBack(session)).hold?.until).toMatch(/^2026-11-21T13:40/);
    await goesBy(world, minutes(34));
    await shown(session);
    expect(await world.entry('tidy')).toMatchObject({ holds: [{ end: 'limit' }], deferralsUsed: 0 });
  });

  it('is held on after the helper was killed', async () => {
    const world = await newWorld(serving(housekeeping));
    world.onlooker.screen = slideShow;
    await heldBack(await prompted(world));
    await world.killHelper();
    const session = await world.session();
    await session.call('subscribe');
    await session.snapshot((it) => (tidy(it)?.hold?.kind === 'held' ? true : null));
    await world.onlooker.show(ordinaryScreen);
    await shown(session);
  });

  it('forgets what was told when another person logs in', async () => {
    const world = await newWorld(serving(housekeeping));
    world.onlooker.screen = slideShow;
    await heldBack(await prompted(world));
    world.onlooker.screen = null;
    await world.mac.logout();
    await world.until('tidy', ({ hold }) => hold === null);
    expect((await world.entry('tidy')).sentence).toContain('Waiting for the user');
  });
});

describe('a run', () => {
  const appointment = '2026-11-21T14:11:00Z';

  async function scheduled(keys: object = {}): Promise<{ world: World; session: DoorClient }> {
    const world = await newWorld({
      ...serving(housekeeping),
      deployments: { tidy: { ...housekeeping.keys, ...keys } },
    });
    const session = await prompted(world);
    await shown(session);
    const pick = { kind: 'in', minutes: 60 };
    const answer = await session.call('intent', { kind: 'choose', deployment: 'tidy', pick });
    expect(answer.result).toEqual({ kind: 'accepted', due: appointment });
    return { world, session };
  }

  async function comesToItsMinute(world: World): Promise<void> {
    await world.mac.clock.advanceTo('2026-11-21T14:10:30Z');
    const mark = world.mac.events.mark();
    await world.mac.clock.advanceTo(appointment);
    await world.mac.events.waitFor({ type: 'job-spawned', label: labelOf('tidy') }, { after: mark });
  }

  it('waits at its minute while a slide show is on, and goes when it is over', async () => {
    const { world, session } = await scheduled();
    world.onlooker.screen = slideShow;
    await comesToItsMinute(world);
    const view = await heldBack(session);
    expect(view).toMatchObject({
      detail: { kind: 'scheduled', due: appointment },
      hold: { kind: 'held', what: 'run', until: '2026-11-21T15:26:00Z' },
    });
    await goesBy(world, minutes(20));
    expect(world.jamfRuns('tidy_up')).toBe(0);
    expect(world.jobLog('tidy')).toContain('intermission: waits: Keynote presents');
    await world.onlooker.show(ordinaryScreen);
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
    expect((await world.entry('tidy')).holds).toMatchObject([{ what: 'run', end: 'free' }]);
  });

  it('goes at once where nothing is in its way, and leaves no hold behind', async () => {
    const { world } = await scheduled();
    await world.runAt(labelOf('tidy'), appointment);
    await world.untilDetail('tidy', 'installed');
    expect((await world.entry('tidy')).holds).toEqual([]);
  });

  it('that was picked and held for too long is given back: the person is asked again', async () => {
    const { world, session } = await scheduled({ RunHoldBudgetMinutes: 10 });
    world.onlooker.screen = inACall;
    await comesToItsMinute(world);
    await heldBack(session);
    await goesBy(world, minutes(14));
    const entry = await world.untilDetail('tidy', 'asked');
    expect(entry.detail).toMatchObject({ missed: appointment, because: 'held' });
    expect(entry.deferralsUsed).toBe(1);
    await world.onlooker.show(ordinaryScreen);
    expect(await shown(session)).toMatchObject({ ask: 2 });
    expect(world.jamfRuns('tidy_up')).toBe(0);
  });

  it('past the deadline spares a live presentation up to the absolute limit, and no longer', async () => {
    const { world, session } = await scheduled({
      DeadlineDate: '2026-11-21T15:20',
      RunHoldBudgetMinutes: 10,
      HoldLimitMinutes: 30,
    });
    world.onlooker.screen = slideShow;
    await comesToItsMinute(world);
    expect((await heldBack(session)).hold?.until).toBe('2026-11-21T14:50:00Z');
    await goesBy(world, minutes(36));
    expect(world.jamfRuns('tidy_up')).toBe(0);
    await goesBy(world, minutes(8));
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
    expect((await world.entry('tidy')).holds.at(-1)).toMatchObject({ what: 'run', end: 'limit' });
  });

  it('is begun at once by "now", in the middle of a presentation', async () => {
    const { world, session } = await scheduled();
    world.onlooker.screen = slideShow;
    await comesToItsMinute(world);
    await heldBack(session);
    const answer = await session.call('intent', {
      kind: 'choose',
      deployment: 'tidy',
      pick: { kind: 'now' },
    });
    expect(answer.result).toMatchObject({ kind: 'accepted' });
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it('does not fire in the face when the Mac slept while it was held', async () => {
    const { world, session } = await scheduled();
    world.onlooker.screen = slideShow;
    await comesToItsMinute(world);
    await heldBack(session);
    world.onlooker.screen = ordinaryScreen;
    await world.mac.sleep();
    await world.mac.clock.advance(hours(3));
    await world.mac.wake();
    await session.call('report', { event: 'woke' });
    const entry = await world.untilDetail('tidy', 'asked');
    expect(entry.detail).toMatchObject({ missed: appointment, because: 'away' });
    expect(world.jamfRuns('tidy_up')).toBe(0);
  });

  it('is no person’s concern where nobody is logged in', async () => {
    const { world } = await scheduled();
    world.onlooker.screen = slideShow;
    await world.onlooker.tell();
    await world.mac.logout();
    await world.runAt(labelOf('tidy'), appointment);
    await world.untilDetail('tidy', 'installed');
  });
});

describe('what comes from the session', () => {
  it.each<[string, unknown]>([
    ['no observation', { event: 'screen' }],
    ['an unknown event', { event: 'dance' }],
    ['a key too many', { event: 'screen', observation: { ...ordinaryScreen, title: 'secret' } }],
    [
      'a window with a title',
      {
        event: 'screen',
        observation: {
          ...ordinaryScreen,
          windows: {
            kind: 'seen',
            value: [
              {
                owner: 'x',
                bundleId: null,
                pid: 1,
                layer: 0,
                bounds: { x: 0, y: 0, width: 1, height: 1 },
                title: 'x',
              },
            ],
          },
        },
      },
    ],
    ...['\n2026-11-21T14:00:00Z tidy: Installed', '\u001b[2J', '\r', '\u2028'].map(
      (text): [string, unknown] => [
        `a name that would write on an admin's terminal (${JSON.stringify(text)})`,
        {
          event: 'screen',
          observation: {
            ...ordinaryScreen,
            assertions: { kind: 'seen', value: [{ kind: 'display', process: `x${text}`, pid: 1 }] },
          },
        },
      ],
    ),
    [
      'a reason that would',
      { event: 'screen', observation: { ...ordinaryScreen, camera: { kind: 'unknown', why: '\u001b]0;x' } } },
    ],
    [
      'more displays than there are',
      {
        event: 'screen',
        observation: {
          ...ordinaryScreen,
          displays: Array.from({ length: 33 }, () => ({ x: 0, y: 0, width: 1, height: 1 })),
        },
      },
    ],
    [
      'numbers that are none',
      { event: 'screen', observation: { ...ordinaryScreen, displays: [{ x: null }] } },
    ],
  ])('%s is refused, and changes nothing', async (_, report) => {
    const world = await newWorld(serving(housekeeping));
    const session = await prompted(world);
    await shown(session);
    expect((await session.call('report', report)).error).toBeDefined();
    expect((await world.entry('tidy')).hold).toBeNull();
  });
});
