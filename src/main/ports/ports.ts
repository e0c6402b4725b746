/** What the app needs from the world. The adapters are in `../electron` and `../door`; none of them holds a rule. */
import type { Observation } from '../../core/screen.ts';
import type { Instant } from '../../core/time.ts';
import type { MaintenanceView } from '../app/maintenance-model.ts';
import type { MenuModel } from '../app/menu-model.ts';
import type { NotificationModel } from '../app/notification-model.ts';
import type { WindowView } from '../app/page-model.ts';
import type { Command } from '../app/state.ts';
import type { PageMessage } from '../../contract/window.ts';
import type { HelperLink } from './helper-link.ts';

export interface Clock {
  now(): Instant;
  /** Calls back once, not before `at`; the returned function forgets it. */
  callAt(at: Instant, callback: () => void): () => void;
  /** Calls back once, after so long by a clock that nobody can set; the returned function forgets it. */
  callAfter(milliseconds: number, callback: () => void): () => void;
}

export interface MenuBar {
  show(model: MenuModel): void;
  onCommand(listener: (command: Command) => void): void;
}

export interface DialogWindow {
  /** Null takes the window away, its process with it. */
  show(view: WindowView | null): void;
  onMessage(listener: (message: PageMessage) => void): void;
  /** The page's process died. */
  onBroken(listener: () => void): void;
  /** A screen reader is on. */
  isReadAloud(): boolean;
}

/** The list of everything that was, is and will be done. */
export interface MaintenanceWindow {
  /** Null takes the window away, its process with it. */
  show(view: MaintenanceView | null): void;
  /** The person has closed it, or its page's process died. */
  onClosed(listener: () => void): void;
}

/** The system's own notifications. What cannot be shown is left out without a word to the person. */
export interface Notifications {
  /** Everything that is told now: what is new is shown once, what is missing is taken away. */
  show(models: readonly NotificationModel[]): void;
  onCommand(listener: (command: Command) => void): void;
}

export interface Outside {
  /** Opens a web page, a mail or a telephone call in the app that the person has for it. */
  openLink(address: string): void;
  /** Asks an app to quit; it may ask its person first, or stay. */
  quitApp(bundleId: string): void;
}

/** The Mac woke or was unlocked, or an app was quit. */
export interface Awakenings {
  onWake(listener: (event: 'woke' | 'unlocked' | 'app-quit') => void): void;
}

/** Looks at the screen while that is asked for, never else. */
export interface ScreenWatch {
  /** Looks at once and from then on at least every so many seconds; null ends it. */
  observe(everySeconds: number | null): void;
  onObservation(listener: (observation: Observation) => void): void;
}

/** For admins: never a message's text, never a window's title. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

export interface Ports {
  readonly helper: HelperLink;
  readonly clock: Clock;
  readonly menuBar: MenuBar;
  readonly dialogWindow: DialogWindow;
  readonly maintenanceWindow: MaintenanceWindow;
  readonly notifications: Notifications;
  readonly outside: Outside;
  readonly awakenings: Awakenings;
  readonly screenWatch: ScreenWatch;
  readonly log: Log;
}
