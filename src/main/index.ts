/** The app's composition root: builds the adapters, hands them to the loop, starts. Nothing else. */
import { join } from 'node:path';
import { app, session } from 'electron';
import { version } from '../contract/version.ts';
import { formatLocale } from './app/times.ts';
import { systemClock } from './clock.ts';
import { SessionLink } from './door/session-link.ts';
import { ElectronDialogWindow } from './electron/dialog-window.ts';
import { claim, endCleanly, stayInMenuBar } from './electron/lifecycle.ts';
import { ElectronMenuBar } from './electron/menu-bar.ts';
import { registerScheme, servePage } from './electron/protocol.ts';
import { closeSession, denyByDefault } from './electron/security.ts';
import { awakenings, openLog, outside } from './electron/world.ts';
import { startLoop } from './loop.ts';
import { programOptions } from './program-options.ts';

function start(): void {
  const log = openLog();
  endCleanly(log);
  stayInMenuBar();
  const windowSession = session.fromPartition('window');
  closeSession(windowSession);
  servePage(windowSession, join(__dirname, 'renderer'));
  const helper = new SessionLink({
    root: programOptions(process.argv).root,
    uid: process.getuid?.() ?? -1,
    version,
    log,
  });
  app.on('will-quit', () => helper.close());
  startLoop(
    {
      helper,
      clock: systemClock,
      menuBar: new ElectronMenuBar(join(__dirname, 'tray')),
      dialogWindow: new ElectronDialogWindow({
        session: windowSession,
        preload: join(__dirname, 'preload.cjs'),
        log,
      }),
      outside,
      awakenings,
      log,
    },
    { locale: formatLocale(app.getSystemLocale()), version },
  );
}

if (claim()) {
  denyByDefault();
  registerScheme();
  void app.whenReady().then(start);
} else app.quit();
