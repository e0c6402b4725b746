/** The color that the person has chosen for their Mac. */
import { systemPreferences } from 'electron';
import type { Accent } from '../../contract/window.ts';
import { accentOf } from '../app/accent.ts';

/** Null where the system has none to tell. */
export function systemAccent(): Accent | null {
  if (process.platform !== 'darwin') return null;
  // `rrggbbaa`; whatever else comes is not believed.
  const [, color] = /^([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(systemPreferences.getAccentColor()) ?? [];
  return color === undefined ? null : accentOf(`#${color}`);
}
