/** A full disk, really: a file system of a few pages below the root. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { paths } from '../../src/contract/identity.ts';
import { housekeeping, serving } from './deployments.ts';
import { labelOf, newWorld, type World } from './world.ts';

const mounted: string[] = [];

/** Files are taken away before the world is: this runs before the world's own `afterEach`. */
afterEach(() => {
  for (const folder of mounted.splice(0)) execFileSync('umount', ['-l', folder]);
});

/** Puts a small file system over a folder, with what stands in the folder. */
function shrink(world: World, macPath: string): string {
  const folder = world.mac.path(macPath);
  const copy = world.mac.path('/copy');
  execFileSync('cp', ['-a', folder, copy]);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=755', 'tmpfs', folder]);
  mounted.push(folder);
  execFileSync('cp', ['-a', `${copy}/.`, folder]);
  return folder;
}

/** Fills it to the last byte. */
function fill(folder: string): void {
  for (let index = 0; ; index += 1) {
    try {
      writeFileSync(`${folder}/.filler-${index}`, Buffer.alloc(4096));
    } catch {
      return;
    }
  }
}

function free(folder: string): void {
  for (let index = 0; index < 20; index += 1) rmSync(`${folder}/.filler-${index}`, { force: true });
}

describe('a disk that is full', () => {
  it('while the plist is written: refused with 73, everything is as it was, and later it works', async () => {
    const world = await newWorld(serving(housekeeping));
    const first = await world.command('defer', '--deployment', 'tidy', '--in', '60');
    expect(first.code).toBe(0);
    const folder = shrink(world, paths.launchDaemons);
    fill(folder);
    const before = readFileSync(world.plistPath(labelOf('tidy')), 'utf8');
    const refused = await world.command('defer', '--deployment', 'tidy', '--in', '120');
    expect(refused.code).toBe(73);
    expect(refused.stderr).toBe(
      'intermission: tidy: the LaunchDaemon could not be written or loaded; nothing was changed. The log says why.\n',
    );
    expect(world.log()).toContain('could not be written: the disk is full');
    expect(readFileSync(world.plistPath(labelOf('tidy')), 'utf8')).toBe(before);
    expect((await world.entry('tidy')).detail).toMatchObject({
      kind: 'scheduled',
      due: '2026-11-21T14:11:00Z',
    });
    const session = await world.session();
    const intent = { kind: 'choose', deployment: 'tidy', pick: { kind: 'in', minutes: 240 } };
    expect((await session.call('intent', intent)).result).toMatchObject({
      kind: 'refused',
      reason: 'could-not-schedule',
      fresh: { id: 'tidy', detail: { due: '2026-11-21T14:11:00Z' } },
    });
    free(folder);
    expect((await world.command('defer', '--deployment', 'tidy', '--in', '120')).code).toBe(0);
    expect(world.plist(labelOf('tidy'))).toMatchObject({ StartCalendarInterval: { Hour: 16, Minute: 11 } });
    expect(world.jobFiles()).toEqual([`${labelOf('tidy')}.plist`]);
  });

  it('while the state is saved: refused with 73, nothing is written, and the state is whole', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    const folder = shrink(world, paths.stateFolder);
    fill(folder);
    const before = [
      readFileSync(`${folder}/state.json`, 'utf8'),
      readFileSync(world.plistPath(labelOf('tidy')), 'utf8'),
    ];
    const refused = await world.command('defer', '--deployment', 'tidy', '--in', '120');
    expect(refused.code).toBe(73);
    const cancelled = await world.command('cancel', '--deployment', 'tidy');
    expect(cancelled.code).toBe(73);
    expect(cancelled.stderr).toContain('the disk is full');
    const session = await world.session();
    const intent = { kind: 'choose', deployment: 'tidy', pick: { kind: 'now' } };
    expect((await session.call('intent', intent)).result).toMatchObject({
      kind: 'refused',
      reason: 'could-not-schedule',
    });
    expect([
      readFileSync(`${folder}/state.json`, 'utf8'),
      readFileSync(world.plistPath(labelOf('tidy')), 'utf8'),
    ]).toEqual(before);
    expect((await world.entry('tidy')).detail).toMatchObject({
      kind: 'scheduled',
      due: '2026-11-21T14:11:00Z',
    });
    free(folder);
    expect((await world.command('cancel', '--deployment', 'tidy')).code).toBe(0);
    await world.eventually('the plist is gone', () => (world.jobFiles().length === 0 ? true : null));
  });

  it('at the minute itself: the work runs all the same, once', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    const folder = shrink(world, paths.stateFolder);
    fill(folder);
    await world.runAt(labelOf('tidy'), '2026-11-21T14:11:00Z');
    expect(world.jamfRuns('tidy_up')).toBe(1);
    expect(world.log()).toContain('runs although it could not be recorded');
    free(folder);
    expect((await world.command('status')).code).toBe(0);
  });
});
