/** The five statuses, with the real helper: conflicts, requirements, attempts, and what inventory can and cannot tell. */
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileVault, housekeeping, policyOf, serving, slack, type Piece } from './deployments.ts';
import { hours, labelOf, minutes, newWorld, prefsPath, type World } from './world.ts';

const inConflict = (piece: Piece, keys: Piece['keys'] = {}): Piece => ({
  ...piece,
  keys: { ...piece.keys, ConflictTitle: 'Slack', ...keys },
});
/** The same piece under another ID. */
const renamed = (piece: Piece, id: string, keys: Piece['keys'] = {}): Piece => ({
  ...piece,
  id,
  keys: { ...piece.keys, ...keys },
});

const prompt = (world: World, id: string) => world.command('prompt', '--deployment', id);
const startNow = (world: World, id: string) => world.command('defer', '--deployment', id, '--in', '0');

describe('two deployments about the same thing', () => {
  const older = inConflict(slack, { ConflictVersion: '4.50', Title: 'Slack 4.50' });
  const newer = inConflict(renamed(slack, 'slack-new'), { ConflictVersion: '4.51', Title: 'Slack 4.51' });

  it('are one while the other stands in scope: the appointment of the loser goes, and comes no more', async () => {
    const world = await newWorld(serving(older));
    await world.command('defer', '--deployment', 'slack', '--in', '120');
    expect(world.jobFiles()).toEqual([`${labelOf('slack')}.plist`]);

    world.prefs('slack-new', newer.keys);
    await world.command('reload');
    const lost = await world.untilDetail('slack', 'unqualified');
    expect(lost.status).toBe('Unqualified');
    expect(lost.detail).toMatchObject({ kind: 'unqualified', winner: 'Slack 4.51', rule: 'version' });
    expect(lost.sentence).toContain('slack-new ("Slack 4.51") counts instead since 2026-11-21 14:10');
    expect(lost.sentence).toContain('its version is newer');
    await world.eventually('the job is gone', async () =>
      world.jobFiles().length === 0 && (await world.loadedLabels()).length === 0 ? true : null,
    );
    const asked = await prompt(world, 'slack');
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toContain('counts instead');
    expect(await world.command('retry', 'slack')).toMatchObject({ code: 75, stdout: '' });
    expect(world.steps('slack').at(-1)).toBe(
      'scheduled → unqualified: another deployment about the same thing comes first',
    );

    rmSync(world.mac.path(prefsPath('slack-new')));
    await world.command('reload');
    expect((await world.untilDetail('slack', 'resting')).deferralsUsed).toBe(0);
    expect((await prompt(world, 'slack')).stdout).toContain("Waiting for the user's answer");
    expect(world.jamfRuns('upgrade_slack')).toBe(0);
  });

  it('let a run that is under way come to its end first', async () => {
    const world = await newWorld({
      ...serving(older),
      policies: [policyOf(older, { payload: [{ do: 'hang' }] })],
    });
    await startNow(world, 'slack');
    await world.untilDetail('slack', 'running');
    world.prefs('slack-new', newer.keys);
    await world.command('reload');
    expect((await world.entry('slack')).detail.kind).toBe('running');
    expect((await world.entry('slack-new')).detail.kind).toBe('resting');
  });
});

describe('a Mac that lacks what is required', () => {
  const roomy = renamed(housekeeping, 'tidy', { RequiredFreeSpaceGB: 50 });

  it('has Failed, with the criterion named, and begins anew by itself once it does not lack it', async () => {
    const world = await newWorld({
      ...serving(roomy),
      before: (mac) => mac.setHardware({ freeBytes: 12_300_000_000 }),
    });
    const asked = await prompt(world, 'tidy');
    expect(asked).toMatchObject({ code: 0 });
    expect(asked.stdout).toContain('needs 50 GB of free space, found 12 GB');
    const failed = await world.entry('tidy');
    expect(failed.status).toBe('Failed');
    expect(failed.detail).toMatchObject({
      kind: 'not-met',
      criterion: 'free-space',
      required: '50 GB',
      found: '12 GB',
    });
    const again = await world.command('retry', 'tidy');
    expect(again).toMatchObject({ code: 75 });
    expect(again.stderr).toContain('would fail again: it needs 50 GB of free space, found 12 GB');

    world.mac.setHardware({ freeBytes: 80_000_000_000 });
    await world.mac.clock.advance(hours(1) + minutes(2));
    const entry = await world.untilDetail('tidy', 'asked');
    expect(entry.status).toBe('In progress');
    expect(world.steps('tidy')).toContain('not-met → asking: this Mac meets the requirements');
  });

  it('does not run at the appointment', async () => {
    const world = await newWorld(serving(roomy));
    await world.command('defer', '--deployment', 'tidy', '--in', '30');
    world.mac.setHardware({ freeBytes: 12_300_000_000 });
    await world.runAt(labelOf('tidy'), '2026-11-21T13:41:00Z');
    await world.untilDetail('tidy', 'not-met');
    expect(world.jamfRuns('tidy_up')).toBe(0);
    await world.eventually('the job is gone', () => (world.jobFiles().length === 0 ? true : null));
  });

  it.each([
    ['RequiredArchitecture', 'intel', 'architecture', 'Intel', 'Apple silicon'],
    ['RequiredOSVersionMinimum', '27', 'os-minimum', '27', '26.6'],
    ['RequiredOSVersionMaximum', '15', 'os-maximum', '15', '26.6'],
  ])('is told of %s %s', async (key, value, criterion, required, found) => {
    const world = await newWorld(serving(renamed(housekeeping, 'tidy', { [key]: value })));
    world.mac.setSystemVersion('26.6');
    await prompt(world, 'tidy');
    expect((await world.untilDetail('tidy', 'not-met')).detail).toMatchObject({ criterion, required, found });
  });

  it('of which it cannot be told is asked all the same, and the reason is told', async () => {
    const world = await newWorld({
      ...serving(roomy),
      before: (mac) => mac.installExecutable('/bin/df', '#!/bin/sh\necho "what?"\n'),
    });
    await prompt(world, 'tidy');
    const entry = await world.untilDetail('tidy', 'asked');
    expect(entry.sentence).toContain(
      'Whether this Mac meets the requirements cannot be told: df says "what?".',
    );
    await startNow(world, 'tidy');
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });
});

describe('attempts', () => {
  it('without a network are not counted, and it resumes by itself', async () => {
    const world = await newWorld(serving(housekeeping));
    world.mac.setJamfServer('offline');
    const loaded = { type: 'job-loaded', label: labelOf('tidy') } as const;
    let mark = world.mac.events.mark();
    await startNow(world, 'tidy');
    await world.mac.events.waitFor(loaded, { after: mark });
    mark = world.mac.events.mark();
    // More often than there are attempts; test/core/course.test.ts lives through days.
    for (let time = 0; time < 5; time += 1) {
      const { detail, status, sentence } = await world.until(
        'tidy',
        (entry) => entry.detail.kind === 'scheduled' && entry.detail.by === 'retry',
      );
      expect(status).toBe('In progress');
      expect(detail).toMatchObject({ attempt: 1 });
      expect(sentence).toContain('Jamf Pro could not be reached');
      if (time === 4) world.mac.setJamfServer('reachable');
      await world.mac.events.waitFor(loaded, { after: mark, timeoutMs: 20_000 });
      mark = world.mac.events.mark();
      if (detail.kind === 'scheduled') await world.runAt(labelOf('tidy'), detail.due);
    }
    const { attempts } = await world.untilDetail('tidy', 'installed');
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['finished']);
  });

  it('used up are Failed, until the help desk tries again', async () => {
    const world = await newWorld({
      ...serving(housekeeping),
      policies: [policyOf(housekeeping, { payload: [{ do: 'fail', lines: ['installer: no space'] }] })],
      organization: { AttemptCount: 1 },
    });
    await startNow(world, 'tidy');
    const failed = await world.untilDetail('tidy', 'failed');
    expect(failed.status).toBe('Failed');
    expect(failed.detail).toMatchObject({ outcome: 'policy-failed' });
    expect(failed.lastLines.join('\n')).toContain('installer: no space');
    expect((await prompt(world, 'tidy')).stdout).toContain('Failed at');

    world.mac.setPolicies([policyOf(housekeeping)]);
    const again = await world.command('retry', 'tidy');
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toMatch(/^tidy: begins anew\. /);
    expect((await world.untilDetail('tidy', 'asked')).attempts).toEqual([]);
    await startNow(world, 'tidy');
    expect(await world.untilDetail('tidy', 'installed')).toMatchObject({ status: 'Installed' });
    expect(await world.command('retry', 'tidy')).toMatchObject({ code: 75 });
    expect(await world.command('retry', 'nobody')).toMatchObject({ code: 66 });
  });
});

describe('inventory', () => {
  const packaged = renamed(housekeeping, 'tidy', {
    VerifyReceiptID: 'com.example.tidy',
    VerifyReceiptVersion: '2.1',
  });

  it('confirms a receipt of the version that is required', async () => {
    const world = await newWorld(serving(packaged));
    world.mac.addReceipt('com.example.tidy', '2.0');
    await startNow(world, 'tidy');
    expect((await world.untilDetail('tidy', 'checking')).status).toBe('In progress');
    world.mac.addReceipt('com.example.tidy', '2.1.0');
    await world.mac.clock.advance(minutes(16));
    expect((await world.untilDetail('tidy', 'installed')).detail).toMatchObject({ verified: true });
    expect(world.steps('tidy').at(-1)).toContain('the receipt of com.example.tidy is 2.1.0');
  });

  it.each([
    ['is missing', null],
    ['is garbled', '#!/bin/sh\necho "<plist>"\n'],
    ['ends badly', '#!/bin/sh\necho "pkgutil: internal error" >&2\nexit 3\n'],
  ])('that %s makes nothing Installed and nothing Failed', async (_, program) => {
    const world = await newWorld(serving(packaged));
    world.mac.addReceipt('com.example.tidy', '2.1');
    if (program === null) rmSync(world.mac.path('/usr/sbin/pkgutil'));
    else world.mac.installExecutable('/usr/sbin/pkgutil', program);
    await startNow(world, 'tidy');
    await world.until('tidy', ({ sentence }) => sentence.includes('whether the work is done cannot be told'));
    await world.mac.clock.advance(hours(30));
    const entry = await world.entry('tidy');
    expect(entry.detail.kind).toBe('checking');
    expect(entry.status).toBe('In progress');
  });

  it('asks an admin’s script, and only one that nobody else can have written', async () => {
    const place = '/Library/Management/verify.sh';
    const world = await newWorld(serving(renamed(housekeeping, 'tidy', { VerifyScript: place })));
    world.mac.installExecutable(place, '#!/bin/sh\necho "not yet"\nexit 1\n');
    await startNow(world, 'tidy');
    await world.until('tidy', ({ detail }) => detail.kind === 'checking' && detail.nextLook !== detail.since);
    expect(world.steps('tidy').at(-1)).toContain('inventory: not yet');
    world.mac.writeFile(place, '#!/bin/sh\necho done\n', { mode: 0o777 });
    await world.mac.clock.advance(minutes(16));
    await world.until('tidy', ({ sentence }) => sentence.includes('can be written by others than root'));
    world.mac.installExecutable(place, '#!/bin/sh\necho done\n');
    await world.mac.clock.advance(minutes(16));
    await world.untilDetail('tidy', 'installed');
  });

  it('spares people the question about work that is done already', async () => {
    const world = await newWorld({ ...serving(fileVault), before: (mac) => mac.setFileVault(true) });
    expect((await prompt(world, 'filevault')).stdout).toContain('no longer needed');
    expect(await world.entry('filevault')).toMatchObject({ status: 'Installed' });
  });

  it('takes back a question about what somebody has done meanwhile', async () => {
    const world = await newWorld({ ...serving(fileVault), before: (mac) => mac.setFileVault(false) });
    await prompt(world, 'filevault');
    await world.untilDetail('filevault', 'asked');
    world.mac.setFileVault(true);
    await world.mac.clock.advance(hours(1) + minutes(2));
    await world.untilDetail('filevault', 'installed');
    expect(world.jamfRuns('enable_filevault')).toBe(0);
  });

  it('does not run at its minute what somebody has done meanwhile', async () => {
    const world = await newWorld({ ...serving(fileVault), before: (mac) => mac.setFileVault(false) });
    await prompt(world, 'filevault');
    await world.untilDetail('filevault', 'asked');
    const session = await world.session();
    await session.call('intent', {
      kind: 'choose',
      deployment: 'filevault',
      pick: { kind: 'at', local: '2026-11-21T14:40', zone: 'Europe/Berlin' },
    });
    world.mac.setFileVault(true);
    await world.runAt(labelOf('filevault'), '2026-11-21T13:40:00Z');
    await world.untilDetail('filevault', 'installed');
    expect(world.jobLog('filevault')).toContain('the work is done already: FileVault is On.');
    expect(world.jamfRuns('enable_filevault')).toBe(0);
  });

  it('lets what is there no longer begin anew with the next prompt', async () => {
    const world = await newWorld({ ...serving(fileVault), before: (mac) => mac.setFileVault(true) });
    await prompt(world, 'filevault');
    await world.untilDetail('filevault', 'installed');
    world.mac.setFileVault(false);
    await world.mac.clock.advance(hours(7));
    await world.untilDetail('filevault', 'resting');
    await prompt(world, 'filevault');
    await world.untilDetail('filevault', 'asked');
  });
});
