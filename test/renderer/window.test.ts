/** The window's manners and its walls, on a real page in a real sandbox. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expect as see } from '@playwright/test';
import { DialogPage } from '../e2e/pages/dialog.ts';
import type { Bridge, PageMessage } from '../../src/contract/window.ts';
import { AppWindow, inMinutes } from './app-window.ts';

interface PageWorld {
  readonly intermission: Bridge;
  readonly require?: unknown;
  readonly process?: unknown;
  wasRun?: boolean;
}

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('the window', () => {
  let mac: AppWindow;
  const intents = () => mac.helper.intents;
  const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

  beforeAll(async () => {
    mac = await AppWindow.start();
  }, 120_000);
  afterEach(async () => {
    await mac.quiet();
  });
  afterAll(async () => {
    expect(await mac.stop()).toBe(0);
  });

  describe('manners', () => {
    it('comes up without taking the keyboard, and leaves no process when it goes', async () => {
      const page = await mac.ask();
      const focused = await mac.app.evaluate(
        ({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null,
      );
      expect(focused).toBe(false);
      await new DialogPage(page).notNow.click();
      await expect.poll(intents).toEqual([{ kind: 'not-now', deployment: 'macos' }]);
      await expect
        .poll(() =>
          mac.app.evaluate(({ app }) => app.getAppMetrics().filter(({ type }) => type === 'Tab').length),
        )
        .toBe(0);
    });

    it('does not take a key for an answer in its first moments', async () => {
      const page = await mac.ask();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await pause(300);
      expect(intents()).toEqual([]);
    });

    it('lets Return press the button later, but never for Now', async () => {
      const page = await mac.ask();
      const dialog = new DialogPage(page);
      await dialog.choose('Now');
      await dialog.pressKey('Enter');
      await dialog.primaryButton.focus();
      await page.keyboard.press('Enter');
      await pause(300);
      expect(intents()).toEqual([]);
      await dialog.choose('In 1 hour');
      await page.keyboard.press('Enter');
      await expect.poll(() => intents()[0]).toMatchObject({ pick: { kind: 'in', minutes: 60 } });
    });

    it('can be used with the keyboard alone', async () => {
      const page = await mac.ask();
      const dialog = new DialogPage(page);
      await dialog.pressKey('ArrowDown');
      expect(await dialog.chosen.getAttribute('name')).toBe('choice');
      expect(await dialog.choice('Another time…').isChecked()).toBe(true);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('day');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('ArrowUp');
      expect(await dialog.choice('In 1 hour').isChecked()).toBe(true);
      await dialog.pressKey('Escape');
      await expect.poll(intents).toEqual([{ kind: 'not-now', deployment: 'macos' }]);
    });

    it('turns the page to say why, and back', async () => {
      const dialog = new DialogPage(await mac.ask());
      await dialog.choose('Now');
      await dialog.why.click();
      expect(await dialog.title.innerText()).toBe('Why am I seeing this?');
      await dialog.page.getByRole('button', { name: 'Back' }).click();
      expect(await dialog.choice('Now').isChecked()).toBe(true);
    });

    it('takes the red button for Not Now', async () => {
      await mac.ask();
      await mac.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      await expect.poll(intents).toEqual([{ kind: 'not-now', deployment: 'macos' }]);
    });

    it('lives on when its page closes itself', async () => {
      const page = await mac.ask();
      await page.evaluate(() => window.close()).catch(() => undefined);
      await expect.poll(intents).toEqual([{ kind: 'not-now', deployment: 'macos' }]);
      expect(await new DialogPage(await mac.ask()).choices()).toHaveLength(3);
    });

    it('scrolls a long message, never the choices', async () => {
      const page = await mac.ask({ message: 'A long story. '.repeat(400) });
      const height = () => page.evaluate(() => window.innerHeight);
      await expect.poll(height).toBe(680);
      const button = await new DialogPage(page).primaryButton.boundingBox();
      expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThan(680);
    });

    it('is as tall as a short message wants, without scrolling', async () => {
      const page = await mac.ask();
      await pause(300);
      const room = await page.evaluate(() =>
        ['.shell', '.scroller'].map((selector) => {
          const element = document.querySelector(selector);
          return element === null ? 0 : element.scrollHeight - element.clientHeight;
        }),
      );
      expect(room).toEqual([0, 0]);
    });
  });

  describe('another time', () => {
    it('is typed, judged and sent with its zone', async () => {
      const dialog = new DialogPage(await mac.ask());
      await dialog.choose('Another time…');
      const tomorrow = await dialog.page.locator('.day input').nth(1).inputValue();
      await dialog.anotherTime(tomorrow, '09:15');
      await dialog.page.getByRole('button', { name: 'Run Tomorrow at 09:15' }).click();
      await expect
        .poll(() => intents()[0])
        .toMatchObject({ pick: { kind: 'at', local: `${tomorrow}T09:15`, zone: 'Europe/Berlin' } });
    });

    it('says what is wrong and offers no button meanwhile', async () => {
      const dialog = new DialogPage(await mac.ask());
      await dialog.choose('Another time…');
      await dialog.timeField.fill('soon');
      await expect.poll(() => dialog.outside.innerText()).toBe('Enter a time.');
      expect(await dialog.primaryButton.isDisabled()).toBe(true);
    });

    it('is picked with the keyboard alone, over sixty days, and only from what is allowed', async () => {
      const dialog = new DialogPage(
        await mac.ask({
          ownTime: { earliest: inMinutes(2), latest: inMinutes(60 * 24 * 60), hours: null },
          deadline: inMinutes(60 * 24 * 60),
        }),
      );
      const { page } = dialog;
      await dialog.pressKey('ArrowDown');
      await expect.poll(() => dialog.chosen.evaluate((row) => row.closest('.own') !== null)).toBe(true);
      await page.keyboard.press('Tab');
      const focused = () => page.evaluate(() => (document.activeElement as HTMLInputElement).value);
      const days = await page
        .locator('.day input')
        .evaluateAll((all) => all.map((day) => (day as HTMLInputElement).value));
      expect(days.length).toBeGreaterThanOrEqual(60);
      await page.keyboard.press('End');
      expect(await focused()).toBe(days.at(-1));
      await page.keyboard.press('PageUp');
      await page.keyboard.press('ArrowLeft');
      expect(await focused()).toBe(days.at(-9));
      await see(page.locator('.day', { has: page.locator('input:checked') })).toBeInViewport();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('9.07 pm');
      await see(dialog.primaryButton).toHaveText(/21:07$/);
      await page.keyboard.press('ArrowDown');
      await see(dialog.timeField).toHaveValue('21:15');
      await page.keyboard.press('ArrowUp');
      await see(dialog.timeField).toHaveValue('21:00');
      await page.keyboard.press('Alt+ArrowDown');
      await see(page.getByRole('listbox').getByRole('option', { selected: true })).toHaveText('21:00');
      await page.keyboard.press('Escape');
      expect(await page.getByRole('listbox').count()).toBe(0);
      await dialog.pressKey('Enter');
      await expect
        .poll(() => intents()[0])
        .toMatchObject({ pick: { kind: 'at', local: `${days.at(-9) ?? ''}T21:00` } });
    });
  });

  describe('several questions at once', () => {
    it('are answered with one time, with the keyboard alone', async () => {
      const dialog = new DialogPage(await mac.askTogether('filevault', 'slack'));
      await expect.poll(() => dialog.listed.count()).toBe(2);
      await dialog.pressKey('Enter');
      await expect
        .poll(intents)
        .toEqual([
          { kind: 'choose-together', deployments: ['filevault', 'slack'], pick: { kind: 'in', minutes: 60 } },
        ]);
    });

    it('are put aside together, or decided one by one', async () => {
      const dialog = new DialogPage(await mac.askTogether('filevault', 'slack'));
      await dialog.oneByOne.click();
      await see(dialog.title).toHaveText('Work filevault');
      await dialog.pressKey('Escape');
      await see(dialog.title).toHaveText('Work slack');
      await expect.poll(intents).toEqual([{ kind: 'not-now', deployment: 'filevault' }]);
    });
  });

  describe('for everyone', () => {
    it('fits on a small screen at twice the text, and only the message scrolls', async () => {
      const page = await mac.ask({ message: 'A long story. '.repeat(100) });
      const dialog = new DialogPage(page);
      await dialog.pressKey('Tab');
      for (let times = 0; times < 4; times += 1) await page.keyboard.press('Control+Equal');
      await expect
        .poll(() => page.evaluate(() => document.documentElement.hasAttribute('data-large-text')))
        .toBe(true);
      await expect
        .poll(() =>
          mac.app.evaluate(({ BrowserWindow }) =>
            BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(),
          ),
        )
        .toBe(2);
      const overflow = () =>
        page.evaluate(() => {
          const shell = document.querySelector('.shell');
          return shell === null ? -1 : shell.scrollHeight - shell.clientHeight;
        });
      await expect.poll(overflow).toBe(0);
      await see(dialog.primaryButton).toBeInViewport({ ratio: 1 });
      await page.keyboard.press('Control+0');
      await expect
        .poll(() =>
          mac.app.evaluate(({ BrowserWindow }) =>
            BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(),
          ),
        )
        .toBe(1);
    });

    it('keeps its top edge where it is while its content grows', async () => {
      const page = await mac.ask();
      const top = () =>
        mac.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getContentBounds().y);
      const before = await top();
      const tall = () => page.evaluate(() => window.innerHeight);
      const height = await tall();
      await new DialogPage(page).choose('Another time…');
      await expect.poll(tall).toBeGreaterThan(height);
      expect(await top()).toBe(before);
    });

    it('is a dialog with a name, whose choices are one group', async () => {
      const page = await mac.ask();
      await see(page.getByRole('dialog', { name: 'Restart to finish updating macOS' })).toBeVisible();
      await see(page.getByRole('group', { name: 'When would you like this to run?' })).toBeVisible();
      const title = () =>
        mac.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
      expect(await title()).toBe('Restart to finish updating macOS');
    });
  });

  describe('walls', () => {
    it('lets the page reach three members and nothing of Node', async () => {
      const page = await mac.ask();
      const reach = await page.evaluate(() => {
        const world = window as unknown as PageWorld;
        return [Object.keys(world.intermission).sort(), typeof world.require, typeof world.process];
      });
      expect(reach).toEqual([['onPage', 'platform', 'send'], 'undefined', 'undefined']);
    });

    it('runs no script but its own and reaches no network', async () => {
      const page = await mac.ask();
      const tried = await page.evaluate(async () => {
        const script = document.createElement('script');
        script.textContent = 'window.wasRun = true';
        document.body.append(script);
        const fetched = await fetch('https://example.com').then(
          () => 'fetched',
          () => 'not fetched',
        );
        return [
          (window as unknown as PageWorld).wasRun === true,
          fetched,
          window.open('about:blank') === null,
        ];
      });
      expect(tried).toEqual([false, 'not fetched', true]);
    });

    it.each([
      'https://example.com/',
      'intermission://page/page.js',
      'file:///etc/passwd',
      'data:text/html,x',
    ])('stays where it is when it should go to %s', async (address) => {
      const page = await mac.ask();
      await page.evaluate((target) => void (location.href = target), address).catch(() => undefined);
      await pause(200);
      expect(page.url()).toBe('intermission://page/index.html');
    });

    it('drops what is not in the contract and goes on', async () => {
      const page = await mac.ask();
      await page.evaluate(() => {
        const { intermission } = window as unknown as PageWorld;
        for (const message of [null, 'close', { kind: 'run' }, { kind: 'choose', choice: 7 }])
          intermission.send(message as unknown as PageMessage);
      });
      await new DialogPage(page).notNow.click();
      await expect.poll(intents).toEqual([{ kind: 'not-now', deployment: 'macos' }]);
    });

    it('gives no permission', async () => {
      const page = await mac.ask();
      expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
    });

    it('runs its page in the sandbox', async () => {
      await mac.ask();
      const sandboxed = await mac.app.evaluate(({ app }) => !app.commandLine.hasSwitch('no-sandbox'));
      expect(sandboxed).toBe(true);
    });
  });

  it('brings the question back when its page dies', async () => {
    await mac.ask();
    const again = mac.app.waitForEvent('window');
    await mac.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    const dialog = new DialogPage(await again);
    await dialog.title.waitFor();
    expect(await dialog.choices()).toHaveLength(3);
  });
});
