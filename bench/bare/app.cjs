// The baseline of the app: Electron with a Tray, or with a window that opens when a line comes in, and nothing else.
/* eslint-disable @typescript-eslint/no-require-imports -- loaded by Electron as CommonJS */
const { createServer } = require('node:net');
const { join } = require('node:path');
const { app, BrowserWindow, Menu, Tray } = require('electron');

const [icon, socket, height] = process.argv.slice(-3);
let tray = null;
let window = null;

app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  tray = new Tray(icon);
  tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Bare' }]));
  createServer((connection) => {
    connection.on('error', () => undefined);
    connection.on('data', (line) => {
      window?.destroy();
      window = null;
      if (String(line).startsWith('open')) open();
    });
  }).listen(socket);
});

function open() {
  window = new BrowserWindow({
    width: 540,
    height: Number(height),
    useContentSize: true,
    show: false,
    resizable: false,
    webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false },
  });
  window.once('ready-to-show', () => window?.showInactive());
  void window.loadFile(join(app.getAppPath(), 'page.html'));
}
