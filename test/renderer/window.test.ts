/** The window's manners and its walls, on a real page in a real sandbox. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DialogPage } from '../e2e/pages/dialog.ts';
import type { Bridge, PageMessage } from '../../src/contract/window.ts';
import { AppWindow } from './app-window.ts';

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
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
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
      const days = await dialog.page.getByRole('combobox', { name: 'Day' }).getByRole('option').all();
      const tomorrow = (await days[1]?.getAttribute('value')) ?? '';
      await dialog.anotherTime(tomorrow, '09:15');
      await dialog.page.getByRole('button', { name: 'Run Tomorrow at 09:15' }).click();
      await expect
        .poll(() => intents()[0])
        .toMatchObject({ pick: { kind: 'at', local: `${tomorrow}T09:15`, zone: 'Europe/Berlin' } });
    });

    it('says what is wrong and offers no button meanwhile', async () => {
      const dialog = new DialogPage(await mac.ask());
      await dialog.choose('Another time…');
      await dialog.page.getByLabel('Time', { exact: true }).fill('');
      await expect.poll(() => dialog.outside.innerText()).toBe('Enter a time.');
      expect(await dialog.primaryButton.isDisabled()).toBe(true);
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
