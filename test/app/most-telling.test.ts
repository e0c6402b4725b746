/** What a report holds when there is more to see than it has room for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRequest, maxLineBytes } from '../../src/contract/json-rpc.ts';
import { mostReported, observationSchema } from '../../src/contract/screen.ts';
import { reportSchema } from '../../src/contract/session-door.ts';
import { judge } from '../../src/core/hold/judge.ts';
import type { Observation, ScreenWindow } from '../../src/core/screen.ts';
import { mostTelling, tellingPart } from '../../src/main/presence/most-telling.ts';
import { shortText } from '../../src/main/presence/short-text.ts';
import { holdRules } from '../core/builders.ts';
import { application, mainDisplay, observation, screenWindow, secondDisplay, seen } from './observations.ts';

const windowsOf = ({ windows }: Observation): readonly ScreenWindow[] =>
  windows.kind === 'seen' ? windows.value : [];
const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
/** UTF-8 bytes of the message that carries it. */
const lineOf = (reported: Observation): number =>
  Buffer.byteLength(encodeRequest(999_999_999, 'report', { event: 'screen', observation: reported }));

const slideShow = screenWindow({
  owner: 'Keynote',
  bundleId: 'com.apple.Keynote',
  pid: 800,
  layer: 20,
  bounds: secondDisplay,
});

describe('a report', () => {
  it('of little is all that was seen', () => {
    expect(mostTelling(observation())).toEqual(observation());
  });

  it('keeps what was not seen, with why', () => {
    const unknown = { kind: 'unknown', why: 'the windows were not listed' } as const;
    expect(mostTelling(observation({ windows: unknown })).windows).toEqual(unknown);
  });

  it('keeps a slide show on the second display behind ten thousand windows, and the order of what it keeps', () => {
    const displays = [mainDisplay, secondDisplay];
    const crowd = many(10_000, (at) => screenWindow({ pid: 1000 + at }));
    const front = screenWindow({ owner: 'Numbers', pid: 600 });
    const editor = screenWindow({ owner: 'Keynote', pid: 800 });
    const reduced = mostTelling(
      observation({
        displays,
        windows: seen([...crowd, front, editor, slideShow]),
        applications: seen([application({ name: 'Numbers', pid: 600, front: true })]),
      }),
    );
    expect(windowsOf(reduced).slice(-3)).toEqual([front, editor, slideShow]);
    expect(windowsOf(reduced)).toHaveLength(mostReported.windows);
    expect(windowsOf(reduced)[0]).toEqual(crowd[0]);
  });

  it('keeps the apps that its windows and assertions belong to, and the one in front', () => {
    const crowd = many(2_000, (at) => application({ pid: 5_000 + at }));
    const concerned = [
      application({ pid: 800 }),
      application({ pid: 900 }),
      application({ pid: 1, front: true }),
    ];
    const { applications } = mostTelling(
      observation({
        windows: seen([screenWindow({ pid: 800, bounds: mainDisplay })]),
        assertions: seen([{ kind: 'display', process: 'zoom.us', pid: 900 }]),
        applications: seen([...crowd, ...concerned]),
      }),
    );
    const kept = applications.kind === 'seen' ? applications.value : [];
    expect(kept.slice(0, 3)).toEqual(concerned);
    expect(kept).toHaveLength(mostReported.applications);
  });

  it('is judged as the whole would be', () => {
    const windows = many(10_000, (at) => screenWindow({ pid: 1000 + at, bounds: mainDisplay }));
    const whole = observation({
      displays: [mainDisplay, secondDisplay],
      windows: seen([slideShow, ...windows]),
      applications: seen([application({ name: 'Keynote', executable: 'Keynote', pid: 800 })]),
    });
    expect(judge(holdRules(), whole, 'question').kind).toBe('held');
    expect(judge(holdRules(), mostTelling(whole), 'question')).toEqual(judge(holdRules(), whole, 'question'));
  });

  it.each([
    ['letters', 'x'],
    ['quotes, each two bytes in JSON', '"'],
    ['letters of three bytes', '漢'],
    ['emoji', '😀'],
  ])('of as much as possible, all names in %s, fits in a line and is accepted', (_what, letter) => {
    const name = letter.repeat(100 / letter.length);
    const bounds = { x: -1_000_000, y: -1_000_000, width: 1_000_000, height: 1_000_000 };
    const reduced = mostTelling({
      displays: many(64, () => bounds),
      windows: seen(
        many(5_000, (at) => ({ owner: name, bundleId: name, pid: 999_999_999, layer: at, bounds })),
      ),
      applications: seen(
        many(5_000, () => ({ name, bundleId: name, executable: name, pid: 999_999_999, front: false })),
      ),
      assertions: seen(many(5_000, () => ({ kind: 'microphone', process: name, pid: 999_999_999 }))),
      camera: { kind: 'unknown', why: letter.repeat(300 / letter.length) },
      screen: { kind: 'unknown', why: letter.repeat(300 / letter.length) },
    });
    expect(lineOf(reduced)).toBeLessThanOrEqual(maxLineBytes);
    const crossed: unknown = JSON.parse(JSON.stringify({ event: 'screen', observation: reduced }));
    expect(reportSchema.parse(crossed)).toEqual({ event: 'screen', observation: reduced });
    // It is full, not merely small.
    expect(lineOf(reduced)).toBeGreaterThan(maxLineBytes * 0.9);
  });

  it('of whatever is seen fits in a line and is accepted', () => {
    // Every name has passed through here when it was decoded.
    const text = fc.string({ unit: 'grapheme', maxLength: 100 }).map((it) => shortText(it));
    const place = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const bounds = fc.record({ x: place, y: place, width: place, height: place });
    const pid = fc.integer({ min: -1, max: 99_999 });
    const part = <T>(one: fc.Arbitrary<T>) =>
      fc.oneof(
        fc.array(one, { maxLength: 400, size: 'max' }).map(seen),
        fc.constant({ kind: 'unknown' as const, why: 'not seen' }),
      );
    const any = fc.record({
      displays: fc.array(bounds, { maxLength: 40 }),
      windows: part(
        fc.record({
          owner: text,
          bundleId: fc.option(text),
          pid,
          layer: fc.integer({ min: -10, max: 2_000 }),
          bounds,
        }),
      ),
      applications: part(
        fc.record({
          name: text,
          bundleId: fc.option(text),
          executable: fc.option(text),
          pid,
          front: fc.boolean(),
        }),
      ),
      assertions: part(
        fc.record({
          kind: fc.constantFrom('display' as const, 'call' as const, 'microphone' as const),
          process: fc.option(text),
          pid,
        }),
      ),
      camera: fc.constant(seen(true)),
      screen: fc.constant(seen('on' as const)),
    });
    fc.assert(
      fc.property(any, (whole) => {
        const reduced = mostTelling(whole);
        expect(observationSchema.safeParse(reduced).success).toBe(true);
        expect(lineOf(reduced)).toBeLessThanOrEqual(maxLineBytes);
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});

describe('two looks', () => {
  it.each<[string, Partial<Observation>, boolean]>([
    ['nothing changed', {}, false],
    [
      'an ordinary window was moved',
      { windows: seen([screenWindow({ bounds: { ...mainDisplay, width: 800 } })]) },
      false,
    ],
    ['a window covers a display now', { windows: seen([screenWindow({ bounds: mainDisplay })]) }, true],
    ['another app is in front', { applications: seen([application({ name: 'Mail', front: true })]) }, true],
    ['a call began', { assertions: seen([{ kind: 'call', process: 'Chrome', pid: 9 }]) }, true],
    ['the screen was locked', { screen: seen('locked') }, true],
    ['a display came', { displays: [mainDisplay, secondDisplay] }, true],
    ['the windows could not be seen', { windows: { kind: 'unknown', why: 'gone' } }, true],
  ])('between which %s: %s → %s', (_what, change, differs) => {
    expect(tellingPart(observation(change)) !== tellingPart(observation())).toBe(differs);
  });
});
