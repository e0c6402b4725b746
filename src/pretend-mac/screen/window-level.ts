/**
 * On which of macOS's window levels a window of the X server would lie. 0, 3, 24 and 25 are the Mac's own (macos.md C1). Nobody has
 * recorded the level of a slide show, only that Keynote's is above 0 (C2): the stand-in takes the screen saver's.
 */
import { isSameRectangle, type Rectangle } from '../desktop/windows.ts';

export const levels = {
  normal: 0,
  floating: 3,
  mainMenu: 24,
  status: 25,
  popUpMenu: 101,
  slideShow: 1000,
} as const;

/** What the X server and its window manager know of a window. */
export interface WindowTraits {
  readonly bounds: Rectangle;
  /** Not under the window manager: menus, tooltips, and programs that take the whole screen by themselves. */
  readonly unmanaged: boolean;
  /** `_NET_WM_STATE_ABOVE`. */
  readonly above: boolean;
}

/**
 * A slide show covers a monitor *and* lies above other windows. A window that merely covers one is an editor in native full
 * screen, which stays an ordinary window.
 */
export function levelOf(window: WindowTraits, monitors: readonly Rectangle[]): number {
  const covers = monitors.some((monitor) => isSameRectangle(monitor, window.bounds));
  if (covers && (window.above || window.unmanaged)) return levels.slideShow;
  if (window.unmanaged) return levels.popUpMenu;
  return window.above ? levels.floating : levels.normal;
}
