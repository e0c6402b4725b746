/** What a policy asks and is told: `prompt`, and BJPD's positional use. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { paths } from '../../src/contract/identity.ts';
import type { Snapshot } from '../../src/contract/session-door.ts';
import { fileVault, housekeeping, policyOf, serving, slack } from '../helper/deployments.ts';
import { ordinaryScreen } from '../helper/onlooker.ts';
import { jappleseed, labelOf, minutes, newWorld, type World } from '../helper/world.ts';

const ask = async (world: World, id = 'tidy'): Promise<string> => {
  const { code, stdout, stderr } = await world.command('prompt', '--deployment', id);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.trimEnd();
};
const jamf = (world: World, ...parameters: string[]) =>
  world.command('jamf', '/', 'Mac', 'jappleseed', ...parameters);

describe('prompt says in one line, with exit code 0, that the deployment', () => {
  it('is offered; and is offered already', async () => {
    const world = await newWorld({
      deployments: { tidy: { ...housekeeping.keys, DeadlineDays: 2 } },
    });
    world.onlooker.screen = null;
    expect(await ask(world)).toBe(
      "tidy: Waiting for the user's answer; runs without asking 48 hours after the question was first seen.",
    );
    await world.onlooker.show(ordinaryScreen);
    await world.until('tidy', ({ firstOffered }) => firstOffered !== null);
    expect(await ask(world)).toBe(
      "tidy: Waiting for the user's answer; runs without asking at 2026-11-23 14:10 Europe/Berlin.",
    );
    expect(world.steps('tidy')).toHaveLength(2);
  });

  it('was put aside', async () => {
    const world = await newWorld(serving(housekeeping));
    await ask(world);
    const session = await world.session();
    await session.call('intent', { kind: 'not-now', deployment: 'tidy' });
    expect(await ask(world)).toMatch(/^tidy: Put aside by the user until 2026-11-21 18:10 Europe\/Berlin\.$/);
  });

  it('is scheduled already, and nobody is asked about it again', async () => {
    const world = await newWorld(serving(housekeeping));
    await ask(world);
    const session = await world.session();
    await session.call('intent', { kind: 'choose', deployment: 'tidy', pick: { kind: 'in', minutes: 60 } });
    const line = 'tidy: Scheduled for 2026-11-21 15:11 Europe/Berlin by the user (attempt 1 of 3).';
    expect(await ask(world)).toBe(line);
    const { result } = await session.call('subscribe');
    expect(result).toMatchObject({ deployments: [{ ask: null }] });
  });

  it('is running', async () => {
    const world = await newWorld({
      ...serving(housekeeping),
      policies: [policyOf(housekeeping, { payload: [{ do: 'hang' }] })],
    });
    await world.command('defer', '--deployment', 'tidy', '--in', '0');
    await world.untilDetail('tidy', 'running');
    expect(await ask(world)).toBe('tidy: Running since 2026-11-21 14:10 Europe/Berlin (attempt 1 of 3).');
  });

  it('is being looked for', async () => {
    const lazy = { ...fileVault, payload: [] };
    const world = await newWorld({ ...serving(lazy), before: (mac) => mac.setFileVault(false) });
    await world.command('defer', '--deployment', 'filevault', '--in', '0');
    await world.until(
      'filevault',
      ({ detail }) => detail.kind === 'checking' && detail.nextLook !== detail.since,
    );
    expect(await ask(world, 'filevault')).toMatch(
      /^filevault: The run ended at .*; looking whether the work is done, next at/,
    );
  });

  it('is no longer needed', async () => {
    const world = await newWorld({ ...serving(fileVault), before: (mac) => mac.setFileVault(true) });
    expect(await ask(world, 'filevault')).toBe('filevault: no longer needed; nothing is asked.');
    expect(await world.entry('filevault')).toMatchObject({ status: 'Installed', detail: { verified: true } });
  });

  it('is needed again after it was installed', async () => {
    const world = await newWorld({
      ...serving(slack),
      before: (mac) =>
        mac.installApp({ name: 'Slack', bundleId: 'com.tinyspeck.slackmacgap', version: '4.50' }),
    });
    expect(await ask(world, 'slack')).toContain('no longer needed');
    world.prefs('slack', { ...slack.keys, VerifyApplicationVersion: '5.0' });
    await world.command('reload');
    expect(await ask(world, 'slack')).toContain("Waiting for the user's answer");
  });

  it('is offered in the menu', async () => {
    const world = await newWorld({
      deployments: { tidy: { ...housekeeping.keys, DistributionMethod: 'Make available in Self Service' } },
    });
    expect(await ask(world)).toBe('tidy: Offered in the menu until the user clicks Install.');
    expect((await world.entry('tidy')).status).toBe('Available for install in Self Service');
  });
});

describe('nobody is logged in', () => {
  it('and the deployment waits: it asks at the next login', async () => {
    const world = await newWorld({ ...serving(housekeeping), user: null });
    expect(await ask(world)).toBe('tidy: nobody is logged in; the user is asked at the next login.');
    expect(await ask(world)).toBe('tidy: nobody is logged in; the user is asked at the next login.');
    await world.mac.clock.advance(minutes(30));
    await world.mac.login(jappleseed);
    const session = await world.session();
    await session.call('subscribe');
    const shown = await session.snapshot((it) => {
      const [tidy] = (it as Snapshot).deployments;
      return tidy?.ask === 1 ? tidy : null;
    });
    expect(shown).toMatchObject({ id: 'tidy', detail: { kind: 'asked' }, hold: null });
  });

  it('and its floating deadline begins when somebody is there to be asked', async () => {
    const world = await newWorld({
      deployments: { tidy: { ...housekeeping.keys, DeadlineDays: 1 } },
      user: null,
    });
    await ask(world);
    expect((await world.entry('tidy')).deadline).toBeNull();
    await world.mac.clock.advanceTo('2026-11-22T12:00:00Z');
    await world.mac.login(jappleseed);
    await world.sessionDoorOf(jappleseed.uid);
    const entry = await world.until('tidy', ({ firstOffered }) => firstOffered !== null);
    expect(entry.deadline?.slice(0, 13)).toBe('2026-11-23T12');
  });

  it('and the deployment runs', async () => {
    const world = await newWorld({
      ...serving(housekeeping),
      deployments: { tidy: { ...housekeeping.keys, NoUserAction: 'run' } },
      user: null,
    });
    expect(await ask(world)).toMatch(
      /^tidy: Scheduled for 2026-11-21 14:10 Europe\/Berlin by the no-user rule/,
    );
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });
});

it('returns at once even while launchd is slow', async () => {
  const world = await newWorld({
    deployments: { tidy: housekeeping.keys, forced: { Trigger: 'x', NoUserAction: 'run' } },
    user: null,
  });
  const real = world.mac.path('/bin/launchctl');
  world.mac.installExecutable('/bin/launchctl.real', readFileSync(real, 'utf8'));
  world.mac.installExecutable('/bin/launchctl', `#!/bin/sh\nsleep 4\nexec ${real}.real "$@"\n`);
  const began = Date.now();
  await ask(world, 'forced');
  await ask(world, 'tidy');
  expect((await world.command('status')).code).toBe(0);
  expect(Date.now() - began).toBeLessThan(3_000);
});

describe('the policy of Better Jamf Policy Deferral', () => {
  it.each([
    ['no parameters at all', []],
    ['only blank ones', ['', '', '', '', '', '', '', '']],
    ['blanks with spaces', [' ', '  ', ' ', ' ']],
  ])('works with %s, and the Label is never empty', async (_, parameters) => {
    const world = await newWorld({
      policies: [{ id: 1, name: 'P', trigger: 'trigger_for_deferred_policy' }],
    });
    const { code, stdout } = await jamf(world, ...parameters);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "io.intermission.deferred-policy: Waiting for the user's answer.\n",
    });
    const session = await world.session();
    const pick = { kind: 'in', minutes: 30 };
    await session.call('intent', { kind: 'choose', deployment: 'io.intermission.deferred-policy', pick });
    expect(world.plist('io.intermission.deferred-policy')).toMatchObject({
      Label: 'io.intermission.deferred-policy',
    });
    expect((await world.entry('io.intermission.deferred-policy')).trigger).toBe(
      'trigger_for_deferred_policy',
    );
  });

  it('runs with label and trigger of its own, without preferences, to its end', async () => {
    const label = 'com.contoso.updates';
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
    expect((await jamf(world, 'prompt', `${label}.plist`, 'tidy_up', 'No')).code).toBe(0);
    const session = await world.session();
    await session.call('intent', { kind: 'choose', deployment: label, pick: { kind: 'now' } });
    await world.untilDetail(label, 'installed');
    expect(world.jobLog(label)).toContain('cleaned up; the LaunchDaemon com.contoso.updates is removed');
    expect(world.jobFiles()).toEqual([]);
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it('finds the deployment of the preferences by its trigger', async () => {
    const world = await newWorld(serving(housekeeping));
    expect((await jamf(world, 'prompt', 'com.contoso.other', 'tidy_up')).stdout).toMatch(/^tidy: Waiting/);
    expect((await world.status()).deployments.map(({ id }) => id)).toEqual(['tidy']);
  });

  it('asks only while macOS lists pending updates, where parameter 7 says so', async () => {
    const world = await newWorld();
    expect((await jamf(world, '', '', 'go', 'yes')).stdout).toContain('no longer needed');
    world.mac.setSoftwareUpdates([
      '* Label: macOS Tahoe 26.7-25G229',
      '\tTitle: macOS Tahoe 26.7, Version: 26.7',
    ]);
    expect((await jamf(world, '', '', 'go', 'YES')).stdout).toContain("Waiting for the user's answer");
  });

  it('cleanup exits with 0 also where there is nothing, and where the helper is away', async () => {
    const world = await newWorld();
    const { code, stdout } = await jamf(world, 'cleanup', 'com.contoso.updates');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'com.contoso.updates: cleaned up; there was no LaunchDaemon com.contoso.updates.\n',
    });
    await world.bootoutHelper();
    const away = await jamf(world, 'cleanup', 'com.contoso.updates');
    expect(away).toMatchObject({ code: 0, stderr: '' });
    expect(away.stdout).toContain('The helper cannot be reached');
  });
});

it('a cleanup by hand before the minute ends the appointment', async () => {
  const world = await newWorld(serving(housekeeping));
  await world.command('defer', '--deployment', 'tidy', '--in', '60');
  expect((await world.command('cleanup', '--deployment', 'tidy')).stdout).toBe(
    `tidy: cleaned up; the LaunchDaemon ${labelOf('tidy')} is removed.\n`,
  );
  expect(world.jobFiles()).toEqual([]);
  expect((await world.entry('tidy')).detail.kind).toBe('installed');
  expect(world.mode(paths.launchDaemons)).toBe('0:0 0755');
});
