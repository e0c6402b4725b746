/** The item in the menu bar where the organization wants none, or one only while something is due. */
import { preferenceDomain } from '../../src/contract/identity.ts';
import { expect, test } from './world/test.ts';
import type { World } from './world/world.ts';

const soon = { timeout: 30_000 };

async function wants(world: World, MenuBarItem: string): Promise<void> {
  world.preferences(preferenceDomain, { OrganizationName: 'Example Corp', MenuBarItem });
  expect((await world.command('reload')).code).toBe(0);
}

const items = async (world: World): Promise<number> =>
  (await world.desktop.windows()).filter(({ kind, viewable }) => kind === 'menu-bar icon' && viewable).length;

test('without an item the dialog comes all the same, and points at nothing that is not there', async ({
  begin,
}) => {
  const world = await begin({ id: 'slack' });
  await wants(world, 'never');
  const app = await world.openApp({ hasItem: false });
  await world.prompt('slack');
  const dialog = await app.dialog();
  await dialog.choose('In 1 hour');
  await dialog.primaryButton.click();
  await expect(dialog.confirmation).toHaveText('Scheduled for today at 15:11.');
  await dialog.done.click();
  await app.noDialog();
  expect(await items(world)).toBe(0);
  await world.comesTo('slack');
  await expect.poll(async () => (await world.deployment('slack')).status, soon).toBe('Installed');
  await wants(world, 'always');
  await world.desktop.trayIcon();
});

test('an item that is there while something is due comes and goes with it, and the app stays', async ({
  begin,
}) => {
  const world = await begin({ id: 'slack' });
  await wants(world, 'when-due');
  const app = await world.openApp({ hasItem: false });
  expect(await items(world)).toBe(0);
  await world.prompt('slack');
  await world.desktop.trayIcon();
  const dialog = await app.dialog();
  await dialog.choose('Now');
  await dialog.primaryButton.click();
  await expect.poll(() => items(world), soon).toBe(0);
  expect((await world.deployment('slack')).status).toBe('Installed');
  expect(app.electron.process().exitCode).toBeNull();
});
