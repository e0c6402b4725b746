/** What comes in from outside: arguments, messages of the page; and how patiently the helper is sought. */
import { describe, expect, it } from 'vitest';
import { pageMessageSchema } from '../../src/contract/window-schema.ts';
import { backOff } from '../../src/main/door/back-off.ts';
import { programOptions } from '../../src/main/program-options.ts';
import { contentHeight, upperThird } from '../../src/main/electron/window-place.ts';

describe('a message from the page', () => {
  it.each([
    { kind: 'ready' },
    { kind: 'height', pixels: 534 },
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
    { kind: 'height', pixels: 1e9 },
    { kind: 'height', pixels: Number.NaN },
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
});
