/**
 * The menu and the list of Maintenance at each status, read and photographed on the pretend Mac's screen. `MENU_PICTURES=docs/images`
 * renews the pictures of the documents.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestInfo } from '@playwright/test';
import { stagingFolderOf } from '../../src/contract/identity.ts';
import { positionsOf } from '../../src/pretend-mac/desktop/menu.ts';
import type { Rectangle } from '../../src/pretend-mac/desktop/windows.ts';
import { expect, test } from './world/test.ts';
import type { RunningApp, World } from './world/world.ts';

const soon = { timeout: 30_000 };

const slack = {
  id: 'slack',
  preferences: {
    Title: 'Slack 4.40',
    DistributionMethod: 'Make available in Self Service',
    PowerRequired: true,
    VerifyApplicationPath: '/Applications/Slack.app',
    VerifyApplicationBundleID: 'com.tinyspeck.slackmacgap',
    VerifyApplicationVersion: '4.40',
  },
  payload: [
    { do: 'take', seconds: 120 },
    { do: 'install-app', name: 'Slack', bundleId: 'com.tinyspeck.slackmacgap', version: '4.40.2' },
  ],
} as const;

const chrome = (version: string) => ({
  id: `chrome-${version}`,
  preferences: {
    Title: `Chrome ${version}`,
    ConflictTitle: 'Chrome',
    ConflictVersion: version,
    DistributionMethod: 'Make available in Self Service',
  },
});

const onBattery =
  "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=22806627)\t83%; discharging; 4:12 remaining present: true\n";
const onAdapter =
  "Now drawing from 'AC Power'\n -InternalBattery-0 (id=22806627)\t83%; charging; 0:40 remaining present: true\n";

/** What one looks at, with a little of the desktop around it. */
class Camera {
  readonly #world: World;
  readonly #app: RunningApp;
  readonly #folder: string;

  constructor(world: World, app: RunningApp, info: TestInfo) {
    this.#world = world;
    this.#app = app;
    this.#folder = process.env['MENU_PICTURES'] ?? info.outputPath('pictures');
    mkdirSync(this.#folder, { recursive: true });
  }

  /** The open menu below its icon; `labels`: the way to the line that is pointed at. */
  async menu(name: string, ...labels: readonly string[]): Promise<void> {
    const { desktop } = this.#world;
    await desktop.openTrayMenu();
    if (labels.length > 0) {
      await desktop.highlightMenuItem(positionsOf(await this.#app.menu.lines(), labels));
    }
    await this.#take(`menu-${name}`);
    await desktop.closeMenu();
  }

  /** The list of Maintenance as large as a person would make it to see everything. */
  async list(name: string): Promise<void> {
    await this.#app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 370, y: 40, width: 560, height: 690 });
    });
    await this.#world.desktop.waitForWindow(({ title, height }) => title === 'Maintenance' && height > 650);
    // Away from the icon, whose words would stand over the window.
    await this.#world.desktop.click(20, 780);
    await this.#take(name);
  }

  /** Everything of ours that is on the screen. */
  async #take(name: string): Promise<void> {
    const { desktop } = this.#world;
    const shown = (await desktop.windows()).filter(
      ({ kind, viewable, title }) => viewable && (kind === 'menu' || title === 'Maintenance'),
    );
    const area = around(shown);
    const file = join(this.#folder, `${name}.png`);
    await desktop.screenshot(file);
    const size = `${String(area.width)}x${String(area.height)}+${String(area.x)}+${String(area.y)}`;
    execFileSync('convert', [
      file,
      '-crop',
      size,
      '+repage',
      '-strip',
      '+dither',
      '-colors',
      '64',
      `PNG8:${file}`,
    ]);
  }
}

/** With the bar above and the frame of a window around it. */
function around(shown: readonly Rectangle[]): Rectangle {
  const x = Math.min(...shown.map((one) => one.x)) - 16;
  const right = Math.max(...shown.map((one) => one.x + one.width)) + 12;
  const bottom = Math.max(...shown.map((one) => one.y + one.height)) + 16;
  return { x, y: 0, width: right - x, height: bottom };
}

const read = (app: RunningApp): Promise<string> =>
  app.menu.text().then((text) => text.split('\n---')[0] ?? '');

test('what is offered, from being available to being installed', async ({ begin }, info) => {
  test.slow();
  const world = await begin(slack);
  const app = await world.openApp();
  const camera = new Camera(world, app, info);
  await expect.poll(() => read(app), soon).toBe('Slack 4.40\nAvailable\nInstall Now\nChoose a Time…');
  await camera.menu('available');

  await app.menu.pick('Choose a Time…');
  const dialog = await app.dialog();
  await dialog.choose('In 1 hour');
  await dialog.primaryButton.click();
  await dialog.done.click();
  await app.noDialog();
  await expect.poll(() => read(app)).toMatch(/^Slack 4\.40\nToday at 15:11\nStart Now\nChange Time\n/);
  await camera.menu('scheduled', 'Change Time', 'End of the Day (17:30)');

  world.mac.setPowerReport({ ps: onBattery });
  await world.comesTo('slack');
  await expect.poll(() => read(app), soon).toContain('Connect your Mac to power to continue');
  await camera.menu('held');

  world.mac.setPowerReport({ ps: onAdapter });
  const runs = async (): Promise<string> => {
    await world.mac.clock.advance(10_000);
    return read(app);
  };
  await expect.poll(runs, soon).toBe('Slack 4.40\nRunning…');
  await camera.menu('running');

  await world.mac.clock.advance(120_000);
  const list = await app.maintenance();
  await expect(list.row('Slack 4.40')).toContainText('Installed', soon);
  expect(await read(app)).toBe('Nothing is due.');
  // It is told in the corner as well, where the menu opens.
  await world.desktop.clickNotification(3);
  await camera.menu('installed');
});

test('what is asked for, and what failed', async ({ begin }, info) => {
  const world = await begin(
    {
      id: 'macos',
      preferences: {
        Title: 'Restart to finish updating macOS',
        DeadlineDate: '2026-11-27T17:00',
        RestartRequired: true,
      },
    },
    {
      id: 'tools',
      preferences: { Title: 'Tools 2.1', AttemptCount: 1 },
      payload: [{ do: 'fail', lines: ['installer: Error: no space left on device'] }],
    },
  );
  const app = await world.openApp();
  const camera = new Camera(world, app, info);
  await world.prompt('tools');
  const tools = await app.dialog();
  await tools.choose('Now');
  await tools.primaryButton.click();
  await expect.poll(async () => (await world.deployment('tools')).status, soon).toBe('Failed');
  await app.noDialog();
  const list = await app.maintenance();
  await expect(list.row('Tools 2.1')).toContainText('It ended with an error.');
  expect(await read(app)).toBe('Nothing is due.');
  await camera.menu('failed');
  await list.page.close();
  await app.noDialog();

  await world.prompt('macos');
  await (await app.dialog()).notNow.click();
  await app.noDialog();
  await expect
    .poll(() => read(app))
    .toMatch(
      /^Restart to finish updating macOS\nWaiting for your answer\nAt the latest Friday at 17:00\nStart Now…\nChoose a Time\n/,
    );
  await camera.menu('asked');
});

test('what does not count, since another does', async ({ begin }, info) => {
  const world = await begin(chrome('130'), chrome('131'));
  const app = await world.openApp();
  await expect.poll(() => read(app), soon).toBe('Chrome 131\nAvailable\nInstall Now\nChoose a Time…');
  const list = await app.maintenance();
  await expect(list.row('Chrome 130')).toContainText('Chrome 131 counts instead: it is newer.');
  await new Camera(world, app, info).menu('unqualified');
});

test('every status in one list', async ({ begin }, info) => {
  test.slow();
  const world = await begin(
    {
      id: 'macos',
      preferences: {
        Title: 'Restart to finish updating macOS',
        DeadlineDate: '2026-11-27T17:00',
        RestartRequired: true,
      },
    },
    { id: 'filevault', preferences: { Title: 'Turn on FileVault' } },
    chrome('130'),
    chrome('131'),
    { id: 'xcode', preferences: { Title: 'Xcode 27', RequiredOSVersionMinimum: '27' } },
    { id: 'fonts', preferences: { Title: 'Fonts of the house' } },
    {
      id: 'slack',
      preferences: {
        Title: 'Slack 4.40',
        VerifyApplicationPath: '/Applications/Slack.app',
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
    },
  );
  const app = await world.openApp();
  const camera = new Camera(world, app, info);
  await world.openStandIn('Slack');
  for (const id of ['fonts', 'slack']) {
    await world.command('defer', '--deployment', id, '--in', '0');
    await expect.poll(async () => (await world.deployment(id)).status, soon).toBe('Installed');
  }
  await world.desktop.clickNotification(3);
  await camera.menu('staged');
  await world.command('defer', '--deployment', 'filevault', '--in', '120');
  await world.prompt('xcode');
  await world.prompt('macos');
  await (await app.dialog()).notNow.click();
  await app.noDialog();
  await camera.menu('several');

  const list = await app.maintenance();
  const statuses: readonly [title: string, status: string][] = [
    ['Restart to finish updating macOS', 'In progress'],
    ['Turn on FileVault', 'In progress'],
    ['Chrome 131', 'Available for install in Self Service'],
    ['Slack 4.40', 'Installed'],
    ['Chrome 130', 'Unqualified'],
    ['Xcode 27', 'Failed'],
    ['Fonts of the house', 'Installed'],
  ];
  for (const [title, status] of statuses) await expect(list.row(title)).toContainText(status, soon);
  await camera.list('maintenance');
});
