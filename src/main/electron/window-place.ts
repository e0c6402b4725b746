/** How large a window is and where it stands. Arithmetic only. */
import type { Rectangle } from 'electron';

export const windowWidth = 540;
const tallest = 680;
const lowest = 160;
/** Room that a window leaves to the edges of the display. */
const margin = 16;

/** As tall as the content, within what the design and the display allow. */
export const contentHeight = (wanted: number, workArea: Rectangle, textSize = 1): number =>
  Math.max(lowest, Math.min(Math.ceil(wanted), tallest * textSize, workArea.height - 2 * margin));

/** Centred, a third of the free height above it, as macOS places alerts. */
export const upperThird = (
  workArea: Rectangle,
  size: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number } => ({
  x: workArea.x + Math.max(0, Math.round((workArea.width - size.width) / 2)),
  y: workArea.y + Math.max(0, Math.round((workArea.height - size.height) / 3)),
});

/** What the content needs, in points: all of it, and with its scrolling part as small as it may be. */
export interface ContentSize {
  readonly wanted: number;
  readonly least: number;
  /** How large the text is; the window is that much wider. */
  readonly textSize: number;
}

/**
 * Where the window goes next. It comes up in the upper third; from then on its top edge and its middle stay where they are, also where
 * a person has moved it: what does not fit below scrolls, and only where not even its least fits does the window move up.
 */
export function placeFor(
  { wanted, least, textSize }: ContentSize,
  workArea: Rectangle,
  before: Rectangle | null,
): Rectangle {
  const width = Math.min(Math.round(windowWidth * textSize), workArea.width - 2 * margin);
  const height = contentHeight(wanted, workArea, textSize);
  if (before === null) return { ...upperThird(workArea, { width, height }), width, height };
  const [right, bottom] = [workArea.x + workArea.width, workArea.y + workArea.height];
  const room = bottom - before.y;
  const fitting = Math.min(height, Math.max(room, Math.min(height, Math.ceil(least))));
  const middle = before.x + Math.round((before.width - width) / 2);
  return {
    x: width === before.width ? before.x : Math.max(workArea.x, Math.min(middle, right - width)),
    y: fitting <= room ? before.y : Math.max(workArea.y, bottom - fitting),
    width,
    height: fitting,
  };
}
