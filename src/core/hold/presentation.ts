/** Whether somebody presents: full-screen windows of presentation apps, on every display. */
import type { Observation, Rectangle, ScreenWindow } from '../screen.ts';
import { familyOf, isListed, titleOf, type AppIdentity } from './apps.ts';
import type { HoldReason } from './rules.ts';

/** A window's frame may differ from its display's by this much, in points (macos.md C2). */
const tolerance = 2;
/** What a native full-screen window leaves free for the notch, at most, in points (macos.md C2). */
const notch = 40;

/** The window fills the display, or reaches over it; the strip beside a notch may stay free. */
export function covers({ bounds }: ScreenWindow, display: Rectangle): boolean {
  const right = bounds.x + bounds.width >= display.x + display.width - tolerance;
  const bottom = bounds.y + bounds.height >= display.y + display.height - tolerance;
  const left = bounds.x <= display.x + tolerance;
  const top = bounds.y <= display.y + notch;
  return left && right && top && bottom;
}

const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * A full-screen window of a listed app presents. An app with an editor (Keynote, PowerPoint) can be full screen without presenting, and
 * then it must not hold; what tells a slide show is, by macos.md C2 and C6:
 * its window lies above ordinary ones (Keynote); or the app keeps the display awake; or it fills a second display too (presenter
 * view); or it covers another ordinary window of the same app, which a full-screen editor, alone in its Space, does not (PowerPoint).
 * Where the assertions could not be seen, it counts as a slide show: rather wait than break in.
 */
export function presentations(observation: Observation, listed: readonly string[]): readonly HoldReason[] {
  if (observation.windows.kind === 'unknown') return [];
  const windows = observation.windows.value;
  return windows.flatMap((window) => {
    const app = appOf(window, observation);
    if (!isListed(listed, app)) return [];
    const display = observation.displays.find((it) => covers(window, it));
    if (display === undefined) return [];
    const editor = familyOf(app)?.use === 'slides';
    const sign = editor ? slideShowSign(window, display, windows, observation) : 'full screen';
    if (sign === null) return [];
    return [{ kind: 'presenting', app: titleOf(app), evidence: evidence(window, display, sign) } as const];
  });
}

function slideShowSign(
  window: ScreenWindow,
  display: Rectangle,
  windows: readonly ScreenWindow[],
  { displays, assertions }: Observation,
): string | null {
  if (window.layer > 0) return 'above other windows';
  if (assertions.kind === 'unknown') return 'full screen, and its assertions could not be seen';
  const awake = assertions.value.some(({ kind, pid }) => kind === 'display' && pid === window.pid);
  if (awake) return 'keeps the display awake';
  const others = windows.filter((other) => other !== window && other.pid === window.pid);
  const elsewhere = displays.some(
    (other) => other !== display && others.some((second) => covers(second, other)),
  );
  if (elsewhere) return 'fills two displays';
  const behind = others.some(
    (other) => other.layer === 0 && !covers(other, display) && overlaps(other.bounds, display),
  );
  return behind ? 'covers its own editor' : null;
}

function appOf({ pid, owner, bundleId }: ScreenWindow, { applications }: Observation): AppIdentity {
  const running =
    applications.kind === 'seen' ? applications.value.find((app) => app.pid === pid) : undefined;
  return { name: owner, bundleId, executable: running?.executable ?? null };
}

const evidence = (window: ScreenWindow, display: Rectangle, sign: string): string =>
  `window of ${window.owner} (pid ${String(window.pid)}), ${shape(window.bounds)}, layer ${String(window.layer)}, on the display ${shape(display)}; ${sign}`;

const shape = ({ x, y, width, height }: Rectangle): string =>
  `${String(width)}×${String(height)} at ${String(x)},${String(y)}`;
