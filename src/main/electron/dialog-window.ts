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
import { placeFor, windowWidth } from './window-place.ts';

type HeightMessage = Extract<PageMessage, { kind: 'height' }>;

export class ElectronDialogWindow implements DialogWindow {
  readonly #setting: PageSetting;
  #message: (message: PageMessage) => void = () => undefined;
  #broken: () => void = () => undefined;
  #window: BrowserWindow | null = null;
  #view: WindowView | null = null;
  #listens = false;
  /** What the page said last about its height. */
  #height: HeightMessage | null = null;

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

  isReadAloud(): boolean {
    return app.accessibilitySupportEnabled;
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
    this.#draw(window, view);
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
      if (this.#view !== null) this.#draw(window, this.#view);
    } else if (message.kind === 'height') this.#fit(window, message);
    else this.#message(message);
  }

  /** The title is not drawn: it is what a screen reader calls the window. */
  #draw(window: BrowserWindow, { model }: WindowView): void {
    window.setTitle(model.title);
    const isOtherSize = window.webContents.getZoomFactor() !== model.textSize;
    if (isOtherSize) window.webContents.setZoomFactor(model.textSize);
    sendToPage(window.webContents, model);
    // The page may find itself as tall as before, and say nothing.
    if (isOtherSize && this.#height !== null) this.#fit(window, this.#height);
  }

  /** The first height means that the content is there to be seen. */
  #fit(window: BrowserWindow, message: HeightMessage): void {
    this.#height = message;
    const { pixels, least } = message;
    const before = window.isVisible() ? window.getContentBounds() : null;
    const { workArea } = screen.getDisplayNearestPoint(before ?? screen.getCursorScreenPoint());
    const textSize = this.#view?.model.textSize ?? 1;
    const content = { wanted: pixels * textSize, least: least * textSize, textSize };
    const place = placeFor(content, workArea, before);
    window.setContentSize(place.width, place.height);
    // Only where it must: what does not move cannot jump.
    if (before?.x !== place.x || before.y !== place.y) window.setPosition(place.x, place.y);
    if (before !== null) return;
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
    this.#height = null;
    return window;
  }
}
