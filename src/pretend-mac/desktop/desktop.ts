/**
 * The pretend Mac's screen, and somebody in front of it: real windows on a real X server, real mouse and keyboard events.
 * Nothing here knows what the programs on the screen are.
 */
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fontRules, startSession } from './session.ts';
import { runTool, startTool, type LongTool } from './tools.ts';
import { listWindows, type DesktopWindow, type Rectangle } from './windows.ts';
import { giveAuthority, startXServer } from './x-server.ts';

export type DesktopOptions = {
  readonly width?: number;
  readonly height?: number;
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
};

/** Milliseconds until something that was waited for counts as missing, and between looks when no event came. */
const patience = 10_000;
const lookAgain = 250;

export class Desktop {
  readonly #folder: string;
  readonly #display: string;
  readonly #authority: Buffer;
  readonly #environment: DesktopEnvironment;
  /** In the order in which they end: what draws before what it draws on. */
  readonly #tools: readonly LongTool[];
  readonly #events: LongTool;
  /** How often something on the screen has changed. */
  #changes = 0;

  private constructor(folder: string, display: string, authority: Buffer, tools: readonly LongTool[]) {
    this.#folder = folder;
    this.#display = display;
    this.#authority = authority;
    this.#environment = environmentIn(folder, display, 'own.cookie');
    const watch = ['-oL', 'xev', '-root', '-event', 'substructure', '-event', 'property'];
    this.#events = startTool('stdbuf', watch, this.#environment);
    this.#events.process.stdout?.on('data', () => {
      this.#changes += 1;
    });
    this.#tools = [this.#events, ...tools];
  }

  static async start(options: DesktopOptions = {}): Promise<Desktop> {
    const { width = 1280, height = 800, display, clock } = options;
    const folder = await desktopFolder();
    const screen = await startXServer(folder, {
      width,
      height,
      ...(display === undefined ? {} : { display }),
    });
    try {
      await giveAuthority(join(folder, 'own.cookie'), screen.authority);
      const environment = environmentIn(folder, screen.display, 'own.cookie');
      const session = await startSession(folder, environment, { clock });
      return new Desktop(folder, screen.display, screen.authority, [...session, screen.tool]);
    } catch (error) {
      await screen.tool.end();
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
    return new Desktop(folder, display, authority, []);
  }

  /** For a program of that user; without one, for this process's own user. */
  async environment(owner?: { readonly uid: number; readonly gid: number }): Promise<DesktopEnvironment> {
    if (owner === undefined) return this.#environment;
    const cookie = `${owner.uid}.cookie`;
    await giveAuthority(join(this.#folder, cookie), this.#authority, owner);
    return environmentIn(this.#folder, this.#display, cookie);
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
    return await this.#until('a window', timeout, async () => (await this.windows()).find(fits));
  }

  async waitForNoWindow(fits: (window: DesktopWindow) => boolean, timeout = patience): Promise<void> {
    await this.#until('a window to go', timeout, async () =>
      (await this.windows()).some(fits) ? undefined : true,
    );
  }

  /** Where the program's icon is in the bar; waits for it to appear. */
  async trayIcon(timeout = patience): Promise<Rectangle> {
    return await this.waitForWindow((window) => window.kind === 'menu-bar icon' && window.viewable, timeout);
  }

  /** Opens the icon's menu with a real click (on Linux Electron opens it for the right button) and says where it is. */
  async openTrayMenu(): Promise<Rectangle> {
    const icon = await this.trayIcon();
    await this.click(icon.x + Math.floor(icon.width / 2), icon.y + Math.floor(icon.height / 2), 3);
    return await this.#menu(1);
  }

  /** In the open menu: positions among the enabled lines, from 0, one per level (`positionsOf` counts them). */
  async highlightMenuItem(positions: readonly number[]): Promise<void> {
    for (const [level, position] of positions.entries()) {
      if (level > 0) {
        await this.key('Right');
        await this.#menu(level + 1);
      }
      // A submenu opens with its first line chosen, the first menu with none.
      if (level === 0) await this.#wakeMenu();
      for (let step = 0; step < position; step += 1) await this.key('Down');
    }
  }

  /** A menu is on the screen a moment before it listens to the keyboard: presses Down until its first line is chosen. */
  async #wakeMenu(): Promise<void> {
    const { id } = await this.#menu(1);
    const looks = (): Promise<string> =>
      runTool('import', ['-window', String(id), '-format', '%#', 'info:-'], this.#environment);
    let before = '';
    await this.#until('the menu to be drawn', patience, async () => {
      const now = await looks();
      const drawn = now === before;
      before = now;
      return drawn ? true : undefined;
    });
    await this.#until('the menu to listen', patience, async () => {
      if ((await looks()) !== before) return true;
      await this.key('Down');
      return (await looks()) === before ? undefined : true;
    });
  }

  /** Picks that line and waits until the menu is gone. Opens the menu when it is not open. */
  async pickMenuItem(positions: readonly number[]): Promise<void> {
    if (!(await this.windows()).some(isOpenMenu)) await this.openTrayMenu();
    await this.highlightMenuItem(positions);
    await this.key('Return');
    await this.waitForNoWindow(isOpenMenu);
  }

  async closeMenu(): Promise<void> {
    await this.#until('the menu to close', patience, async () => {
      if (!(await this.windows()).some(isOpenMenu)) return true;
      await this.key('Escape');
      return undefined;
    });
  }

  /** Ends what this desktop started, nothing else. */
  async stop(): Promise<void> {
    for (const tool of this.#tools) await tool.end();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #tool(command: string, ...args: readonly string[]): Promise<void> {
    await runTool(command, args, this.#environment);
  }

  /** The menu of that level, once it is there. */
  async #menu(level: number): Promise<DesktopWindow> {
    return await this.#until('a menu', patience, async () => {
      const open = (await this.windows()).filter(isOpenMenu);
      return open.length >= level ? open.at(-1) : undefined;
    });
  }

  /** Looks whenever something on the screen has changed, and now and then for what X tells nobody. */
  async #until<T>(what: string, timeout: number, look: () => Promise<T | undefined>): Promise<T> {
    const end = AbortSignal.timeout(timeout);
    for (;;) {
      const before = this.#changes;
      const seen = await look();
      if (seen !== undefined) return seen;
      if (end.aborted)
        throw new Error(
          `waited ${timeout} ms in vain for ${what}; on the screen: ${await this.#inventory()}`,
        );
      const { stdout } = this.#events.process;
      if (stdout === null || this.#changes !== before) continue;
      const change = AbortSignal.any([end, AbortSignal.timeout(lookAgain)]);
      await once(stdout, 'data', { signal: change }).catch(() => undefined);
    }
  }

  async #inventory(): Promise<string> {
    const windows = await this.windows();
    return windows.map((window) => `${window.kind} "${window.title}"`).join(', ') || 'nothing';
  }
}

function isOpenMenu(window: DesktopWindow): boolean {
  return window.kind === 'menu' && window.viewable;
}

/** Others can pass through it to their own cookie, and read nothing else in it. */
async function desktopFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'intermission-desktop-'));
  await chmod(folder, 0o711);
  await writeFile(join(folder, 'fonts.conf'), fontRules, { mode: 0o644 });
  return folder;
}

function environmentIn(folder: string, display: string, cookie: string): DesktopEnvironment {
  return { DISPLAY: display, XAUTHORITY: join(folder, cookie), FONTCONFIG_FILE: join(folder, 'fonts.conf') };
}
