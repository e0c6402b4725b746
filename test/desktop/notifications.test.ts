/** Notifications on the pretend Mac's screen: told by another user's program, seen, clicked on and taken away for real. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desktop } from '../../src/pretend-mac/desktop/desktop.ts';
import { startElectron, type ElectronProgram } from './electron-program.ts';

const program = `
const { app, Notification } = require('electron');
const about = (title, body, urgency) => {
  const notification = new Notification({ title, body, urgency, silent: true });
  notification.on('click', () => say({ clicked: title }));
  return notification;
};
app.whenReady().then(() => {
  const warning = about('Your Mac restarts at 17:00', 'In 15 minutes.', 'critical');
  const older = about('Older', 'Two\\nlines', 'normal');
  const newer = about('Newer', 'One line', 'normal');
  warning.on('click', () => older.show());
  older.on('show', () => newer.show());
  newer.on('show', () => older.close());
  warning.show();
  globalThis.kept = [warning, older, newer];
});
`;

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('notifications', () => {
  let desktop: Desktop;
  let app: ElectronProgram;
  /** How tall one is that stands alone. */
  let height = 0;

  beforeAll(async () => {
    desktop = await Desktop.start({ width: 900, height: 500 });
    app = await startElectron(desktop, program);
  });
  afterAll(async () => {
    await app.end();
    await desktop.stop();
  });

  it('come up in the corner, and a click on one tells the program', async () => {
    const shown = await desktop.waitForWindow(({ kind, viewable }) => kind === 'notification' && viewable);
    ({ height } = shown);
    expect(shown.x + shown.width).toBeGreaterThan(850);
    expect(desktop.notifications).toEqual([
      { title: 'Your Mac restarts at 17:00', body: 'In 15 minutes.', urgent: true },
    ]);
    await desktop.clickNotification();
    expect(await app.next()).toEqual({ clicked: 'Your Mac restarts at 17:00' });
  });

  it('are taken away by the program, and the rest stays to be clicked on', async () => {
    await expect
      .poll(() => desktop.notifications.slice(1))
      .toEqual([
        { title: 'Older', body: 'Two\nlines', urgent: false },
        { title: 'Newer', body: 'One line', urgent: false },
      ]);
    await desktop.waitForWindow((window) => window.kind === 'notification' && window.height === height);
    await desktop.clickNotification();
    expect(await app.next()).toEqual({ clicked: 'Newer' });
    await desktop.waitForNoWindow(({ kind, viewable }) => kind === 'notification' && viewable);
  });
});
