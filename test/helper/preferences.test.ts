/** What MDM wrote: read as it comes, watched, and never believed where a user could have written it. */
import { chmodSync, chownSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { housekeeping, slack, serving } from './deployments.ts';
import { labelOf, newWorld, prefsPath, type World } from './world.ts';

const ids = async (world: World): Promise<string[]> => (await world.status()).deployments.map(({ id }) => id);

/** Reads everything again and gives the problems. */
async function problems(world: World): Promise<readonly string[]> {
  expect((await world.command('reload')).code).toBe(0);
  return (await world.status()).problems;
}

it.each([false, true])('are read (binary: %s)', async (binary) => {
  const world = await newWorld({
    before: (mac) => {
      mac.writePlist(prefsPath('slack'), slack.keys, { binary });
      mac.writePlist(prefsPath(null), { OrganizationName: 'Example Corp' }, { binary });
    },
  });
  expect(await ids(world)).toEqual(['slack']);
  const { result } = await (await world.session()).call('subscribe');
  expect(result).toMatchObject({ organization: 'Example Corp' });
});

describe('a change while the helper runs', () => {
  it('is picked up by watching: new, replaced and removed', async () => {
    const world = await newWorld(serving(housekeeping));
    world.prefs('slack', slack.keys);
    await changed(world, (found) => found.includes('slack'));
    world.prefs('tidy', { ...housekeeping.keys, Title: 'Sweep' }, { binary: true });
    await world.eventually('the new title', async () => {
      await world.mac.clock.advance(600);
      return (await world.entry('tidy')).title === 'Sweep' ? true : null;
    });
    rmSync(world.mac.path(prefsPath('slack')));
    await changed(world, (found) => !found.includes('slack'));
  });

  it('withdraws the appointment with its deployment, and brings it back with it', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    rmSync(world.mac.path(prefsPath('tidy')));
    await world.command('reload');
    await world.eventually('it is gone', async () =>
      world.jobFiles().length === 0 && (await world.loadedLabels()).length === 0 ? true : null,
    );
    world.prefs('tidy', housekeeping.keys);
    await world.command('reload');
    await world.eventually('it is back', async () =>
      (await world.loadedLabels()).length === 1 ? true : null,
    );
    expect((await world.entry('tidy')).detail).toMatchObject({
      kind: 'scheduled',
      due: '2026-11-21T14:11:00Z',
    });
  });

  it('never ends a run that is under way', async () => {
    const world = await newWorld({
      ...serving(housekeeping),
      policies: [{ id: 1, name: 'Wait', trigger: 'tidy_up', payload: [{ do: 'hang' }] }],
    });
    await world.command('defer', '--deployment', 'tidy', '--in', '0');
    await world.untilDetail('tidy', 'running');
    await world.eventually('jamf runs', () => (world.jamfRuns('tidy_up') === 1 ? true : null));
    rmSync(world.mac.path(prefsPath('tidy')));
    await world.command('reload');
    // A reload is followed by a reconciliation; cleanup waits for one to end.
    await world.command('cleanup', '--deployment', 'tidy');
    await world.command('jamf', '/', '', '', 'cleanup', 'some.label');
    const job = (await world.mac.jobs()).find(({ label }) => label === labelOf('tidy'));
    expect(job).toMatchObject({ state: 'running' });
  });
});

describe('a bad value', () => {
  it('is named by key, value and rule, and everything else works', async () => {
    const world = await newWorld({
      deployments: {
        slack: { ...slack.keys, DeadlineDays: 'soon', DeferralTimerMenu: 'now,later', Title: '' },
        nothing: { Title: 'No trigger' },
        twice: { Trigger: 'x', LaunchDaemonLabel: labelOf('slack') },
        bad: { Trigger: '-event' },
        mine: { Trigger: 'x', LaunchDaemonLabel: '../../etc/x' },
      },
    });
    const found = (await world.status()).problems;
    expect(found.join('\n')).toContain(
      'io.intermission.deployment.slack: DeadlineDays is "soon", but must be a whole number from 0 to 365',
    );
    expect(found.join('\n')).toMatch(/DeferralTimerMenu is "now,later", but must be/);
    expect(found.join('\n')).toMatch(/nothing: Trigger is not set/);
    expect(found.join('\n')).toMatch(/twice: LaunchDaemonLabel is/);
    expect(found.join('\n')).toMatch(/bad: Trigger is "-event"/);
    expect(found.join('\n')).toMatch(/mine: LaunchDaemonLabel is/);
    expect(await ids(world)).toContain('slack');
    expect((await world.command('status')).stdout).toContain('problem: ');
    expect((await world.command('prompt', '--deployment', 'slack')).code).toBe(0);
  });

  it('never gives the label of the helper itself away', async () => {
    const world = await newWorld({
      deployments: { self: { Trigger: 'x', LaunchDaemonLabel: 'io.intermission.helper' } },
    });
    expect((await problems(world)).join('\n')).toMatch(/self: LaunchDaemonLabel is/);
    expect((await world.command('jamf', '/', '', '', 'prompt', 'io.intermission.agent')).code).toBe(65);
    expect(world.mac.events.all({ type: 'job-exited', label: 'io.intermission.helper' })).toEqual([]);
  });
});

describe('a file that does not count', () => {
  const spoil: readonly (readonly [string, (path: string, world: World) => void, RegExp])[] = [
    ['belongs to a user', (path) => chownSync(path, 501, 20), /does not belong to root/],
    ['can be written by its group', (path) => chmodSync(path, 0o664), /can be written by others than root/],
    ['can be written by all', (path) => chmodSync(path, 0o646), /can be written by others than root/],
    ['is no property list', (path) => writeFileSync(path, 'Trigger=tidy_up'), /is not a property list/],
    ['is cut off', (path) => writeFileSync(path, '<?xml version="1.0"?><plist><dict><key>Tri'), /is not a/],
    [
      'is a list',
      (path) => writeFileSync(path, '<plist version="1.0"><array/></plist>'),
      /is not a dictionary/,
    ],
    ['is huge', (path) => writeFileSync(path, ' '.repeat(1_100_000)), /is larger than/],
    [
      'is a link',
      (path, world) => {
        writeFileSync(world.mac.path('/target.plist'), '');
        rmSync(path);
        symlinkSync(world.mac.path('/target.plist'), path);
      },
      /could not be opened: ELOOP/,
    ],
  ];
  it.each(spoil)('%s: it is left out, the status says why, and the others are read', async (_, act, why) => {
    const world = await newWorld(serving(housekeeping, slack));
    act(world.mac.path(prefsPath('tidy')), world);
    expect((await problems(world)).join('\n')).toMatch(why);
    expect(await ids(world)).toEqual(['slack']);
  });

  it('has an ID that could not be a file name: it is left out', async () => {
    const world = await newWorld({
      ...serving(slack),
      before: (mac) => mac.writePlist(prefsPath('a b'), slack.keys),
    });
    expect((await problems(world)).join('\n')).toMatch(/"a b" cannot be the ID of a deployment/);
    expect(await ids(world)).toEqual(['slack']);
  });
});

/** Watching waits until it is quiet for half a second of the Mac's time. */
async function changed(world: World, fits: (found: readonly string[]) => boolean): Promise<void> {
  await world.eventually('the preferences are read', async () => {
    await world.mac.clock.advance(600);
    return fits(await ids(world)) ? true : null;
  });
}
