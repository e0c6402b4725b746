/**
 * The one window. Made when there is something to show and destroyed afterwards, so that no renderer process idles. Comes
 * up without taking the keyboard unless a person asked for it; placed once, on the display in use, and never moved again.
 */
import { app, BrowserWindow, screen } from 'electron';
import type { PageMessage } from '../../contract/window.ts';
import type { WindowView } from '../app/page-model.ts';
import type { DialogWindow } from '../ports/ports.ts';
import { sendToPage } from './ipc.ts';
import {
  comeForward,
  openPage,
  pageBackground,
  pagePreferences,
  takeAway,
  type PageSetting,
} from './page-window.ts';
import { contentHeight, windowWidth, upperThird } from './window-place.ts';

export class ElectronDialogWindow implements DialogWindow {
  readonly #setting: PageSetting;
  #message: (message: PageMessage) => void = () => undefined;
  #broken: () => void = () => undefined;
  #window: BrowserWindow | null = null;
  #view: WindowView | null = null;
  #listens = false;

  constructor(setting: PageSetting) {
    this.#setting = setting;
    // Quitting must not be taken for *Not Now*.
    app.on('before-quit', () => {
      this.#forget()?.destroy();
    });
  }

  onMessage(listener: (message: PageMessage) => void): void {
    this.#message = listener;
  }

  onBroken(listener: () => void): void {
    this.#broken = listener;
  }

  show(view: WindowView | null): void {
    const before = this.#view;
    this.#view = view;
    if (view === null) {
      this.#destroy();
      return;
    }
    const window = (this.#window ??= this.#create());
    if (!this.#listens) return;
    sendToPage(window.webContents, view.model);
    if (view.takesFocus && before?.model.key !== view.model.key) comeForward(window);
  }

  #create(): BrowserWindow {
    const window = new BrowserWindow({
      width: windowWidth,
      height: 320,
      useContentSize: true,
      show: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      titleBarStyle: 'hiddenInset',
      title: app.getName(),
      backgroundColor: pageBackground(),
      webPreferences: pagePreferences(this.#setting),
    });
    window.setAlwaysOnTop(true, 'floating');
    window.setVisibleOnAllWorkspaces(true, { skipTransformProcessType: true });
    openPage(window, this.#setting, {
      onMessage: (message) => this.#hear(window, message),
      onClosed: () => {
        if (window !== this.#window) return;
        this.#forget();
        this.#message({ kind: 'close' });
      },
      onBroken: () => {
        this.#destroy();
        this.#broken();
      },
    });
    return window;
  }

  #hear(window: BrowserWindow, message: PageMessage): void {
    if (window !== this.#window) return;
    if (message.kind === 'ready') {
      this.#listens = true;
      if (this.#view !== null) sendToPage(window.webContents, this.#view.model);
    } else if (message.kind === 'height') this.#fit(window, message.pixels);
    else this.#message(message);
  }

  /** The first height means that the content is there to be seen. */
  #fit(window: BrowserWindow, pixels: number): void {
    const { workArea } = screen.getDisplayNearestPoint(
      window.isVisible() ? window.getBounds() : screen.getCursorScreenPoint(),
    );
    const height = contentHeight(pixels, workArea);
    if (window.getContentSize()[1] !== height) window.setContentSize(windowWidth, height);
    if (window.isVisible()) return;
    const { x, y } = upperThird(workArea, { width: windowWidth, height });
    window.setPosition(x, y);
    if (this.#view?.takesFocus === true) comeForward(window);
    else window.showInactive();
  }

  #destroy(): void {
    const window = this.#forget();
    if (window !== null) takeAway(window);
  }

  #forget(): BrowserWindow | null {
    const window = this.#window;
    this.#window = null;
    this.#listens = false;
    return window;
  }
}
