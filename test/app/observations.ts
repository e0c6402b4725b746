/** One builder for each noun of the screen: a plain example, changed by what a test is about. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Observation, Rectangle, RunningApplication, ScreenWindow } from '../../src/core/screen.ts';

export const mainDisplay: Rectangle = { x: 0, y: 0, width: 1512, height: 982 };
export const secondDisplay: Rectangle = { x: 1512, y: -200, width: 1920, height: 1080 };

export const screenWindow = (change: Partial<ScreenWindow> = {}): ScreenWindow => ({
  owner: 'Safari',
  bundleId: 'com.apple.Safari',
  pid: 500,
  layer: 0,
  bounds: { x: 100, y: 80, width: 1200, height: 800 },
  ...change,
});

export const application = (change: Partial<RunningApplication> = {}): RunningApplication => ({
  name: 'Safari',
  bundleId: 'com.apple.Safari',
  executable: 'Safari',
  pid: 500,
  front: false,
  ...change,
});

export const seen = <T>(value: T): { readonly kind: 'seen'; readonly value: T } => ({ kind: 'seen', value });

export const observation = (change: Partial<Observation> = {}): Observation => ({
  displays: [mainDisplay],
  windows: seen([screenWindow()]),
  applications: seen([application({ front: true })]),
  assertions: seen([]),
  camera: { kind: 'unknown', why: 'not every camera tells' },
  screen: seen('on' as const),
  ...change,
});

export const recorded = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8');

/** What the script prints: a Keynote slide show over the whole main display, a Safari window behind it. */
export const scriptAnswer = (change: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    applications: [
      { pid: 500, name: 'Safari', bundleId: 'com.apple.Safari', executable: 'Safari', front: false },
      { pid: 800, name: 'Keynote', bundleId: 'com.apple.Keynote', executable: 'Keynote', front: true },
    ],
    listed: 9,
    windows: [
      { pid: 800, owner: 'Keynote', layer: 20, ...mainDisplay },
      { pid: 500, owner: 'Safari', layer: 0, x: 100, y: 80, width: 1200, height: 800 },
    ],
    asleep: false,
    locked: false,
    ...change,
  });
