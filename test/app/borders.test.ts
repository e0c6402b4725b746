/** What comes in from outside: arguments, messages of the page; and how patiently the helper is sought. */
import { describe, expect, it } from 'vitest';
import { pageMessageSchema } from '../../src/contract/window-schema.ts';
import { backOff } from '../../src/main/door/back-off.ts';
import { programOptions } from '../../src/main/program-options.ts';
import { contentHeight, placeFor, upperThird } from '../../src/main/electron/window-place.ts';

describe('a message from the page', () => {
  it.each([
    { kind: 'ready' },
    { kind: 'height', pixels: 534, least: 400 },
    { kind: 'text-size', step: -1 },
    { kind: 'touched' },
    { kind: 'one-by-one' },
    { kind: 'typed', date: '2026-11-25', time: '' },
    { kind: 'choose', choice: 'in-60' },
    { kind: 'choose-own', date: '2026-11-25', time: '15:45' },
    { kind: 'start-now' },
    { kind: 'close' },
    { kind: 'open-link', link: 0 },
  ])('%j is understood', (message) => {
    expect(pageMessageSchema.parse(message)).toEqual(message);
  });

  it.each([
    null,
    'close',
    [],
    {},
    { kind: 'run', command: '/bin/sh' },
    { kind: 'close', more: 1 },
    { kind: 'height', pixels: 1e9, least: 1 },
    { kind: 'height', pixels: Number.NaN, least: 1 },
    { kind: 'height', pixels: 534 },
    { kind: 'text-size', step: 7 },
    { kind: 'typed', date: '2026-11-25', time: 'x'.repeat(25) },
    { kind: 'typed', date: '25.11.2026', time: '15:45' },
    { kind: 'choose', choice: 'x'.repeat(65) },
    { kind: 'open-link', link: 'https://example.com' },
    { kind: 'open-link', link: -1 },
  ])('%j is dropped', (message) => {
    expect(pageMessageSchema.safeParse(message).success).toBe(false);
  });
});

describe('the root', () => {
  it.each([
    [['electron', '.'], '/'],
    [['electron', '.', '--root', '/tmp/mac'], '/tmp/mac'],
    [['electron', '--inspect=0', '.', '--root=/tmp/a mac'], '/tmp/a mac'],
    [['electron', '.', '--root'], '/'],
    [['electron', '.', '--root='], '/'],
    [['electron', '--rootless', '.'], '/'],
  ])('of %j is %s', (argv, root) => {
    expect(programOptions(argv).root).toBe(root);
  });
});

it('tries to reach the helper ever more rarely, never more than a minute apart', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map(backOff)).toEqual([
    1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000,
  ]);
});

describe('the window', () => {
  const screen = { x: 100, y: 24, width: 1280, height: 776 };

  it.each([
    [534, 534],
    [533.2, 534],
    [40, 160],
    [2000, 680],
  ])('of %d pixels of content is %d high', (wanted, height) => {
    expect(contentHeight(wanted, screen)).toBe(height);
  });

  it('fits on a low screen and stands in its upper third', () => {
    expect(contentHeight(680, { ...screen, height: 600 })).toBe(568);
    expect(upperThird(screen, { width: 540, height: 476 })).toEqual({ x: 470, y: 124 });
  });

  const content = (wanted: number, least = wanted, textSize = 1) => ({ wanted, least, textSize });
  const shown = placeFor(content(500), screen, null);

  it('does not jump: its top edge and its sides stay where they are while its content grows and shrinks', () => {
    expect(shown).toEqual({ x: 470, y: 116, width: 540, height: 500 });
    expect(placeFor(content(600), screen, shown)).toEqual({ ...shown, height: 600 });
    expect(placeFor(content(200), screen, shown)).toEqual({ ...shown, height: 200 });
    const moved = { ...shown, x: 700, y: 40 };
    expect(placeFor(content(640), screen, moved)).toEqual({ ...moved, height: 640 });
  });

  it('lets its message scroll before it leaves the screen, and moves up only where that is not enough', () => {
    const low = { ...shown, y: 400 };
    expect(placeFor(content(600, 380), screen, low)).toEqual({ ...low, height: 400 });
    expect(placeFor(content(600, 450), screen, low)).toEqual({ ...low, y: 350, height: 450 });
  });

  it('is as much wider as its text is larger, about the same middle, and fits on a 13-inch screen', () => {
    expect(placeFor(content(1000, 700, 2), screen, shown)).toEqual({
      x: 200,
      y: 100,
      width: 1080,
      height: 700,
    });
    expect(placeFor(content(700, 700, 2), { ...screen, width: 1000 }, shown).width).toBe(968);
  });
});
