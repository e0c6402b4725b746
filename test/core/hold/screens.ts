/** What a screen shows, piece by piece: a plain desktop, changed by what a test is about. */
import type {
  Assertion,
  Observation,
  Rectangle,
  RunningApplication,
  ScreenWindow,
  Seen,
} from '../../../src/core/screen.ts';

export const seen = <T>(value: T): Seen<T> => ({ kind: 'seen', value });
export const unseen = (why = 'no answer'): Seen<never> => ({ kind: 'unknown', why });

/** The built-in display of a MacBook with a notch, and one at its right. */
export const builtIn: Rectangle = { x: 0, y: 0, width: 1512, height: 982 };
export const external: Rectangle = { x: 1512, y: -98, width: 1920, height: 1080 };
export const notchStrip = 37;

export const keynote = { owner: 'Keynote', bundleId: 'com.apple.iWork.Keynote', pid: 812 };
export const powerPoint = { owner: 'Microsoft PowerPoint', bundleId: 'com.microsoft.Powerpoint', pid: 813 };
export const zoom = { owner: 'zoom.us', bundleId: 'us.zoom.xos', pid: 814 };
export const notes = { owner: 'Notes', bundleId: 'com.apple.Notes', pid: 700 };

type Owner = Pick<ScreenWindow, 'owner' | 'bundleId' | 'pid'>;

export const aWindow = (owner: Owner, bounds: Rectangle, layer = 0): ScreenWindow => ({
  ...owner,
  layer,
  bounds,
});
/** An ordinary window somewhere on the built-in display. */
export const small = (owner: Owner): ScreenWindow =>
  aWindow(owner, { x: 100, y: 90, width: 900, height: 600 });
/** Zoomed by a double click on its title: below the menu bar. */
export const maximised = (owner: Owner): ScreenWindow =>
  aWindow(owner, { x: 0, y: 60, width: 1512, height: 922 });
/** Full screen by the green button, beside a notch. */
export const besideNotch = (owner: Owner): ScreenWindow =>
  aWindow(owner, { x: 0, y: notchStrip, width: 1512, height: 982 - notchStrip });

export const anApp = (
  { owner, bundleId, pid }: Owner,
  change: Partial<RunningApplication> = {},
): RunningApplication => ({ name: owner, bundleId, executable: owner, pid, front: false, ...change });

export const awake = (process: string, pid: number, kind: Assertion['kind'] = 'display'): Assertion => ({
  kind,
  process,
  pid,
});

export const aScreen = (change: Partial<Observation> = {}): Observation => ({
  displays: [builtIn],
  windows: seen([small(notes)]),
  applications: seen([anApp(notes, { front: true })]),
  assertions: seen([]),
  camera: seen(false),
  screen: seen('on'),
  ...change,
});
