/** Hands the finished colors of the accent to the style sheet, which says which is for light and which for dark. */
import type { Accent } from '../contract/window.ts';

export function paint(accent: Accent | null): void {
  const { style } = document.documentElement;
  const colors = {
    '--accent-light': accent?.light.fill,
    '--on-accent-light': accent?.light.text,
    '--accent-dark': accent?.dark.fill,
    '--on-accent-dark': accent?.dark.text,
  };
  for (const [name, color] of Object.entries(colors)) {
    if (color === undefined) style.removeProperty(name);
    else style.setProperty(name, color);
  }
}
