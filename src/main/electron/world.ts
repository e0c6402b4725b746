/** Small doors to the system: the browser, waking and unlocking, the log file. */
import { join } from 'node:path';
import { app, powerMonitor, shell, systemPreferences } from 'electron';
import electronLog from 'electron-log/main';
import { openableAddress } from '../app/markdown.ts';
import type { Awakenings, Log, Outside } from '../ports/ports.ts';

/** Checked once more right where it leaves the app. */
export const outside: Pick<Outside, 'openLink'> = {
  openLink: (address) => {
    const url = openableAddress(address);
    if (url !== null) void shell.openExternal(url.href);
  },
};

export const awakenings: Awakenings = {
  onWake: (listener) => {
    powerMonitor.on('resume', () => listener('woke'));
    powerMonitor.on('unlock-screen', () => listener('unlocked'));
    // Macs only: elsewhere this function is not there, and the helper looks every minute.
    if (!('subscribeWorkspaceNotification' in systemPreferences)) return;
    systemPreferences.subscribeWorkspaceNotification('NSWorkspaceDidTerminateApplicationNotification', () =>
      listener('app-quit'),
    );
  },
};

/** Writes `logs/app.log` in the app's own folder, at most two files of a megabyte. */
export function openLog(): Log {
  electronLog.transports.file.resolvePathFn = () => join(app.getPath('userData'), 'logs', 'app.log');
  electronLog.transports.file.maxSize = 1_000_000;
  electronLog.transports.console.level = 'warn';
  return {
    info: (line) => electronLog.info(line),
    warn: (line) => electronLog.warn(line),
    error: (line) => electronLog.error(line),
  };
}
