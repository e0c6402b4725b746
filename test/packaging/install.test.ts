/**
 * The package on a whole pretend Mac: real processes, real launchd jobs, the staged payload over an older version in the middle of a
 * deferral. Only Node is this machine's, and the app a stand-in that stays.
 */
import { once } from 'node:events';
import { cpSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeOfThisMachine, place } from '../../scripts/intermission-mac.ts';
import { agentFile, programFiles, type PayloadFile } from '../../scripts/staging/payload.ts';
import { agentLabel, helperLabel, packageIds, paths } from '../../src/contract/identity.ts';
import { version } from '../../src/contract/version.ts';
import type { PretendMac } from '../../src/pretend-mac/mac.ts';
import type { JobSummary } from '../../src/pretend-mac/launchd/requests.ts';
import { housekeeping, policyOf, serving } from '../helper/deployments.ts';
import { helperPrograms } from '../helper/programs.ts';
import { jappleseed, labelOf, newWorld, second, type World } from '../helper/world.ts';
import { stagedPayload } from './staged.ts';
import { run, treeOf } from './tree.ts';

const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
const older = '0.0.9';
const label = labelOf('tidy');

/** The app of the pretend Macs here: it stays until it is asked to end. */
const app = (root: string): PayloadFile => ({
  path: paths.applicationExecutable,
  executable: true,
  content: { text: `#!/bin/sh\n# ${root}\nexec sleep 100000\n` },
});

/** A process of whoever sits there, as there always is; it ends with the Mac. */
async function settleDown(mac: PretendMac, uid: number): Promise<void> {
  mac.installExecutable('/System/Library/CoreServices/Finder', '#!/bin/sh\nexec sleep 100000\n');
  const { child } = mac.start('/System/Library/CoreServices/Finder', [], { uid, timeoutMs: 600_000 });
  await once(child, 'spawn');
}

describe.skipIf(!asRoot)('the package', () => {
  let staged: string;
  let bundles: string;
  beforeAll(async () => {
    [staged, bundles] = await Promise.all([stagedPayload(), helperPrograms()]);
  }, 180_000);

  /** What is a Mac's own in the payload and cannot be this machine's. */
  const localPrograms = (root: string): readonly PayloadFile[] => [
    ...programFiles({ bundles, node: { text: nodeOfThisMachine(root) }, root }).filter(
      ({ executable }) => executable,
    ),
    app(root),
  ];

  /** As the Installer does it: each file complete under its name at once, folders that are there left as they are. */
  function lay(mac: PretendMac): void {
    const payload = join(staged, 'arm64/payload');
    const local = localPrograms(mac.root);
    const replaced = new Set(local.map(({ path }) => join(payload, path)));
    cpSync(payload, mac.path('/private/tmp/sandbox'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !replaced.has(path),
    });
    const bring = `cd '${mac.path('/private/tmp/sandbox')}' && find . ! -type d -exec sh -c '
      for file; do mkdir -p "$0/\${file%/*}"; mv -f "$file" "$0/$file"; done' '${mac.root}' {} + && rm -rf '${mac.path('/private/tmp/sandbox')}'`;
    run('sh', ['-c', bring]);
    for (const file of local) place(mac, file);
    mac.writePlist(`/private/var/db/receipts/${packageIds.arm64}.plist`, { PackageVersion: version });
  }

  const script = (mac: PretendMac, name: 'preinstall' | 'postinstall') => {
    const path = `/private/tmp/scripts/${name}`;
    mac.installExecutable(path, readFileSync(join(staged, 'scripts', name), 'utf8'));
    return mac.run(path, ['/tmp/Intermission.pkg', '/', mac.root, mac.root], { timeoutMs: 60_000 });
  };
  /** All three steps of an installation. */
  async function install(mac: PretendMac): Promise<string> {
    expect(await script(mac, 'preinstall')).toMatchObject({ code: 0, stderr: '' });
    lay(mac);
    const { code, stdout, stderr } = await script(mac, 'postinstall');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  }
  const uninstall = (mac: PretendMac, ...args: readonly string[]) =>
    mac.run(paths.uninstaller, [...args, '--target', mac.root, '--system', mac.root], { timeoutMs: 60_000 });

  /** A Mac with an older version of all of it, its app in the session of each. */
  async function olderWorld(options: Parameters<typeof newWorld>[0] = serving(housekeeping)): Promise<World> {
    const world = await newWorld({
      ...options,
      before: (mac) => {
        for (const path of [paths.helperProgram, paths.commandProgram]) {
          const text = readFileSync(mac.path(path), 'utf8');
          const line = new RegExp(`\\bversion ?= ?"${version.replaceAll('.', '\\.')}"`, 'g');
          expect(text.match(line)?.length, path).toBe(1);
          mac.writeFile(path, text.replace(line, `version="${older}"`));
        }
        place(mac, app(mac.root));
        place(mac, agentFile);
        options.before?.(mac);
      },
    });
    await settleDown(world.mac, jappleseed.uid);
    expect((await world.status()).version).toBe(older);
    return world;
  }
  const job = async (world: World, name: string, domain = 'system'): Promise<JobSummary | undefined> =>
    (await world.mac.jobs()).find((one) => one.label === name && one.domain === domain);
  const agentPids = async (world: World): Promise<Record<string, number | null>> =>
    Object.fromEntries(
      (await world.mac.jobs())
        .filter((one) => one.label === agentLabel)
        .map(({ domain, pid }) => [domain, pid]),
    );
  const newVersionAnswers = async (world: World): Promise<void> => {
    await world.ready();
    expect((await world.status()).version).toBe(version);
    expect((await world.command('version')).stdout).toBe(`${version}\n`);
  };

  it('goes over an older version in the middle of a deferral: the appointment stands and is kept', async () => {
    const world = await olderWorld();
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    const before = { job: await job(world, label), plist: statSync(world.plistPath(label)) };
    const [helper, agents] = [await world.helperPid(), await agentPids(world)];
    expect(before.job).toMatchObject({ state: 'not running', runs: 0 });

    expect(await install(world.mac)).toBe(`Intermission: ${version} is ready\n`);

    await newVersionAnswers(world);
    expect(await world.helperPid()).not.toBe(helper);
    const [pid] = Object.values(await agentPids(world));
    expect(pid).toEqual(expect.any(Number));
    expect(pid).not.toBe(agents['gui/501']);
    const after = { job: await job(world, label), plist: statSync(world.plistPath(label)) };
    expect(after.job).toEqual(before.job);
    expect([after.plist.ino, after.plist.mtimeMs]).toEqual([before.plist.ino, before.plist.mtimeMs]);
    expect((await world.entry('tidy')).detail).toMatchObject({
      kind: 'scheduled',
      due: '2026-11-21T14:11:00Z',
    });

    await world.runAt(label, '2026-11-21T14:11:00Z');
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it('does not disturb a run in progress: jamf ends by itself, and the new helper hears of it', async () => {
    const slow = policyOf(housekeeping, { scripts: [], payload: [{ do: 'take', seconds: 600 }] });
    const world = await olderWorld({ ...serving(housekeeping), policies: [slow] });
    const mark = world.mac.events.mark();
    await world.command('defer', '--deployment', 'tidy', '--in', '0');
    await world.mac.events.waitFor({ type: 'job-spawned', label }, { after: mark });
    await world.untilDetail('tidy', 'running');

    await install(world.mac);

    await newVersionAnswers(world);
    expect(await job(world, label)).toMatchObject({ state: 'running', runs: 1 });
    await world.mac.clock.advance(700_000);
    const exit = await world.mac.events.waitFor({ type: 'job-exited', label }, { after: mark });
    expect(exit).toMatchObject({ code: 0, signal: null });
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it('may be installed twice, also over itself', async () => {
    const world = await olderWorld();
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    await install(world.mac);
    const state = world.state();
    const tree = treeOf(world.mac.path('/Library'));
    await install(world.mac);
    await newVersionAnswers(world);
    expect(world.state()).toEqual(state);
    expect(treeOf(world.mac.path('/Library'))).toEqual(tree);
    expect((await world.entry('tidy')).detail.kind).toBe('scheduled');
  });

  it.each([
    ['nobody', []],
    ['one person', [jappleseed]],
    ['several people', [jappleseed, second]],
  ] as const)('is right on a Mac where it never was, with %s logged in', async (_, people) => {
    const world = await newWorld({
      user: null,
      ready: false,
      before: (mac) => {
        for (const path of [paths.support, `${paths.launchDaemons}/${helperLabel}.plist`, paths.command]) {
          run('rm', ['-r', mac.path(path)]);
        }
      },
    });
    for (const person of people) {
      await world.mac.login(person);
      await settleDown(world.mac, person.uid);
    }
    await install(world.mac);
    await newVersionAnswers(world);
    expect(Object.keys(await agentPids(world)).sort()).toEqual(people.map(({ uid }) => `gui/${uid}`));
    expect(Object.values(await agentPids(world)).every((pid) => pid !== null)).toBe(true);
    expect(world.mode(paths.logFolder)).toBe('0:0 0755');
    expect(await job(world, helperLabel)).toMatchObject({
      state: 'running',
      path: `${paths.launchDaemons}/${helperLabel}.plist`,
    });
    // Who logs in later has it by launchd's own doing.
    if (people.length === 0) {
      await world.mac.login(jappleseed);
      expect(Object.keys(await agentPids(world))).toEqual(['gui/501']);
    }
  });

  it('starts what a user had switched off in Login Items', async () => {
    const world = await olderWorld();
    await world.bootoutHelper();
    await world.mac.run(paths.launchctl, ['disable', `system/${helperLabel}`]);
    await world.mac.run(paths.launchctl, ['disable', `gui/501/${agentLabel}`]);
    await install(world.mac);
    await newVersionAnswers(world);
    expect((await agentPids(world))['gui/501']).toEqual(expect.any(Number));
  });

  describe('is removed', () => {
    /** What is neither ours nor the pretend Mac's own machinery; launchd alone writes its database of overrides. */
    const ownTree = (mac: PretendMac): string[] =>
      treeOf(mac.root).filter(
        (line) => !/^(private\/(var\/(pretend|run|db\/com\.apple\.xpc|log)|tmp)|dev\/console)/.test(line),
      );

    it('without leftovers, and leaves what others put beside it', async () => {
      const theirs = `${paths.launchDaemons}/com.contoso.backup.plist`;
      const bjpd = `${paths.launchDaemons}/com.contoso.deferred-policy.plist`;
      const world = await newWorld({
        ...serving(housekeeping),
        before: (mac) => {
          for (const path of [paths.support, `${paths.launchDaemons}/${helperLabel}.plist`, paths.command]) {
            run('rm', ['-r', mac.path(path)]);
          }
          mac.installExecutable('/usr/bin/backup', '#!/bin/sh\nexec sleep 100000\n');
          mac.writePlist(theirs, {
            Label: 'com.contoso.backup',
            ProgramArguments: ['/usr/bin/backup'],
            RunAtLoad: true,
          });
          mac.writePlist(bjpd, {
            Label: 'com.contoso.deferred-policy',
            LaunchOnlyOnce: true,
            ProgramArguments: ['/usr/local/bin/jamf', 'policy', '-event', 'other'],
            StartCalendarInterval: { Day: 23, Hour: 9, Minute: 30 },
          });
        },
        ready: false,
      });
      const { mac } = world;
      await settleDown(mac, 501);
      const before = ownTree(mac);
      const backup = await job(world, 'com.contoso.backup');

      await install(mac);
      await world.ready();
      await world.command('defer', '--deployment', 'tidy', '--in', '60');
      expect(world.jobFiles()).toContain(`${label}.plist`);
      // What the app leaves in the home of whoever uses it.
      await mac.run('/usr/bin/sudo', [
        '-u',
        '#501',
        'sh',
        '-c',
        `mkdir -p "$HOME/Library/Application Support/Intermission/logs"`,
      ]);
      expect(await agentPids(world)).toHaveProperty('gui/501');

      expect(await uninstall(mac)).toMatchObject({ code: 0, stdout: 'Intermission: removed\n', stderr: '' });

      expect(ownTree(mac).filter((line) => !line.startsWith('Users/jappleseed/Library'))).toEqual(before);
      expect(treeOf(mac.path('/Users/jappleseed')).some((line) => line.includes('Intermission'))).toBe(false);
      expect((await mac.jobs()).map((one) => one.label).sort()).toEqual([
        'com.contoso.backup',
        'com.contoso.deferred-policy',
      ]);
      expect(await job(world, 'com.contoso.backup')).toEqual(backup);
      expect((await mac.run('/usr/sbin/pkgutil', ['--pkgs'])).stdout).toBe('');
      // Its appointment is gone with it.
      await mac.clock.advanceTo('2026-11-21T15:00:00Z');
      expect(world.jamfRuns('tidy_up')).toBe(0);
    });

    it('twice, and can be installed again', async () => {
      const world = await olderWorld();
      await install(world.mac);
      const copy = '/private/tmp/uninstall.sh';
      world.mac.installExecutable(copy, readFileSync(world.mac.path(paths.uninstaller), 'utf8'));
      for (let time = 1; time <= 2; time += 1) {
        const { code, stderr } = await world.mac.run(copy, [
          '--target',
          world.mac.root,
          '--system',
          world.mac.root,
        ]);
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      }
      await install(world.mac);
      await newVersionAnswers(world);
    });

    it('while a policy runs, which goes on: perhaps it is the one that removes', async () => {
      const slow = policyOf(housekeeping, { scripts: [], payload: [{ do: 'take', seconds: 600 }] });
      const world = await olderWorld({ ...serving(housekeeping), policies: [slow] });
      await install(world.mac);
      await newVersionAnswers(world);
      const mark = world.mac.events.mark();
      await world.command('defer', '--deployment', 'tidy', '--in', '0');
      await world.mac.events.waitFor({ type: 'job-spawned', label }, { after: mark });
      await world.eventually('jamf is at work', () => (world.jamfRuns('tidy_up') === 1 ? true : null));
      expect(await uninstall(world.mac)).toMatchObject({
        code: 0,
        stdout: `Intermission: ${label} runs at this moment and is left to end\nIntermission: removed\n`,
      });
      await world.mac.clock.advance(600_000);
      // It looks for the helper for a while to tell it the outcome.
      const exit = await world.eventually('the run ends', async () => {
        await world.mac.clock.advance(3_000);
        return world.mac.events.all({ type: 'job-exited', label })[0] ?? null;
      });
      expect(exit).toMatchObject({ code: 0, signal: null });
      expect(
        treeOf(world.mac.root).filter((line) =>
          /Application Support\/Intermission|Logs\/Intermission/.test(line),
        ),
      ).toEqual([]);
    });

    it('while a run waits for its turn, which then never comes', async () => {
      const world = await olderWorld();
      await install(world.mac);
      await newVersionAnswers(world);
      const mark = world.mac.events.mark();
      await world.bootoutHelper();
      // Nobody answers, so it waits; left alone it would run without a helper in the end.
      world.mac.writePlist(`${paths.launchDaemons}/${label}.plist`, {
        Label: label,
        ProgramArguments: [
          ...[paths.jobCommand, 'run', '--deployment', 'tidy', '--appointment', '2026-11-21T13:10:00Z', '--'],
          ...[paths.jamf, 'policy', '-event', 'tidy_up'],
        ],
        RunAtLoad: true,
      });
      await world.mac.run(paths.launchctl, ['bootstrap', 'system', `${paths.launchDaemons}/${label}.plist`]);
      await world.mac.events.waitFor({ type: 'job-spawned', label }, { after: mark });
      expect(await uninstall(world.mac)).toMatchObject({ code: 0, stdout: 'Intermission: removed\n' });
      await world.mac.events.waitFor({ type: 'job-unloaded', label }, { after: mark });
      expect(world.jamfRuns('tidy_up')).toBe(0);
    });

    it('from homes with their owners’ rights only', async () => {
      const world = await olderWorld();
      await install(world.mac);
      const precious = world.mac.path('/Library/precious');
      world.mac.writeFile('/Library/precious/file', 'root’s');
      const home = world.mac.path('/Users/jappleseed');
      run('sh', [
        '-c',
        `mkdir -p '${home}/Library' && ln -s '${precious}' '${home}/Library/Application Support' && mkdir '${precious}/Intermission' && chown -hR 501:20 '${home}/Library'`,
      ]);
      const { code, stdout } = await uninstall(world.mac);
      expect(code).toBe(0);
      expect(stdout).toContain(`something of the app may be left in ${home}`);
      expect(statSync(join(precious, 'Intermission')).isDirectory()).toBe(true);
    });
  });
});
