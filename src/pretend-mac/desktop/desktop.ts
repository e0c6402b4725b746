/**
 * The pretend Mac's screen, and somebody in front of it: real windows on a real X server, real mouse and keyboard events.
 * Nothing here knows what the programs on the screen are.
 */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MenuBar } from './menu-bar.ts';
import { arrangeMonitors } from './monitors.ts';
import { patience, ScreenChanges } from './screen-changes.ts';
import { startNotifications, type Notification, type NotificationCentre } from './notifications.ts';
import { fontRules, startSession } from './session.ts';
import { runTool, type LongTool } from './tools.ts';
import { listWindows, type DesktopWindow, type Rectangle } from './windows.ts';
import { giveAuthority, startXServer, type XServer } from './x-server.ts';

export type DesktopOptions = {
  /** Of each monitor. */
  readonly width?: number;
  readonly height?: number;
  /** How many, side by side; one unless given. Only where it is given can monitors be plugged in and out. */
  readonly monitors?: number;
  /** Without it the server looks for a free one. */
  readonly display?: number;
  /** See `SessionOptions`. */
  readonly clock?: string;
};

/** What a program needs to draw on this desktop. */
export type DesktopEnvironment = {
  readonly DISPLAY: string;
  readonly XAUTHORITY: string;
  readonly FONTCONFIG_FILE: string;
  /** Where notifications go. */
  readonly DBUS_SESSION_BUS_ADDRESS: string;
};

export class Desktop {
  readonly #folder: string;
  readonly #display: string;
  readonly #authority: Buffer;
  readonly #bus: string;
  readonly #told: () => readonly Notification[];
  readonly #environment: DesktopEnvironment;
  /** In the order in which they end: what draws before what it draws on. */
  readonly #tools: readonly LongTool[];
  readonly #changes: ScreenChanges;
  readonly #bar: MenuBar;
  readonly #monitorSocket: string | undefined;

  private constructor(
    folder: string,
    server: Pick<XServer, 'display' | 'authority' | 'monitorSocket'>,
    notifications: Pick<NotificationCentre, 'address' | 'told'>,
    tools: readonly LongTool[],
  ) {
    this.#folder = folder;
    this.#display = server.display;
    this.#authority = server.authority;
    this.#monitorSocket = server.monitorSocket;
    this.#bus = notifications.address;
    this.#told = notifications.told;
    this.#environment = environmentIn(folder, server.display, 'own.cookie', this.#bus);
    this.#changes = new ScreenChanges(this.#environment, () => this.#inventory());
    this.#bar = new MenuBar({
      environment: this.#environment,
      changes: this.#changes,
      windows: () => this.windows(),
      click: (x, y, button) => this.click(x, y, button),
      key: (...names) => this.key(...names),
    });
    this.#tools = [this.#changes.tool, ...tools];
  }

  static async start(options: DesktopOptions = {}): Promise<Desktop> {
    const { width = 1280, height = 800, monitors, display, clock } = options;
    const folder = await desktopFolder();
    const server = await startXServer(folder, {
      width,
      height,
      severalMonitors: monitors !== undefined,
      ...(display === undefined ? {} : { display }),
    });
    try {
      await giveAuthority(join(folder, 'own.cookie'), server.authority);
      if (server.monitorSocket !== undefined)
        await arrangeMonitors(server.monitorSocket, sideBySide(monitors ?? 1, width, height));
      const environment = environmentIn(folder, server.display, 'own.cookie', noBus);
      const session = await startSession(folder, environment, { clock });
      const notifications = await startNotifications(folder, environment);
      return new Desktop(folder, server, notifications, [notifications.tool, ...session, server.tool]);
    } catch (error) {
      await server.tool.end();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The display that this process was given, if it answers: nothing is started on it. */
  static async existing(): Promise<Desktop | undefined> {
    const display = process.env['DISPLAY'];
    if (display === undefined || display === '') return undefined;
    try {
      await runTool('xwininfo', ['-root'], {});
    } catch {
      return undefined;
    }
    const folder = await desktopFolder();
    const file = process.env['XAUTHORITY'] ?? join(homedir(), '.Xauthority');
    const authority = await readFile(file).catch(() => Buffer.alloc(0));
    await giveAuthority(join(folder, 'own.cookie'), authority);
    const address = process.env['DBUS_SESSION_BUS_ADDRESS'] ?? noBus;
    const notifications = { address, told: () => [] };
    return new Desktop(folder, { display, authority, monitorSocket: undefined }, notifications, []);
  }

  /** For a program of that user; without one, for this process's own user. */
  async environment(owner?: { readonly uid: number; readonly gid: number }): Promise<DesktopEnvironment> {
    if (owner === undefined) return this.#environment;
    const cookie = `${owner.uid}.cookie`;
    await giveAuthority(join(this.#folder, cookie), this.#authority, owner);
    return environmentIn(this.#folder, this.#display, cookie, this.#bus);
  }

  async screenshot(file: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    await this.#tool('import', '-window', 'root', file);
  }

  /** 1 is the left button, 3 the right one. */
  async click(x: number, y: number, button: 1 | 2 | 3 = 1): Promise<void> {
    await this.#tool('xdotool', 'mousemove', String(x), String(y), 'click', String(button));
  }

  /** X key names: `Down`, `Return`, `Escape`, `ctrl+a`… */
  async key(...names: readonly string[]): Promise<void> {
    await this.#tool('xdotool', 'key', ...names);
  }

  async type(text: string): Promise<void> {
    await this.#tool('xdotool', 'type', '--delay', '10', '--', text);
  }

  async windows(): Promise<readonly DesktopWindow[]> {
    return await listWindows(this.#environment);
  }

  async waitForWindow(fits: (window: DesktopWindow) => boolean, timeout = patience): Promise<DesktopWindow> {
    return await this.#changes.until('a window', timeout, async () => (await this.windows()).find(fits));
  }

  async waitForNoWindow(fits: (window: DesktopWindow) => boolean, timeout = patience): Promise<void> {
    await this.#changes.until('a window to go', timeout, async () =>
      (await this.windows()).some(fits) ? undefined : true,
    );
  }

  /** What is plugged in, in the order of their numbers. The same place twice is a mirrored pair. */
  async setMonitors(monitors: readonly Rectangle[]): Promise<void> {
    if (this.#monitorSocket === undefined) throw new Error('this desktop was started with its one monitor');
    await arrangeMonitors(this.#monitorSocket, monitors);
  }

  /** Where the program's icon is in the bar; waits for it to appear. */
  async trayIcon(timeout = patience): Promise<Rectangle> {
    return await this.#bar.icon(timeout);
  }

  /** Opens the icon's menu and says where it is. */
  async openTrayMenu(): Promise<Rectangle> {
    return await this.#bar.open();
  }

  /** In the open menu: positions among the enabled lines, from 0, one per level (`positionsOf` counts them). */
  async highlightMenuItem(positions: readonly number[]): Promise<void> {
    await this.#bar.highlight(positions);
  }

  /** Picks that line and waits until the menu is gone. Opens the menu when it is not open. */
  async pickMenuItem(positions: readonly number[]): Promise<void> {
    await this.#bar.pick(positions);
  }

  async closeMenu(): Promise<void> {
    await this.#bar.close();
  }

  /** Every notification that was ever told here, in order; read without looking at the screen. */
  get notifications(): readonly Notification[] {
    return this.#told();
  }

  /** Clicks on the topmost notification, with the right button to put it away. Waits for one to appear. */
  async clickNotification(button: 1 | 3 = 1): Promise<void> {
    const { x, y } = await this.waitForWindow(({ kind, viewable }) => kind === 'notification' && viewable);
    await this.click(x + 24, y + 24, button);
  }

  /** Ends what this desktop started, nothing else. */
  async stop(): Promise<void> {
    for (const tool of this.#tools) await tool.end();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #tool(command: string, ...args: readonly string[]): Promise<void> {
    await runTool(command, args, this.#environment);
  }

  async #inventory(): Promise<string> {
    const windows = await this.windows();
    return windows.map((window) => `${window.kind} "${window.title}"`).join(', ') || 'nothing';
  }
}

/** Monitors of one size, from the left. */
export function sideBySide(count: number, width: number, height: number): readonly Rectangle[] {
  return Array.from({ length: count }, (_, index) => ({ x: index * width, y: 0, width, height }));
}

/** Others can pass through it to their own cookie, and read nothing else in it. */
async function desktopFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'intermission-desktop-'));
  await chmod(folder, 0o711);
  await writeFile(join(folder, 'fonts.conf'), fontRules, { mode: 0o644 });
  return folder;
}

/** An address that no program takes, so that none looks for another bus. */
const noBus = 'disabled:';

function environmentIn(folder: string, display: string, cookie: string, bus: string): DesktopEnvironment {
  return {
    DISPLAY: display,
    XAUTHORITY: join(folder, cookie),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    DBUS_SESSION_BUS_ADDRESS: bus,
  };
}
