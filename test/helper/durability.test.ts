/** Nothing is lost and nothing runs twice, whatever is killed and whenever. */
import {
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { helperLabel, paths } from '../../src/contract/identity.ts';
import { decodeState } from '../../src/helper/service/state-codec.ts';
import { fileVault, housekeeping, osUpdate, policyOf, serving, slack } from './deployments.ts';
import { hours, labelOf, minutes, newWorld, type World } from './world.ts';

/** Nothing is saved before something happens. */
const stateText = (world: World): string =>
  existsSync(world.mac.path(paths.stateFile))
    ? readFileSync(world.mac.path(paths.stateFile), 'utf8')
    : '{"version":1,"records":[]}';

/** What must hold at every moment in which nothing is under way. */
async function invariants(world: World): Promise<void> {
  const decoded = decodeState(stateText(world));
  if (!decoded.ok) throw new Error(decoded.problem);
  const scheduled = decoded.value.records.flatMap(({ id, stage }) =>
    stage.kind === 'scheduled' ? [`${labelOf(id)}.plist`] : [],
  );
  await world.eventually('the plists are as the records want them', async () => {
    const loaded = (await world.loadedLabels()).map((label) => `${label}.plist`).sort();
    const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();
    return same(world.jobFiles(), scheduled.sort()) && same(loaded, scheduled) ? true : null;
  });
  for (const { id, attempts } of decoded.value.records) {
    const appointments = attempts.map(({ appointment }) => appointment.toString());
    expect(new Set(appointments).size, id).toBe(appointments.length);
  }
  expect((await world.status()).problems).toEqual([]);
}

describe('the helper is killed', () => {
  it('right after its answer: the appointment stands', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    const before = readFileSync(world.plistPath(labelOf('tidy')));
    await world.killHelper();
    await invariants(world);
    expect(readFileSync(world.plistPath(labelOf('tidy')))).toEqual(before);
    await world.runAt(labelOf('tidy'), '2026-11-21T14:11:00Z');
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it('between a change and its line in the history: the line is there afterwards, once', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    const told = world.history();
    expect(told.length).toBeGreaterThan(0);
    await world.bootoutHelper();
    const file = world.mac.path(paths.historyFile);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    writeFileSync(
      file,
      lines
        .slice(0, -1)
        .map((line) => `${line}\n`)
        .join(''),
    );
    await world.bootstrapHelper();
    expect(world.history()).toEqual(told);
    await world.killHelper();
    expect(world.history()).toEqual(told);
  });

  it(
    'at any moment while requests come: state, plists and launchd agree afterwards',
    { timeout: 60_000 },
    async () => {
      const world = await newWorld(serving(housekeeping, slack, osUpdate));
      const random = seeded(20_261_121);
      const ids = ['tidy', 'slack', 'os-update'];
      for (let round = 0; round < 14; round += 1) {
        const door = await world.admin();
        const requests = ids.map((deployment) => {
          const kind = Math.floor(random() * 5);
          if (kind === 0) return door.call('cancel', { deployment });
          if (kind === 1) return door.call('prompt', { target: { kind: 'deployment', id: deployment } });
          const ahead = 30 + Math.floor(random() * 600);
          return door.call('defer', { deployment, when: { kind: 'in', minutes: ahead } });
        });
        const pid = await world.helperPid();
        await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 60)));
        process.kill(pid, 'SIGKILL');
        const answers = await Promise.all(requests);
        const promised = answers.map((answer) =>
          answer.ok && 'due' in answer.value ? answer.value.due : null,
        );
        await world.mac.clock.advance(10_000);
        await world.ready();
        await invariants(world);
        // What was promised stands.
        for (const [index, due] of promised.entries()) {
          if (due !== null) expect((await world.entry(ids[index] ?? '')).detail).toMatchObject({ due });
        }
      }
      expect(['tidy_up', 'upgrade_slack', 'install_macos'].map((trigger) => world.jamfRuns(trigger))).toEqual(
        [0, 0, 0],
      );
    },
  );

  it('while a run is under way: the run comes back to it, and its outcome counts once', async () => {
    const slow = policyOf(housekeeping, { payload: [{ do: 'take', seconds: 40 }] });
    const world = await newWorld({ ...serving(housekeeping), policies: [slow] });
    await world.command('defer', '--deployment', 'tidy', '--in', '0');
    await world.untilDetail('tidy', 'running');
    await world.eventually('jamf runs', () => (world.jamfRuns('tidy_up') === 1 ? true : null));
    await world.killHelper();
    expect((await world.entry('tidy')).detail.kind).toBe('running');
    // Longer than a run may take to come back: it has.
    await world.mac.clock.advance(12_000);
    await world.mac.clock.advance(30_000);
    const entry = await world.untilDetail('tidy', 'installed');
    expect(entry.attempts).toMatchObject([{ outcome: 'finished' }]);
    expect(world.jamfRuns('tidy_up')).toBe(1);
    await invariants(world);
  });

  it('while two runs wait for each other: both run, one after the other', async () => {
    const slow = policyOf(fileVault, { payload: [{ do: 'take', seconds: 30 }, ...fileVault.payload] });
    const world = await newWorld({ ...serving(fileVault, slack), policies: [slow, policyOf(slack)] });
    world.mac.setFileVault(false);
    await world.command('defer', '--deployment', 'filevault', '--in', '0');
    await world.untilDetail('filevault', 'running');
    await world.command('defer', '--deployment', 'slack', '--in', '0');
    await world.until('slack', ({ sentence }) => sentence.includes('waits until another run has ended'));
    await world.killHelper();
    await world.mac.clock.advance(40_000);
    await world.untilDetail('filevault', 'installed');
    await world.untilDetail('slack', 'installed');
    expect([world.jamfRuns('enable_filevault'), world.jamfRuns('upgrade_slack')]).toEqual([1, 1]);
    await invariants(world);
  });
});

describe('the helper is away', () => {
  it('when the minute comes: the work runs once, and the outcome is taken from the journal', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    await world.bootoutHelper();
    const mark = world.mac.events.mark();
    await world.mac.clock.advanceTo('2026-11-21T14:11:00Z');
    await passing(world, mark, labelOf('tidy'));
    expect(world.jamfRuns('tidy_up')).toBe(1);
    expect(world.jobLog('tidy')).toContain('the work runs all the same');
    await world.mac.clock.advance(hours(2));
    await world.bootstrapHelper();
    const entry = await world.untilDetail('tidy', 'installed');
    expect(entry.attempts).toMatchObject([
      { outcome: 'finished', startedAt: expect.stringMatching(/T14:11:/) as unknown },
    ]);
    expect(world.jamfRuns('tidy_up')).toBe(1);
    await invariants(world);
  });

  it('and comes back while the work runs', async () => {
    const slow = policyOf(housekeeping, { payload: [{ do: 'take', seconds: 200 }] });
    const world = await newWorld({ ...serving(housekeeping), policies: [slow] });
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    await world.bootoutHelper();
    await world.mac.clock.advanceTo('2026-11-21T14:11:00Z');
    await world.eventually('the work runs', async () => {
      await world.mac.clock.advance(3_000);
      return world.jamfRuns('tidy_up') === 1 ? true : null;
    });
    await world.bootstrapHelper();
    await world.untilDetail('tidy', 'running');
    // The run looks for the helper every three seconds, and needs a moment of real time to be heard.
    await world.mac.clock.advance(4_000);
    await world.command('status');
    await world.mac.clock.advance(minutes(4));
    const entry = await world.untilDetail('tidy', 'installed');
    expect(entry.attempts).toMatchObject([{ outcome: 'finished' }]);
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it(
    'or hangs: the work runs all the same, and a policy is not held up for ever',
    { timeout: 60_000 },
    async () => {
      const world = await newWorld(serving(housekeeping));
      await world.command('defer', '--deployment', 'tidy', '--in', '60');
      const pid = await world.helperPid();
      process.kill(pid, 'SIGSTOP');
      const prompted = world.command('prompt', '--deployment', 'tidy');
      await world.mac.clock.advanceTo('2026-11-21T14:11:00Z');
      await world.mac.events.waitFor({ type: 'job-spawned', label: labelOf('tidy') });
      // Each step waits two real seconds for the helper, which is stopped.
      await world.eventually(
        'jamf has run',
        async () => {
          await world.mac.clock.advance(25_000);
          return world.jobLog('tidy').includes('Submitting log') ? true : null;
        },
        25_000,
      );
      expect(world.jamfRuns('tidy_up')).toBe(1);
      const { code, stderr } = await prompted;
      expect({ code, stderr }).toEqual({
        code: 69,
        stderr: 'intermission: the helper did not answer within 20 seconds\n',
      });
      process.kill(pid, 'SIGCONT');
      await world.untilDetail('tidy', 'installed');
      expect(world.jamfRuns('tidy_up')).toBe(1);
      // Nothing that was opened towards the silent helper keeps the job alive.
      await world.mac.events.waitFor({ type: 'job-exited', label: labelOf('tidy') });
    },
  );
});

describe('a leftover plist', () => {
  it('with RunAtLoad that fires again at boot does nothing', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    const plist = world.plist(labelOf('tidy')) ?? {};
    await world.runAt(labelOf('tidy'), '2026-11-21T14:11:00Z');
    await world.untilDetail('tidy', 'installed');
    await world.eventually('it is gone', () => (world.jobFiles().length === 0 ? true : null));
    const rest = Object.fromEntries(Object.entries(plist).filter(([key]) => key !== 'StartCalendarInterval'));
    await world.mac.powerOff();
    world.mac.writePlist(`/Library/LaunchDaemons/${labelOf('tidy')}.plist`, {
      ...rest,
      RunAtLoad: true,
    });
    const mark = world.mac.events.mark();
    await world.mac.powerOn();
    await world.ready();
    await passing(world, mark, labelOf('tidy'));
    expect(world.jobLog('tidy')).toMatch(/nothing to run/);
    expect(world.jamfRuns('tidy_up')).toBe(1);
    await invariants(world);
  });

  it('that is run by hand, twice, while the run goes on, does nothing and disturbs nothing', async () => {
    const slow = policyOf(housekeeping, { payload: [{ do: 'take', seconds: 300 }] });
    const world = await newWorld({ ...serving(housekeeping), policies: [slow] });
    await world.command('defer', '--deployment', 'tidy', '--in', '0');
    await world.untilDetail('tidy', 'running');
    await world.eventually('jamf runs', () => (world.jamfRuns('tidy_up') === 1 ? true : null));
    const args = (world.plist(labelOf('tidy'))?.['ProgramArguments'] as string[]).slice(1);
    for (let again = 0; again < 2; again += 1) {
      const { code, stdout } = await world.command(...args);
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: 'tidy: nothing to run: this appointment was kept already.\n',
      });
    }
    await world.mac.clock.advance(minutes(3));
    expect((await world.entry('tidy')).detail.kind).toBe('running');
    await world.mac.clock.advance(minutes(3));
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it.each([
    ['an appointment that was changed', '2026-11-20T10:00:00Z', 'the appointment was changed'],
    ['one that has not come', '2026-11-21T14:11:00Z', 'the appointment has not come yet'],
  ])('for %s ends at once with a word', async (_, appointment, why) => {
    const world = await newWorld(serving(housekeeping));
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    const { code, stdout } = await world.command(
      'run',
      '--deployment',
      'tidy',
      '--appointment',
      appointment,
      '--',
      '/usr/local/bin/jamf',
      'policy',
      '-event',
      'tidy_up',
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: `tidy: nothing to run: ${why}.\n` });
    expect(world.jamfRuns('tidy_up')).toBe(0);
    expect((await world.entry('tidy')).detail.kind).toBe('scheduled');
  });
});

describe('a state file', () => {
  const damage: readonly (readonly [string, (path: string) => void, RegExp])[] = [
    ['cut in half', (path) => truncateSync(path, Math.floor(readFileSync(path).length / 2)), /is not JSON/],
    ['empty', (path) => truncateSync(path, 0), /is not JSON/],
    ['of another version', (path) => writeFileSync(path, '{"version":99,"records":[]}'), /version/],
    [
      'with a record that breaks a rule',
      (path) => writeFileSync(path, '{"version":1,"records":[{}]}'),
      /records\.0/,
    ],
    ['that belongs to a user', (path) => chownSync(path, 501, 20), /does not belong to root/],
  ];
  it.each(damage)(
    '%s is set aside, and the appointments are rebuilt from the plists',
    async (_, act, why) => {
      const world = await newWorld(serving(housekeeping, slack));
      await world.command('defer', '--deployment', 'tidy', '--in', '60');
      const adHoc = ['jamf', '/', 'Mac', 'jappleseed', 'prompt', 'com.example.own', 'tidy_more'];
      await world.command(...adHoc);
      await world.command('defer', '--deployment', 'com.example.own', '--at', '2026-12-31T23:30');
      const files = world.jobFiles();
      const before = files.map((name) => readFileSync(world.plistPath(name.slice(0, -6)), 'utf8'));
      await world.bootoutHelper();
      const damaged = stateText(world);
      act(world.mac.path(paths.stateFile));
      await world.bootstrapHelper();
      const { problems } = await world.status();
      expect(problems[0]).toMatch(why);
      expect(problems[0]).toContain('it was set aside as');
      expect((await world.entry('tidy')).detail).toMatchObject({
        kind: 'scheduled',
        due: '2026-11-21T14:11:00Z',
      });
      expect(await world.entry('com.example.own')).toMatchObject({
        trigger: 'tidy_more',
        detail: { kind: 'scheduled', due: '2026-12-31T22:30:00Z' },
      });
      expect(world.jobFiles()).toEqual(files);
      expect(files.map((name) => readFileSync(world.plistPath(name.slice(0, -6)), 'utf8'))).toEqual(before);
      const aside = readdirSync(world.mac.path(paths.stateFolder)).filter((name) => name.includes('damaged'));
      expect(aside).toHaveLength(1);
      expect(damaged).toContain('"scheduled"');
      await world.runAt(labelOf('tidy'), '2026-11-21T14:11:00Z');
      await world.untilDetail('tidy', 'installed');
      expect(world.jamfRuns('tidy_up')).toBe(1);
    },
  );

  it('that is gone with its whole folder is rebuilt as well', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    await world.bootoutHelper();
    rmSync(world.mac.path(paths.stateFolder), { recursive: true });
    await world.bootstrapHelper();
    expect((await world.entry('tidy')).detail).toMatchObject({
      kind: 'scheduled',
      due: '2026-11-21T14:11:00Z',
    });
  });

  it('that is whole has the last word: a cancelled plist is not brought back', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    const plist = readFileSync(world.plistPath(labelOf('tidy')));
    await world.command('cancel', '--deployment', 'tidy');
    expect(world.jobFiles()).toEqual([]);
    await world.bootoutHelper();
    world.mac.writeFile(`/Library/LaunchDaemons/${labelOf('tidy')}.plist`, plist);
    await world.bootstrapHelper();
    await invariants(world);
    expect((await world.entry('tidy')).detail.kind).toBe('resting');
    expect(existsSync(world.plistPath(labelOf('tidy')))).toBe(false);
  });
});

it('a helper that is asked to end leaves its door closed and its state whole', async () => {
  const world = await newWorld(serving(housekeeping));
  await world.command('defer', '--deployment', 'tidy', '--in', '60');
  await world.bootoutHelper();
  expect(existsSync(world.mac.path(paths.adminSocket))).toBe(false);
  expect(world.mac.events.all({ type: 'job-exited', label: helperLabel })).toMatchObject([{ code: 0 }]);
  expect((await world.command('status')).code).toBe(69);
  await world.bootstrapHelper();
  await invariants(world);
});

/** Lets the Mac's time pass in small steps until the job has ended: it waits for a helper that does not come. */
async function passing(world: World, mark: number, label: string): Promise<void> {
  await world.eventually('the job has ended', async () => {
    const over = world.mac.events.all({ type: 'job-exited', label }).some(({ sequence }) => sequence > mark);
    if (!over) await world.mac.clock.advance(3_000);
    return over ? true : null;
  });
}

/** mulberry32: the same moments in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
