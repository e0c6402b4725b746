/** What comes of a run: by jamf's words, its exit code, its end; and what follows. */
import { chmodSync, chownSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/pretend-mac/jamf/policy.ts';
import { fileVault, housekeeping, osUpdate, policyOf, serving } from './deployments.ts';
import { hours, labelOf, minutes, newWorld, type World, type WorldOptions } from './world.ts';

const worldWith = (policy: Partial<Policy>, options: WorldOptions = {}): Promise<World> =>
  newWorld({ ...serving(housekeeping), policies: [policyOf(housekeeping, policy)], ...options });

const startNow = (world: World, id = 'tidy') => world.command('defer', '--deployment', id, '--in', '0');

/** The entry once this many attempts have ended. */
const ended = (world: World, count: number, id = 'tidy') =>
  world.until(id, ({ attempts }) => attempts.filter(({ outcome }) => outcome !== null).length === count);

const due = (entry: Awaited<ReturnType<World['entry']>>): number =>
  entry.detail.kind === 'scheduled' ? Date.parse(entry.detail.due) : NaN;

describe('an outcome', () => {
  it('is a failure where jamf finds no policy, although its exit code is 0', async () => {
    const world = await worldWith({ trigger: 'something_else' });
    await startNow(world);
    const entry = await ended(world, 1);
    expect(entry.attempts).toMatchObject([{ outcome: 'no-policy' }]);
    expect(entry.sentence).toContain('The last time, Jamf Pro found no policy for the trigger.');
    expect(entry.detail).toMatchObject({ kind: 'scheduled', by: 'retry', attempt: 2, attempts: 3 });
  });

  it('is a failure where the policy fails', async () => {
    const world = await worldWith({ payload: [{ do: 'fail', lines: ['installer: failed'] }] });
    await startNow(world);
    expect((await ended(world, 1)).attempts).toMatchObject([{ outcome: 'policy-failed' }]);
  });

  it('is killed where jamf is killed', async () => {
    const world = await worldWith({ payload: [{ do: 'hang' }] });
    await startNow(world);
    await world.untilDetail('tidy', 'running');
    await killJamf(world);
    expect((await ended(world, 1)).attempts).toMatchObject([{ outcome: 'killed' }]);
  });

  it('is interrupted where the run itself is killed', async () => {
    const world = await worldWith({ payload: [{ do: 'hang' }] });
    await startNow(world);
    await world.untilDetail('tidy', 'running');
    await killJob(world, 'tidy');
    await world.eventually('the run is lost', async () => {
      await world.mac.clock.advance(minutes(2));
      return (await world.entry('tidy')).detail.kind === 'scheduled' ? true : null;
    });
    expect((await world.entry('tidy')).attempts).toMatchObject([{ outcome: 'interrupted' }]);
  });

  it.each([
    ['is missing', (world: World) => rmSync(world.mac.path('/usr/local/jamf'), { recursive: true })],
    [
      'lies in a folder that others may write',
      (world: World) => chmodSync(world.mac.path('/usr/local/jamf/bin'), 0o775),
    ],
    [
      'may be written by others',
      (world: World) => chmodSync(world.mac.path('/usr/local/jamf/bin/jamf'), 0o757),
    ],
    ['belongs to a user', (world: World) => chownSync(world.mac.path('/usr/local/jamf/bin/jamf'), 501, 20)],
    [
      'has a user owning a folder above it',
      (world: World) => chownSync(world.mac.path('/usr/local'), 501, 20),
    ],
  ])('is not started where jamf %s', async (_, spoil) => {
    const world = await worldWith({});
    spoil(world);
    await startNow(world);
    const entry = await ended(world, 1);
    expect(entry.attempts).toMatchObject([{ outcome: 'not-started' }]);
    expect(world.jamfRuns('tidy_up')).toBe(0);
    await world.eventually('the log', () => (world.jobLog('tidy').includes('was not run: ') ? true : null));
  });

  it('comes from the real binary where only the folder of the link may be written by others', async () => {
    const world = await worldWith({});
    chmodSync(world.mac.path('/usr/local/bin'), 0o777);
    // launchd itself would start a user's `intermission` here, so only the link to jamf is looked at.
    await startNow(world);
    await world.untilDetail('tidy', 'installed');
  });
});

describe('the next try', () => {
  it('comes six hours later, three times in all; then it has failed', async () => {
    const world = await worldWith({ payload: [{ do: 'fail', lines: ['no'] }] });
    await startNow(world);
    for (const attempt of [1, 2]) {
      const entry = await ended(world, attempt);
      const last = Date.parse(entry.attempts.at(-1)?.endedAt ?? '');
      expect(due(entry) - last).toBeGreaterThanOrEqual(hours(6));
      expect(due(entry) - last).toBeLessThan(hours(6) + minutes(2));
      await detached(world, 'tidy');
      await world.runAt(labelOf('tidy'), due(entry));
    }
    const failed = await world.untilDetail('tidy', 'failed');
    expect(failed).toMatchObject({ status: 'Failed', detail: { outcome: 'policy-failed' } });
    expect(failed.sentence).toMatch(/after 3 attempts/);
    expect(world.jamfRuns('tidy_up')).toBe(3);
    await world.eventually('nothing is left', () => (world.jobFiles().length === 0 ? true : null));
    const prompted = await world.command('prompt', '--deployment', 'tidy');
    expect(prompted.code).toBe(0);
    expect(prompted.stdout).toContain('Failed at');
  });

  it('is not counted while Jamf Pro cannot be reached, and comes after a quarter of an hour', async () => {
    const world = await worldWith({ payload: [{ do: 'fail', lines: ['no'] }] });
    world.mac.setJamfServer('offline');
    await startNow(world);
    let last = 0;
    for (let tried = 1; tried <= 4; tried += 1) {
      const entry = await world.until('tidy', (it) => due(it) > last && it.attempts.length > 0);
      last = due(entry);
      expect(entry.attempts.at(-1)?.outcome).toBe('no-connection');
      expect(entry.detail).toMatchObject({ kind: 'scheduled', attempt: 1 });
      expect(due(entry) - world.mac.clock.now()).toBeLessThan(minutes(17));
      await detached(world, 'tidy');
      if (tried === 4) world.mac.setJamfServer('reachable');
      await world.runAt(labelOf('tidy'), due(entry));
    }
    const entry = await world.until('tidy', ({ attempts }) => attempts.at(-1)?.outcome === 'policy-failed');
    expect(entry.detail).toMatchObject({ kind: 'scheduled', attempt: 2 });
  });

  it('is not counted while the trigger is already being run', async () => {
    const world = await worldWith({ payload: [{ do: 'hang' }] });
    const other = world.mac.start('/usr/local/bin/jamf', ['policy', '-event', 'tidy_up']);
    await world.eventually('jamf runs', () => (world.jamfRuns('tidy_up') === 1 ? true : null));
    await startNow(world);
    const entry = await ended(world, 1);
    expect(entry.attempts).toMatchObject([{ outcome: 'already-running' }]);
    expect(entry.detail).toMatchObject({ kind: 'scheduled', attempt: 1 });
    process.kill(other.pid, 'SIGKILL');
    await other.finished;
  });

  it('comes where the policy ended well but the work is not there after an hour', async () => {
    const lazy = { ...fileVault, payload: [{ do: 'print', lines: ['Done, honestly.'] } as const] };
    const world = await newWorld({ ...serving(lazy), before: (mac) => mac.setFileVault(false) });
    await startNow(world, 'filevault');
    await world.untilDetail('filevault', 'checking');
    for (let looks = 0; looks < 4; looks += 1) {
      await world.mac.clock.advance(minutes(15));
      expect((await world.entry('filevault')).detail.kind).toBe('checking');
    }
    await world.mac.clock.advance(minutes(16));
    const entry = await world.untilDetail('filevault', 'scheduled');
    expect(entry.attempts).toMatchObject([{ outcome: 'not-verified' }]);
  });

  it('is confirmed within a quarter of an hour where inventory is late', async () => {
    const lazy = { ...fileVault, payload: [{ do: 'print', lines: ['Soon.'] } as const] };
    const world = await newWorld({ ...serving(lazy), before: (mac) => mac.setFileVault(false) });
    await startNow(world, 'filevault');
    await world.untilDetail('filevault', 'checking');
    world.mac.setFileVault(true);
    await world.mac.clock.advance(minutes(15) + 1_000);
    await world.untilDetail('filevault', 'installed');
  });

  it('is not needed where a restart cut the run short and the work is done', async () => {
    const world = await newWorld(serving(osUpdate));
    await startNow(world, 'os-update');
    await world.mac.events.waitFor({ type: 'power', state: 'off' });
    await world.mac.events.waitFor((event) => event.type === 'power' && event.state === 'on', {
      after: world.mac.events.all({ type: 'power', state: 'off' })[0]?.sequence ?? 0,
    });
    await world.ready();
    await world.mac.clock.advance(minutes(2));
    const entry = await world.untilDetail('os-update', 'installed');
    expect(entry.attempts).toMatchObject([{ outcome: 'finished' }]);
    expect(world.jamfRuns('install_macos')).toBe(1);
  });
});

/** The new plist is loaded once the old run is gone. */
async function detached(world: World, id: string): Promise<void> {
  await world.eventually('the next try is loaded', async () => {
    const job = (await world.mac.jobs()).find(({ label }) => label === labelOf(id));
    return job?.state === 'not running' && job.runs === 0 ? true : null;
  });
}

async function jobPid(world: World, id: string): Promise<number> {
  return world.eventually('the job runs', async () => {
    const job = (await world.mac.jobs()).find(({ label }) => label === labelOf(id));
    return job?.pid ?? null;
  });
}

async function killJob(world: World, id: string): Promise<void> {
  process.kill(await jobPid(world, id), 'SIGKILL');
}

/** jamf writes its process ID into the lock of its trigger. */
async function killJamf(world: World): Promise<void> {
  const lock = world.mac.path('/private/var/pretend/jamf/running/tidy_up');
  const pid = await world.eventually('jamf runs', () => {
    try {
      return Number(readFileSync(lock, 'utf8'));
    } catch {
      return null;
    }
  });
  process.kill(pid, 'SIGKILL');
}
