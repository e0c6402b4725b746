/** When the screen is looked at. Time is a list of timers here; looks end when the test says so. */
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/core/screen.ts';
import { PacedScreenWatch, settleMilliseconds } from '../../src/main/presence/screen-watch.ts';
import { mainDisplay, observation, screenWindow, seen } from './observations.ts';

const free = observation();
const covered = observation({ windows: seen([screenWindow({ bounds: mainDisplay })]) });

function world() {
  const told: Observation[] = [];
  const timers: { readonly milliseconds: number; readonly ring: () => void }[] = [];
  const looks: { readonly stop: AbortSignal; readonly end: (seen: Observation) => void }[] = [];
  let change: () => void = () => undefined;
  const watch = new PacedScreenWatch({
    look: (stop) => new Promise((end) => looks.push({ stop, end })),
    clock: {
      callAfter: (milliseconds, ring) => {
        const timer = { milliseconds, ring };
        timers.push(timer);
        return () => {
          const at = timers.indexOf(timer);
          if (at !== -1) timers.splice(at, 1);
        };
      },
    },
    onChange: (listener) => (change = listener),
  });
  watch.onObservation((one) => told.push(one));
  return {
    watch,
    told,
    looks,
    /** Milliseconds of every timer that runs. */
    waiting: () => timers.map(({ milliseconds }) => milliseconds),
    ring: () => timers.shift()?.ring(),
    change: () => change(),
    /** The latest look ends. */
    sees: async (what: Observation): Promise<void> => {
      looks.at(-1)?.end(what);
      await new Promise<void>((done) => setImmediate(done));
    },
  };
}

describe('the watch', () => {
  it('does nothing at rest, whatever changes', () => {
    const { watch, looks, waiting, change } = world();
    change();
    watch.observe(null);
    expect([looks.length, waiting()]).toEqual([0, []]);
  });

  it('looks at once, then every so many seconds after a look', async () => {
    const { watch, looks, waiting, sees, ring, told } = world();
    watch.observe(3);
    expect([looks.length, waiting()]).toEqual([1, []]);
    await sees(free);
    expect([told, waiting()]).toEqual([[free], [3_000]]);
    ring();
    expect([looks.length, waiting()]).toEqual([2, []]);
    await sees(free);
    expect([told.length, waiting()]).toEqual([2, [3_000]]);
  });

  it('looks again soon after a look that differs, until two are alike', async () => {
    const { watch, waiting, sees, ring } = world();
    watch.observe(3);
    await sees(covered);
    expect(waiting()).toEqual([3_000]);
    ring();
    await sees(free);
    expect(waiting()).toEqual([settleMilliseconds]);
    ring();
    await sees(free);
    expect(waiting()).toEqual([3_000]);
  });

  it('takes the first look after a rest for no change', async () => {
    const { watch, waiting, sees } = world();
    watch.observe(3);
    await sees(covered);
    watch.observe(null);
    watch.observe(3);
    await sees(free);
    expect(waiting()).toEqual([3_000]);
  });

  it('looks at once when something changes, and forgets the timer', async () => {
    const { watch, looks, waiting, sees, change } = world();
    watch.observe(10);
    await sees(free);
    change();
    expect([looks.length, waiting()]).toEqual([2, []]);
  });

  it('looks one at a time: once more after the look during which much changed', async () => {
    const { watch, looks, waiting, sees, change, told } = world();
    watch.observe(10);
    change();
    change();
    expect(looks).toHaveLength(1);
    await sees(covered);
    expect([looks.length, waiting(), told]).toEqual([2, [], [covered]]);
    await sees(free);
    expect([looks.length, waiting()]).toEqual([2, [settleMilliseconds]]);
  });

  it('stops the look, the timer and the telling when nobody wants to know any more', async () => {
    const { watch, looks, waiting, sees, told } = world();
    watch.observe(3);
    watch.observe(null);
    expect(looks[0]?.stop.aborted).toBe(true);
    await sees(free);
    expect([told, waiting(), looks.length]).toEqual([[], [], 1]);
    watch.observe(3);
    await sees(free);
    watch.observe(null);
    expect(waiting()).toEqual([]);
  });

  it('does not tell what a stopped look saw after it has begun again', async () => {
    const { watch, looks, told, waiting } = world();
    watch.observe(3);
    watch.observe(null);
    watch.observe(3);
    looks[0]?.end(covered);
    await new Promise<void>((done) => setImmediate(done));
    expect([told, waiting(), looks.length]).toEqual([[], [], 2]);
    expect(looks[1]?.stop.aborted).toBe(false);
  });

  it('may be stopped by what it tells', async () => {
    const { watch, sees, waiting } = world();
    watch.onObservation(() => watch.observe(null));
    watch.observe(3);
    await sees(free);
    expect(waiting()).toEqual([]);
  });

  it('takes up another rhythm at once, and looks no sooner for hearing the same again', async () => {
    const { watch, looks, waiting, sees } = world();
    watch.observe(10);
    watch.observe(10);
    expect(looks).toHaveLength(1);
    await sees(free);
    watch.observe(3);
    expect([looks.length, waiting()]).toEqual([1, [3_000]]);
    watch.observe(3);
    expect(waiting()).toEqual([3_000]);
  });
});
