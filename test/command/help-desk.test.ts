/** The help desk: `defer`, `cancel`, `status`, `reload`. */
import { describe, expect, it } from 'vitest';
import { statusReportSchema } from '../../src/contract/admin-door.ts';
import { fileVault, housekeeping, osUpdate, serving } from '../helper/deployments.ts';
import { labelOf, newWorld, type World } from '../helper/world.ts';

const defer = (world: World, ...when: string[]) => world.command('defer', '--deployment', 'tidy', ...when);

describe('defer', () => {
  it.each([
    ['--in 60', ['--in', '60'], '2026-11-21 15:11', { Month: 11, Day: 21, Hour: 15, Minute: 11 }],
    [
      '--at 17:00',
      ['--at', '2026-11-21T17:00'],
      '2026-11-21 17:00',
      { Month: 11, Day: 21, Hour: 17, Minute: 0 },
    ],
    [
      '--at with a blank',
      ['--at', '2026-12-01 08:30'],
      '2026-12-01 08:30',
      { Month: 12, Day: 1, Hour: 8, Minute: 30 },
    ],
    [
      '--in 1, which launchd could not keep',
      ['--in', '1'],
      '2026-11-21 14:13',
      { Month: 11, Day: 21, Hour: 14, Minute: 13 },
    ],
  ])('%s fixes the time without a question before', async (_, when, shown, calendar) => {
    const world = await newWorld(serving(housekeeping));
    const { code, stdout } = await defer(world, ...when);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `tidy: scheduled for ${shown} Europe/Berlin.\n` });
    expect(world.plist(labelOf('tidy'))?.['StartCalendarInterval']).toEqual(calendar);
    expect((await world.entry('tidy')).deferralsUsed).toBe(0);
  });

  it('again moves the same plist', async () => {
    const world = await newWorld(serving(housekeeping));
    await defer(world, '--in', '60');
    await defer(world, '--in', '120');
    expect(world.jobFiles()).toEqual([`${labelOf('tidy')}.plist`]);
    expect(await world.loadedLabels()).toEqual([labelOf('tidy')]);
  });

  it.each([
    ['in the past', ['--at', '2026-11-21T14:00'], /in the past/],
    ['past the deadline', ['--at', '2026-11-25T17:00'], /after the deadline/],
    ['minutes past the deadline', ['--in', '10000'], /after the deadline/],
    ['too far for a calendar without a year', ['--in', '525600'], /too far away/],
  ])('%s is refused with 75 and changes nothing', async (_, when, why) => {
    const world = await newWorld({
      deployments: { tidy: { ...housekeeping.keys, DeadlineDate: '2026-11-24T12:00' } },
    });
    await defer(world, '--in', '60');
    const before = [world.plist(labelOf('tidy')), world.state(), world.history().length];
    const { code, stdout, stderr } = await defer(world, ...when);
    expect({ code, stdout }).toEqual({ code: 75, stdout: '' });
    expect(stderr).toMatch(why);
    expect([world.plist(labelOf('tidy')), world.state(), world.history().length]).toEqual(before);
  });

  it('of what is running is refused', async () => {
    const world = await newWorld({
      ...serving(housekeeping),
      policies: [{ id: 1, name: 'P', trigger: 'tidy_up', payload: [{ do: 'hang' }] }],
    });
    await defer(world, '--in', '0');
    await world.untilDetail('tidy', 'running');
    expect(await defer(world, '--in', '60')).toMatchObject({ code: 75 });
    expect(await world.command('cancel', '--deployment', 'tidy')).toMatchObject({ code: 75 });
    expect((await world.entry('tidy')).detail.kind).toBe('running');
  });

  it('of what is not configured says so', async () => {
    const world = await newWorld();
    expect(await defer(world, '--in', '60')).toMatchObject({ code: 66, stdout: '' });
    expect(await world.command('cancel', '--deployment', 'tidy')).toMatchObject({ code: 66, stdout: '' });
    expect(await world.command('cleanup', '--deployment', 'tidy')).toMatchObject({ code: 66, stdout: '' });
  });
});

it('cancel withdraws the appointment and the job; the next prompt begins anew', async () => {
  const world = await newWorld(serving(housekeeping));
  await defer(world, '--in', '60');
  expect(await world.command('cancel', '--deployment', 'tidy')).toMatchObject({
    code: 0,
    stdout: 'tidy: cancelled; the next prompt begins anew.\n',
  });
  expect(world.jobFiles()).toEqual([]);
  expect(await world.loadedLabels()).toEqual([]);
  await world.mac.clock.advanceTo('2026-11-21T14:12:00Z');
  expect(world.jamfRuns('tidy_up')).toBe(0);
  expect((await world.command('prompt', '--deployment', 'tidy')).stdout).toContain(
    "Waiting for the user's answer",
  );
});

describe('status', () => {
  it('--json keeps to its schema, in every stage', async () => {
    const world = await newWorld({ ...serving(housekeeping, osUpdate, fileVault) });
    await world.command('prompt', '--deployment', 'os-update');
    await world.command('prompt', '--deployment', 'filevault');
    await defer(world, '--in', '60');
    const { code, stdout } = await world.command('status', '--json');
    expect(code).toBe(0);
    const report = statusReportSchema.parse(JSON.parse(stdout));
    expect(report.schemaVersion).toBe(1);
    expect(report.consoleUser).toEqual({ uid: 501, name: 'jappleseed' });
    expect(report.deployments.map(({ id, detail }) => [id, detail.kind])).toEqual([
      ['filevault', 'installed'],
      ['os-update', 'asked'],
      ['tidy', 'scheduled'],
    ]);
  });

  it('says in plain words what is known', async () => {
    const world = await newWorld({ ...serving(housekeeping) });
    await defer(world, '--in', '60');
    expect((await world.command('status')).stdout).toBe(
      [
        'Intermission 0.1.0; jappleseed is logged in',
        '',
        'ID    TITLE    STATUS       WHAT HAPPENED, WHAT COMES NEXT',
        'tidy  Tidy up  In progress  Scheduled for 2026-11-21 15:11 Europe/Berlin by the help desk (attempt 1',
        '                            of 3).',
        '',
      ].join('\n'),
    );
  });

  it('says that there is nothing', async () => {
    const world = await newWorld({ user: null });
    expect((await world.command('status')).stdout).toBe(
      'Intermission 0.1.0; nobody is logged in\nNo deployments are configured.\n',
    );
  });
});

it('reload reads the preferences at once and counts them', async () => {
  const world = await newWorld();
  world.prefs('tidy', { ...housekeeping.keys, DeadlineDays: 'x' });
  expect(await world.command('reload')).toMatchObject({
    code: 0,
    stdout: 'Preferences read: 1 deployments, 1 problems.\n',
  });
});
