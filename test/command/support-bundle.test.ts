/** `intermission support-bundle`: one file, for root alone, that tells what happened and nobody's name. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tarOf } from '../../src/command/support/tar.ts';
import { statusReportSchema } from '../../src/contract/admin-door.ts';
import { paths, runLog } from '../../src/contract/identity.ts';
import { fileVault, housekeeping, serving } from '../helper/deployments.ts';
import { jappleseed, newWorld, type World } from '../helper/world.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  file = join(folder, 'bundle.tar.gz');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Unpacked by the system's own tar: every file by its name. */
function unpacked(): ReadonlyMap<string, string> {
  const out = join(folder, 'out');
  mkdirSync(out);
  execFileSync('tar', ['-xzf', file, '-C', out]);
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(out, name)).isFile(),
  );
  return new Map(names.map((name) => [name, readFileSync(join(out, name), 'utf8')]));
}

/** Things that nobody outside may read, in every place where they could stand. */
function secretsIn(world: World): readonly string[] {
  mkdirSync(world.mac.path('/Users/jappleseed'), { recursive: true });
  world.mac.writePlist('/var/db/dslocal/nodes/Default/users/jappleseed.plist', {
    name: ['jappleseed'],
    realname: ['Johnny Appleseed'],
  });
  world.mac.writePlist('/Library/Preferences/com.jamfsoftware.jamf.plist', {
    jss_url: 'https://jss.contoso.example:8443/',
  });
  world.mac.installExecutable(
    '/usr/sbin/ioreg',
    '#!/bin/sh\necho \'  "IOPlatformSerialNumber" = "C02ABC123DEF"\'\n',
  );
  const lines =
    'Johnny Appleseed (jappleseed, johnny@contoso.example) at jss.contoso.example, SN C02ABC123DEF, /Users/jappleseed/Gehalt, token=abcdef\n';
  appendFileSync(world.mac.path(paths.helperLog), lines);
  writeFileSync(world.mac.path(runLog('tidy')), lines);
  appendFileSync(world.mac.path(paths.historyFile), `{"at":"cut off by jappleseed\n`);
  return ['appleseed', 'contoso', 'C02ABC123DEF', 'Gehalt', 'abcdef', 'pretend-mac', hostname()];
}

describe('a bundle', () => {
  it('holds everything that explains a problem, and nobody’s name', async () => {
    const world = await newWorld({
      ...serving(housekeeping, fileVault),
      organization: { SupportContact: 'help@contoso.example' },
    });
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    const secrets = secretsIn(world);
    const { code, stdout, stderr } = await world.command('support-bundle', file);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const files = unpacked();
    expect([...files.keys()].sort()).toEqual(
      [
        'MANIFEST.txt',
        'config-check.txt',
        'files.txt',
        'history.jsonl',
        'launchd/io.intermission.agent-501.txt',
        'launchd/io.intermission.deployment.tidy.plist.json',
        'launchd/io.intermission.deployment.tidy.txt',
        'launchd/io.intermission.helper.plist.json',
        'launchd/io.intermission.helper.txt',
        'logs/helper.log',
        'logs/tidy.log',
        'preferences.json',
        'status.json',
        'versions.txt',
      ].sort(),
    );
    for (const [name, text] of files) {
      for (const secret of secrets)
        expect(`${name}: ${text}`.toLowerCase()).not.toContain(secret.toLowerCase());
    }
    const text = (name: string): string => files.get(name) ?? '';
    expect(statusReportSchema.parse(JSON.parse(text('status.json')))).toMatchObject({
      consoleUser: { uid: 501, name: '[user-1]' },
      deployments: [{ id: 'filevault' }, { id: 'tidy' }],
    });
    expect(text('preferences.json')).toContain('"[email-');
    expect(text('config-check.txt')).toContain('0 errors');
    expect(text('history.jsonl')).toContain('"to":"scheduled"');
    expect(text('history.jsonl').trimEnd().split('\n').at(-1)).toBe('{"at":"cut off by [user-1]');
    expect(text('launchd/io.intermission.deployment.tidy.txt')).toContain('io.intermission.deployment.tidy');
    expect(JSON.parse(text('launchd/io.intermission.deployment.tidy.plist.json'))).toMatchObject({
      Label: 'io.intermission.deployment.tidy',
    });
    expect(text('files.txt')).toMatch(new RegExp(`^140600 0:0 0 ${paths.adminSocket}$`, 'm'));
    expect(text('versions.txt')).toMatch(/ProductVersion:\s+26\.6\.2/);
    expect(text('logs/tidy.log')).toMatch(
      /^\[user-\d\] \(\[user-(\d)\], \[email-\d\]\) at \[host-\d\], SN \[serial\], \/Users\/\[user-\1\]\/\[path\], token=\[secret\]\n$/,
    );
    expect(stdout).toContain(text('MANIFEST.txt'));
    for (const name of files.keys())
      expect(text('MANIFEST.txt')).toContain(name === 'MANIFEST.txt' ? 'Inside:' : `  ${name}  `);
    expect(stdout).toContain(`Written to ${file}.`);
  });

  it('is there also when the helper is gone', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.bootoutHelper();
    expect((await world.command('support-bundle', file)).code).toBe(0);
    const files = unpacked();
    expect(files.get('status.txt')).toMatch(/^The helper gave no status: the helper /);
    expect(files.get('preferences.json')).toContain('tidy_up');
    expect(files.has('logs/helper.log')).toBe(true);
  });

  it('is bounded, and says what it leaves out', async () => {
    const world = await newWorld();
    const line = 'a line of a log that goes on and on\n';
    appendFileSync(world.mac.path(paths.helperLog), line.repeat(100_000));
    symlinkSync('/etc/passwd', world.mac.path(runLog('tidy')));
    await world.command('support-bundle', file);
    const files = unpacked();
    expect(files.get('logs/helper.log')?.length).toBeLessThanOrEqual(1024 * 1024);
    expect(files.has('logs/tidy.log')).toBe(false);
    expect(files.get('MANIFEST.txt')).toContain('logs/helper.log: all but the newest 1048576 bytes');
    expect(files.get('MANIFEST.txt')).toContain('logs/tidy.log: ELOOP');
  });

  it('overwrites nothing, and follows no link', async () => {
    const world = await newWorld({ user: null });
    writeFileSync(file, 'mine');
    expect(await world.command('support-bundle', file)).toMatchObject({
      code: 73,
      stdout: '',
      stderr: `intermission: ${file} could not be created: it exists, and nothing is overwritten\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const link = join(folder, 'link');
    symlinkSync(join(folder, 'elsewhere'), link);
    expect((await world.command('support-bundle', link)).code).toBe(73);
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
    expect((await world.command('support-bundle', join(folder, 'absent/x'))).stderr).toMatch(/ENOENT/);
    const user = await world.mac.run(paths.command, ['support-bundle', join(folder, 'users')], {
      uid: jappleseed.uid,
    });
    expect(user).toMatchObject({ code: 77, stdout: '' });
    expect(existsSync(join(folder, 'users'))).toBe(false);
    expect((await world.command('support-bundle', '')).code).toBe(65);
  });
});

it('the archive is one that tar lists, whatever the sizes', () => {
  const files = [0, 1, 511, 512, 513, 100_000].map((size) => ({
    name: `folder/${String(size)}.txt`,
    bytes: Buffer.alloc(size, 'x'),
  }));
  writeFileSync(join(folder, 'x.tar'), tarOf(files, new Date('2026-11-21T13:10:20Z')));
  const listed = execFileSync('tar', ['-tvf', join(folder, 'x.tar'), '--utc'], { encoding: 'utf8' });
  expect(
    listed
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ')),
  ).toEqual(
    files.map(({ name, bytes }) => `-rw------- root/wheel ${String(bytes.length)} 2026-11-21 13:10 ${name}`),
  );
  expect(() => tarOf([{ name: 'a b', bytes: Buffer.alloc(0) }], new Date())).toThrow('cannot be a name');
});
