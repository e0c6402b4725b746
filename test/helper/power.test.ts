/** Power: what pmset says, and the stories of a run that needs it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePower } from '../../src/helper/macos/power.ts';
import { housekeeping, serving } from './deployments.ts';
import { labelOf, minutes, newWorld, type World, type WorldOptions } from './world.ts';

const recorded = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../fixtures/pmset-ps-${name}.txt`), 'utf8');
const onBattery = recorded('battery').replace('83%', '34%');
const onAdapter = recorded('ac');

describe('pmset -g ps', () => {
  it.each<[string, string, unknown]>([
    ['on the adapter', recorded('ac'), { source: 'adapter', percent: 97 }],
    ['on battery', recorded('battery'), { source: 'battery', percent: 83 }],
    ['on a UPS', recorded('ups'), { source: 'ups', percent: 100 }],
    ['a desktop', recorded('desktop'), { source: 'adapter', percent: null }],
    [
      'without an id, as older systems print it',
      "Now drawing from 'Battery Power'\n -InternalBattery-0\t7%; discharging; (no estimate) present: true\n",
      { source: 'battery', percent: 7 },
    ],
    [
      'a battery with a complaint',
      "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t100%; discharging; (Poor/High) 0:20 remaining present: true\n\tBattery Warning: Early\n",
      { source: 'battery', percent: 100 },
    ],
    [
      'its own battery before a UPS',
      "Now drawing from 'Battery Power'\n -Smart-UPS 750 (id=2)\t99%; charged present: true\n -InternalBattery-0 (id=1)\t12%; discharging; 0:20 remaining present: true\n",
      { source: 'battery', percent: 12 },
    ],
    [
      'a battery that was taken out',
      "Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t0%; removed present: false\n",
      { source: 'adapter', percent: null },
    ],
    [
      'a charge that cannot be',
      "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t255%; discharging present: true\n",
      { source: 'battery', percent: null },
    ],
  ])('%s', (_, report, value) => {
    expect(parsePower(report)).toEqual({ kind: 'seen', value });
  });

  it.each([
    ['no power source', recorded('none'), 'pmset says "No power source info available"'],
    ['nothing', '', 'pmset says ""'],
    ['another source', "Now drawing from 'Fusion'\n", 'pmset says "Now drawing from \'Fusion\'"'],
    ['noise of any length', '\u0000 '.repeat(500), /^pmset says ".{0,80}"$/s],
  ])('that gives no answer (%s) is unknown', (_, report, why) => {
    expect(parsePower(report)).toEqual({ kind: 'unknown', why: expect.stringMatching(why) as string });
  });
});

/** 15:11 in Berlin. */
const appointment = '2026-11-21T14:11:00Z';
const needing = (keys: object, options: WorldOptions = {}): WorldOptions => ({
  ...serving(housekeeping),
  deployments: { tidy: { ...housekeeping.keys, ...keys } },
  ...options,
});

async function scheduled(keys: object, options: WorldOptions = {}): Promise<World> {
  const world = await newWorld(needing(keys, options));
  const { code, stderr } = await world.command('defer', '--deployment', 'tidy', '--in', '60');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return world;
}

async function comesToItsMinute(world: World): Promise<void> {
  await world.mac.clock.advanceTo('2026-11-21T14:10:30Z');
  await world.mac.clock.advanceTo(appointment);
}

/** Minute by minute: in one long jump the helper would take it for sleep. */
async function goesBy(world: World, count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    await world.mac.clock.advance(minutes(1));
    await world.onlooker.tell();
    // Answered in turn, so after the look at the clock.
    await (await world.admin()).call('reload', {});
  }
}

/** Until the power is looked at again; no longer, because a clock that jumps looks to the job like a helper that is silent. */
async function powerIsSeen(world: World): Promise<void> {
  for (let look = 0; look < 6 && (await world.entry('tidy')).hold !== null; look += 1) {
    await world.mac.clock.advance(minutes(0.5));
    await world.onlooker.tell();
    await (await world.admin()).call('reload', {});
  }
}

describe('a run that needs the power adapter', () => {
  it('waits on battery, says why, and goes when the adapter is connected', async () => {
    const world = await scheduled({ PowerRequired: true });
    world.mac.setPowerReport({ ps: onBattery });
    await comesToItsMinute(world);
    const entry = await world.until('tidy', ({ hold }) => hold !== null);
    expect(entry).toMatchObject({
      detail: { kind: 'scheduled' },
      hold: {
        what: 'run',
        until: '2026-11-21T15:11:00Z',
        reasons: [{ kind: 'no-power', evidence: 'on battery, 34 %' }],
      },
    });
    expect(entry.sentence).toContain('the power adapter is not connected (on battery, 34 %)');
    await goesBy(world, 3);
    expect(world.jamfRuns('tidy_up')).toBe(0);
    expect(world.jobLog('tidy')).toContain('intermission: waits: the power adapter is not connected');
    world.mac.setPowerReport({ ps: onAdapter });
    await powerIsSeen(world);
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
    expect((await world.entry('tidy')).holds).toMatchObject([{ what: 'run', end: 'free' }]);
  });

  it('that somebody picked is given back after its wait', async () => {
    const world = await scheduled({ PowerRequired: true, PowerWaitMinutes: 10 });
    world.mac.setPowerReport({ ps: onBattery });
    await comesToItsMinute(world);
    await world.until('tidy', ({ hold }) => hold !== null);
    await goesBy(world, 11);
    const entry = await world.untilDetail('tidy', 'asked');
    expect(entry.detail).toMatchObject({ missed: appointment, because: 'held' });
    expect(world.jamfRuns('tidy_up')).toBe(0);
  });

  it('waits with nobody logged in as well, looked at by the helper itself', async () => {
    const world = await scheduled({ PowerRequired: true }, { user: null });
    world.mac.setPowerReport({ ps: onBattery });
    await comesToItsMinute(world);
    await world.until('tidy', ({ hold }) => hold !== null);
    await goesBy(world, 8);
    expect((await world.entry('tidy')).hold).toMatchObject({ reasons: [{ kind: 'no-power' }] });
    world.mac.setPowerReport({ ps: onAdapter });
    await powerIsSeen(world);
    await world.untilDetail('tidy', 'installed');
  });

  it('waits also where "now" was chosen, and the person sees why', async () => {
    const world = await newWorld(needing({ LeastBatteryPercent: 50 }));
    world.mac.setPowerReport({ ps: onBattery });
    const session = await world.session();
    await session.call('subscribe');
    await world.command('prompt', '--deployment', 'tidy');
    const pick = { kind: 'now' };
    const answer = await session.call('intent', { kind: 'choose', deployment: 'tidy', pick });
    expect(answer.result).toMatchObject({ kind: 'accepted' });
    const entry = await world.until('tidy', ({ hold }) => hold !== null);
    expect(entry.hold).toMatchObject({ reasons: [{ kind: 'battery-low', evidence: 'on battery, 34 %' }] });
    world.mac.setPowerReport({ ps: onBattery.replace('34%', '50%') });
    await powerIsSeen(world);
    await world.untilDetail('tidy', 'installed');
  });

  it('is held for five minutes where pmset says nothing of use, and then goes', async () => {
    const world = await scheduled({ PowerRequired: true });
    world.mac.setPowerReport({ ps: 'No power source info available\n' });
    await comesToItsMinute(world);
    const entry = await world.until('tidy', ({ hold }) => hold !== null);
    expect(entry.hold).toMatchObject({ kind: 'unknown', until: expect.stringMatching(/T14:16/) as string });
    await goesBy(world, 3);
    await powerIsSeen(world);
    await world.untilDetail('tidy', 'installed');
  });

  it('is told to admins before its time', async () => {
    const world = await scheduled({ PowerRequired: true });
    world.mac.setPowerReport({ ps: onBattery });
    const { stdout } = await world.command('presence', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      judgements: [{ deployment: 'tidy', question: { kind: 'free' }, run: { kind: 'held' } }],
    });
  });
});

it('without such a rule runs on battery', async () => {
  const world = await scheduled({});
  world.mac.setPowerReport({ ps: onBattery });
  await world.runAt(labelOf('tidy'), appointment);
  await world.untilDetail('tidy', 'installed');
});
