/** What the helper leaves on the disk: whose it is, who may read and write it, and what stands in the way. */
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { helperDaemon } from '../../src/contract/product-jobs.ts';
import { helperLabel, paths, sessionSocket } from '../../src/contract/identity.ts';
import { housekeeping, serving } from './deployments.ts';
import { labelOf, newWorld, type World } from './world.ts';

/** Runs one deployment, so that everything that is ever written has been. */
async function afterOneRun(world: World): Promise<void> {
  await world.command('defer', '--deployment', 'tidy', '--in', '0');
  await world.untilDetail('tidy', 'installed');
  await world.command('prompt', '--deployment', 'tidy');
  expect((await world.command('defer', '--deployment', 'tidy', '--in', '60')).code).toBe(0);
}

const expected: readonly (readonly [path: string, ownerAndMode: string])[] = [
  [paths.support, '0:0 0755'],
  [paths.runFolder, '0:0 0755'],
  [paths.sessionFolder, '0:0 0755'],
  [paths.adminSocket, '0:0 0600'],
  [sessionSocket(501), '501:0 0600'],
  [paths.stateFolder, '0:0 0700'],
  [paths.stateFile, '0:0 0600'],
  [paths.historyFile, '0:0 0600'],
  [paths.runsFolder, '0:0 0700'],
  [paths.logFolder, '0:0 0755'],
  [`${paths.logFolder}/helper.log`, '0:0 0644'],
  [`${paths.launchDaemons}/${labelOf('tidy')}.plist`, '0:0 0644'],
];

const table = (world: World) => expected.map(([path]) => [path, world.mode(path)]);

describe('owners and modes', () => {
  it('are as the table says', async () => {
    const world = await newWorld(serving(housekeeping));
    await afterOneRun(world);
    expect(table(world)).toEqual(expected);
  });

  it.each([0, 0o777, 0o027])('are the same whatever umask launchd gives (%o)', async (umask) => {
    const world = await newWorld({
      ...serving(housekeeping),
      before: (mac) => {
        mac.writePlist(`${paths.launchDaemons}/${helperLabel}.plist`, { ...helperDaemon, Umask: umask });
        mac.writeFile(`${paths.logFolder}/helper.log`, '');
      },
    });
    await afterOneRun(world);
    expect(table(world)).toEqual(expected);
  });

  it('are put right where a folder was left open to users', async () => {
    const world = await newWorld({
      ...serving(housekeeping),
      before: (mac) => {
        for (const folder of [paths.sessionFolder, paths.runsFolder, paths.logFolder]) {
          mkdirSync(mac.path(folder), { recursive: true });
          for (const path of [folder, dirname(folder)]) {
            if (path === '/Library/Logs') continue;
            chmodSync(mac.path(path), 0o777);
            chownSync(mac.path(path), 501, 20);
          }
        }
      },
    });
    await afterOneRun(world);
    expect(table(world)).toEqual(expected);
  });
});

describe('something in the way', () => {
  const victim = (world: World): string => world.mac.path('/victim');
  const links: readonly (readonly [string, string])[] = [
    ['the admin socket', paths.adminSocket],
    ['the session socket', sessionSocket(501)],
    ['the state file', paths.stateFile],
    ['the plist', `${paths.launchDaemons}/${labelOf('tidy')}.plist`],
    ['the temporary file of the state', `${paths.stateFolder}/.intermission-state.json.1`],
  ];

  it.each(links)('a link in the place of %s is not followed', async (_, place) => {
    const world = await newWorld({
      ...serving(housekeeping),
      before: (mac) => {
        writeFileSync(mac.path('/victim'), 'precious', { mode: 0o600 });
        mkdirSync(dirname(mac.path(place)), { recursive: true });
        symlinkSync(mac.path('/victim'), mac.path(place));
      },
    });
    const { code } = await world.command('defer', '--deployment', 'tidy', '--in', '60');
    expect([0, 73, 74]).toContain(code);
    expect(readFileSync(victim(world), 'utf8')).toBe('precious');
    expect(lstatSync(victim(world)).mode & 0o7777).toBe(0o600);
    // What is left alone is refused; everything else works.
    expect(code).toBe(place.endsWith('.plist') ? 73 : 0);
  });

  it.each([paths.stateFolder, paths.sessionFolder, paths.runFolder])(
    'a link in the place of the folder %s is refused: the helper says so and does not start',
    async (folder) => {
      const world = await newWorld({
        ...serving(housekeeping),
        user: null,
        ready: false,
        before: (mac) => {
          mkdirSync(mac.path('/elsewhere'), { mode: 0o700 });
          mkdirSync(dirname(mac.path(folder)), { recursive: true });
          symlinkSync(mac.path('/elsewhere'), mac.path(folder));
        },
      });
      const exit = await world.mac.events.waitFor({ type: 'job-exited', label: helperLabel });
      expect(exit.code).toBe(70);
      expect(world.log()).toMatch(/is in the way and is not a folder/);
      expect(readdirSync(world.mac.path('/elsewhere'))).toEqual([]);
      expect(world.mode('/elsewhere')).toBe('0:0 0700');
    },
  );

  it('a leftover temporary file is cleaned away, and no stray plist is ever made', async () => {
    const leftover = `${paths.launchDaemons}/.intermission-${labelOf('tidy')}.4242`;
    const world = await newWorld({
      ...serving(housekeeping),
      before: (mac) => mac.writeFile(leftover, 'half a pli'),
    });
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    expect(existsSync(world.mac.path(leftover))).toBe(false);
    expect(world.jobFiles()).toEqual([`${labelOf('tidy')}.plist`]);
  });
});
