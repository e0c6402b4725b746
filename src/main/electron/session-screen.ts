/** What macOS tells the app about its screen: the displays, the lock, and that one of them changed. */
import { powerMonitor, screen } from 'electron';
import type { SessionScreen } from '../presence/look.ts';

export class ElectronSessionScreen implements SessionScreen {
  #locked: boolean | null = null;

  constructor() {
    powerMonitor.on('lock-screen', () => (this.#locked = true));
    powerMonitor.on('unlock-screen', () => (this.#locked = false));
  }

  displays(): ReturnType<SessionScreen['displays']> {
    return screen.getAllDisplays().map(({ bounds }) => bounds);
  }

  locked(): boolean | null {
    return this.#locked;
  }

  onChange(listener: () => void): void {
    powerMonitor.on('lock-screen', listener);
    powerMonitor.on('unlock-screen', listener);
    powerMonitor.on('resume', listener);
    screen.on('display-added', listener);
    screen.on('display-removed', listener);
    screen.on('display-metrics-changed', listener);
  }
}
