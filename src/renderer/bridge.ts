/** The page's only connection: what the preload put on `window`. */
import type { Bridge } from '../contract/window.ts';

declare global {
  interface Window {
    readonly intermission: Bridge;
  }
}

export const bridge: Bridge = window.intermission;
