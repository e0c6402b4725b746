/** `intermission config`: mistakes are found before a Mac finds them, and everything that is printed can be read back. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'plist';
import { afterAll, describe, expect, it } from 'vitest';
import { parseCommandLine, type Request } from '../../src/command/arguments.ts';
import { configCheck } from '../../src/command/config-check.ts';
import { commandHelp, configActions, type ConfigAction } from '../../src/command/usage.ts';
import { paths } from '../../src/contract/identity.ts';
import { examples } from '../../src/preferences/generate/examples.ts';
import { slack } from '../helper/deployments.ts';
import { helperPrograms } from '../helper/programs.ts';
import { newWorld, prefsPath } from '../helper/world.ts';

const repository = join(import.meta.dirname, '../..');
const fixture = (name: string): string => join(repository, 'test/fixtures/profiles', name);
const folder = mkdtempSync(join(tmpdir(), 'intermission-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | object): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : build(content as Parameters<typeof build>[0]));
  return path;
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
/** The command as it is installed: the bundle, and the one that it loads from beside itself. */
async function intermission(...args: readonly string[]): Promise<Ran> {
  const program = join(await helperPrograms(), 'intermission.cjs');
  return new Promise((settle) => {
    execFile(process.execPath, [program, ...args], (error, out, err) => {
      settle({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err });
    });
  });
}
const check = (...files: readonly string[]) => configCheck({ kind: 'check', files, json: false });

describe('config check', () => {
  it.each(['inline.mobileconfig', 'mcx.mobileconfig', 'signed.mobileconfig', 'signed-in-parts.mobileconfig'])(
    'finds nothing wrong with %s',
    async (name) => {
      const { exitCode, out } = await check(fixture(name));
      expect(out).toMatch(/Read .*io\.intermission\.deployment\.slack: 0 errors, 0 warnings/);
      expect(exitCode).toBe(0);
    },
  );

  it('finds nothing wrong with our own examples', async () => {
    const files = examples.map(({ name }) =>
      join(repository, `packaging/profiles/examples/${name}.mobileconfig`),
    );
    for (const one of files) expect(await check(one)).toMatchObject({ exitCode: 0 });
  });

  it('names each problem by domain, key, value, rule, what was used, and the nearest name', async () => {
    const path = file('io.intermission.deployment.slack.plist', {
      Trigger: 'update_slack',
      DeadlineDays: 'soon',
      DeferalTimerMenu: '0,60',
      title: 'x',
      OrganizationName: 'Example',
    });
    const { exitCode, out } = await check(path);
    expect(exitCode).toBe(65);
    const lines = out.trimEnd().split('\n');
    expect(lines).toContain(
      'error: io.intermission.deployment.slack: DeadlineDays is "soon", but must be a whole number from 0 to 365; used no value instead',
    );
    expect(out).toMatch(/^error: .*title is not a key; did you mean Title\?/m);
    expect(out).toMatch(/^warning: .*DeferalTimerMenu is not a key; did you mean DeferralTimerMenu\?/m);
    expect(out).toMatch(/^warning: .*OrganizationName is not read here/m);
    expect(lines.at(-1)).toMatch(/2 errors, 2 warnings/);
  });

  it('exits with 0 where there are warnings alone', async () => {
    const path = file('io.intermission.plist', { OrganizationNam: 'x', LogLevel: 'debug' });
    const { exitCode, out } = await check(path);
    expect(out).toMatch(/0 errors, 1 warning, 0 notes/);
    expect(exitCode).toBe(0);
  });

  it('tells about a deadline that is over', async () => {
    const path = file('io.intermission.deployment.old.plist', {
      Trigger: 't',
      DeadlineDate: '2020-01-01T10:00',
    });
    expect((await check(path)).out).toMatch(/DeadlineDate is "2020-01-01T10:00"/);
  });

  it('sees several files together: two deployments with one label, the organisation under both', async () => {
    const one = file('io.intermission.deployment.one.plist', {
      Trigger: 'a',
      LaunchDaemonLabel: 'com.example.x',
    });
    const two = file('io.intermission.deployment.two.plist', {
      Trigger: 'b',
      LaunchDaemonLabel: 'com.example.X',
    });
    expect((await check(one, two)).out).toMatch(/two: LaunchDaemonLabel .*deployment one has the same/);
    expect(await check(two)).toMatchObject({ exitCode: 0 });
  });

  it.each<[string, () => string, RegExp]>([
    ['that is not there', () => join(folder, 'nothing.plist'), /could not be read: ENOENT/],
    ['that is a folder', () => folder, /is not a regular file/],
    ['that never ends', () => '/dev/zero', /is not a regular file/],
    ['that is too large', () => file('large.plist', ' '.repeat(4_200_000)), /is larger than/],
    ['that is cut off', () => file('cut.mobileconfig', '<plist><dict><key>Pay'), /cut off/],
    [
      'that is a billion laughs',
      () => file('b.plist', '<!DOCTYPE plist [<!ENTITY a "b">]><plist/>'),
      /declares entities/,
    ],
    ['of another vendor', () => fixture('super.mobileconfig'), /holds no preferences of Intermission/],
    [
      'whose name is no domain',
      () => file('slack.plist', { Trigger: 'x' }),
      /holds no preferences of Intermission/,
    ],
    ['without an ID', () => file('io.intermission.deployment.plist', { Trigger: 'x' }), /lacks the ID/],
    [
      'of a domain beside ours',
      () => file('io.intermission.app.plist', { Trigger: 'x' }),
      /only these are read/,
    ],
    ['in other letters', () => file('IO.Intermission.plist', { Title: 'x' }), /only these are read/],
    [
      'with an impossible ID',
      () => file('io.intermission.deployment.a b.plist', { Trigger: 'x' }),
      /cannot be the ID/,
    ],
  ])('has an error for a file %s', async (_, path, named) => {
    const { exitCode, out } = await check(path());
    expect(out).toMatch(named);
    expect(exitCode).toBe(65);
  });

  it('tells the same to programs', async () => {
    const path = file('io.intermission.deployment.json.plist', { Trigger: '-event' });
    const { code, out } = await intermission('config', 'check', '--json', path);
    expect(code).toBe(65);
    const report = JSON.parse(out) as { findings: unknown[] };
    expect(report).toMatchObject({
      schemaVersion: 1,
      files: [path],
      domains: ['io.intermission.deployment.json'],
      warnings: 0,
    });
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        kind: 'bad-value',
        file: path,
        domain: 'io.intermission.deployment.json',
        key: 'Trigger',
        value: '"-event"',
        nearest: null,
      }),
    );
  });
});

describe('config import', () => {
  it.each(['super.mobileconfig', 'nudge.mobileconfig', 'renew.plist', 'deferral-script.py.txt'])(
    'makes a profile of %s that config check reads without an error but the missing trigger',
    async (name) => {
      const source =
        name === 'renew.plist'
          ? file('com.secondsonconsulting.renew.plist', readFileSync(fixture(name), 'utf8'))
          : fixture(name);
      const { code, out, err } = await intermission('config', 'import', source, '--id', 'mine');
      expect(code).toBe(0);
      expect(err).toMatch(/^\d+ settings of .* became .*io\.intermission\.deployment\.mine\.\n/);
      expect(err).toMatch(/^no counterpart: \S+: .+/m);
      expect(err).toMatch(/^note: \w+: .+/m);
      const checked = await check(file(`imported-${name}.mobileconfig`, out));
      const errors = checked.out.split('\n').filter((line) => line.startsWith('error'));
      const hasTrigger = name === 'super.mobileconfig' || name === 'deferral-script.py.txt';
      expect(errors).toHaveLength(hasTrigger ? 0 : 1);
      if (!hasTrigger) expect(errors[0]).toContain('Trigger');
    },
  );

  it('takes the trigger for the ID, and says the same thing every time', async () => {
    const first = await intermission('config', 'import', fixture('deferral-script.py.txt'));
    expect(first.out).toContain('<string>io.intermission.deployment.install_updates</string>');
    expect(await intermission('config', 'import', fixture('deferral-script.py.txt'))).toEqual(first);
  });

  it('reads Nudge’s JSON too', async () => {
    const path = file(
      'nudge.json',
      JSON.stringify({ osVersionRequirements: [{ requiredMinimumOSVersion: '26.7' }] }),
    );
    expect((await intermission('config', 'import', path)).out).toContain('<string>26.7</string>');
  });

  it.each([
    ['{"a":', /neither JSON nor a property list/],
    ['{"a":1}', /none of Nudge’s groups/],
    ['<plist><dict/></plist>', /is none that can be imported/],
    ['#!/bin/sh', /neither XML nor binary/],
  ])('refuses %s by name', async (content, named) => {
    const { code, out, err } = await intermission('config', 'import', file('other.plist', content));
    expect({ code, out }).toEqual({ code: 65, out: '' });
    expect(err).toMatch(named);
  });
});

describe('config schema, manifest and example', () => {
  it.each(['organization', 'deployment'])('print what is committed for the %s', async (place) => {
    const domain = place === 'organization' ? 'io.intermission' : 'io.intermission.deployment';
    const schema = await intermission('config', 'schema', place);
    const committed = readFileSync(join(repository, `packaging/profiles/jamf/${domain}.json`), 'utf8');
    expect(JSON.parse(schema.out)).toEqual(JSON.parse(committed));
    const manifest = await intermission('config', 'manifest', place);
    expect(manifest.out).toBe(
      readFileSync(join(repository, `packaging/profiles/manifests/${domain}.plist`), 'utf8'),
    );
  });

  it('print each example as it is committed', async () => {
    const { out } = await intermission('config', 'example');
    const names = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/\s/)[0] ?? '');
    const ofProduct = ['managed-login-items', 'notifications'];
    expect(names).toEqual(expect.arrayContaining(ofProduct));
    for (const name of names) {
      const inFolder = ofProduct.includes(name) ? '' : 'examples/';
      const committed = readFileSync(
        join(repository, `packaging/profiles/${inFolder}${name}.mobileconfig`),
        'utf8',
      );
      expect((await intermission('config', 'example', name)).out).toBe(committed);
    }
  });

  it('refuse an unknown name', async () => {
    expect(await intermission('config', 'example', 'x')).toMatchObject({
      code: 64,
      err: expect.stringMatching(/no example "x"/) as unknown,
    });
  });
});

describe('config print', () => {
  it('tells the values of this Mac and where each came from, also to a user', async () => {
    const world = await newWorld({
      before: (mac) => {
        mac.writePlist(prefsPath(null), { OrganizationName: 'Example Corp', DeadlineDays: 5 });
        mac.writePlist(prefsPath('slack'), { ...slack.keys, allowedDeferrals: 3 });
        mac.writePlist(`${paths.localPreferences}/io.intermission.plist`, {
          DeadlineDays: 9,
          SupportContact: 'IT',
        });
        mac.writePlist(prefsPath('a b'), slack.keys);
      },
    });
    const { stdout, code } = await world.command('config', 'print');
    expect(code).toBe(0);
    const managed = `${paths.managedPreferences}/io.intermission`;
    expect(stdout).toContain(`"Example Corp"  (managed organization: ${managed}.plist)`);
    expect(stdout).toContain(`"IT"  (local organization: ${paths.localPreferences}/io.intermission.plist)`);
    expect(stdout).toMatch(/^ {2}DeadlineDays +5 {2}\(managed organization/m);
    expect(stdout).toMatch(
      /^ {2}DeadlineCount +3 {2}\(managed deployment: .*slack\.plist, as allowedDeferrals\)/m,
    );
    expect(stdout).toMatch(/^ {2}GracePeriodMinutes +60 {2}\(default\)/m);
    expect(stdout).toContain('"a b" cannot be the ID');
    const json = JSON.parse((await world.command('config', 'print', '--json')).stdout) as Record<
      string,
      unknown
    >;
    expect(json).toMatchObject({
      schemaVersion: 1,
      deployments: {
        slack: expect.arrayContaining([
          expect.objectContaining({ key: 'Trigger', value: 'upgrade_slack' }),
        ]) as unknown,
      },
    });
    // Neither root nor the helper is needed.
    await world.bootoutHelper();
    const program = world.mac.path(paths.commandProgram);
    chmodSync(world.mac.root, 0o755);
    const asUser = await new Promise<Ran>((settle) => {
      execFile(
        process.execPath,
        [program, 'config', 'print', '--root', world.mac.root],
        { uid: 501, gid: 20 },
        (error, out, err) => settle({ code: error === null ? 0 : 1, out, err }),
      );
    });
    expect(asUser).toEqual({ code: 0, out: stdout, err: '' });
  });

  it('believes no file that a user could have put there', async () => {
    const world = await newWorld({ before: (mac) => mac.writePlist(prefsPath('slack'), slack.keys) });
    rmSync(world.mac.path(prefsPath('slack')));
    symlinkSync('/etc/passwd', world.mac.path(prefsPath('slack')));
    const { stdout } = await world.command('config', 'print');
    expect(stdout).toMatch(/problem: .*slack\.plist is left out: .*ELOOP/);
    expect(stdout).toContain('No deployments are configured.');
  });
});

describe('the words of config', () => {
  const parsed = (...argv: readonly string[]): Request | string => {
    const read = parseCommandLine(argv);
    return read.ok ? read.value.request : read.problem.err;
  };

  it.each<[readonly string[], unknown]>([
    [['check', 'a', 'b'], { kind: 'check', files: ['a', 'b'], json: false }],
    [['check', '--json', 'a'], { kind: 'check', files: ['a'], json: true }],
    [['print'], { kind: 'print', json: false }],
    [['import', 'a', '--id', 'x'], { kind: 'import', file: 'a', id: 'x' }],
    [['schema', 'deployment'], { kind: 'schema', place: 'deployment' }],
    [['manifest', 'organization'], { kind: 'manifest', place: 'organization' }],
    [['example'], { kind: 'example', name: null }],
    [['example', 'filevault'], { kind: 'example', name: 'filevault' }],
  ])('%j', (words, action) => {
    expect(parsed('config', ...words)).toEqual({ kind: 'config', action });
  });

  it.each<[readonly string[], RegExp]>([
    [[], /config needs an action: check, print/],
    [['chek'], /no action "chek"/],
    [['check'], /needs a file/],
    [['check', '--id', 'x', 'a'], /config check has no option --id/],
    [['print', 'x'], /takes no argument "x"/],
    [['import'], /needs a file/],
    [['import', 'a', '--id', '../x'], /--id is "\.\.\/x"/],
    [['import', 'a', 'b'], /takes no argument "b"/],
    [['schema'], /needs organization or deployment/],
    [['manifest', 'x'], /needs organization or deployment/],
    [['print', '--bogus'], /Unknown option '--bogus'/],
  ])('%j is refused by name', (words, named) => {
    expect(parsed('config', ...words)).toMatch(named);
  });

  it('explain themselves', () => {
    expect(parsed('config', '--help')).toEqual({ kind: 'help', command: 'config', action: null });
    for (const action of Object.keys(configActions) as ConfigAction[]) {
      expect(parsed('config', action, '--help')).toEqual({ kind: 'help', command: 'config', action });
      expect(commandHelp('config', action)).toContain(`Usage: intermission config ${action}`);
    }
  });
});

it('a check-in reads nothing of all this: the table stands in a program of its own', async () => {
  const programs = await helperPrograms();
  const read = (name: string): string => readFileSync(join(programs, name), 'utf8');
  expect(read('intermission.cjs')).not.toContain('DeferralTimerMenu');
  expect(read('config.cjs')).toContain('DeferralTimerMenu');
  // Nothing that root runs reads property lists but our own, bounded readers.
  for (const name of ['intermission.cjs', 'config.cjs', 'helper.cjs'])
    expect(read(name)).not.toContain('DOMParser');
});
