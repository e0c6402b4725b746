/** The dialog against the real helper: every way that a person can take through it, and what it must never do. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../../src/contract/identity.ts';
import { expect, test } from './world/test.ts';

test('a person types a time of their own; what lies outside says why', async ({ begin }) => {
  const world = await begin({ id: 'slack', preferences: { DeadlineDate: '2026-11-26T12:00' } });
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  await dialog.anotherTime('2026-11-26', '13:00');
  await expect(dialog.outside).toHaveText(
    'After the deadline. The latest possible time is tomorrow at 12:00.',
  );
  await expect(dialog.primaryButton).toBeDisabled();
  await dialog.anotherTime('2026-11-26', '09:45');
  await expect(dialog.primaryButton).toHaveText('Run Tomorrow at 09:45');
  await dialog.primaryButton.click();
  await expect(dialog.confirmation).toContainText('Scheduled for tomorrow at 09:45.');
  expect(world.plist('slack')).toMatchObject({
    StartCalendarInterval: { Month: 11, Day: 26, Hour: 9, Minute: 45 },
  });
});

test('with the keyboard alone, from looking to scheduled; and not in the first moments', async ({
  begin,
}) => {
  const world = await begin({ id: 'slack' });
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  await dialog.page.keyboard.press('Enter');
  expect((await world.deployment('slack')).detail.kind).toBe('asked');

  await dialog.pressKey('Tab');
  await dialog.chosen.focus();
  await dialog.page.keyboard.press('ArrowDown');
  await expect(dialog.primaryButton).toHaveText('Run at 17:30');
  await dialog.pressKey('Enter');
  await expect(dialog.confirmation).toContainText('Scheduled for today at 17:30.');
});

test('Not Now costs nothing and the question comes back by itself', async ({ begin }) => {
  const world = await begin({ id: 'slack', preferences: { DeadlineCount: 2, AskAgainMinutes: 60 } });
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  await dialog.pressKey('Escape');
  await app.noDialog();
  await world.prompt('slack');
  expect(app.electron.windows()).toEqual([]);
  expect((await world.deployment('slack')).deferralsUsed).toBe(0);

  await world.mac.clock.advance(60 * 60_000 + 1_000);
  const again = await app.dialog();
  await expect(again.title).toHaveText('Work slack');
  await expect(again.page.getByText('2 postponements left')).toBeVisible();
});

test('a choice that cannot be kept is refused with a reason, and the window stays', async ({ begin }) => {
  const world = await begin({ id: 'slack' });
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  const folder = world.mac.path(paths.launchDaemons);
  // A disk with no room left, under the folder of the LaunchDaemons.
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k,mode=755', 'tmpfs', folder]);
  try {
    writeFileSync(join(folder, 'full'), Buffer.alloc(4096));
    await dialog.choose('In 1 hour');
    await dialog.primaryButton.click();
    await expect(dialog.refusal).toBeVisible();
    expect((await world.deployment('slack')).detail.kind).toBe('asked');
  } finally {
    execFileSync('umount', [folder]);
  }
  await dialog.choose('In 1 hour');
  await dialog.primaryButton.click();
  await expect(dialog.confirmation).toContainText('Scheduled for today at 15:11.');
});

test('a dialog left open overnight is true in the morning', async ({ begin }) => {
  const world = await begin({ id: 'slack', preferences: { DeadlineDate: '2026-11-26T12:00' } });
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  expect(await dialog.choices()).toContain('End of the day 17:30');
  await world.mac.sleep();
  await world.mac.clock.advanceTo('2026-11-26T06:59:00Z');
  await world.mac.wake();
  await world.mac.clock.advanceTo('2026-11-26T07:00:20Z');
  await expect
    .poll(() => dialog.choices(), { timeout: 20_000 })
    .toEqual(['Now', 'In 1 hour 09:01', 'Another time…']);
});

test('a time that was typed in the evening means the same in the morning, and the days follow', async ({
  begin,
}) => {
  const world = await begin({ id: 'slack', preferences: { DeadlineDate: '2026-11-27T12:00' } });
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  await dialog.anotherTime('2026-11-26', '9:30');
  await expect(dialog.primaryButton).toHaveText('Run Tomorrow at 09:30');
  expect(await dialog.days()).toEqual(['Today 25 Nov', 'Tomorrow 26 Nov', 'Fri 27 Nov']);
  await world.mac.sleep();
  await world.mac.clock.advanceTo('2026-11-26T06:59:00Z');
  await world.mac.wake();
  await world.mac.clock.advanceTo('2026-11-26T07:00:20Z');
  await expect(dialog.primaryButton).toHaveText('Run at 09:30', { timeout: 20_000 });
  expect(await dialog.days()).toEqual(['Today 26 Nov', 'Tomorrow 27 Nov']);
  await world.mac.clock.advanceTo('2026-11-26T08:31:00Z');
  await expect(dialog.outside).toHaveText('That time has already passed.', { timeout: 20_000 });
  await expect(dialog.primaryButton).toBeDisabled();
});

test('several that ask within a moment share one window, and get one time', async ({ begin }) => {
  const world = await begin({ id: 'filevault' }, { id: 'slack' });
  const app = await world.openApp();
  await world.prompt('filevault');
  await world.prompt('slack');
  const dialog = await app.dialog();
  await expect(dialog.listed).toHaveText([/^Work filevault/, /^Work slack/]);
  expect(await dialog.choices()).toContain('In 1 hour 15:11');
  await dialog.choose('In 1 hour');
  await dialog.primaryButton.click();
  await expect(dialog.confirmation).toContainText('Scheduled for today at 15:11.');
  for (const id of ['filevault', 'slack']) {
    expect(world.plist(id)).toMatchObject({ StartCalendarInterval: { Hour: 15, Minute: 11 } });
    expect((await world.deployment(id)).deferralsUsed).toBe(1);
  }
});

test('it takes no key from whoever is typing when it comes up', async ({ begin }) => {
  const world = await begin({ id: 'slack' });
  const app = await world.openApp();
  await world.openStandIn('Keynote');
  const editor = await world.desktop.waitForWindow(
    ({ program, viewable }) => program === 'Keynote' && viewable,
  );
  await world.desktop.click(editor.x + 40, editor.y + 40);
  const environment = { ...process.env, ...(await world.desktop.environment()) };
  const focused = (): string =>
    execFileSync('xdotool', ['getwindowfocus', 'getwindowname'], {
      env: environment,
      encoding: 'utf8',
    }).trim();
  await expect.poll(focused).toBe(editor.title);
  await world.prompt('slack');
  const dialog = await app.dialog();
  await world.desktop.type('dear colleagues');
  await world.desktop.key('Return');
  await world.desktop.key('Escape');
  expect(focused()).toBe(editor.title);
  await expect(dialog.title).toHaveText('Work slack');
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow())).toBeNull();
  expect((await world.deployment('slack')).detail.kind).toBe('asked');
});

test.describe('on two monitors', () => {
  test.use({ monitors: 2 });

  for (const monitor of [1, 2]) {
    test(`it comes up on the display in use: ${String(monitor)}`, async ({ begin }) => {
      const world = await begin({ id: 'slack' });
      const app = await world.openApp();
      await world.desktop.click(1280 * (monitor - 1) + 600, 600);
      await world.prompt('slack');
      await app.dialog();
      const shown = await world.desktop.waitForWindow(({ kind, viewable }) => kind === 'window' && viewable);
      const middle = shown.x + shown.width / 2;
      expect(Math.floor(middle / 1280) + 1).toBe(monitor);
    });
  }
});

test('no renderer process lives while nothing is shown', async ({ begin }) => {
  const world = await begin({ id: 'slack' });
  const app = await world.openApp();
  const renderers = (): number =>
    world.mac.processes().filter((pid) => {
      try {
        return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').includes('--type=renderer');
      } catch {
        return false;
      }
    }).length;
  expect(renderers()).toBe(0);
  await world.prompt('slack');
  const dialog = await app.dialog();
  expect(renderers()).toBe(1);
  await dialog.notNow.click();
  await app.noDialog();
  await expect.poll(renderers).toBe(0);
});

test('the page is shut in: no Node, no other address, no other window, no code from elsewhere', async ({
  begin,
}) => {
  const world = await begin({
    id: 'slack',
    preferences: {
      Message: '<img src=x onerror="document.title=1"> [x](javascript:alert(1)) [y](file:///etc/passwd)',
    },
  });
  const app = await world.openApp();
  await world.prompt('slack');
  const { page } = await app.dialog();
  const seen = await page.evaluate(async () => {
    const bridge = (globalThis as unknown as { intermission: object }).intermission;
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlineRan = true';
    document.head.append(script);
    const inline = 'inlineRan' in globalThis ? 'ran' : 'forbidden';
    const fetched = await fetch('https://example.com/').then(
      () => 'fetched',
      () => 'forbidden',
    );
    const opened = window.open('https://example.com/') === null ? 'forbidden' : 'opened';
    const permission = await navigator.permissions
      .query({ name: 'geolocation' })
      .then(({ state }) => state)
      .catch(() => 'denied');
    return {
      bridge: Object.keys(bridge).length,
      node:
        typeof (globalThis as { process?: unknown }).process +
        typeof (globalThis as { require?: unknown }).require,
      inline,
      fetched,
      opened,
      permission,
      images: document.querySelectorAll('img').length,
      links: [...document.querySelectorAll('a')].map((link) => link.getAttribute('href')),
      address: location.href,
    };
  });
  expect(seen).toMatchObject({
    bridge: 3,
    node: 'undefinedundefined',
    inline: 'forbidden',
    fetched: 'forbidden',
    opened: 'forbidden',
    permission: 'denied',
    images: 0,
    address: expect.stringMatching(/^intermission:\/\/page\//),
  });
  expect(seen.links.filter((href) => href !== null && !href.startsWith('https://') && href !== '#')).toEqual(
    [],
  );
  await app.electron.evaluate(({ webContents }) => {
    webContents.getAllWebContents()[0]?.once('will-navigate', (event) => {
      Object.assign(globalThis, { leadingAway: event.defaultPrevented ? 'prevented' : 'allowed' });
    });
  });
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  const leadingAway = (): Promise<unknown> =>
    app.electron.evaluate(() => (globalThis as { leadingAway?: string }).leadingAway);
  await expect.poll(leadingAway).toBe('prevented');
});
