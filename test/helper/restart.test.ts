/** The restart that Intermission does itself: one for all, announced, never over a presentation, and never twice. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { DeploymentView, Snapshot } from '../../src/contract/session-door.ts';
import { serving, type Piece } from './deployments.ts';
import { ordinaryScreen, slideShow } from './onlooker.ts';
import { jamfOrder, pieceOf } from './several.ts';
import { jappleseed, labelOf, minutes, newWorld, type World, type WorldOptions } from './world.ts';

// Several restarts of a whole Mac.
vi.setConfig({ testTimeout: 60_000 });

/** 15:00 in Berlin. */
const minute = '2026-11-21T14:00:00Z';
const byIntermission = { RestartRequired: true, RestartBy: 'intermission' };
const ours = (id: string, change: Partial<Piece> = {}): Piece =>
  pieceOf(id, { ...change, keys: { ...byIntermission, ...change.keys } });
const theirs = (id: string): Piece =>
  pieceOf(id, { keys: { RestartRequired: true }, payload: [{ do: 'restart', atOnce: true }] });

/** All of them are due at the minute, which is twenty seconds away. */
async function due(pieces: readonly Piece[], options: WorldOptions = {}): Promise<World> {
  const world = await newWorld({ ...serving(...pieces), ...options });
  for (const { id } of pieces) {
    const { code } = await world.command('defer', '--deployment', id, '--at', '2026-11-21T15:00');
    expect(code).toBe(0);
  }
  await world.mac.clock.advanceTo('2026-11-21T13:59:40Z');
  await world.onlooker.tell();
  return world;
}

const restarts = (world: World): number =>
  world.mac.events.all({ type: 'power', state: 'shutting-down' }).length;

/** Time goes by while somebody looks on, minute by minute; answered in turn, so after each look. */
async function goesBy(world: World, count: number): Promise<void> {
  for (let half = 0; half < 2 * count; half += 1) {
    await world.mac.clock.advance(minutes(0.5));
    await world.onlooker.tell();
    await (await world.admin()).call('reload', {});
  }
}

const restartsAt = (world: World, id: string): Promise<string> =>
  world.eventually(`the restart after ${id} is announced`, async () => {
    const { detail } = await world.entry(id);
    return detail.kind === 'restarting' ? detail.at : null;
  });

/** The announced restart comes, and the helper is there again. */
async function restartComes(world: World, at: string): Promise<void> {
  const mark = world.mac.events.mark();
  await world.mac.clock.advanceTo(Date.parse(at) - 10_000);
  await world.onlooker.tell();
  expect(restarts(world)).toBe(0);
  await world.mac.clock.advance(10_100);
  await world.mac.events.waitFor({ type: 'power', state: 'on' }, { after: mark, timeoutMs: 20_000 });
  await world.ready();
}

describe('a restart by Intermission', () => {
  it('comes once for two that are due together, after the last of them, and then all is confirmed', async () => {
    const world = await due([
      ours('a', {
        keys: { VerifyOSVersion: '26.7' },
        payload: [{ do: 'set-system-version', version: '26.7' }],
      }),
      ours('b'),
      pieceOf('c'),
    ]);
    await world.mac.clock.advanceTo(minute);
    await world.untilDetail('b', 'restarting');
    expect(jamfOrder(world)).toEqual(['c', 'a', 'b']);
    const at = await restartsAt(world, 'a');
    expect(await restartsAt(world, 'b')).toBe(at);
    expect((await world.entry('c')).detail.kind).toBe('installed');
    expect((await world.entry('a')).sentence).toMatch(
      /^The work is done but for a restart; the Mac restarts at/,
    );
    await restartComes(world, at);
    expect((await world.untilDetail('a', 'installed')).detail).toMatchObject({ verified: true });
    await world.untilDetail('b', 'installed');
    await goesBy(world, 12);
    expect([restarts(world), jamfOrder(world)]).toEqual([1, ['c', 'a', 'b']]);
    expect(
      world
        .steps('a')
        .slice(-4)
        .map((step) => step.split(':')[0]),
    ).toEqual([
      'restarting → restarting',
      'restarting → restarting',
      'restarting → checking',
      'checking → installed',
    ]);
  });

  it('is told to the person, and waits while they present', async () => {
    const world = await due([ours('a')]);
    const session = await world.session();
    await session.call('subscribe');
    const seen = (fits: (view: DeploymentView) => boolean): Promise<DeploymentView> =>
      session.snapshot((it) => (it as Snapshot).deployments.find(fits) ?? null);
    await world.mac.clock.advanceTo(minute);
    const announced = await seen(({ detail }) => detail.kind === 'restarting' && detail.at !== null);
    expect(announced).toMatchObject({ hold: null, choices: [] });
    await world.onlooker.show(slideShow);
    const held = await seen(({ hold }) => hold !== null);
    expect(held).toMatchObject({
      detail: { kind: 'restarting', at: null },
      hold: { what: 'restart', reasons: [{ kind: 'presenting', app: 'Keynote' }] },
    });
    await goesBy(world, 20);
    expect(restarts(world)).toBe(0);
    await world.onlooker.show(ordinaryScreen);
    await seen(({ detail }) => detail.kind === 'restarting' && detail.at !== null);
    await restartComes(world, await restartsAt(world, 'a'));
    expect((await world.untilDetail('a', 'installed')).holds).toMatchObject([
      { what: 'restart', end: 'free' },
    ]);
  });

  it('comes at once with nobody logged in', async () => {
    const world = await due([ours('a'), ours('b')], { user: null });
    const mark = world.mac.events.mark();
    await world.mac.clock.advanceTo(minute);
    await world.mac.events.waitFor({ type: 'power', state: 'on' }, { after: mark, timeoutMs: 25_000 });
    await world.ready();
    for (const id of ['a', 'b']) await world.untilDetail(id, 'installed');
    expect([restarts(world), jamfOrder(world)]).toEqual([1, ['a', 'b']]);
  });

  it('is owed still by a helper that was killed meanwhile, and comes once', async () => {
    const world = await due([ours('a'), ours('b')]);
    await world.mac.clock.advanceTo(minute);
    const at = await restartsAt(world, 'b');
    await world.killHelper();
    expect(await restartsAt(world, 'b')).toBe(at);
    await restartComes(world, at);
    for (const id of ['a', 'b']) await world.untilDetail(id, 'installed');
    await goesBy(world, 12);
    expect([restarts(world), jamfOrder(world)]).toEqual([1, ['a', 'b']]);
  });

  it('is not owed any more where the person has restarted the Mac', async () => {
    const world = await due([ours('a')]);
    await world.mac.clock.advanceTo(minute);
    await restartsAt(world, 'a');
    await world.mac.restart();
    await world.ready();
    await world.untilDetail('a', 'installed');
    await goesBy(world, 12);
    expect([restarts(world), jamfOrder(world)]).toEqual([1, ['a']]);
  });

  it('is not needed where a policy restarts the Mac after it', async () => {
    const world = await due([theirs('a'), ours('b')]);
    const mark = world.mac.events.mark();
    await world.mac.clock.advanceTo(minute);
    await world.mac.events.waitFor({ type: 'power', state: 'on' }, { after: mark, timeoutMs: 25_000 });
    await world.ready();
    for (const id of ['a', 'b']) await world.untilDetail(id, 'installed');
    await goesBy(world, 12);
    expect([restarts(world), jamfOrder(world)]).toEqual([1, ['b', 'a']]);
  });

  it('does not come where the start of the Mac cannot be told from the next one', async () => {
    const world = await due([ours('a')]);
    world.mac.installExecutable('/usr/sbin/sysctl', '#!/bin/sh\necho unknown oid >&2\nexit 1\n');
    await world.mac.clock.advanceTo(minute);
    await restartsAt(world, 'a');
    await goesBy(world, 8);
    expect(restarts(world)).toBe(0);
    expect(world.log()).toContain('which start of the Mac this is could not be found out');
  });

  it('is tried again where shutdown fails', async () => {
    const world = await due([ours('a')]);
    const shutdown = world.mac.path('/sbin/shutdown');
    world.mac.installExecutable('/sbin/shutdown.real', readFileSync(shutdown, 'utf8'));
    world.mac.installExecutable('/sbin/shutdown', '#!/bin/sh\necho NOT super-user >&2\nexit 1\n');
    await world.mac.clock.advanceTo(minute);
    await restartsAt(world, 'a');
    await goesBy(world, 6);
    expect(world.log()).toContain('the Mac could not be restarted: shutdown ended with 1: NOT super-user');
    expect((await world.entry('a')).detail.kind).toBe('restarting');
    world.mac.installExecutable(
      '/sbin/shutdown',
      readFileSync(world.mac.path('/sbin/shutdown.real'), 'utf8'),
    );
    const mark = world.mac.events.mark();
    // Five minutes until it tries again, and five for the announcement.
    for (let half = 0; half < 24 && restarts(world) === 0; half += 1) {
      await world.mac.clock.advance(minutes(0.5));
      // The Mac may be gone in the middle of it.
      await world.onlooker.tell().catch(() => undefined);
    }
    await world.mac.events.waitFor({ type: 'power', state: 'on' }, { after: mark, timeoutMs: 20_000 });
    await world.ready();
    await world.untilDetail('a', 'installed');
    expect(restarts(world)).toBe(1);
  });

  it('is each one’s own where the admin wants it so: the second runs after the first restart', async () => {
    const own = { CombineRestarts: false };
    const world = await due([ours('a', { keys: own }), ours('b', { keys: own })]);
    await world.mac.clock.advanceTo(minute);
    await restartComes(world, await restartsAt(world, 'a'));
    await world.untilDetail('a', 'installed');
    expect(jamfOrder(world)).toEqual(['a']);
    // Its minute passed long ago, though its job had come: it is asked about again.
    expect((await world.entry('b')).detail).toMatchObject({ kind: 'asked', missed: minute, because: 'held' });
  });
});

describe('what a restart by a policy cuts off', () => {
  it('is kept a moment later, without asking again, and runs once', async () => {
    const world = await due([theirs('a'), pieceOf('b', { keys: { RestartRequired: true } })]);
    const mark = world.mac.events.mark();
    await world.mac.clock.advanceTo(minute);
    await world.mac.events.waitFor({ type: 'power', state: 'on' }, { after: mark, timeoutMs: 25_000 });
    await world.ready();
    await world.untilDetail('a', 'installed');
    // launchd has loaded it at the start with its old minute, and then again.
    await world.eventually('b is loaded anew', () =>
      world.mac.events.all({ type: 'job-loaded', label: labelOf('b') }).length >= 3 ? true : null,
    );
    const { detail } = await world.entry('b');
    if (detail.kind !== 'scheduled') throw new Error(`b is ${detail.kind}`);
    expect(Date.parse(detail.due)).toBeGreaterThan(Date.parse(minute));
    await world.mac.login(jappleseed);
    await world.sessionDoorOf(jappleseed.uid);
    await world.onlooker.tell();
    await world.runAt(labelOf('b'), detail.due);
    await world.untilDetail('b', 'installed');
    expect([restarts(world), jamfOrder(world)]).toEqual([1, ['a', 'b']]);
  });

  it('waits for a restart that its policy leaves for later, but not for ever', async () => {
    const later = { keys: { RestartRequired: true } };
    const world = await due([pieceOf('a', later), pieceOf('b', later)]);
    await world.mac.clock.advanceTo(minute);
    await world.untilDetail('a', 'installed');
    await goesBy(world, 4);
    expect(jamfOrder(world)).toEqual(['a']);
    expect(world.jobLog('b')).toContain('intermission: waits: the Mac is about to restart');
    await goesBy(world, 4);
    await world.untilDetail('b', 'installed');
    expect(jamfOrder(world)).toEqual(['a', 'b']);
  });

  it('is asked about again where the restart took longer', async () => {
    const world = await due([theirs('a'), pieceOf('b', { keys: { RestartRequired: true } })]);
    const mark = world.mac.events.mark();
    await world.mac.clock.advanceTo(minute);
    await world.mac.events.waitFor({ type: 'power', state: 'shutting-down' }, { after: mark });
    await world.mac.events.waitFor({ type: 'power', state: 'on' }, { after: mark, timeoutMs: 25_000 });
    await world.ready();
    await world.mac.powerOff({ abrupt: true });
    await world.mac.clock.advance(minutes(20));
    await world.mac.powerOn();
    await world.ready();
    await world.untilDetail('b', 'asked');
    expect(jamfOrder(world)).toEqual(['a']);
  });
});
