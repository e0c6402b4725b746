/** Everything a script can ask about this Mac's screen at one moment: the real windows of the X server, and the screen's state file. */
import { RunningApps, type RunningApp } from '../apps/running-apps.ts';
import type { Rectangle } from '../desktop/windows.ts';
import { below, PLACES } from '../places.ts';
import { consoleUser, readSessionFile } from '../session-file.ts';
import { XConnection } from '../x11/x-connection.ts';
import { readScreenState, type ScreenState } from './screen-state.ts';
import { standInPids } from './stand-in-pids.ts';
import { levels } from './window-level.ts';
import { lookAtScreen, type XScreen, type XWindow } from './x-windows.ts';

export interface ScreenWindow {
  readonly id: number;
  readonly pid: number;
  readonly owner: string;
  readonly level: number;
  readonly bounds: Rectangle;
  readonly visible: boolean;
  readonly desktopElement: boolean;
}

export interface Camera {
  readonly name: string;
  readonly inUse: boolean;
}

export interface ScreenFacts {
  /** Front to back; null outside a session. */
  readonly windows: readonly ScreenWindow[] | null;
  readonly applications: readonly RunningApp[];
  readonly front: RunningApp | null;
  readonly session: { readonly uid: number; readonly name: string; readonly onConsole: boolean } | null;
  /** 0 outside a session. */
  readonly mainDisplay: number;
  readonly asleep: boolean;
  readonly locked: boolean;
  readonly cameras: readonly Camera[];
}

const finder: RunningApp = {
  path: '/System/Library/CoreServices/Finder.app',
  bundleId: 'com.apple.finder',
  name: 'Finder',
  executable: 'Finder',
  pid: standInPids.finder,
};

/** What it looks like from this process, which is in a session when it has a display. */
export async function screenFacts(root: string): Promise<ScreenFacts> {
  const state = readScreenState(root);
  const shared = {
    asleep: state.asleep,
    locked: state.locked,
    cameras: [{ name: 'FaceTime HD Camera', inUse: state.cameraInUse }],
  };
  const x = await XConnection.open();
  if (x === undefined)
    return { ...shared, windows: null, applications: [], front: null, session: null, mainDisplay: 0 };
  try {
    const screen = await lookAtScreen(x);
    const apps = new RunningApps(root);
    const windows = screen.windows.flatMap((window) =>
      window.kind === 'bar' ? bar(window) : [asMacWindow(window, apps)],
    );
    return {
      ...shared,
      windows: listed(windows, state),
      applications: [finder, ...apps.all()],
      front: frontApp(screen, apps),
      session: ownSession(root),
      mainDisplay: 1,
    };
  } finally {
    x.close();
  }
}

function asMacWindow(window: XWindow, apps: RunningApps): ScreenWindow {
  const { id, pid = 0, program, bounds, level, visible, kind } = window;
  const owner = apps.appOf(pid);
  return {
    id,
    pid: owner?.pid ?? pid,
    owner: owner?.name ?? program,
    level,
    bounds,
    visible,
    desktopElement: kind === 'desktop',
  };
}

/** The menu bar is the window server's; the status items at its right end are Control Center's. */
function bar({ id, bounds, visible }: XWindow): readonly ScreenWindow[] {
  const side = bounds.height;
  const item = { x: bounds.x + bounds.width - side, y: bounds.y, width: side, height: side };
  const shared = { visible, desktopElement: false };
  return [
    {
      ...shared,
      id: id + 1,
      pid: standInPids.controlCenter,
      owner: 'Control Center',
      level: levels.status,
      bounds: item,
    },
    { ...shared, id, pid: standInPids.windowServer, owner: 'Window Server', level: levels.mainMenu, bounds },
  ];
}

/** Nobody's window in front means Finder's, as on a Mac. A program that is no app has no bundle. */
function frontApp(screen: XScreen, apps: RunningApps): RunningApp {
  const { frontPid } = screen;
  if (frontPid === undefined) return finder;
  const program = screen.windows.find(({ pid }) => pid === frontPid)?.program ?? '';
  return apps.appOf(frontPid) ?? { path: '', bundleId: '', name: program, executable: '', pid: frontPid };
}

function ownSession(root: string): ScreenFacts['session'] {
  const file = readSessionFile(below(root, PLACES.sessions));
  const uid = process.getuid?.() ?? 0;
  const user = file.users.find((known) => known.uid === uid);
  return { uid, name: user?.name ?? `user${uid}`, onConsole: consoleUser(file)?.uid === uid };
}

function listed(windows: readonly ScreenWindow[], state: ScreenState): readonly ScreenWindow[] {
  if (state.windowList === 'empty') return [];
  return [...windows, ...Array.from({ length: state.moreWindows }, (_, index) => crowd(index))];
}

/** One of many small windows far behind, as a person with too many open would have. */
function crowd(index: number): ScreenWindow {
  return {
    id: 900_000_000 + index,
    pid: finder.pid,
    owner: finder.name,
    level: levels.normal,
    bounds: { x: index % 1000, y: index % 700, width: 300 + (index % 500), height: 200 + (index % 400) },
    visible: true,
    desktopElement: false,
  };
}
