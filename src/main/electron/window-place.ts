/** How large the window is and where it comes up. Arithmetic only. */
import type { Rectangle } from 'electron';

export const windowWidth = 540;
const tallest = 680;
const lowest = 160;

/** As tall as the content, within what the design and the display allow. */
export const contentHeight = (wanted: number, workArea: Rectangle): number =>
  Math.max(lowest, Math.min(Math.ceil(wanted), tallest, workArea.height - 32));

/** Centred, a third of the free height above it, as macOS places alerts. */
export const upperThird = (
  workArea: Rectangle,
  size: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number } => ({
  x: workArea.x + Math.max(0, Math.round((workArea.width - size.width) / 2)),
  y: workArea.y + Math.max(0, Math.round((workArea.height - size.height) / 3)),
});
