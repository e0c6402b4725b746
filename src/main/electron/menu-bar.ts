/** The menu-bar item, while there is to be one: shows the menu model with a Tray. Knows nothing of what the lines mean. */
import { join } from 'node:path';
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import { iconNames, type IconName } from '../app/icon.ts';
import type { MenuItem, MenuModel } from '../app/menu-model.ts';
import type { Command } from '../app/state.ts';
import type { MenuBar } from '../ports/ports.ts';
import { assertNever } from '../../core/result.ts';

/** An em space: disabled lines and commands stand below their title. */
const inset = '\u2003';

export class ElectronMenuBar implements MenuBar {
  readonly #images: ReadonlyMap<IconName, NativeImage>;
  #tray: Tray | null = null;
  #command: (command: Command) => void = () => undefined;
  #icon: IconName | null = null;
  #isOpen = false;
  /** What came while the menu was open: a menu must not change under somebody's mouse. */
  #waiting: MenuModel | null = null;

  /** `folder` holds a template image per icon name, with its @2x beside it. */
  constructor(folder: string) {
    // The word "Template" at the end of the name lets macOS colour the image for its menu bar.
    this.#images = new Map(
      iconNames.map((name) => [name, nativeImage.createFromPath(join(folder, `${name}Template.png`))]),
    );
  }

  onCommand(listener: (command: Command) => void): void {
    this.#command = listener;
  }

  show(model: MenuModel): void {
    if (model.shown) this.#showItem(model);
    if (this.#isOpen) this.#waiting = model;
    else this.#settle(model);
  }

  #showItem(model: MenuModel): void {
    const image = this.#images.get(model.icon) ?? nativeImage.createEmpty();
    if (this.#tray === null) this.#tray = new Tray(image);
    else if (model.icon !== this.#icon) this.#tray.setImage(image);
    this.#icon = model.icon;
    this.#tray.setTitle(model.beside, { fontType: 'monospacedDigit' });
    this.#tray.setToolTip(model.tooltip);
  }

  /** What must not happen while the menu is open: it gets other lines, or goes with its item. */
  #settle(model: MenuModel): void {
    this.#waiting = null;
    if (model.shown) this.#setMenu(model);
    else {
      this.#tray?.destroy();
      this.#tray = null;
    }
  }

  #setMenu(model: MenuModel): void {
    const menu = Menu.buildFromTemplate(model.items.map((item) => this.#entry(item)));
    menu.on('menu-will-show', () => {
      this.#isOpen = true;
    });
    menu.on('menu-will-close', () => {
      this.#isOpen = false;
      // The click on a line is told after the menu has closed; its menu must still be there then.
      setImmediate(() => {
        if (this.#waiting !== null && !this.#isOpen) this.#settle(this.#waiting);
      });
    });
    this.#tray?.setContextMenu(menu);
  }

  #entry(item: MenuItem): MenuItemConstructorOptions {
    switch (item.kind) {
      case 'title':
        return { label: plain(item.text), enabled: false };
      case 'line':
        return { label: inset + plain(item.text), enabled: false };
      case 'command':
        return {
          label: (item.inset ? inset : '') + plain(item.text),
          click: () => this.#command(item.command),
        };
      case 'submenu':
        return { label: inset + plain(item.text), submenu: item.items.map((inner) => this.#entry(inner)) };
      case 'separator':
        return { type: 'separator' };
      default:
        return assertNever(item);
    }
  }
}

/** An ampersand would otherwise underline the letter after it; a menu has no room for a long title. */
function plain(text: string): string {
  const short = text.length > 64 ? `${text.slice(0, 63).trimEnd()}…` : text;
  return short.replaceAll('&', '&&');
}
