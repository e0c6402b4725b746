/**
 * The gallery's main process: the product's own window, page, preload and protocol, without a helper, a menu bar or a clock. Whoever
 * drives it (`gallery-window.ts`) says what the window shows by `globalThis.galleryWindow`. Without the sandbox, which root cannot have:
 * nothing is loaded but our own page.
 */
import { join } from 'node:path';
import { app, session } from 'electron';
import type { WindowView } from '../../src/main/app/page-model.ts';
import { ElectronDialogWindow } from '../../src/main/electron/dialog-window.ts';
import { registerScheme, servePage } from '../../src/main/electron/protocol.ts';
import { closeSession } from '../../src/main/electron/security.ts';

/** How the driver reaches the window. */
export interface GalleryGlobal {
  galleryWindow?: Promise<{ show(view: WindowView): void }>;
}

const option = (name: string): string => {
  const value = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  if (value === undefined) throw new Error(`--${name}= is missing`);
  return value.slice(name.length + 3);
};

app.setPath('userData', option('own-folder'));
registerScheme();
app.on('window-all-closed', () => undefined);
(globalThis as GalleryGlobal).galleryWindow = app.whenReady().then(() => {
  const programs = option('programs');
  const windowSession = session.fromPartition('window');
  closeSession(windowSession);
  servePage(windowSession, join(programs, 'renderer'), () => Promise.resolve(null));
  const log = (line: string): void => console.error(line);
  return new ElectronDialogWindow({
    session: windowSession,
    preload: join(programs, 'preload.cjs'),
    log: { info: log, warn: log, error: log },
  });
});
