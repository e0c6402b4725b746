/** Preferences on a Mac without MDM, and on one that gets it: what counts, which value wins, and when it is noticed. */
import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { paths } from '../../src/contract/identity.ts';
import { slack } from '../helper/deployments.ts';
import { newWorld, prefsPath, type World } from '../helper/world.ts';

const localPath = (id: string | null): string =>
  `${paths.localPreferences}/io.intermission${id === null ? '' : `.deployment.${id}`}.plist`;

const ids = async (world: World): Promise<string[]> => (await world.status()).deployments.map(({ id }) => id);
async function problems(world: World): Promise<string> {
  expect((await world.command('reload')).code).toBe(0);
  return (await world.status()).problems.join('\n');
}

describe('preferences of this Mac alone', () => {
  it('are read where there is no MDM', async () => {
    const world = await newWorld({
      before: (mac) => {
        rmSync(mac.path(paths.managedPreferences), { recursive: true, force: true });
        mac.writePlist(localPath('slack'), slack.keys, { binary: true });
        mac.writePlist(localPath(null), { OrganizationName: 'Example Corp' });
      },
    });
    expect(await ids(world)).toEqual(['slack']);
    const { result } = await (await world.session()).call('subscribe');
    expect(result).toMatchObject({ organization: 'Example Corp' });
  });

  it('stand under the managed ones, key by key', async () => {
    const world = await newWorld({
      before: (mac) => {
        mac.writePlist(localPath('slack'), { ...slack.keys, Title: 'Local' });
        mac.writePlist(prefsPath('slack'), { Title: 'Managed' });
      },
    });
    expect(await world.entry('slack')).toMatchObject({ title: 'Managed' });
    rmSync(world.mac.path(prefsPath('slack')));
    await world.command('reload');
    expect(await world.entry('slack')).toMatchObject({ title: 'Local' });
  });

  /** Every way in which a user could have put them there. */
  const spoiled: readonly (readonly [string, (world: World) => void, RegExp])[] = [
    [
      'the file belongs to a user',
      (world) => chownSync(world.mac.path(localPath('slack')), 501, 20),
      /does not belong to root/,
    ],
    [
      'others may write the file',
      (world) => chmodSync(world.mac.path(localPath('slack')), 0o666),
      /can be written by others/,
    ],
    [
      'the folder belongs to a user',
      (world) => chownSync(world.mac.path(paths.localPreferences), 501, 20),
      /\/Library\/Preferences is left out: \/Library\/Preferences does not belong to root/,
    ],
    [
      'others may write the folder',
      (world) => chmodSync(world.mac.path(paths.localPreferences), 0o775),
      /\/Library\/Preferences can be written by others than root/,
    ],
    [
      'others may write a folder above',
      (world) => chmodSync(world.mac.path('/Library'), 0o777),
      /left out: \/Library can be written by others than root/,
    ],
    [
      'the folder is a link',
      (world) => {
        const folder = world.mac.path(paths.localPreferences);
        renameSync(folder, world.mac.path('/elsewhere'));
        symlinkSync(world.mac.path('/elsewhere'), folder);
      },
      /\/Library\/Preferences is not a folder/,
    ],
  ];
  it.each(spoiled)('do not count when %s', async (_, act, why) => {
    const world = await newWorld({ before: (mac) => mac.writePlist(localPath('slack'), slack.keys) });
    act(world);
    expect(await problems(world)).toMatch(why);
    expect(await ids(world)).toEqual([]);
  });

  it('of a user are never looked at', async () => {
    const world = await newWorld({
      before: (mac) => {
        for (const folder of [
          '/Users/jappleseed/Library/Preferences',
          `${paths.managedPreferences}/jappleseed`,
        ]) {
          mac.writePlist(`${folder}/io.intermission.deployment.slack.plist`, slack.keys);
        }
      },
    });
    expect(await problems(world)).toBe('');
    expect(await ids(world)).toEqual([]);
  });
});

describe('a change while the helper runs', () => {
  const noticed = (world: World, fits: (found: readonly string[]) => boolean): Promise<true> =>
    world.eventually('the preferences are read', async () => {
      // Watching waits until it is quiet for half a second of the Mac's time.
      await world.mac.clock.advance(600);
      return fits(await ids(world)) ? true : null;
    });

  it('of the local preferences is noticed', async () => {
    const world = await newWorld({
      before: (mac) => void mkdirSync(mac.path(paths.localPreferences), { recursive: true }),
    });
    world.mac.writePlist(localPath('slack'), slack.keys);
    await noticed(world, (found) => found.includes('slack'));
    rmSync(world.mac.path(localPath('slack')));
    await noticed(world, (found) => found.length === 0);
  });

  it('is noticed when the Mac is enrolled, withdrawn and enrolled anew', async () => {
    const world = await newWorld({
      before: (mac) => rmSync(mac.path(paths.managedPreferences), { recursive: true, force: true }),
    });
    world.prefs('slack', slack.keys);
    await noticed(world, (found) => found.includes('slack'));
    rmSync(world.mac.path(paths.managedPreferences), { recursive: true });
    await noticed(world, (found) => found.length === 0);
    world.prefs('other', slack.keys);
    await noticed(world, (found) => found.includes('other'));
    world.prefs('slack', slack.keys);
    await noticed(world, (found) => found.length === 2);
  });
});
