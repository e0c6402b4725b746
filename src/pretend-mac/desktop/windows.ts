/** What is on the screen, read from the X server: ordinary windows, open menus, menu-bar icons, notifications. */
import { runTool, type Environment } from './tools.ts';

export type Rectangle = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export function isSameRectangle(one: Rectangle, other: Rectangle): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

export type DesktopWindow = Rectangle & {
  readonly id: number;
  readonly kind: 'window' | 'menu' | 'menu-bar icon' | 'notification';
  readonly title: string;
  /** The program's name as it tells the X server, for example `Electron`. */
  readonly program: string;
  readonly viewable: boolean;
};

export async function listWindows(environment: Environment): Promise<readonly DesktopWindow[]> {
  const visible = await runTool('xdotool', ['search', '--onlyvisible', '--class', ''], environment).catch(
    () => '',
  );
  const managed = await runTool('xprop', ['-root', '_NET_CLIENT_LIST'], environment);
  const ids = new Set([
    ...visible
      .split('\n')
      .filter((line) => line !== '')
      .map(Number),
    ...[...managed.matchAll(/0x[0-9a-f]+/g)].map(([id]) => Number(id)),
  ]);
  const described = await Promise.all([...ids].map((id) => describe(id, environment)));
  return described.filter((window) => window !== undefined);
}

/** Undefined when the window is gone already, or is none of these kinds. */
async function describe(id: number, environment: Environment): Promise<DesktopWindow | undefined> {
  const names = ['WM_CLASS', 'WM_NAME', '_NET_WM_NAME', 'WM_STATE', '_NET_WM_WINDOW_TYPE', '_XEMBED_INFO'];
  try {
    const [properties, shape] = await Promise.all([
      runTool('xprop', ['-id', String(id), '-notype', ...names], environment),
      runTool('xwininfo', ['-id', String(id)], environment),
    ]);
    const kind = kindOf(properties, shape);
    if (kind === undefined) return undefined;
    return {
      id,
      kind,
      title: property(properties, '_NET_WM_NAME') ?? property(properties, 'WM_NAME') ?? '',
      program: /WM_CLASS = .*"(.*)"/.exec(properties)?.[1] ?? '',
      x: number(shape, 'Absolute upper-left X'),
      y: number(shape, 'Absolute upper-left Y'),
      width: number(shape, 'Width'),
      height: number(shape, 'Height'),
      viewable: shape.includes('Map State: IsViewable'),
    };
  } catch {
    return undefined;
  }
}

function kindOf(properties: string, shape: string): DesktopWindow['kind'] | undefined {
  const type = /_NET_WM_WINDOW_TYPE = (\S+)/.exec(properties)?.[1] ?? '';
  if (type.startsWith('_NET_WM_WINDOW_TYPE_NOTIFICATION')) return 'notification';
  if (shape.includes('Override Redirect State: yes')) return type.endsWith('_MENU') ? 'menu' : undefined;
  if (/_XEMBED_INFO = /.test(properties)) return 'menu-bar icon';
  if (type.endsWith('_DOCK')) return undefined;
  return /window state:/.test(properties) ? 'window' : undefined;
}

function property(properties: string, name: string): string | undefined {
  const text = new RegExp(`^${name} = "(.*)"$`, 'm').exec(properties)?.[1];
  return text?.replaceAll(/\\(["\\])/g, '$1');
}

function number(shape: string, name: string): number {
  return Number(new RegExp(`${name}:\\s+(-?\\d+)`).exec(shape)?.[1]);
}
