/** How the app starts, stays and stops: one instance, no Dock icon, no quitting by closing, a clean end when asked. */
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { app, Menu } from 'electron';
import type { Log } from '../ports/ports.ts';

/** Call first. False: another instance is there and this one must go. */
export function claim(): boolean {
  app.setName('Intermission');
  app.setPath('userData', join(homedir(), 'Library/Application Support/Intermission'));
  return app.requestSingleInstanceLock();
}

/** Call first, for a demonstration: it leaves nothing behind but in its file's own folder, and runs beside the app itself. */
export function stayInFolderOf(file: string): void {
  app.setName('Intermission');
  app.setPath('userData', join(dirname(file), 'own'));
}

export function stayInMenuBar(): void {
  app.dock?.hide();
  app.on('window-all-closed', () => undefined);
  // Never seen (the app has no menu bar of its own), but it is what makes ⌘C, ⌘V and ⌘W work.
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: 'editMenu' }, { role: 'windowMenu' }]));
}

/** Asked to end: exit code 0. A bug: logged, and a non-zero code so that launchd starts the app afresh. */
export function endCleanly(log: Log): void {
  process.on('SIGTERM', () => app.quit());
  process.on('uncaughtException', (error) => {
    log.error(`uncaught: ${error.stack ?? error.message}`);
    app.exit(70);
  });
  process.on('unhandledRejection', (reason) => {
    log.error(`unhandled: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`);
  });
}
