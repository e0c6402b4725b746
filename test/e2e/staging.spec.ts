/** An app that is open is not replaced: its new version waits, the person is told, and it moves in when the app is quit. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { positionsOf } from '../../src/pretend-mac/desktop/menu.ts';
import { stagedBundle, stagingFolderOf } from '../../src/contract/identity.ts';
import { expect, test } from './world/test.ts';
import type { World } from './world/world.ts';

const target = '/Applications/Slack.app';
const staged = stagedBundle('slack', target);

const slack = {
  id: 'slack',
  preferences: {
    Title: 'Upgrade Slack',
    VerifyApplicationPath: target,
    VerifyApplicationBundleID: 'com.tinyspeck.slackmacgap',
    VerifyApplicationVersion: '4.40',
  },
  payload: [
    {
      do: 'install-app',
      name: 'Slack',
      bundleId: 'com.tinyspeck.slackmacgap',
      version: '4.40.2',
      folder: stagingFolderOf('slack'),
    },
  ],
} as const;

const installed = (world: World): string =>
  /CFBundleShortVersionString<\/key>\s*<string>([\d.]+)</.exec(
    readFileSync(world.mac.path(`${target}/Contents/Info.plist`), 'utf8'),
  )?.[1] ?? '';

const clickIn = async (
  world: World,
  app: Awaited<ReturnType<World['openApp']>>,
  label: string,
): Promise<void> => world.desktop.pickMenuItem(positionsOf(await app.menu.lines(), [label]));

test('an open app is updated by Quit and Update', async ({ begin }, info) => {
  const world = await begin(slack);
  const app = await world.openApp();
  const open = await world.openStandIn('Slack');
  await world.prompt('slack');
  const dialog = await app.dialog();
  await dialog.choose('Now');
  await dialog.primaryButton.click();
  await expect
    .poll(async () => (await world.deployment('slack')).detail.kind, { timeout: 30_000 })
    .toBe('staged');

  expect((await world.deployment('slack')).status).toBe('Installed');
  expect(installed(world)).toBe('4.39.95');
  await app.noDialog();
  await expect
    .poll(() => app.menu.text())
    .toContain('Slack 4.40.2 is ready. It is installed when you quit Slack.');
  expect(world.desktop.notifications.at(-1)).toMatchObject({
    title: 'Slack 4.40.2 is ready',
    body: 'It is installed when you quit Slack.',
    urgent: false,
  });

  // What is not saved yet is asked about by the app itself: it stays, and so does the new version.
  await open.edit();
  await clickIn(world, app, 'Quit and Update');
  await expect.poll(() => world.appLog()).toContain('was asked to quit (1)');
  await world.mac.clock.advance(130_000);
  expect((await world.deployment('slack')).detail.kind).toBe('staged');
  expect(installed(world)).toBe('4.39.95');
  await open.save();

  await world.desktop.openTrayMenu();
  await world.desktop.screenshot(info.outputPath('ready.png'));
  await world.desktop.closeMenu();
  await clickIn(world, app, 'Quit and Update');
  await open.ended();
  await expect
    .poll(async () => (await world.deployment('slack')).detail, { timeout: 20_000 })
    .toMatchObject({ kind: 'installed', verified: true });
  expect(installed(world)).toBe('4.40.2');
  expect(existsSync(world.mac.path(staged))).toBe(false);
  expect(readdirSync(world.mac.path('/Applications')).filter((name) => name.startsWith('.'))).toEqual([]);
  await expect.poll(() => app.menu.text()).toContain('Nothing is due.');
  expect(world.stages('slack')).toEqual([
    'asking',
    'scheduled',
    'running',
    'checking',
    'staged',
    'installed',
  ]);
});

test('an open app is updated within a minute after its person has quit it themselves', async ({ begin }) => {
  const world = await begin(slack);
  const open = await world.openStandIn('Slack');
  await world.command('defer', '--deployment', 'slack', '--in', '0');
  await expect
    .poll(async () => (await world.deployment('slack')).detail.kind, { timeout: 30_000 })
    .toBe('staged');
  await open.quit();
  await world.mac.clock.advance(60_000);
  await expect.poll(() => installed(world), { timeout: 20_000 }).toBe('4.40.2');
  await expect.poll(async () => (await world.deployment('slack')).detail.kind).toBe('installed');
});
