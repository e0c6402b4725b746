/** Logs and history within their bounds: the real helper, a moved clock, files that grew while nobody looked. */
import { existsSync, readFileSync, statSync, symlinkSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { paths, runLog } from '../../src/contract/identity.ts';
import { housekeeping, serving } from './deployments.ts';
import { newWorld, usualStart, type World } from './world.ts';

const keeping = { LogKeepDays: 2, HistoryKeepDays: 30 };

/** Something is written down now: an appointment is made and withdrawn. */
async function happens(world: World): Promise<void> {
  await world.command('defer', '--deployment', 'tidy', '--in', '60');
  await world.command('cancel', '--deployment', 'tidy');
}

const later = (days: number): number => Date.parse(usualStart) + days * 86_400_000;

/** The clock goes on by days; resolves when the helper has looked by itself. */
async function daysPass(world: World, days: number): Promise<void> {
  await world.mac.clock.advanceTo(later(days) - 60_000);
  await world.mac.clock.advanceTo(later(days));
  await world.command('reload');
}

describe('what is too old goes', () => {
  it('out of the log and out of the history, each after its days', async () => {
    const world = await newWorld({ ...serving(housekeeping), organization: keeping });
    await happens(world);
    expect(world.log()).toContain('2026-11-21T13:10');
    expect(world.history()).toHaveLength(2);

    await daysPass(world, 3);
    expect(world.log()).not.toContain('2026-11-21T13:10');
    expect(world.history()).toHaveLength(2);
    await happens(world);

    await daysPass(world, 31);
    expect(world.history().map(({ at }) => at?.slice(0, 10))).toEqual(['2026-11-24', '2026-11-24']);
    expect(world.mode(paths.historyFile)).toBe('0:0 0600');
    await happens(world);
    expect(world.history()).toHaveLength(4);
    // launchd still holds the log open, and the helper goes on behind what stayed.
    expect(world.log()).toMatch(/^2026-12-2[0-2]T/);
    expect(world.log()).toContain('tidy: Scheduled for 2026-12-22');
    expect(world.log()).not.toContain('\0');
  });

  it('out of the logs of runs, which go altogether when nothing is left', async () => {
    const world = await newWorld({ ...serving(housekeeping), organization: keeping });
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    await world.runAt('io.intermission.deployment.tidy', '2026-11-21T14:11:00Z');
    await world.untilDetail('tidy', 'installed');
    expect(world.jobLog('tidy')).toMatch(
      /^2026-11-21T14:11:0\dZ tidy: runs \/usr\/local\/bin\/jamf policy -event tidy_up\n/,
    );
    await daysPass(world, 1);
    expect(world.jobLog('tidy')).toContain('Executing Policy');
    await daysPass(world, 4);
    expect(existsSync(world.mac.path(runLog('tidy')))).toBe(false);
  });

  it('but not under a run, whose log launchd holds open', async () => {
    const world = await newWorld({
      ...serving(housekeeping),
      organization: keeping,
      policies: [{ id: 1, name: 'P', trigger: 'tidy_up', payload: [{ do: 'hang' }] }],
    });
    await world.command('defer', '--deployment', 'tidy', '--in', '0');
    await world.untilDetail('tidy', 'running');
    await world.eventually('the run has begun', () =>
      world.jobLog('tidy').includes(': runs ') ? true : null,
    );
    await daysPass(world, 4);
    expect(world.jobLog('tidy')).toContain('2026-11-21T13:10');
  });
});

describe('what is too large', () => {
  it('loses its oldest half, at the next start', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.bootoutHelper();
    const grown = (line: string, bytes: number): string => line.repeat(Math.ceil(bytes / line.length));
    const log = '2026-11-21T13:10:00Z tidy: something that a person does all the time\n';
    writeFileSync(world.mac.path(paths.helperLog), grown(log, 5 * 1024 * 1024));
    writeFileSync(world.mac.path(runLog('tidy')), grown('Executing Policy\n', 2 * 1024 * 1024));
    await world.bootstrapHelper();
    expect(statSync(world.mac.path(paths.helperLog)).size).toBeLessThan(2.1 * 1024 * 1024);
    expect(world.log().startsWith(log)).toBe(true);
    await world.eventually('it is ready', () => (world.log().includes(' ready\n') ? true : null));
    expect(statSync(world.mac.path(runLog('tidy'))).size).toBeLessThanOrEqual(1024 * 1024);
  });

  it('is not looked at through a link', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.bootoutHelper();
    const precious = world.mac.path('/private/etc/precious');
    writeFileSync(precious, 'x\n'.repeat(2 * 1024 * 1024));
    rmSync(world.mac.path(runLog('tidy')), { force: true });
    symlinkSync(precious, world.mac.path(runLog('tidy')));
    await world.bootstrapHelper();
    expect(statSync(precious).size).toBe(4 * 1024 * 1024);
    expect(world.log()).toContain('tidy.log could not be opened: ELOOP');
  });
});

it('a clock that was set back for a while drops nothing', async () => {
  const world = await newWorld({ ...serving(housekeeping), organization: keeping });
  await happens(world);
  const before = readFileSync(world.mac.path(paths.historyFile), 'utf8');
  await world.mac.clock.set('2001-01-01T00:00:00Z');
  await world.command('reload');
  await happens(world);
  await world.mac.clock.set(later(1));
  await world.command('reload');
  expect(readFileSync(world.mac.path(paths.historyFile), 'utf8').startsWith(before)).toBe(true);
});

describe('LogLevel', () => {
  it.each([
    ['error', false, false, false],
    ['warning', false, true, false],
    ['info', true, true, false],
    ['debug', true, true, true],
  ])('%s: what happens %s, warnings %s, everything %s', async (level, info, warning, debug) => {
    const world = await newWorld({
      deployments: { tidy: { ...housekeeping.keys, DeadlineDays: 'x' } },
      organization: { LogLevel: level },
    });
    await world.bootoutHelper();
    writeFileSync(world.mac.path(paths.helperLog), '');
    await world.bootstrapHelper();
    await happens(world);
    expect(world.log().includes('tidy: Scheduled for')).toBe(info);
    expect(world.log().includes('warning: ')).toBe(warning);
    expect(world.log().includes('debug: looking: ')).toBe(debug);
  });
});
