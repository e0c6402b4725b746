/** Somebody who uses the icon in the bar along the top: real clicks and keys in a menu that the program draws. */
import { patience, type ScreenChanges } from './screen-changes.ts';
import { runTool, type Environment } from './tools.ts';
import type { DesktopWindow } from './windows.ts';

/** What a hand and an eye can do on the screen. */
export interface Hands {
  readonly environment: Environment;
  readonly changes: ScreenChanges;
  readonly windows: () => Promise<readonly DesktopWindow[]>;
  readonly click: (x: number, y: number, button: 1 | 2 | 3) => Promise<void>;
  readonly key: (...names: readonly string[]) => Promise<void>;
}

export class MenuBar {
  readonly #hands: Hands;

  constructor(hands: Hands) {
    this.#hands = hands;
  }

  async icon(timeout = patience): Promise<DesktopWindow> {
    return await this.#hands.changes.until('an icon in the bar', timeout, async () =>
      (await this.#hands.windows()).find((window) => window.kind === 'menu-bar icon' && window.viewable),
    );
  }

  /** Opens the icon's menu with a real click (on Linux Electron opens it for the right button). */
  async open(): Promise<DesktopWindow> {
    const icon = await this.icon();
    await this.#hands.click(icon.x + Math.floor(icon.width / 2), icon.y + Math.floor(icon.height / 2), 3);
    return await this.#menu(1);
  }

  /** Walks to a line of the open menu. */
  async highlight(positions: readonly number[]): Promise<void> {
    for (const [level, position] of positions.entries()) {
      if (level > 0) {
        await this.#hands.key('Right');
        await this.#menu(level + 1);
      }
      // A submenu opens with its first line chosen, the first menu with none.
      if (level === 0) await this.#wake();
      for (let step = 0; step < position; step += 1) await this.#hands.key('Down');
    }
  }

  /** Picks that line and waits until the menu is gone. Opens the menu when it is not open. */
  async pick(positions: readonly number[]): Promise<void> {
    if (!(await this.#isOpen())) await this.open();
    await this.highlight(positions);
    await this.#hands.key('Return');
    await this.#hands.changes.until('the menu to go', patience, async () =>
      (await this.#isOpen()) ? undefined : true,
    );
  }

  async close(): Promise<void> {
    await this.#hands.changes.until('the menu to close', patience, async () => {
      if (!(await this.#isOpen())) return true;
      await this.#hands.key('Escape');
      return undefined;
    });
  }

  async #isOpen(): Promise<boolean> {
    return (await this.#hands.windows()).some(isOpenMenu);
  }

  /** A menu is on the screen a moment before it listens to the keyboard: presses Down until its first line is chosen. */
  async #wake(): Promise<void> {
    const { id } = await this.#menu(1);
    const { changes, environment, key } = this.#hands;
    const looks = (): Promise<string> =>
      runTool('import', ['-window', String(id), '-format', '%#', 'info:-'], environment);
    let before = '';
    await changes.until('the menu to be drawn', patience, async () => {
      const now = await looks();
      const drawn = now === before;
      before = now;
      return drawn ? true : undefined;
    });
    await changes.until('the menu to listen', patience, async () => {
      if ((await looks()) !== before) return true;
      await key('Down');
      return (await looks()) === before ? undefined : true;
    });
  }

  /** The menu of that level, once it is there. */
  async #menu(level: number): Promise<DesktopWindow> {
    return await this.#hands.changes.until('a menu', patience, async () => {
      const open = (await this.#hands.windows()).filter(isOpenMenu);
      return open.length >= level ? open.at(-1) : undefined;
    });
  }
}

function isOpenMenu(window: DesktopWindow): boolean {
  return window.kind === 'menu' && window.viewable;
}
