/** Plists that others made: Better Jamf Policy Deferral's are taken over, everybody else's are left alone byte for byte. */
import { readFileSync, utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PropertyList } from '../../src/pretend-mac/property-list.ts';
import { housekeeping, policyOf } from './deployments.ts';
import { labelOf, newWorld, type World } from './world.ts';

const label = 'com.contoso.deferred-policy';

/** peers.md 1.6 */
const bjpd = (start: PropertyList, trigger = 'tidy_up', ownLabel = label): PropertyList => ({
  Label: ownLabel,
  UserName: 'root',
  GroupName: 'wheel',
  LaunchOnlyOnce: true,
  ProgramArguments: ['/usr/local/bin/jamf', 'policy', '-event', trigger],
  ...start,
});
const place = (ownLabel = label): string => `/Library/LaunchDaemons/${ownLabel}.plist`;
const bytes = (world: World, ownLabel = label): string => readFileSync(world.plistPath(ownLabel), 'utf8');
const policies = [policyOf(housekeeping, { scripts: [] })];

/** Puts a plist there as BJPD did, today, and loads it. */
async function left(world: World, plist: PropertyList): Promise<void> {
  world.mac.writePlist(place(), plist);
  const now = new Date(world.mac.clock.now());
  utimesSync(world.plistPath(label), now, now);
  expect((await world.mac.run('/bin/launchctl', ['bootstrap', 'system', place()])).code).toBe(0);
}

const prompt = (world: World, trigger = 'tidy_up') =>
  world.command('jamf', '/', 'Mac', 'jappleseed', 'prompt', label, trigger);

describe('a BJPD plist', () => {
  it('with Day, Hour and Minute becomes an appointment, with its month, and is not asked about again', async () => {
    const world = await newWorld({ policies });
    await left(world, bjpd({ StartCalendarInterval: { Day: 23, Hour: 9, Minute: 30 } }));
    const mark = world.mac.events.mark();
    const { code, stdout } = await prompt(world);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `${label}: Scheduled for 2026-11-23 09:30 Europe/Berlin by a taken-over BJPD plist (attempt 1 of 3).\n`,
    });
    await world.eventually('it is rewritten', () =>
      (world.plist(label)?.['StartCalendarInterval'] as { Month?: number } | undefined)?.Month === 11
        ? true
        : null,
    );
    expect(world.plist(label)).toMatchObject({
      Label: label,
      ProgramArguments: expect.arrayContaining([
        'run',
        '--deployment',
        label,
        '-event',
        'tidy_up',
      ]) as unknown,
    });
    await world.mac.events.waitFor({ type: 'job-loaded', label }, { after: mark });
    await world.runAt(label, '2026-11-23T08:30:00Z');
    await world.untilDetail(label, 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it('with a day that has passed in this month means the next month', async () => {
    const world = await newWorld({ policies });
    await left(world, bjpd({ StartCalendarInterval: { Day: 3, Hour: 9, Minute: 30 } }));
    expect((await prompt(world)).stdout).toContain('Scheduled for 2026-12-03 09:30 Europe/Berlin');
  });

  it('with RunAtLoad that was never cleaned up runs once more, and then is gone', async () => {
    const world = await newWorld({
      policies,
      deployments: { tidy: { ...housekeeping.keys, LaunchDaemonLabel: label } },
      before: (mac) => mac.writePlist(place(), bjpd({ RunAtLoad: true }, 'tidy_up')),
    });
    await world.untilDetail('tidy', 'installed');
    await world.eventually('it is gone', () => (world.jobFiles().length === 0 ? true : null));
    await world.mac.restart();
    await world.ready();
    expect(await world.loadedLabels()).toEqual([]);
  });

  it('is removed by cleanup, from inside its own policy, without ending it', async () => {
    const world = await newWorld({
      policies: [
        policyOf(housekeeping, {
          scripts: [
            {
              name: 'c.sh',
              path: '/tmp/cleanup.sh',
              priority: 'after',
              parameters: { '4': 'cleanup', '5': label },
            },
          ],
        }),
      ],
    });
    const mark = world.mac.events.mark();
    await left(world, bjpd({ RunAtLoad: true }));
    const exit = await world.mac.events.waitFor({ type: 'job-exited', label }, { after: mark });
    expect(exit).toMatchObject({ code: 0, signal: null });
    expect(world.jobFiles()).toEqual([]);
  });

  it('whose job runs at this moment is not booted out', async () => {
    const slow = policyOf(housekeeping, { scripts: [], payload: [{ do: 'take', seconds: 3600 }] });
    const world = await newWorld({ policies: [slow] });
    const mark = world.mac.events.mark();
    await left(world, bjpd({ RunAtLoad: true }));
    await world.mac.events.waitFor({ type: 'job-spawned', label }, { after: mark });
    expect((await prompt(world)).code).toBe(0);
    const leftAlone = (): true | null => (world.log().includes('is running and is left alone') ? true : null);
    await world.eventually('it is left alone', async () => {
      await world.mac.clock.advance(1_000);
      return leftAlone();
    });
    expect(world.mac.events.all({ type: 'job-exited', label })).toEqual([]);
  });

  it('for another trigger is somebody else’s', async () => {
    const world = await newWorld({ policies });
    await left(world, bjpd({ StartCalendarInterval: { Day: 23, Hour: 9, Minute: 30 } }, 'other_trigger'));
    const before = bytes(world);
    expect((await prompt(world)).code).toBe(74);
    expect(bytes(world)).toBe(before);
  });
});

describe('a plist that is nobody’s we know', () => {
  const foreign: readonly (readonly [string, PropertyList | string])[] = [
    [
      'another program',
      { Label: label, ProgramArguments: ['/usr/bin/true'], RunAtLoad: true, KeepAlive: true },
    ],
    ['no arguments', { Label: label, Program: '/usr/bin/true' }],
    [
      'jamf without LaunchOnlyOnce',
      { Label: label, ProgramArguments: ['/usr/local/bin/jamf', 'policy', '-event', 'x'] },
    ],
    ['no property list at all', 'garbage'],
  ];
  it.each(foreign)('%s: it is left alone byte for byte, and the policy is told', async (_, content) => {
    const world = await newWorld({
      policies,
      deployments: { tidy: { ...housekeeping.keys, LaunchDaemonLabel: label } },
      before: (mac) =>
        typeof content === 'string' ? mac.writeFile(place(), content) : mac.writePlist(place(), content),
    });
    const before = bytes(world);
    const prompted = await world.command('prompt', '--deployment', 'tidy');
    expect(prompted.code).toBe(74);
    expect(prompted.stderr).toContain(`${place()} belongs to somebody else and is left alone`);
    expect((await world.command('defer', '--deployment', 'tidy', '--in', '60')).code).toBe(73);
    expect((await world.entry('tidy')).detail.kind).toBe('resting');
    expect((await world.command('cleanup', '--deployment', 'tidy')).stdout).toContain('left alone');
    expect((await world.command('cancel', '--deployment', 'tidy')).code).toBe(0);
    expect(bytes(world)).toBe(before);
  });

  it('keeps its running job, whatever a deployment is called', async () => {
    const world = await newWorld({
      deployments: { tidy: { ...housekeeping.keys, LaunchDaemonLabel: label } },
      before: (mac) => {
        mac.installExecutable('/usr/bin/their-daemon', '#!/bin/sh\nexec sleep 1000\n');
        mac.writePlist(place(), {
          Label: label,
          ProgramArguments: ['/usr/bin/their-daemon'],
          KeepAlive: true,
        });
      },
    });
    await world.command('reload');
    await world.command('cleanup', '--deployment', 'tidy');
    const job = (await world.mac.jobs()).find((one) => one.label === label);
    expect(job).toMatchObject({ state: 'running', runs: 1 });
    expect(world.mac.events.all({ type: 'job-exited', label })).toEqual([]);
  });

  it('under a label of ours that no deployment wants is left alone as well', async () => {
    const theirs = labelOf('gone');
    const world = await newWorld({
      before: (mac) => mac.writePlist(place(theirs), { Label: theirs, ProgramArguments: ['/usr/bin/true'] }),
    });
    const before = bytes(world, theirs);
    await world.command('reload');
    expect(bytes(world, theirs)).toBe(before);
  });
});
