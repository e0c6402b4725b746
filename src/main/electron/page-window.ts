/** What every window of ours has in common: a page that is shut in, and that is heard through the schema only. */
import { app, nativeTheme, type BrowserWindow, type Session, type WebPreferences } from 'electron';
import type { PageMessage } from '../../contract/window.ts';
import type { Log } from '../ports/ports.ts';
import { listenToPage } from './ipc.ts';
import { pageAddress } from './protocol.ts';

export interface PageSetting {
  readonly session: Session;
  readonly preload: string;
  readonly log: Log;
}

export const pagePreferences = ({ session, preload }: PageSetting): WebPreferences => ({
  session,
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  devTools: false,
  spellcheck: false,
  enableWebSQL: false,
  backgroundThrottling: false,
});

/** The page's own background (page.css), so that nothing flashes before its first paint. */
export const pageBackground = (): string => (nativeTheme.shouldUseDarkColors ? '#2a2a2c' : '#f4f4f5');

export interface PageListener {
  /** From the page; the red button and ⌘W mean what its own button means, and do not close the window by themselves. */
  readonly onMessage: (message: PageMessage) => void;
  /** The window is gone, unasked: a page that closes itself does not ask first. */
  readonly onClosed: () => void;
  /** The page's process died. */
  readonly onBroken: () => void;
}

/** Loads the page into a new window and hears it from then on. */
export function openPage(window: BrowserWindow, { log }: PageSetting, listener: PageListener): void {
  window.setMenuBarVisibility(false);
  window.on('close', (event) => {
    event.preventDefault();
    listener.onMessage({ kind: 'close' });
  });
  window.on('closed', () => listener.onClosed());
  window.on('page-title-updated', (event) => event.preventDefault());
  window.webContents.on('render-process-gone', (_event, details) => {
    log.error(`the page's process is gone: ${details.reason}`);
    listener.onBroken();
  });
  listenToPage(window.webContents, log, (message) => listener.onMessage(message));
  window.loadURL(pageAddress).catch((error: unknown) => {
    if (!window.isDestroyed()) log.error(`the page did not load: ${String(error)}`);
  });
}

/**
 * Out of sight at once, gone a moment later: a window that is destroyed while its own event or its page's message is
 * still being delivered takes the whole process with it.
 */
export function takeAway(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  window.hide();
  setImmediate(() => {
    if (!window.isDestroyed()) window.destroy();
  });
}

/** An app without a Dock icon has to say that it wants the keyboard (macOS). */
export function comeForward(window: BrowserWindow): void {
  app.focus({ steal: true });
  window.show();
  window.focus();
}
