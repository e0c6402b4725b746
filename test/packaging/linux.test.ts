/** What electron-builder makes of the app: what is in the archive, which fuses are set, and that the packed program starts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageLinux, type PackedApp } from '../../scripts/package-linux.ts';
import { Desktop } from '../../src/pretend-mac/desktop/desktop.ts';
import { expectOnlyTheApp, fusesOf } from './packed-app.ts';

const person = { uid: 64_102, gid: 64_102 };

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('the packed app', () => {
  let folder: string;
  let packed: PackedApp;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'intermission-packed-'));
    await chmod(folder, 0o755);
    packed = await packageLinux(join(folder, 'dist'));
    // As an installer leaves it; where user namespaces are to be had Chromium does without.
    await chmod(join(packed.folder, 'chrome-sandbox'), 0o4755);
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('holds the bundles, the page and the icons, and nothing else', () => {
    expectOnlyTheApp(join(packed.folder, 'resources/app.asar'));
  });

  it('has nothing beside the archive, least of all a program that root runs', async () => {
    expect(await readdir(join(packed.folder, 'resources'))).toEqual(['app.asar']);
  });

  it('has its fuses set', async () => {
    expect(await fusesOf(packed.executable)).toMatchObject({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
    });
  });

  it('keeps the words of Chromium for the languages of the app only, and the licences', async () => {
    expect(await readdir(join(packed.folder, 'locales'))).toEqual(
      'ar cs da de en-GB en-US es-419 es fi fr he it ja ko nb nl pl pt-BR sv tr zh-CN zh-TW'
        .split(' ')
        .map((language) => `${language}.pak`)
        .sort(),
    );
    expect(await readdir(packed.folder)).toEqual(
      expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
    );
  });

  it('is no Node: asked to run a script, it does not', async () => {
    const asked = spawn(packed.executable, ['-e', 'console.log("ran")'], {
      env: { PATH: process.env['PATH'], ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    asked.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(asked, 'close');
    expect(said).not.toContain('ran');
  });

  it('starts for an unprivileged person with the sandbox on: a menu-bar item, no window; and ends when asked', async () => {
    const desktop = await Desktop.start({ width: 800, height: 600 });
    const root = join(folder, 'mac');
    const home = join(folder, 'mac/Users/person');
    await mkdir(home, { recursive: true });
    await chown(home, person.uid, person.gid);
    const identity = ['--reuid', String(person.uid), '--regid', String(person.gid), '--clear-groups'];
    const app = spawn('setpriv', [...identity, packed.executable, '--root', root], {
      env: { PATH: process.env['PATH'], HOME: home, ...(await desktop.environment(person)) },
      stdio: 'ignore',
    });
    const closed = once(app, 'close');
    try {
      const icon = await desktop.trayIcon();
      expect(icon.y).toBeLessThan(24);
      expect((await desktop.windows()).filter(({ kind }) => kind === 'window')).toEqual([]);
    } finally {
      app.kill('SIGTERM');
      const [code, signal] = (await closed) as [number | null, string | null];
      await desktop.stop();
      expect({ code, signal }).toEqual({ code: 0, signal: null });
    }
  });
});
