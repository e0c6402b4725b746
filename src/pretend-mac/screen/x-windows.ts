/** The windows of an X server, front to back, as a Mac's window server would count them: a window is its frame with all in it. */
import type { Rectangle } from '../desktop/windows.ts';
import type { XConnection } from '../x11/x-connection.ts';
import { levelOf } from './window-level.ts';

export interface XWindow {
  readonly id: number;
  readonly kind: 'window' | 'bar' | 'desktop';
  /** Undefined when the X server does not know whose it is. */
  readonly pid: number | undefined;
  /** What the program calls itself, where it says so. */
  readonly program: string;
  readonly bounds: Rectangle;
  readonly level: number;
  readonly visible: boolean;
}

export interface XScreen {
  /** Front to back; minimised ones are among them, not visible. */
  readonly windows: readonly XWindow[];
  readonly monitors: readonly Rectangle[];
  /** The process whose window has the keyboard. */
  readonly frontPid: number | undefined;
}

export async function lookAtScreen(x: XConnection): Promise<XScreen> {
  const monitors = await x.monitors();
  const managed = await managedByFrame(x);
  const frames = [...(await x.children(x.root))].reverse();
  const windows = await Promise.all(
    frames.map((frame) => describe(x, frame, managed.get(frame), monitors).catch(() => undefined)),
  );
  const [active = 0] = await x.numbers(x.root, '_NET_ACTIVE_WINDOW');
  return {
    windows: windows.filter((window) => window !== undefined),
    monitors,
    frontPid: active === 0 ? undefined : await x.processOf(active).catch(() => undefined),
  };
}

/** Undefined for what nobody sees and no program counts among its windows. */
async function describe(
  x: XConnection,
  frame: number,
  managed: number | undefined,
  monitors: readonly Rectangle[],
): Promise<XWindow | undefined> {
  const { drawn, viewable } = await x.attributes(frame);
  const bounds = await x.bounds(frame);
  const visible = viewable && monitors.some((monitor) => overlap(monitor, bounds));
  if (!drawn || (managed === undefined && !visible)) return undefined;
  const id = managed ?? frame;
  const [states, types, pid, classes] = await Promise.all([
    x.numbers(id, '_NET_WM_STATE'),
    x.numbers(id, '_NET_WM_WINDOW_TYPE'),
    x.processOf(id),
    x.text(id, 'WM_CLASS'),
  ]);
  const above = states.includes(await x.atom('_NET_WM_STATE_ABOVE'));
  const [dock, desktop] = await Promise.all(
    ['_NET_WM_WINDOW_TYPE_DOCK', '_NET_WM_WINDOW_TYPE_DESKTOP'].map((name) => x.atom(name)),
  );
  return {
    id,
    kind: types.includes(dock ?? 0) ? 'bar' : types.includes(desktop ?? 0) ? 'desktop' : 'window',
    pid,
    program: classes.split('\0')[1] ?? '',
    bounds,
    level: levelOf({ bounds, above, unmanaged: managed === undefined }, monitors),
    visible,
  };
}

/** Which program's window each frame holds: the window manager put it there, and lists it (EWMH). */
async function managedByFrame(x: XConnection): Promise<ReadonlyMap<number, number>> {
  const managed = await x.numbers(x.root, '_NET_CLIENT_LIST');
  const frames = await Promise.all(managed.map((window) => x.frameOf(window).catch(() => undefined)));
  return new Map(managed.flatMap((window, index) => (frames[index] ? [[frames[index], window]] : [])));
}

function overlap(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
