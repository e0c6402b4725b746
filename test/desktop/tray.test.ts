/** The pretend Mac's screen, with a program in its bar that belongs to another user than the one who looks. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desktop } from '../../src/pretend-mac/desktop/desktop.ts';
import { positionsOf } from '../../src/pretend-mac/desktop/menu.ts';
import { person, startElectron, type ElectronProgram } from './electron-program.ts';

const menu = [
  { label: 'Restart to finish updating macOS', enabled: false },
  { label: 'Start Now…' },
  { label: 'Change Time', submenu: [{ label: 'In 1 Hour' }, { label: 'End of the Day' }] },
  { type: 'separator' },
  { label: 'Maintenance…' },
];

const program = `
const { app, BrowserWindow, Menu, nativeImage, Tray } = require('electron');
app.on('window-all-closed', () => undefined);
const withClicks = (lines) => lines.map((line) => line.submenu
  ? { ...line, submenu: withClicks(line.submenu) }
  : { ...line, click: (item) => {
      say({ picked: item.label });
      new BrowserWindow({ width: 300, height: 200, title: item.label }).loadURL('data:text/html;charset=utf-8,<title>' + encodeURIComponent(item.label) + '</title><h1>Hello');
    } });
let tray;
app.whenReady().then(() => {
  tray = new Tray(nativeImage.createFromBuffer(Buffer.alloc(18 * 18 * 4, 255), { width: 18, height: 18 }));
  tray.setContextMenu(Menu.buildFromTemplate(withClicks(${JSON.stringify(menu)})));
  say({ uid: process.getuid(), unsandboxed: app.commandLine.hasSwitch('no-sandbox') });
});
`;

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('the desktop', () => {
  let desktop: Desktop;
  let app: ElectronProgram;

  beforeAll(async () => {
    desktop = await Desktop.start({ width: 1000, height: 600 });
    app = await startElectron(desktop, program);
    expect(await app.next()).toEqual({ uid: person.uid, unsandboxed: false });
  });

  afterAll(async () => {
    await app.end();
    await desktop.stop();
  });

  it("shows another user's icon at the right of the bar along the top", async () => {
    const icon = await desktop.trayIcon();
    expect(icon.y).toBeLessThan(24);
    expect(icon.x).toBeGreaterThan(500);
  });

  it('opens the menu under the bar with a real click', async () => {
    const open = await desktop.openTrayMenu();
    expect(open.y).toBeLessThanOrEqual(24);
    expect(open.height).toBeGreaterThan(80);
    await desktop.highlightMenuItem(positionsOf(menu, ['Change Time', 'In 1 Hour']));
    const picture = join(app.folder, 'menu.png');
    await desktop.screenshot(picture);
    expect((await readFile(picture)).subarray(1, 4).toString()).toBe('PNG');

    await desktop.closeMenu();
    expect(app.said).toEqual([]);
  });

  it.each([
    { labels: ['Start Now…'] },
    { labels: ['Change Time', 'End of the Day'] },
    { labels: ['Maintenance…'] },
  ])('picks $labels', async ({ labels }) => {
    await desktop.pickMenuItem(positionsOf(menu, labels));
    expect(await app.next()).toEqual({ picked: labels.at(-1) });
    const window = await desktop.waitForWindow(
      ({ kind, title }) => kind === 'window' && title === labels.at(-1),
    );
    expect(window).toMatchObject({ width: 300, viewable: true });
  });

  it('gives each user a cookie that only that user can read', async () => {
    const { XAUTHORITY } = await desktop.environment(person);
    const { uid, mode } = await stat(XAUTHORITY);
    expect({ uid, mode: mode & 0o777 }).toEqual({ uid: person.uid, mode: 0o600 });
  });

  it('lets nobody in without the cookie', async () => {
    const { DISPLAY } = await desktop.environment();
    const stranger = spawn('xwininfo', ['-root'], {
      env: { PATH: process.env['PATH'], DISPLAY, XAUTHORITY: '/dev/null' },
    });
    expect((await once(stranger, 'close'))[0]).toBe(1);
  });
});

describe('the way to a menu line', () => {
  it('counts enabled lines only, level by level', () => {
    expect(positionsOf(menu, ['Start Now…'])).toEqual([0]);
    expect(positionsOf(menu, ['Change Time', 'End of the Day'])).toEqual([1, 1]);
    expect(positionsOf(menu, ['Maintenance…'])).toEqual([2]);
  });

  it('refuses a line that cannot be picked', () => {
    expect(() => positionsOf(menu, ['Restart to finish updating macOS'])).toThrow('no enabled line');
  });
});
