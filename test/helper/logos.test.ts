/** The organisation's logo: read by root, shown to a user; so only what an admin put there on purpose, and only a picture. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { snapshotSchema, pictureSchema, type Snapshot } from '../../src/contract/session-door.ts';
import { png, pngThatSays } from '../files/pictures.ts';
import { housekeeping, serving } from './deployments.ts';
import { jappleseed, newWorld, type World } from './world.ts';

const folder = '/Library/Application Support/Example Corp';
const light = `${folder}/logo.png`;
const dark = `${folder}/logo-dark.png`;
const blue = png(64, 64);
const white = png(64, 64, [255, 255, 255]);
const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const branded = { OrganizationName: 'Example Corp', DisplayIconLightFile: light };

async function snapshotOf(world: World): Promise<Snapshot> {
  const client = await world.session();
  return snapshotSchema.parse((await client.call('subscribe')).result);
}
async function problemsAfter(world: World, act: (path: string) => void): Promise<string> {
  act(world.mac.path(light));
  await world.command('reload');
  return (await world.status()).problems.join('\n');
}
const worldWithLogo = (): Promise<World> =>
  newWorld({ organization: branded, before: (mac) => mac.writeFile(light, blue) });

describe('the logo', () => {
  it('crosses the door by its digest: as it is, for light and for dark, and never as a path', async () => {
    const world = await newWorld({
      ...serving(housekeeping),
      organization: { ...branded, DisplayIconDarkFile: dark, AccentColor: '#0A66C2' },
      before: (mac) => {
        mac.writeFile(light, blue);
        mac.writeFile(dark, white);
      },
    });
    const snapshot = await snapshotOf(world);
    expect(snapshot.branding).toMatchObject({
      accent: '#0A66C2',
      logo: { light: digestOf(blue), dark: digestOf(white) },
    });
    expect(JSON.stringify(snapshot)).not.toContain('/Library');
    const client = await world.session();
    const answer = pictureSchema.parse((await client.call('image', { digest: digestOf(white) })).result);
    expect(answer.type).toBe('image/png');
    expect(Buffer.from(answer.base64, 'base64').equals(white)).toBe(true);
  });

  it('of a deployment is its own; one that it shares is not told twice', async () => {
    const world = await newWorld({
      organization: branded,
      deployments: {
        own: { ...housekeeping.keys, DisplayIconLightFile: dark },
        same: { ...housekeeping.keys, LaunchDaemonLabel: 'a.b' },
      },
      before: (mac) => {
        mac.writeFile(light, blue);
        mac.writeFile(dark, white);
      },
    });
    for (const id of ['own', 'same']) await world.command('prompt', '--deployment', id);
    const { deployments } = await snapshotOf(world);
    expect(deployments.map(({ id, logo }) => [id, logo])).toEqual([
      ['own', { light: digestOf(white), dark: null }],
      ['same', null],
    ]);
  });

  it('is given to nobody who cannot name it, also not by a path', async () => {
    const world = await worldWithLogo();
    const client = await world.userDoor(
      `/Library/Application Support/Intermission/run/session/501.sock`,
      jappleseed.uid,
    );
    if (typeof client === 'string') throw new Error(client);
    await client.hello();
    expect((await client.call('image', { digest: 'a'.repeat(64) })).result).toBeNull();
    for (const digest of [light, '../logo.png', 'A'.repeat(64), '', 7, null]) {
      expect((await client.call('image', { digest })).error?.code).toBe(-32602);
    }
    expect((await client.call('image', { digest: digestOf(blue), path: light })).error?.code).toBe(-32602);
  });

  it('that changes has another digest, and the one before is gone', async () => {
    const world = await worldWithLogo();
    const client = await world.session();
    expect((await client.call('image', { digest: digestOf(blue) })).result).not.toBeNull();
    world.mac.writeFile(light, white);
    await world.command('reload');
    expect((await snapshotOf(world)).branding.logo.light).toBe(digestOf(white));
    expect((await client.call('image', { digest: digestOf(blue) })).result).toBeNull();
  });
});

describe('a logo that is not what it should be', () => {
  const spoiled: readonly (readonly [string, (path: string) => void, string])[] = [
    ['is not there', (path) => rmSync(path), 'logo.png does not exist'],
    ['belongs to a user', (path) => chownSync(path, 501, 20), 'logo.png does not belong to root'],
    ['can be written by its group', (path) => chmodSync(path, 0o664), 'can be written by others than root'],
    ['can be written by all', (path) => chmodSync(path, 0o646), 'can be written by others than root'],
    [
      'lies in a folder of a user',
      (path) => chownSync(path.replace('/logo.png', ''), 501, 20),
      'Example Corp does not belong to root',
    ],
    [
      'lies in a folder that all can write to',
      (path) => chmodSync(path.replace('/logo.png', ''), 0o777),
      'Example Corp can be written by others than root',
    ],
    [
      "is a user's link to a secret",
      (path) => {
        writeFileSync(path.replace('logo', 'secret'), 'root only', { mode: 0o600 });
        rmSync(path);
        symlinkSync('secret.png', path);
        execFileSync('chown', ['-h', '501:20', path]);
      },
      'logo.png does not belong to root',
    ],
    [
      "is root's link to something that is no picture",
      (path) => {
        writeFileSync(path.replace('logo', 'secret'), 'root:*:0:0', { mode: 0o600 });
        rmSync(path);
        symlinkSync('secret.png', path);
      },
      'it is no picture that is known here',
    ],
    [
      'is a link to itself',
      (path) => {
        rmSync(path);
        symlinkSync('logo.png', path);
      },
      'has too many links',
    ],
    [
      'is a folder',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
      'is not a regular file',
    ],
    [
      'is a pipe that nobody writes to',
      (path) => {
        rmSync(path);
        execFileSync('mkfifo', [path]);
      },
      'is not a regular file',
    ],
    ['is huge', (path) => truncateSync(path, 3_000_000_000), 'is larger than 524288 bytes'],
    ['is SVG under another name', (path) => writeFileSync(path, '<svg onload="x()"/>'), 'it is an SVG file'],
    ['is ICNS under another name', (path) => writeFileSync(path, 'icns\0\0\0\0'), 'it is an ICNS file'],
    ['would take gigabytes', (path) => writeFileSync(path, pngThatSays(65_535, 65_535)), '65535 × 65535'],
  ];
  it.each(spoiled)('%s: it is not shown, the status says why, and all else works', async (_, act, why) => {
    const world = await worldWithLogo();
    const problems = await problemsAfter(world, act);
    expect(problems).toContain(
      `io.intermission: DisplayIconLightFile is "${light}", but must be a picture that can be shown (`,
    );
    expect(problems).toContain(why);
    // No path of this machine, only of the Mac.
    expect(problems).not.toContain(world.mac.root);
    const snapshot = await snapshotOf(world);
    expect(snapshot.organization).toBe('Example Corp');
    expect(snapshot.branding.logo).toEqual({ light: null, dark: null });
  });

  it('is shown once it is put right, also when it comes after the profile', async () => {
    const world = await newWorld({ organization: branded });
    expect((await world.status()).problems.join('\n')).toContain('does not exist');
    world.mac.writeFile(`${light}.new`, blue);
    renameSync(world.mac.path(`${light}.new`), world.mac.path(light));
    // Two names for one file are no harm: both lie where only root writes.
    linkSync(world.mac.path(light), world.mac.path(`${light}.same`));
    await world.mac.clock.advance(3_600_000);
    await world.eventually('the logo is told', async () =>
      (await snapshotOf(world)).branding.logo.light === digestOf(blue) ? true : null,
    );
    expect((await world.status()).problems).toEqual([]);
  });
});
