/** The list of Maintenance, as the person meets it: opened from the real menu, beside whatever else is on the screen. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '@playwright/test';
import type { DeploymentView } from '../../src/contract/session-door.ts';
import { iso, running, scheduled, settled } from '../app/builders.ts';
import { DialogPage } from '../e2e/pages/dialog.ts';
import { AppWindow } from './app-window.ts';

const installed = (id: string): DeploymentView =>
  settled(
    { kind: 'installed', at: iso('2026-11-24T16:05'), verified: true },
    { id, title: `Work ${id}`, status: 'Installed' },
  );

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('the list of Maintenance', () => {
  let mac: AppWindow;
  const windows = () => mac.app.windows().length;
  const heightOf = (page: Page) => page.evaluate(() => window.innerHeight);

  /** Nothing is due yet, so it is the first line that can be picked. */
  async function open(): Promise<Page> {
    const opened = mac.app.waitForEvent('window');
    await mac.desktop.pickMenuItem([0]);
    const page = await opened;
    await page.getByRole('heading', { level: 1, name: 'Maintenance' }).waitFor();
    return page;
  }

  beforeAll(async () => {
    mac = await AppWindow.start();
  }, 120_000);
  afterEach(async () => {
    await mac.quiet();
  });
  afterAll(async () => {
    expect(await mac.stop()).toBe(0);
  });

  it('comes forward with the keyboard, and Escape takes it away with its process', async () => {
    const page = await open();
    expect(await page.getByText('Nothing is due.').isVisible()).toBe(true);
    const focused = () =>
      mac.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.getTitle() ?? null);
    await expect.poll(focused).toBe('Maintenance');
    await new DialogPage(page).pressKey('Escape');
    await expect.poll(windows).toBe(0);
  });

  it('closes as every window does', async () => {
    await open();
    await mac.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(windows).toBe(0);
    const page = await open();
    await page.evaluate(() => window.close()).catch(() => undefined);
    await expect.poll(windows).toBe(0);
  });

  it('is true at every moment while it is open', async () => {
    const page = await open();
    mac.show(settled(running, { title: 'Slack 4.40' }), installed('1'));
    const rows = page.getByRole('list', { name: 'Due' }).getByRole('listitem');
    await rows.filter({ hasText: 'It has been running since' }).waitFor();
    expect(await page.getByRole('list', { name: 'Past' }).getByRole('listitem').count()).toBe(1);
    mac.show(installed('1'), installed('2'));
    await page.getByText('Nothing is due.').waitFor();
    expect(await page.getByRole('list', { name: 'Past' }).getByRole('listitem').count()).toBe(2);
  });

  it('scrolls where there is much, with the keyboard alone, and keeps its heading', async () => {
    mac.show(...Array.from({ length: 300 }, (_, index) => installed(String(index))));
    const page = await open();
    expect(await heightOf(page)).toBe(680);
    const last = page.getByRole('listitem').last();
    const isInside = async () => ((await last.boundingBox())?.y ?? Infinity) < 680;
    expect(await isInside()).toBe(false);
    await new DialogPage(page).pressKey('End');
    await expect.poll(isInside).toBe(true);
    expect((await page.getByRole('heading', { level: 1 }).boundingBox())?.y).toBeGreaterThan(0);
  });

  it('grows with its list, and keeps a height that it once had', async () => {
    const page = await open();
    const low = await heightOf(page);
    mac.show(...Array.from({ length: 4 }, (_, index) => installed(String(index))));
    await expect.poll(() => heightOf(page)).toBeGreaterThan(low + 100);
    const high = await heightOf(page);
    expect(await page.getByRole('listitem').last().isVisible()).toBe(true);
    mac.show(installed('0'));
    await expect.poll(() => page.getByRole('listitem').count()).toBe(1);
    expect(await heightOf(page)).toBe(high);
  });

  it('is as large as a person makes it', async () => {
    const page = await open();
    await mac.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(700, 300);
    });
    mac.show(...Array.from({ length: 20 }, (_, index) => installed(String(index))));
    await page.getByRole('listitem').last().waitFor();
    await expect.poll(() => heightOf(page)).toBe(300);
  });

  it('stands beside a question, which it neither hides nor answers', async () => {
    const list = await open();
    const question = await mac.ask();
    const onScreen = async () =>
      (await mac.desktop.windows()).filter(({ kind, viewable }) => kind === 'window' && viewable).length;
    await expect.poll(onScreen).toBe(2);
    await list.getByText('It waits for your answer.').waitFor();
    await new DialogPage(list).pressKey('Escape');
    await expect.poll(windows).toBe(1);
    expect(mac.helper.intents).toEqual([]);
    await new DialogPage(question).notNow.click();
    await expect.poll(() => mac.helper.intents).toEqual([{ kind: 'not-now', deployment: 'macos' }]);
  });

  it('is left to the person: an appointment comes and goes without it', () => {
    mac.show(settled(scheduled('2026-11-25T15:10')));
    expect(windows()).toBe(0);
  });
});
