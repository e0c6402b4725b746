/** The last warning's window and the notifications, as the person meets them: a real page, a real corner of the screen, real clicks. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '@playwright/test';
import type { DesktopWindow } from '../../src/pretend-mac/desktop/windows.ts';
import { DialogPage } from '../e2e/pages/dialog.ts';
import { AppWindow } from './app-window.ts';

const inAQuarter = 15 * 60;
const isNotification = ({ kind, viewable }: DesktopWindow): boolean => kind === 'notification' && viewable;

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('the last warning', () => {
  let mac: AppWindow;
  const intents = () => mac.helper.intents;
  const hasFocus = () => mac.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null);
  const windows = () => mac.app.windows().length;
  const inTheCorner = () => mac.desktop.waitForWindow(isNotification);
  const gone = () => mac.desktop.waitForNoWindow(isNotification);

  beforeAll(async () => {
    mac = await AppWindow.start();
  }, 120_000);
  afterEach(async () => {
    await mac.quiet();
    await gone();
  });
  afterAll(async () => {
    expect(await mac.stop()).toBe(0);
  });

  it('comes up without the keyboard and says when, how long that is, and what it is for', async () => {
    const page = await mac.warn(inAQuarter - 5);
    expect(await hasFocus()).toBe(false);
    expect(await new DialogPage(page).title.innerText()).toMatch(/^Your Mac restarts .*at \d\d:\d\d$/);
    expect(await new DialogPage(page).countdown.innerText()).toBe('in 15 minutes');
    expect(await page.getByText('Restart to finish updating macOS').isVisible()).toBe(true);
  });

  it('counts the seconds of its last minute', async () => {
    const page = await mac.warn(50);
    const { countdown } = new DialogPage(page);
    const seconds = async (): Promise<number> =>
      Number(/^in (\d+) seconds$/.exec(await countdown.innerText())?.[1]);
    const first = await seconds();
    expect(first).toBeLessThanOrEqual(50);
    await expect.poll(seconds, { timeout: 5_000 }).toBeLessThan(first - 1);
  });

  it('takes no key for an answer in its first moments, and Return puts it aside later', async () => {
    const page = await mac.warn(inAQuarter);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await new DialogPage(page).title.isVisible()).toBe(true);
    await new DialogPage(page).pressKey('Enter');
    await expect.poll(windows).toBe(0);
    expect(intents()).toEqual([]);
  });

  it.each<[string, (page: Page) => Promise<unknown>]>([
    ['Escape', (page) => new DialogPage(page).pressKey('Escape')],
    ['Put Aside', (page) => new DialogPage(page).putAside.click()],
    [
      'its red button',
      () => mac.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    ],
  ])('is put aside by %s, and nothing else happens', async (_by, put) => {
    await put(await mac.warn(inAQuarter));
    await expect.poll(windows).toBe(0);
    expect(intents()).toEqual([]);
  });

  it('starts at once when it is told to', async () => {
    const page = await mac.warn(inAQuarter);
    await new DialogPage(page).startNow.click();
    await expect.poll(intents).toEqual([{ kind: 'choose', deployment: 'macos', pick: { kind: 'now' } }]);
  });

  it('is told in the corner as well; a click there brings its window back, with the keyboard', async () => {
    const before = mac.desktop.notifications.length;
    const page = await mac.warn(inAQuarter - 5);
    const title = await new DialogPage(page).title.innerText();
    await expect
      .poll(() => mac.desktop.notifications.slice(before))
      .toEqual([{ title, body: 'In 15 minutes. Restart to finish updating macOS.', urgent: true }]);
    await new DialogPage(page).putAside.click();
    await expect.poll(windows).toBe(0);
    const again = mac.app.waitForEvent('window');
    await mac.desktop.clickNotification();
    expect(await new DialogPage(await again).title.innerText()).toBe(title);
    await expect.poll(hasFocus).toBe(true);
  });

  it('gives way to the next one in the corner, and leaves it with the work', async () => {
    const before = mac.desktop.notifications.length;
    await mac.warn(inAQuarter);
    await inTheCorner();
    mac.tell('warning', inAQuarter - 60);
    await expect.poll(() => mac.desktop.notifications.length).toBe(before + 2);
    // Were both there, one would be left.
    await mac.desktop.clickNotification(3);
    await gone();
    mac.tell('warning', inAQuarter - 120);
    await inTheCorner();
    await mac.quiet();
    await gone();
  });

  describe('a reminder', () => {
    it('is told in the corner alone, and a click on it opens the choices', async () => {
      const before = mac.desktop.notifications.length;
      mac.tell('reminder', inAQuarter - 5);
      await expect.poll(() => mac.desktop.notifications.length).toBe(before + 1);
      expect(mac.desktop.notifications.at(-1)).toMatchObject({
        title: 'Restart to finish updating macOS',
        body: expect.stringMatching(
          /^Starts .*at \d\d:\d\d \(in 15 minutes\)\. Your Mac restarts\.$/,
        ) as string,
        urgent: false,
      });
      expect(windows()).toBe(0);
      const opened = mac.app.waitForEvent('window');
      await mac.desktop.clickNotification();
      const dialog = new DialogPage(await opened);
      expect(await dialog.choices()).toHaveLength(3);
      await expect.poll(hasFocus).toBe(true);
    });
  });
});
