/** The app's composition root: builds the adapters, hands them to the loop, starts. Nothing else. */
import { join } from 'node:path';
import { app } from 'electron';
import { version } from '../contract/version.ts';
import { localeFor } from './app/language.ts';
import { systemClock } from './clock.ts';
import { startDemonstration } from './demonstrate.ts';
import { SessionLink } from './door/session-link.ts';
import { ElectronDialogWindow } from './electron/dialog-window.ts';
import { claim, endCleanly, stayInFolderOf, stayInMenuBar } from './electron/lifecycle.ts';
import { ElectronMaintenanceWindow } from './electron/maintenance-window.ts';
import { ElectronMenuBar } from './electron/menu-bar.ts';
import { ElectronNotifications } from './electron/notifications.ts';
import { pagesFrom } from './electron/pages.ts';
import { registerScheme } from './electron/protocol.ts';
import { denyByDefault } from './electron/security.ts';
import { ElectronSessionScreen } from './electron/session-screen.ts';
import { awakenings, openLog, outside } from './electron/world.ts';
import { startLoop } from './loop.ts';
import { lookWith } from './presence/look.ts';
import { quitWith } from './presence/quit-app.ts';
import { PacedScreenWatch } from './presence/screen-watch.ts';
import { toolsBelow } from './presence/tool.ts';
import { programOptions } from './program-options.ts';

function start(root: string): void {
  const log = openLog();
  endCleanly(log);
  stayInMenuBar();
  const helper = new SessionLink({
    root,
    uid: process.getuid?.() ?? -1,
    version,
    log,
  });
  const pages = pagesFrom(__dirname, (digest) => helper.image(digest), log);
  const sessionScreen = new ElectronSessionScreen();
  const screenWatch = new PacedScreenWatch({
    look: lookWith(toolsBelow(root), sessionScreen),
    clock: systemClock,
    onChange: (listener) => sessionScreen.onChange(listener),
  });
  app.on('will-quit', () => {
    screenWatch.observe(null);
    helper.close();
  });
  const languages = app.getPreferredSystemLanguages();
  startLoop(
    {
      helper,
      clock: systemClock,
      menuBar: new ElectronMenuBar(join(__dirname, 'tray')),
      dialogWindow: new ElectronDialogWindow(pages),
      maintenanceWindow: new ElectronMaintenanceWindow(pages),
      notifications: new ElectronNotifications(log),
      outside: { ...outside, quitApp: quitWith(toolsBelow(root), log) },
      awakenings,
      screenWatch,
      log,
    },
    { locale: localeFor(languages, app.getSystemLocale()), languages, version },
  );
}

const { root, demonstration } = programOptions(process.argv);
if (demonstration !== null) stayInFolderOf(demonstration);
if (demonstration !== null || claim()) {
  denyByDefault();
  registerScheme();
  void app.whenReady().then(() => {
    if (demonstration === null) start(root);
    else startDemonstration(demonstration);
  });
} else app.quit();
