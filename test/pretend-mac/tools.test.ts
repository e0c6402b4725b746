/** The other tools print what was recorded on real Macs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { consoleUser } from '../../src/pretend-mac/session-file.ts';
import { showConsoleUser } from '../../src/pretend-mac/tools/console-user.ts';
import { jappleseed, newMac } from './mac.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const asmith = { name: 'asmith', uid: 502, gid: 20 } as const;
const showConsole = { stdin: 'show State:/Users/ConsoleUser\n' };

describe('scutil', () => {
  it('shows the console user among all sessions', async () => {
    const mac = await newMac();
    await mac.login(jappleseed);
    await mac.login(asmith);
    await mac.login(jappleseed);
    expect(await mac.run('/usr/sbin/scutil', [], showConsole)).toMatchObject({
      code: 0,
      stdout: fixture('scutil-console-user.txt'),
    });
  });

  it('has no such key when nobody ever logged in', async () => {
    const mac = await newMac();
    expect(await mac.run('/usr/sbin/scutil', [], showConsole)).toMatchObject({
      code: 0,
      stdout: '  No such key\n',
    });
  });

  it('shows the login window when it is in front of a session', async () => {
    const mac = await newMac();
    await mac.login(jappleseed);
    await mac.showLoginWindow();
    const { stdout } = await mac.run('/usr/sbin/scutil', [], showConsole);
    expect(stdout).toMatch(/^ {2}Name : loginwindow$/m);
    expect(stdout).toMatch(/^ {2}UID : 0$/m);
  });

  it('knows the name of the computer', async () => {
    const mac = await newMac();
    expect((await mac.run('/usr/sbin/scutil', ['--get', 'ComputerName'])).stdout).toBe('Pretend Mac\n');
    expect(await mac.run('/usr/sbin/scutil', ['--get', 'Nonsense'])).toMatchObject({ code: 1, stdout: '' });
  });

  it('never names a user that has no session', () => {
    const file = { console: { kind: 'user', uid: 501 }, sessions: [], users: [] } as const;
    expect(consoleUser(file)).toBeUndefined();
    expect(showConsoleUser(file)).toContain('Name : loginwindow');
  });
});

describe('softwareupdate', () => {
  const list = ['--list'];
  it('says on standard error that there is nothing', async () => {
    const mac = await newMac();
    expect(await mac.run('/usr/sbin/softwareupdate', ['-l', '--no-scan'])).toMatchObject({
      code: 0,
      stdout: fixture('softwareupdate-list-none.stdout.txt'),
      stderr: fixture('softwareupdate-list-none.stderr.txt'),
    });
  });

  it.each(['softwareupdate-list-26.txt', 'softwareupdate-list-10.14.txt'])(
    'lists what it was given: %s',
    async (name) => {
      const mac = await newMac();
      const [, lines = ''] = fixture(name).split('updated software:\n');
      mac.setSoftwareUpdates(lines.replace(/\n$/, '').split('\n'));
      expect(await mac.run('/usr/sbin/softwareupdate', list)).toMatchObject({
        code: 0,
        stdout: fixture(name),
        stderr: '',
      });
    },
  );
});

describe('pmset', () => {
  it.each(['pmset-ps-ac.txt', 'pmset-ps-battery.txt'])('reports the power source: %s', async (name) => {
    const mac = await newMac();
    mac.setPowerReport({ ps: fixture(name) });
    expect((await mac.run('/usr/bin/pmset', ['-g', 'ps'])).stdout).toBe(fixture(name));
    expect((await mac.run('/usr/bin/pmset', ['-g', 'batt'])).stdout).toBe(fixture(name));
  });

  it('is a desktop Mac at rest by itself', async () => {
    const mac = await newMac();
    expect((await mac.run('/usr/bin/pmset', ['-g', 'ps'])).stdout).toBe(fixture('pmset-ps-desktop.txt'));
    const { stdout } = await mac.run('/usr/bin/pmset', ['-g', 'assertions']);
    expect(stdout).toMatch(
      /^2026-11-21 10:00:\d\d \+0100\nAssertion status system-wide:\n {3}BackgroundTask {17}0\n/,
    );
  });

  it('lists the assertions it was given', async () => {
    const mac = await newMac();
    mac.setPowerReport({ assertions: fixture('pmset-assertions-call.txt') });
    expect((await mac.run('/usr/bin/pmset', ['-g', 'assertions'])).stdout).toBe(
      fixture('pmset-assertions-call.txt'),
    );
  });
});

describe('sw_vers, fdesetup and pkgutil', () => {
  it('tell the version of the system', async () => {
    const mac = await newMac();
    mac.setSystemVersion('26.7', '25G229');
    expect((await mac.run('/usr/bin/sw_vers')).stdout).toBe(
      'ProductName:\t\tmacOS\nProductVersion:\t\t26.7\nBuildVersion:\t\t25G229\n',
    );
    expect((await mac.run('/usr/bin/sw_vers', ['-productVersion'])).stdout).toBe('26.7\n');
    expect((await mac.run('/usr/bin/sw_vers', ['--buildVersion'])).stdout).toBe('25G229\n');
  });

  it('tell whether FileVault is on', async () => {
    const mac = await newMac();
    mac.setFileVault(false);
    expect(await mac.run('/usr/bin/fdesetup', ['status'])).toMatchObject({
      code: 0,
      stdout: 'FileVault is Off.\n',
    });
    expect(await mac.run('/usr/bin/fdesetup', ['isactive'])).toMatchObject({ code: 1, stdout: 'false\n' });
    mac.setFileVault(true);
    expect(await mac.run('/usr/bin/fdesetup', ['status'])).toMatchObject({
      code: 0,
      stdout: 'FileVault is On.\n',
    });
    expect(await mac.run('/usr/bin/fdesetup', ['isactive'])).toMatchObject({ code: 0, stdout: 'true\n' });
  });

  it('tell what a receipt says', async () => {
    const mac = await newMac();
    mac.writePlist('/private/var/db/receipts/com.example.pkg.plist', {
      PackageIdentifier: 'com.example.pkg',
      PackageVersion: '2.1',
      InstallPrefixPath: 'Applications',
      InstallDate: new Date('2026-11-20T00:00:00Z'),
    });
    expect((await mac.run('/usr/sbin/pkgutil', ['--pkg-info', 'com.example.pkg'])).stdout).toBe(
      'package-id: com.example.pkg\nversion: 2.1\nvolume: /\nlocation: Applications\ninstall-time: 1795132800\n',
    );
    expect(await mac.run('/usr/sbin/pkgutil', ['--pkg-info', 'com.example.none'])).toMatchObject({
      code: 1,
      stderr: "No receipt for 'com.example.none' found at '/'.\n",
    });
    expect((await mac.run('/usr/sbin/pkgutil', ['--forget', 'com.example.pkg'])).stdout).toBe(
      "Forgot package 'com.example.pkg' on '/'.\n",
    );
    expect((await mac.run('/usr/sbin/pkgutil', ['--pkgs'])).stdout).toBe('');
  });

  it('work with an empty environment, as programs may start them', async () => {
    const mac = await newMac();
    mac.installExecutable(
      '/usr/local/bin/bare',
      `#!/bin/sh\nexec env -i ${mac.path('/usr/bin/sw_vers')} -productVersion\n`,
    );
    expect((await mac.run('/usr/local/bin/bare', [], { uid: 501 })).stdout).toBe('26.6.2\n');
  });
});
