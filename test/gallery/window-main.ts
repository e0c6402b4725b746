/**
 * The gallery's main process: the product's own window, page, preload and protocol, without a helper, a menu bar or a clock. Whoever
 * drives it (`gallery-window.ts`) says what the window shows by `globalThis.galleryWindow`. Without the sandbox, which root cannot have:
 * nothing is loaded but our own page.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import type { WindowView } from '../../src/main/app/page-model.ts';
import { ElectronDialogWindow } from '../../src/main/electron/dialog-window.ts';
import { pagesFrom } from '../../src/main/electron/pages.ts';
import { registerScheme, type Pictures } from '../../src/main/electron/protocol.ts';
import { lightLogo } from './samples.ts';

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
  const log = (line: string): void => console.error(line);
  const pages = pagesFrom(option('programs'), logo, { info: log, warn: log, error: log });
  return new ElectronDialogWindow(pages);
});

/** The two logos of the gallery's organisation. */
const logo: Pictures = async (digest) => {
  const name = digest === lightLogo ? 'logo-light.png' : 'logo-dark.png';
  const bytes = await readFile(join(option('logos'), name));
  return { type: 'image/png', base64: bytes.toString('base64') };
};
