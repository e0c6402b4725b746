/**
 * The window with the list of Maintenance: made when a person asks for it, destroyed when they close it. An ordinary window below the
 * dialog, which may come up over it at any time.
 */
import { app, BrowserWindow, screen, type Rectangle } from 'electron';
import type { PageMessage } from '../../contract/window.ts';
import type { MaintenanceView } from '../app/maintenance-model.ts';
import type { MaintenanceWindow } from '../ports/ports.ts';
import { sendToPage } from './ipc.ts';
import {
  comeForward,
  openPage,
  pageBackground,
  pagePreferences,
  takeAway,
  type PageSetting,
} from './page-window.ts';
import { contentHeight, upperThird, windowWidth } from './window-place.ts';

/** What one row takes at the least; also the least that a person can make of it. */
const lowest = 240;

const listHeight = (pixels: number, room: Rectangle): number => Math.max(lowest, contentHeight(pixels, room));

export class ElectronMaintenanceWindow implements MaintenanceWindow {
  readonly #setting: PageSetting;
  #closed: () => void = () => undefined;
  #window: BrowserWindow | null = null;
  #view: MaintenanceView | null = null;
  #listens = false;
  /** The height of its content that it was given last by itself. */
  #ownHeight = 0;

  constructor(setting: PageSetting) {
    this.#setting = setting;
    app.on('before-quit', () => {
      this.#forget()?.destroy();
    });
  }

  onClosed(listener: () => void): void {
    this.#closed = listener;
  }

  show(view: MaintenanceView | null): void {
    const before = this.#view;
    this.#view = view;
    if (view === null) {
      const window = this.#forget();
      if (window !== null) takeAway(window);
      return;
    }
    const window = (this.#window ??= this.#create(view.model.title));
    if (!this.#listens) return;
    sendToPage(window.webContents, view.model);
    if (before !== null && before.asked !== view.asked && window.isVisible()) comeForward(window);
  }

  #create(title: string): BrowserWindow {
    const window = new BrowserWindow({
      width: windowWidth,
      height: 320,
      minWidth: 360,
      minHeight: lowest,
      useContentSize: true,
      show: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      titleBarStyle: 'hiddenInset',
      title,
      backgroundColor: pageBackground(),
      webPreferences: pagePreferences(this.#setting),
    });
    openPage(window, this.#setting, {
      onMessage: (message) => this.#hear(window, message),
      onClosed: () => this.#lose(window),
      onBroken: () => this.#lose(window),
    });
    return window;
  }

  #hear(window: BrowserWindow, message: PageMessage): void {
    if (window !== this.#window) return;
    if (message.kind === 'ready') {
      this.#listens = true;
      if (this.#view !== null) sendToPage(window.webContents, this.#view.model);
    } else if (message.kind === 'height') this.#fit(window, message.pixels);
    else if (message.kind === 'close') this.#closed();
  }

  /** As tall as the list, and growing with it where there is room, until a person makes it another size. */
  #fit(window: BrowserWindow, pixels: number): void {
    if (!window.isVisible()) {
      const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
      const size = { width: windowWidth, height: listHeight(pixels, workArea) };
      this.#ownHeight = size.height;
      window.setContentSize(size.width, size.height);
      const { x, y } = upperThird(workArea, size);
      window.setPosition(x, y);
      comeForward(window);
      return;
    }
    const { workArea } = screen.getDisplayMatching(window.getBounds());
    const { x, y, width, height } = window.getContentBounds();
    const room = { x, y, width, height: workArea.y + workArea.height - y };
    const wanted = listHeight(pixels, room);
    if (height !== this.#ownHeight || wanted <= height) return;
    this.#ownHeight = wanted;
    window.setContentSize(width, wanted);
  }

  /** What came up by a click does not come back by itself. */
  #lose(window: BrowserWindow): void {
    if (window !== this.#window) return;
    this.#closed();
  }

  #forget(): BrowserWindow | null {
    const window = this.#window;
    this.#window = null;
    this.#listens = false;
    return window;
  }
}
