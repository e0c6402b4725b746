/** Two monitors on one screen, as programs see them: Electron, the window manager and the bar. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desktop } from '../../src/pretend-mac/desktop/desktop.ts';
import { startElectron, type ElectronProgram } from './electron-program.ts';

const left = { x: 0, y: 0, width: 1000, height: 600 };
const right = { ...left, x: 1000 };

const program = `
const { app, screen } = require('electron');
app.on('window-all-closed', () => undefined);
const tell = () => say(screen.getAllDisplays().map(({ bounds }) => bounds).sort((one, other) => one.x - other.x));
app.whenReady().then(() => {
  tell();
  for (const event of ['display-added', 'display-removed', 'display-metrics-changed']) screen.on(event, tell);
});
`;

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('two monitors', () => {
  let desktop: Desktop;
  let app: ElectronProgram;

  beforeAll(async () => {
    desktop = await Desktop.start({ width: 1000, height: 600, monitors: 2 });
    app = await startElectron(desktop, program);
  });

  afterAll(async () => {
    await app.end();
    await desktop.stop();
  });

  /** Displays are told one change at a time. */
  const told = async (wanted: unknown): Promise<void> => {
    for (;;) {
      const displays = await app.next();
      if (JSON.stringify(displays) === JSON.stringify(wanted)) return;
    }
  };

  it('are two displays for Electron', async () => {
    expect(await app.next()).toEqual([left, right]);
  });

  it('are unplugged and plugged in while programs run', async () => {
    await desktop.setMonitors([left]);
    await told([left]);
    await desktop.setMonitors([left, right]);
    await told([left, right]);
  });

  it('may show the same', async () => {
    await desktop.setMonitors([left, left]);
    await told([left, left]);
    await desktop.setMonitors([left, right]);
    await told([left, right]);
  });

  it('lets nobody in without the cookie, and listens on no network', async () => {
    const { DISPLAY } = await desktop.environment();
    const stranger = spawn('xwininfo', ['-root'], {
      env: { PATH: process.env['PATH'], DISPLAY, XAUTHORITY: '/dev/null' },
    });
    expect((await once(stranger, 'close'))[0]).toBe(1);
    const own = new Set(socketsOfChildren());
    expect(own.size).toBeGreaterThan(0);
    const listening = ['tcp', 'tcp6'].flatMap((table) =>
      readFileSync(`/proc/net/${table}`, 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter((fields) => fields[3] === '0A' && own.has(fields[9] ?? '')),
    );
    expect(listening).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('one monitor', () => {
  it('stays the only one where more were never asked for', async () => {
    const desktop = await Desktop.start({ width: 640, height: 480 });
    await expect(desktop.setMonitors([left, right])).rejects.toThrow('one monitor');
    await desktop.stop();
  });
});

/** Inodes of the sockets that this process's children have open, as `/proc/net` names them. */
function socketsOfChildren(): readonly string[] {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
  return children.flatMap((pid) =>
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [];
      return inode === undefined ? [] : [inode];
    }),
  );
}
