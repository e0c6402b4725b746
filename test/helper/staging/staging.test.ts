/** An open app is not replaced: its new version waits in the staging folder, with the real helper. */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { paths, sideFolderOf, stagedBundle, stagingFolderOf } from '../../../src/contract/identity.ts';
import type { Started } from '../../../src/pretend-mac/mac-process.ts';
import type { PropertyList } from '../../../src/pretend-mac/property-list.ts';
import { policyOf, serving, slack as plainSlack, type Piece } from '../deployments.ts';
import { jappleseed, minutes, newWorld, type World, type WorldOptions } from '../world.ts';
import { manifest, putBundle, slack as target } from './apps.ts';

const folder = stagingFolderOf('slack');
const staged = stagedBundle('slack', target.path);

/** Its policy puts the new version into the staging folder. */
const slack: Piece = {
  ...plainSlack,
  payload: [{ do: 'install-app', name: 'Slack', bundleId: target.bundleId, version: '4.50.1', folder }],
};

async function worldWithSlack(keys: PropertyList = {}, options: WorldOptions = {}): Promise<World> {
  const piece = { ...slack, keys: { ...slack.keys, ...keys } };
  return newWorld({
    ...serving(piece),
    before: (mac) => {
      putBundle(mac.root, target.path, { version: '4.39', owner: [0, 80] });
      mac.installExecutable(`${target.path}/Contents/MacOS/Slack`, '#!/bin/sh\nread line\n');
    },
    ...options,
  });
}

const open = (world: World): Started =>
  world.mac.start(`${target.path}/Contents/MacOS/Slack`, [], { ...jappleseed, interactive: true });

async function quit(app: Started): Promise<void> {
  app.child.stdin?.end();
  await app.finished;
}

const startNow = (world: World) => world.command('defer', '--deployment', 'slack', '--in', '0');

const installedVersion = (world: World): string =>
  /<string>(4\.[\d.]+)<\/string>/.exec(
    manifest(world.mac.path(target.path)).find((line) => line.startsWith('/Contents/Info.plist')) ?? '',
  )?.[1] ?? '';

/** Its run has staged the new version while the app was open. */
async function worldThatWaits(): Promise<{ readonly world: World; readonly app: Started }> {
  const world = await worldWithSlack();
  const app = open(world);
  await startNow(world);
  await world.untilDetail('slack', 'staged');
  return { world, app };
}

describe('while the app is open', () => {
  it('its new version waits, which counts as Installed, and everybody is told so', async () => {
    const { world } = await worldThatWaits();
    const entry = await world.entry('slack');
    expect(entry).toMatchObject({
      status: 'Installed',
      detail: { kind: 'staged', app: 'Slack', version: '4.50.1', bundleId: target.bundleId },
    });
    expect(entry.sentence).toMatch(
      /^Slack 4\.50\.1 waits since 2026-11-21 14:1\d Europe\/Berlin; it is put in place when the user quits Slack\.$/,
    );
    expect(world.steps('slack').at(-1)).toBe(
      'checking → staged: inventory: Slack 4.50.1 waits until Slack is quit',
    );
    expect(installedVersion(world)).toBe('4.39');
    expect(await world.command('prompt', '--deployment', 'slack')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Slack 4.50.1 waits') as unknown,
    });
  });

  it('it stays so for hours', async () => {
    const { world, app } = await worldThatWaits();
    await world.mac.clock.advance(minutes(200));
    expect((await world.entry('slack')).detail.kind).toBe('staged');
    expect(installedVersion(world)).toBe('4.39');
    await quit(app);
  });

  it('it stays so over a killed helper', async () => {
    const { world } = await worldThatWaits();
    await world.killHelper();
    expect((await world.entry('slack')).detail.kind).toBe('staged');
    expect(installedVersion(world)).toBe('4.39');
  });
});

describe('when the app is quit', () => {
  it('the new version moves in within the minute, although nobody tells of it', async () => {
    const { world, app } = await worldThatWaits();
    await quit(app);
    await world.mac.clock.advance(minutes(1));
    const entry = await world.untilDetail('slack', 'installed');
    expect(entry).toMatchObject({ status: 'Installed', detail: { verified: true } });
    expect(installedVersion(world)).toBe('4.50.1');
    expect(existsSync(world.mac.path(staged))).toBe(false);
    expect(readdirSync(world.mac.path('/Applications'))).toEqual(['Slack.app']);
    expect(world.steps('slack').at(-1)).toBe(
      'staged → installed: inventory: /Applications/Slack.app is 4.50.1; it was put in place from the staging folder',
    );
  });

  it('it moves in at once where the app in the session tells of it', async () => {
    const { world, app } = await worldThatWaits();
    const session = await world.session();
    await quit(app);
    await session.call('report', { event: 'app-quit' });
    await world.untilDetail('slack', 'installed');
    expect(installedVersion(world)).toBe('4.50.1');
  });

  it('it moves in within seconds where the person chose Quit and Update', async () => {
    const { world, app } = await worldThatWaits();
    const session = await world.session();
    const answer = await session.call('intent', { kind: 'quit-and-update', deployment: 'slack' });
    expect(answer.result).toEqual({ kind: 'accepted', due: null });
    expect((await world.entry('slack')).detail.kind).toBe('staged');
    await quit(app);
    await world.mac.clock.advance(3_000);
    await world.untilDetail('slack', 'installed');
  });

  it('it moves in at the next start of a Mac that was switched off meanwhile', async () => {
    const { world } = await worldThatWaits();
    await world.mac.powerOff();
    await world.mac.powerOn();
    await world.ready();
    await world.untilDetail('slack', 'installed');
    expect(installedVersion(world)).toBe('4.50.1');
  });
});

it('Quit and Update is refused where nothing waits', async () => {
  const world = await worldWithSlack();
  const session = await world.session();
  for (const deployment of ['slack', 'nothing']) {
    const answer = await session.call('intent', { kind: 'quit-and-update', deployment });
    expect(answer.result).toMatchObject({ kind: 'refused', reason: 'nothing-to-choose' });
  }
});

it('an app that is not open is replaced as soon as the run has ended', async () => {
  const world = await worldWithSlack();
  await startNow(world);
  await world.untilDetail('slack', 'installed');
  expect(installedVersion(world)).toBe('4.50.1');
  expect(world.steps('slack').filter((step) => step.includes('staged'))).toEqual([]);
});

it('what the same policy stages again is of no use, and is removed', async () => {
  const world = await worldWithSlack();
  await startNow(world);
  await world.untilDetail('slack', 'installed');
  await startNow(world);
  await world.until('slack', ({ attempts }) => attempts.length === 1 && attempts[0]?.outcome === 'finished');
  await world.untilDetail('slack', 'installed');
  await world.eventually('it is removed', () => (existsSync(world.mac.path(staged)) ? null : true));
  expect(world.log()).toContain('slack: what waited is installed already, and was removed');
});

it('with StageOpenApplications off the folder means nothing', async () => {
  const world = await worldWithSlack({ StageOpenApplications: false });
  expect(existsSync(world.mac.path(folder))).toBe(false);
  await startNow(world);
  await world.untilDetail('slack', 'checking');
  await world.mac.clock.advance(minutes(20));
  expect((await world.entry('slack')).detail.kind).toBe('checking');
  expect(installedVersion(world)).toBe('4.39');
});

it('the folder is made before anybody else could make it', async () => {
  const world = await worldWithSlack();
  expect([world.mode(paths.stagingFolder), world.mode(folder)]).toEqual(['0:0 0755', '0:0 0700']);
});

describe('what waits is refused, with the reason in status, history and log', () => {
  it.each<[string, (world: World) => void, string]>([
    [
      'where a user can write the folder',
      (world) => chmodSync(world.mac.path(folder), 0o777),
      `its staging folder is not used: ${folder} can be written by every user`,
    ],
    [
      'where the folder belongs to a user',
      (world) => chownSync(world.mac.path(folder), 501, 20),
      `its staging folder is not used: ${folder} does not belong to root`,
    ],
    [
      'where the folder is a link',
      (world) => {
        rmSync(world.mac.path(folder), { recursive: true });
        mkdirSync(world.mac.path('/private/tmp/mine'));
        symlinkSync(world.mac.path('/private/tmp/mine'), world.mac.path(folder));
      },
      `its staging folder is not used: ${folder} is a link`,
    ],
  ])('%s', async (_, spoil, why) => {
    const world = await worldWithSlack();
    spoil(world);
    await startNow(world);
    await world.untilDetail('slack', 'checking');
    await world.eventually('the status names it', async () =>
      (await world.status()).problems.includes(`slack: ${why}`) ? true : null,
    );
    expect(world.log()).toContain(`slack: ${why}`);
    await world.eventually('the history names it', () =>
      world.steps('slack').some((step) => step.includes(why)) ? true : null,
    );
    expect(installedVersion(world)).toBe('4.39');
  });

  it.each<[string, (world: World) => void, string]>([
    [
      'where it is a link',
      (world) => {
        putBundle(world.mac.root, '/private/tmp/Slack.app', { version: '4.60' });
        symlinkSync(world.mac.path('/private/tmp/Slack.app'), world.mac.path(staged));
      },
      `${staged} is a link`,
    ],
    [
      'where it has no version',
      (world) => putBundle(world.mac.root, staged, { version: null }),
      'it has no version',
    ],
    [
      'where it is another app',
      (world) => putBundle(world.mac.root, staged, { version: '4.60', bundleId: 'com.example.other' }),
      `its bundle ID is com.example.other, not ${target.bundleId}`,
    ],
    [
      'where it is too old',
      (world) => putBundle(world.mac.root, staged, { version: '4.45' }),
      'its version 4.45 is below 4.50',
    ],
  ])('%s', async (_, put, why) => {
    const world = await worldWithSlack({}, { policies: [policyOf(slack, { payload: [] })] });
    put(world);
    await startNow(world);
    const refused = `what waits in its staging folder is refused: ${why}`;
    await world.eventually('the status names it', async () =>
      (await world.status()).problems.includes(`slack: ${refused}`) ? true : null,
    );
    await world.eventually('the history names it', () =>
      world.steps('slack').some((step) => step.includes(refused)) ? true : null,
    );
    expect(installedVersion(world)).toBe('4.39');
    // No one waits for ever: the work is not done.
    await world.mac.clock.advance(minutes(80));
    const { detail, attempts } = await world.until('slack', ({ detail: { kind } }) => kind === 'scheduled');
    expect({ detail, outcome: attempts.at(-1)?.outcome }).toMatchObject({
      detail: { by: 'retry', attempt: 2 },
      outcome: 'not-verified',
    });
  });
});

it('what is put right is used at the next look', async () => {
  const world = await worldWithSlack();
  chmodSync(world.mac.path(folder), 0o777);
  await startNow(world);
  await world.until('slack', ({ detail }) => detail.kind === 'checking' && detail.nextLook !== detail.since);
  chmodSync(world.mac.path(folder), 0o700);
  await world.mac.clock.advance(minutes(16));
  await world.untilDetail('slack', 'installed');
  expect((await world.status()).problems).toEqual([]);
});

it('a move that macOS does not allow is told, and tried again', async () => {
  const { world, app } = await worldThatWaits();
  // Somebody's folder stands where the old app should go.
  mkdirSync(world.mac.path(`${sideFolderOf('slack')}/mine`), { recursive: true });
  await quit(app);
  await world.mac.clock.advance(minutes(1));
  await world.eventually('the status names it', async () =>
    (await world.status()).problems.some((line) => line.includes('could not be put in place')) ? true : null,
  );
  expect((await world.entry('slack')).detail.kind).toBe('staged');
  expect(installedVersion(world)).toBe('4.39');
  renameSync(world.mac.path(sideFolderOf('slack')), world.mac.path('/private/tmp/mine'));
  await world.mac.clock.advance(minutes(6));
  await world.untilDetail('slack', 'installed');
  expect((await world.status()).problems).toEqual([]);
});

it(
  'the helper is killed in the middle: one whole app is there, and the new one comes to its place',
  { timeout: 120_000 },
  async () => {
    const { world, app } = await worldThatWaits();
    await quit(app);
    for (const pause of [1_100, 1_200, 1_250, 1_300, 1_350, 1_400]) {
      const session = await world.session();
      const told = session.call('report', { event: 'app-quit' }).catch(() => undefined);
      const pid = await world.helperPid();
      await new Promise((resolve) => setTimeout(resolve, pause));
      process.kill(pid, 'SIGKILL');
      await told;
      await world.mac.clock.advance(10_000);
      await world.ready();
      expect(['4.39', '4.50.1']).toContain(installedVersion(world));
    }
    await world.mac.clock.advance(minutes(2));
    await world.untilDetail('slack', 'installed');
    expect(installedVersion(world)).toBe('4.50.1');
    expect(readdirSync(world.mac.path('/Applications'))).toEqual(['Slack.app']);
  },
);
