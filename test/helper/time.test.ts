/** Sleep, power, clock and zone: what becomes of an appointment. */
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/contract/session-door.ts';
import { housekeeping, serving } from './deployments.ts';
import { hours, jappleseed, labelOf, minutes, newWorld, type World } from './world.ts';

/** 15:00 in Berlin. */
const appointment = '2026-11-21T14:00:00Z';

async function scheduled(at = '2026-11-21T15:00'): Promise<World> {
  const world = await newWorld(serving(housekeeping));
  const { code, stderr } = await world.command('defer', '--deployment', 'tidy', '--at', at);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return world;
}

const calendar = (world: World): unknown => world.plist(labelOf('tidy'))?.['StartCalendarInterval'];

/** The question that follows a missed appointment. */
async function asksAgain(world: World, missed = appointment): Promise<void> {
  const entry = await world.untilDetail('tidy', 'asked');
  expect(entry.detail).toMatchObject({ kind: 'asked', missed });
  expect(entry.sentence).toContain('was missed');
  expect(world.jamfRuns('tidy_up')).toBe(0);
  await world.eventually('the plist is gone', () => (world.jobFiles().length === 0 ? true : null));
  await world.eventually('the label is gone', async () =>
    (await world.loadedLabels()).length === 0 ? true : null,
  );
}

describe('sleep', () => {
  it('across the appointment: it is missed and asked again, and does not fire in the face', async () => {
    const world = await scheduled();
    await world.mac.sleep();
    await world.mac.clock.advance(hours(3));
    await world.mac.wake();
    await asksAgain(world);
  });

  it('that ends within minutes of the appointment: it runs at once', async () => {
    const world = await scheduled();
    await world.mac.sleep();
    await world.mac.clock.advanceTo('2026-11-21T14:03:00Z');
    await world.mac.wake();
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it('that ends before the appointment: it runs at its minute', async () => {
    const world = await scheduled();
    await world.mac.sleep();
    await world.mac.clock.advanceTo('2026-11-21T13:50:00Z');
    await world.mac.wake();
    await world.runAt(labelOf('tidy'), appointment);
    await world.untilDetail('tidy', 'installed');
  });
});

describe('power-off', () => {
  it.each([false, true])(
    'across the appointment (abrupt: %s): it is asked again at the next login',
    async (abrupt) => {
      const world = await scheduled();
      await world.mac.powerOff({ abrupt });
      await world.mac.clock.advance(hours(30));
      await world.mac.powerOn();
      await world.ready();
      await asksAgain(world);
      await world.mac.login(jappleseed);
      const session = await world.session();
      await session.call('subscribe');
      const shown = await session.snapshot((it) => {
        const [tidy] = (it as Snapshot).deployments;
        return (tidy?.ask ?? null) === null ? null : tidy;
      });
      expect(shown).toMatchObject({ detail: { kind: 'asked', missed: appointment, because: 'away' } });
    },
  );

  it('that ends before the appointment: it runs at its minute', async () => {
    const world = await scheduled();
    await world.mac.restart();
    await world.ready();
    expect(await world.loadedLabels()).toEqual([labelOf('tidy')]);
    await world.runAt(labelOf('tidy'), appointment);
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });
});

describe('the clock', () => {
  it('set forward past the appointment: it is missed', async () => {
    const world = await scheduled();
    await world.mac.clock.set('2026-11-21T18:00:00Z');
    await world.mac.clock.advance(minutes(2));
    await asksAgain(world);
  });

  it('set back: the appointment stands, and runs once', async () => {
    const world = await scheduled();
    await world.mac.clock.set('2026-11-21T10:00:00Z');
    await world.mac.clock.advance(minutes(2));
    expect((await world.entry('tidy')).detail).toMatchObject({ kind: 'scheduled', due: appointment });
    await world.mac.clock.advanceTo('2026-11-21T13:59:00Z');
    expect(world.jamfRuns('tidy_up')).toBe(0);
    await world.runAt(labelOf('tidy'), appointment);
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it('set back after the run: it does not run again', async () => {
    const world = await scheduled();
    await world.runAt(labelOf('tidy'), appointment);
    await world.untilDetail('tidy', 'installed');
    await world.mac.clock.set('2026-11-21T13:30:00Z');
    await world.mac.clock.advance(hours(1));
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });
});

describe('the zone', () => {
  it('"15:00 here" travels with the Mac: the plist keeps its clock time, the instant moves', async () => {
    const world = await scheduled();
    const { code } = await world.command('defer', '--deployment', 'tidy', '--at', '2026-11-21T20:00');
    expect(code).toBe(0);
    const mark = world.mac.events.mark();
    world.mac.setZone('America/New_York');
    await world.mac.clock.advance(minutes(2));
    const entry = await world.until(
      'tidy',
      ({ detail }) => detail.kind === 'scheduled' && detail.zone !== 'Europe/Berlin',
    );
    expect(entry.detail).toMatchObject({ due: '2026-11-22T01:00:00Z', zone: 'America/New_York' });
    // The plist is the same, but launchd has made its alarm for 20:00 in Berlin.
    await world.mac.events.waitFor({ type: 'job-loaded', label: labelOf('tidy') }, { after: mark });
    expect(calendar(world)).toEqual({ Month: 11, Day: 21, Hour: 20, Minute: 0 });
    await world.mac.clock.advanceTo('2026-11-21T19:30:00Z');
    expect(world.jamfRuns('tidy_up')).toBe(0);
    await world.runAt(labelOf('tidy'), '2026-11-22T01:00:00Z');
    await world.untilDetail('tidy', 'installed');
    expect(world.jamfRuns('tidy_up')).toBe(1);
  });

  it('"in 4 hours" keeps its instant: the plist gets another clock time', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.command('defer', '--deployment', 'tidy', '--in', '240');
    expect(calendar(world)).toEqual({ Month: 11, Day: 21, Hour: 18, Minute: 11 });
    const mark = world.mac.events.mark();
    world.mac.setZone('America/New_York');
    await world.mac.clock.advance(minutes(2));
    await world.eventually('the plist is rewritten', () =>
      JSON.stringify(calendar(world)) === JSON.stringify({ Month: 11, Day: 21, Hour: 12, Minute: 11 })
        ? true
        : null,
    );
    expect((await world.entry('tidy')).detail).toMatchObject({ due: '2026-11-21T17:11:00Z' });
    await world.mac.events.waitFor({ type: 'job-loaded', label: labelOf('tidy') }, { after: mark });
    await world.runAt(labelOf('tidy'), '2026-11-21T17:11:00Z');
    await world.untilDetail('tidy', 'installed');
  });

  it('that makes the appointment lie in the past: it is missed', async () => {
    const world = await scheduled();
    world.mac.setZone('Asia/Tokyo');
    await world.mac.clock.advance(minutes(2));
    await asksAgain(world, '2026-11-21T06:00:00Z');
  });
});

it('over the turn of the year and a change of the clocks runs at its minute: the job is loaded again', async () => {
  const world = await newWorld(serving(housekeeping));
  await world.mac.clock.advanceTo('2026-12-31T12:00:00Z');
  const { code } = await world.command('defer', '--deployment', 'tidy', '--at', '2027-03-30T09:00');
  expect(code).toBe(0);
  const mark = world.mac.events.mark();
  await world.mac.clock.advanceTo('2026-12-31T23:30:00Z');
  await world.mac.events.waitFor({ type: 'job-loaded', label: labelOf('tidy') }, { after: mark });
  await world.runAt(labelOf('tidy'), '2027-03-30T07:00:00Z');
  await world.untilDetail('tidy', 'installed');
  expect(world.jamfRuns('tidy_up')).toBe(1);
});

it('never fires past the deadline without a warning, however long the Mac was off', async () => {
  const world = await newWorld({
    deployments: {
      tidy: { ...housekeeping.keys, DeadlineDate: '2026-11-23T12:00:00Z', GracePeriodMinutes: 30 },
    },
    policies: serving(housekeeping).policies ?? [],
  });
  expect((await world.command('prompt', '--deployment', 'tidy')).code).toBe(0);
  await world.mac.powerOff();
  await world.mac.clock.advanceTo('2026-12-20T08:00:00Z');
  await world.mac.powerOn();
  await world.ready();
  const entry = await world.untilDetail('tidy', 'scheduled');
  expect(entry.detail).toMatchObject({ by: 'deadline' });
  const due = entry.detail.kind === 'scheduled' ? Date.parse(entry.detail.due) : 0;
  expect(due - world.mac.clock.now()).toBeGreaterThan(minutes(29));
  await world.eventually('the job is loaded', async () =>
    (await world.loadedLabels()).length === 1 ? true : null,
  );
  expect(world.jamfRuns('tidy_up')).toBe(0);
  await world.runAt(labelOf('tidy'), due);
  await world.untilDetail('tidy', 'installed');
});
