/** What the screen script printed, also when it printed nonsense. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../src/core/result.ts';
import { readScreenAnswer, type ScreenAnswer } from '../../src/main/presence/screen-answer.ts';
import { mainDisplay, scriptAnswer } from './observations.ts';

const read = (change: Readonly<Record<string, unknown>> = {}): ScreenAnswer =>
  readScreenAnswer(ok(scriptAnswer(change)), null);
const windowPart = (change: Readonly<Record<string, unknown>> = {}): unknown => ({
  pid: 800,
  owner: 'Keynote',
  layer: 20,
  ...mainDisplay,
  ...change,
});
const firstWindow = (answer: ScreenAnswer) =>
  answer.windows.kind === 'seen' ? answer.windows.value[0] : answer.windows;
const firstApp = (answer: ScreenAnswer) =>
  answer.applications.kind === 'seen' ? answer.applications.value[0] : answer.applications;

describe('the answer of the script', () => {
  it('becomes windows with the bundle ids of their apps, apps, and the state of the screen', () => {
    expect(read()).toEqual({
      windows: {
        kind: 'seen',
        value: [
          { owner: 'Keynote', bundleId: 'com.apple.Keynote', pid: 800, layer: 20, bounds: mainDisplay },
          {
            owner: 'Safari',
            bundleId: 'com.apple.Safari',
            pid: 500,
            layer: 0,
            bounds: { x: 100, y: 80, width: 1200, height: 800 },
          },
        ],
      },
      applications: {
        kind: 'seen',
        value: [
          { name: 'Safari', bundleId: 'com.apple.Safari', executable: 'Safari', pid: 500, front: false },
          { name: 'Keynote', bundleId: 'com.apple.Keynote', executable: 'Keynote', pid: 800, front: true },
        ],
      },
      screen: { kind: 'seen', value: 'on' },
    });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'execution error: Error: TypeError'],
    ['half of it', scriptAnswer().slice(0, 100)],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"windows"'],
  ])('that is %s makes all of it unknown', (_what, output) => {
    const answer = readScreenAnswer(ok(output), null);
    expect([answer.windows.kind, answer.applications.kind, answer.screen.kind]).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('that did not come says why', () => {
    const why = '/usr/bin/osascript took longer than 5 seconds';
    expect(readScreenAnswer(failed(why), null)).toEqual({
      windows: { kind: 'unknown', why },
      applications: { kind: 'unknown', why },
      screen: { kind: 'unknown', why },
    });
  });
});

describe('a part that is', () => {
  it.each([
    ['missing', undefined],
    ['null', null],
    ['no list', { 0: windowPart() }],
    ['a list of something else', [17]],
    ['a window without a size', [windowPart({ width: undefined })]],
    ['a window of no number', [windowPart(), windowPart({ x: null })]],
  ])('%s leaves the windows unknown, and the rest seen', (_what, windows) => {
    const answer = read({ windows });
    expect(answer.windows).toEqual({ kind: 'unknown', why: 'the windows were not listed' });
    expect(answer.applications.kind).toBe('seen');
    expect(answer.screen).toEqual({ kind: 'seen', value: 'on' });
  });

  it.each([
    ['missing', undefined],
    ['null', null],
    ['a list of something else', [{ pid: 'first' }]],
  ])('%s leaves the apps unknown, and the windows without bundle ids', (_what, applications) => {
    const answer = read({ applications });
    expect(answer.applications).toEqual({ kind: 'unknown', why: 'the running apps were not listed' });
    expect(firstWindow(answer)).toMatchObject({ owner: 'Keynote', bundleId: null });
  });

  it('an empty list of apps is one that was withheld', () => {
    expect(read({ applications: [] }).applications.kind).toBe('unknown');
  });
});

describe('an empty list of windows', () => {
  it.each([
    ['withheld, where nothing was listed', 0, 'unknown'],
    ['withheld, where it is not said how many were listed', undefined, 'unknown'],
    ['withheld, where it is said in words', 'nine', 'unknown'],
    ['true, where only small windows were listed', 9, 'seen'],
  ])('is %s', (_what, listed, kind) => {
    expect(read({ windows: [], listed }).windows.kind).toBe(kind);
  });
});

describe('the state of the screen', () => {
  it.each([
    [false, false, null, 'on'],
    [true, false, null, 'locked'],
    [true, true, null, 'locked'],
    [false, true, null, 'asleep'],
    [null, true, null, 'asleep'],
    [null, false, null, 'unknown'],
    [null, false, true, 'locked'],
    [null, false, false, 'on'],
    [false, false, true, 'on'],
    [false, null, null, 'unknown'],
    [1, false, null, 'unknown'],
    ['no', false, false, 'on'],
  ])('locked %j, asleep %j, last event %j: %s', (locked, asleep, event, state) => {
    const { screen } = readScreenAnswer(ok(scriptAnswer({ locked, asleep })), event);
    expect(screen.kind === 'seen' ? screen.value : screen.kind).toBe(state);
  });

  it('is locked by the last event also when the script failed', () => {
    expect(readScreenAnswer(failed('gone'), true).screen).toEqual({ kind: 'seen', value: 'locked' });
  });
});

describe('what does not fit', () => {
  it.each([
    ['a long name', 'x'.repeat(500), 'x'.repeat(100)],
    ['a name cut in a character', `${'x'.repeat(99)}😀`, 'x'.repeat(99)],
    ['a name up to the last character', `${'x'.repeat(98)}😀`, `${'x'.repeat(98)}😀`],
    ['control characters', 'Key\u0000no\u001b[31mte\n', 'Keyno[31mte'],
    ['half a character', 'Key\ud83dnote', 'Keynote'],
    ['no name', null, ''],
  ])('%s is made to fit', (_what, owner, shown) => {
    expect(firstWindow(read({ windows: [windowPart({ owner })] }))).toMatchObject({ owner: shown });
    expect(firstApp(read({ applications: [{ pid: 1, name: owner, front: false }] }))).toMatchObject({
      name: shown,
      bundleId: null,
      executable: null,
    });
  });

  it.each([
    [1e300, 1_000_000],
    [-1e300, -1_000_000],
    [100.4, 100],
    [-0.2, 0],
  ])('a place of %d is at %d', (x, at) => {
    expect(firstWindow(read({ windows: [windowPart({ x })] }))).toMatchObject({ bounds: { x: at } });
  });

  it.each([[-1], [-7], [1.5], [1e300]])('%d is no pid', (pid) => {
    expect(firstWindow(read({ windows: [windowPart({ pid })] }))).toMatchObject({ pid: -1 });
  });

  it('a key that every object has changes nothing', () => {
    const answer = readScreenAnswer(
      ok(`{"__proto__":{"windows":[]},"constructor":1,${scriptAnswer().slice(1)}`),
      null,
    );
    expect(answer).toEqual(read());
    expect(({} as Record<string, unknown>)['windows']).toBeUndefined();
  });
});

it('reads anything without an error', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (windows, applications, locked) => {
      const answer = readScreenAnswer(ok(JSON.stringify({ windows, applications, locked })), null);
      expect(answer.windows.kind).toMatch(/seen|unknown/);
    }),
    { seed: 4, numRuns: 300 },
  );
});
