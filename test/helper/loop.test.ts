/** The main job, from the policy's question to the proof that the work is done. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { snapshotSchema, type Snapshot } from '../../src/contract/session-door.ts';
import { fileVault, housekeeping, osUpdate, policyOf, serving, slack, type Piece } from './deployments.ts';
import type { DoorClient } from './door-client.ts';
import { labelOf, minutes, newWorld, type World } from './world.ts';

const view = (snapshot: Snapshot, id: string) => snapshot.deployments.find((one) => one.id === id);

async function subscribe(session: DoorClient): Promise<Snapshot> {
  return snapshotSchema.parse((await session.call('subscribe')).result);
}

async function pick(session: DoorClient, deployment: string, wish: object): Promise<unknown> {
  return (await session.call('intent', { kind: 'choose', deployment, pick: wish })).result;
}

/** A world in which this piece was asked for, and a session that hears of it. */
async function asked(piece: Piece, world: World): Promise<DoorClient> {
  const session = await world.session();
  await subscribe(session);
  const prompted = await world.command('prompt', '--deployment', piece.id);
  expect(prompted).toMatchObject({ code: 0, stderr: '' });
  await session.snapshot((it) => ((view(it as Snapshot, piece.id)?.ask ?? null) === null ? null : true));
  return session;
}

const pieces: readonly (readonly [string, Piece, boolean])[] = [
  ['an OS update that restarts the Mac in the middle', osUpdate, true],
  ['FileVault', fileVault, true],
  ['an app upgrade', slack, true],
  ['work that nothing verifies', housekeeping, false],
];

describe.each(pieces)('%s', (_, piece, verified) => {
  const off = (world: World): void => world.mac.setFileVault(piece !== fileVault);

  it('is asked for, starts now, is cleaned up and confirmed', async () => {
    const world = await newWorld({
      ...serving(piece),
      before: (mac) => mac.setFileVault(piece !== fileVault),
    });
    const session = await asked(piece, world);
    const mark = world.mac.events.mark();
    expect(await pick(session, piece.id, { kind: 'now' })).toMatchObject({ kind: 'accepted' });
    await world.mac.events.waitFor({ type: 'job-spawned', label: labelOf(piece.id) }, { after: mark });
    if (piece === osUpdate) {
      await world.mac.events.waitFor({ type: 'power', state: 'on' }, { after: mark });
      await world.ready();
      await world.mac.clock.advance(minutes(2));
    }
    const done = await world.untilDetail(piece.id, 'installed');
    expect(done).toMatchObject({ status: 'Installed', detail: { verified } });
    expect(world.jamfRuns(piece.trigger)).toBe(1);
    await gone(world, piece);
  });

  it('is asked for, scheduled, written, run at its minute, cleaned up and confirmed', async () => {
    const world = await newWorld({
      ...serving(piece),
      before: (mac) => mac.setFileVault(piece !== fileVault),
    });
    off(world);
    const session = await asked(piece, world);
    expect(await pick(session, piece.id, { kind: 'in', minutes: 60 })).toEqual({
      kind: 'accepted',
      due: '2026-11-21T14:11:00Z',
    });
    expect(world.plist(labelOf(piece.id))).toEqual({
      Label: labelOf(piece.id),
      ProgramArguments: [
        '/Library/Application Support/Intermission/intermission',
        'run',
        '--deployment',
        piece.id,
        '--appointment',
        '2026-11-21T14:11:00Z',
        '--',
        '/usr/local/bin/jamf',
        'policy',
        '-event',
        piece.trigger,
      ],
      UserName: 'root',
      GroupName: 'wheel',
      LaunchOnlyOnce: true,
      AbandonProcessGroup: true,
      AssociatedBundleIdentifiers: ['io.intermission.app'],
      ProcessType: 'Standard',
      ExitTimeOut: 60,
      StandardOutPath: `/Library/Logs/Intermission/${piece.id}.log`,
      StandardErrorPath: `/Library/Logs/Intermission/${piece.id}.log`,
      StartCalendarInterval: { Month: 11, Day: 21, Hour: 15, Minute: 11 },
    });
    expect(world.mode(`/Library/LaunchDaemons/${labelOf(piece.id)}.plist`)).toBe('0:0 0644');
    expect(await world.loadedLabels()).toEqual([labelOf(piece.id)]);

    await world.mac.clock.advanceTo('2026-11-21T14:10:30Z');
    expect(world.jamfRuns(piece.trigger)).toBe(0);
    const mark = world.mac.events.mark();
    await world.runAt(labelOf(piece.id), '2026-11-21T14:11:00Z');
    if (piece === osUpdate) {
      await world.mac.events.waitFor({ type: 'power', state: 'on' }, { after: mark });
      await world.ready();
      await world.mac.clock.advance(minutes(2));
    }
    await world.untilDetail(piece.id, 'installed');
    expect(world.jamfRuns(piece.trigger)).toBe(1);
    await gone(world, piece);
    // Without what is told meanwhile.
    const steps = world.steps(piece.id).filter((step) => !/^(asking|scheduled) → \1:/.test(step));
    expect(steps.slice(0, 3)).toEqual([
      'resting → asking: a policy asked for the prompt',
      'asking → scheduled: the user chose',
      'scheduled → running: its time has come',
    ]);
    if (piece !== osUpdate) expect(steps[3]).toBe('running → running: the execution policy called cleanup');
    expect(steps.at(-1)).toMatch(verified ? /^checking → installed: inventory: / : /^running → installed: /);
    const entry = await world.entry(piece.id);
    expect(entry.attempts).toMatchObject([{ outcome: 'finished' }]);
  });
});

async function gone(world: World, piece: Piece): Promise<void> {
  await world.eventually('the label is unloaded', async () =>
    (await world.loadedLabels()).length === 0 ? true : null,
  );
  expect(world.plist(labelOf(piece.id))).toBeNull();
  expect(world.jobFiles()).toEqual([]);
}

it('writes a start-now plist with RunAtLoad and no calendar', async () => {
  const world = await newWorld({
    ...serving(housekeeping),
    policies: [policyOf(housekeeping, { payload: [{ do: 'hang' }] })],
  });
  const session = await asked(housekeeping, world);
  await pick(session, 'tidy', { kind: 'now' });
  await world.untilDetail('tidy', 'running');
  const plist = world.plist(labelOf('tidy'));
  expect(plist).toMatchObject({ RunAtLoad: true });
  expect(plist).not.toHaveProperty('StartCalendarInterval');
});

it('passes on the output of jamf to the log of the deployment', async () => {
  const world = await newWorld(serving(housekeeping));
  const session = await asked(housekeeping, world);
  await pick(session, 'tidy', { kind: 'now' });
  await world.untilDetail('tidy', 'installed');
  await world.eventually('the log', () =>
    world.jobLog('tidy').includes('ended with exit code 0') ? true : null,
  );
  expect(world.jobLog('tidy')).toContain('Executing Policy Do tidy');
  expect(world.jobLog('tidy')).toContain('Script exit code: 0');
});

it('runs two deployments that are due in the same minute one after another', async () => {
  const slow = { ...fileVault, payload: [{ do: 'take', seconds: 1 } as const, ...fileVault.payload] };
  const world = await newWorld({ ...serving(slow, slack), before: (mac) => mac.setFileVault(false) });
  for (const { id } of [slow, slack]) {
    expect((await world.command('defer', '--deployment', id, '--at', '2026-11-21T15:00')).code).toBe(0);
  }
  await world.mac.clock.advanceTo('2026-11-21T14:00:00Z');
  await world.untilDetail('filevault', 'installed');
  await world.untilDetail('slack', 'installed');
  const log = readFileSync(world.mac.path('/private/var/log/jamf.log'), 'utf8')
    .split('\n')
    .filter((line) => /Checking for|Executing/.test(line))
    .map((line) => line.replace(/^.*?jamf\[\d+\]: /, ''));
  // Each one's two lines stand together: they never ran at the same time. Nothing restarts, so the lower ID goes first.
  expect(log).toHaveLength(4);
  expect(log[0]).toContain('enable_filevault');
  expect(log[1]).toBe('Executing Policy Do filevault');
  const waited = world.steps('slack').filter((step) => step.startsWith('scheduled → scheduled'));
  expect(waited.at(-1)).toMatch(/filevault goes before it|another run is under way/);
  expect(world.jamfRuns('enable_filevault') + world.jamfRuns('upgrade_slack')).toBe(2);
});

it('gives a long and loud policy its outcome at once', async () => {
  const loud = Array.from({ length: 400 }, (_, index) => `${String(index)} ${'ä"\u0007'.repeat(600)}`);
  const world = await newWorld({
    ...serving(housekeeping),
    policies: [policyOf(housekeeping, { payload: [{ do: 'print', lines: loud }] })],
  });
  await world.command('defer', '--deployment', 'tidy', '--in', '0');
  await world.untilDetail('tidy', 'installed', 6_000);
  expect(world.log()).not.toContain('line');
});
