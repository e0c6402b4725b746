/** Every documented exit code, by a command that gives it; and the words of the command line. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { exitCodeMeanings, exitCodes } from '../../src/command/exit-codes.ts';
import { commands } from '../../src/command/usage.ts';
import { paths } from '../../src/contract/identity.ts';
import { version } from '../../src/contract/version.ts';
import { housekeeping, serving } from '../helper/deployments.ts';
import { jappleseed, newWorld, sharedWorld, type World } from '../helper/world.ts';

const prompt = ['prompt', '--deployment', 'tidy'];
const run = (command: string): string[] => [
  ...['run', '--deployment', 'tidy', '--appointment', '2026-11-21T14:11:00Z', '--', command],
];

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly code: number;
  readonly says: RegExp;
  readonly before?: (world: World) => Promise<unknown>;
  readonly uid?: number;
}

const cases: readonly Case[] = [
  { name: 'done', args: prompt, code: exitCodes.ok, says: /^tidy: Waiting for the user's answer\.$/ },
  {
    name: 'an unknown command',
    args: ['frobnicate'],
    code: exitCodes.usage,
    says: /no command "frobnicate"/,
  },
  { name: 'an unknown option', args: ['status', '--xml'], code: exitCodes.usage, says: /--xml/ },
  {
    name: 'an option of another command',
    args: ['reload', '--json'],
    code: exitCodes.usage,
    says: /no option --json/,
  },
  {
    name: 'an argument too many',
    args: ['reload', 'now'],
    code: exitCodes.usage,
    says: /takes no argument "now"/,
  },
  { name: 'no deployment', args: ['prompt'], code: exitCodes.usage, says: /needs --deployment ID/ },
  { name: 'no time', args: ['defer', '--deployment', 'tidy'], code: exitCodes.usage, says: /either --in/ },
  {
    name: 'two times',
    args: ['defer', '--deployment', 'tidy', '--in', '5', '--at', '2026-11-21T17:00'],
    code: exitCodes.usage,
    says: /either --in/,
  },
  {
    name: 'an unknown mode',
    args: ['jamf', '/', 'Mac', 'u', 'bogus'],
    code: exitCodes.usage,
    says: /parameter 4 \(mode\) is "bogus"/,
  },
  {
    name: 'OS updates perhaps',
    args: ['jamf', '/', 'Mac', 'u', '', '', '', 'perhaps'],
    code: exitCodes.usage,
    says: /parameter 7/,
  },
  {
    name: 'a label with a slash',
    args: ['jamf', '/', 'Mac', 'u', '', '../../tmp/x'],
    code: exitCodes.badValue,
    says: /parameter 5 .*"\.\.\/\.\.\/tmp\/x"/,
  },
  {
    name: 'a label with dot-dot',
    args: ['jamf', '/', 'Mac', 'u', '', 'a..b'],
    code: exitCodes.badValue,
    says: /parameter 5/,
  },
  {
    name: 'a label of Apple',
    args: ['jamf', '/', 'Mac', 'u', '', 'com.apple.akd'],
    code: exitCodes.badValue,
    says: /parameter 5/,
  },
  {
    name: 'a trigger that is an option',
    args: ['jamf', '/', 'Mac', 'u', '', '', '-forceNoRecon'],
    code: exitCodes.badValue,
    says: /parameter 6 .*"-forceNoRecon"/,
  },
  {
    name: 'an extension attribute that is none',
    args: ['ea', 'mood'],
    code: exitCodes.usage,
    says: /ea needs one of status, next, deadline, holds, version, not "mood"/,
  },
  {
    name: 'an ID with a slash',
    args: ['prompt', '--deployment', '../tidy'],
    code: exitCodes.badValue,
    says: /"\.\.\/tidy"/,
  },
  {
    name: 'half a minute',
    args: ['defer', '--deployment', 'tidy', '--in', '0.5'],
    code: exitCodes.badValue,
    says: /--in is "0\.5"/,
  },
  {
    name: 'a day that does not exist',
    args: ['defer', '--deployment', 'tidy', '--at', '2026-02-30T10:00'],
    code: exitCodes.badValue,
    says: /--at is/,
  },
  { name: 'a command without a path', args: run('jamf'), code: exitCodes.badValue, says: /absolute path/ },
  {
    name: 'a deployment that does not exist',
    args: ['prompt', '--deployment', 'nope'],
    code: exitCodes.unknownDeployment,
    says: /No deployment "nope" is configured/,
  },
  {
    name: 'a helper that is away',
    args: prompt,
    code: exitCodes.helperUnreachable,
    says: /the helper/,
    before: (world) => world.bootoutHelper(),
  },
  {
    name: 'a command that is not there to run',
    args: run('/usr/local/bin/absent'),
    code: exitCodes.notStarted,
    says: /absent was not run: \/usr\/local\/bin\/absent does not exist/,
    before: async (world) => {
      await world.command('defer', '--deployment', 'tidy', '--in', '60');
      await world.mac.clock.advanceTo('2026-11-21T14:10:30Z');
    },
  },
  {
    name: 'launchd refusing the job',
    args: ['defer', '--deployment', 'tidy', '--in', '60'],
    code: exitCodes.notScheduled,
    says: /could not be written or loaded; nothing was changed/,
    before: (world) => {
      world.mac.installExecutable('/bin/launchctl', '#!/bin/sh\n[ "$1" = print ] && exit 113\nexit 78\n');
      return Promise.resolve();
    },
  },
  {
    name: 'somebody else’s plist',
    args: ['jamf', '/', 'Mac', 'u', 'prompt', 'com.example.theirs'],
    code: exitCodes.foreignLaunchDaemon,
    says: /com\.example\.theirs\.plist belongs to somebody else/,
    before: (world) => {
      world.mac.writePlist('/Library/LaunchDaemons/com.example.theirs.plist', {
        Label: 'com.example.theirs',
        ProgramArguments: ['/usr/bin/true'],
      });
      return Promise.resolve();
    },
  },
  {
    name: 'a time in the past',
    args: ['defer', '--deployment', 'tidy', '--at', '2026-11-21T09:00'],
    code: exitCodes.refused,
    says: /in the past/,
  },
  {
    name: 'a user',
    args: ['status'],
    code: exitCodes.notPermitted,
    says: /only root may/,
    uid: jappleseed.uid,
  },
  {
    name: 'a run by a user',
    args: run('/usr/bin/true'),
    code: exitCodes.notPermitted,
    says: /only root may/,
    uid: jappleseed.uid,
  },
];

describe('the exit code', () => {
  it.each(cases)('of $name is $code', async ({ args, code, says, before, uid }) => {
    const world = await newWorld(serving(housekeeping));
    await before?.(world);
    const ended = await world.mac.run(paths.command, args, uid === undefined ? {} : { uid });
    const { stdout, stderr } = ended;
    expect(ended.code).toBe(code);
    // One clear line, to the right stream.
    const [spoken, silent] = code === 0 ? [stdout, stderr] : [stderr, stdout];
    expect(spoken.trim()).toMatch(says);
    expect(spoken.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(silent).toBe('');
  });

  it('of another version is 78', async () => {
    const world = await newWorld();
    await world.bootoutHelper();
    mkdirSync(world.mac.path(paths.runFolder), { recursive: true });
    const server = createServer((socket) => {
      socket.once('data', () =>
        socket.end(
          '{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"This helper speaks protocol 2."}}\n',
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(world.mac.path(paths.adminSocket), resolve));
    const { code, stderr } = await world.command('status');
    expect({ code, stderr }).toEqual({ code: 78, stderr: 'intermission: This helper speaks protocol 2.\n' });
    await new Promise((resolve) => server.close(resolve));
  });

  it('is shown in the table of each one that a test gives', () => {
    const given = new Set([...cases.map(({ code }) => code), exitCodes.wrongVersion, exitCodes.bug]);
    expect(exitCodeMeanings.map(([code]) => code).filter((code) => !given.has(code))).toEqual([]);
    expect(new Set(exitCodeMeanings.map(([code]) => code))).toEqual(new Set(Object.values(exitCodes)));
  });

  it('is 69 where users could stand behind the socket', async () => {
    const world = await newWorld();
    chmodSync(world.mac.path(paths.runFolder), 0o777);
    const { code, stderr } = await world.command('status');
    expect(code).toBe(69);
    expect(stderr).toMatch(/can be written by others, so it is not trusted/);
  });

  it('is 69 where something else is in the place of the socket', async () => {
    const world = await newWorld();
    await world.bootoutHelper();
    writeFileSync(world.mac.path(paths.adminSocket), '');
    expect((await world.command('status')).stderr).toMatch(/is not a socket, so it is not trusted/);
  });
});

describe('help', () => {
  const shared = sharedWorld({ user: null });

  it.each(Object.keys(commands))('%s --help shows its own usage and asks nobody', async (name) => {
    const world = shared();
    const { code, stdout, stderr } = await world.command(name, '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: intermission ${name}`));
  });

  it.each([['--help'], ['-h'], ['help'], []])('%s lists every command and exit code', async (...args) => {
    const world = shared();
    const { code, stdout } = await world.command(...args);
    expect(code).toBe(0);
    for (const name of Object.keys(commands)) expect(stdout).toContain(`  ${name}`);
    for (const [number, meaning] of exitCodeMeanings)
      expect(stdout).toContain(`${String(number).padStart(4)}  ${meaning}`);
  });

  it.each(['version', '--version'])('%s prints the version', async (word) => {
    const world = shared();
    expect(await world.command(word)).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});
