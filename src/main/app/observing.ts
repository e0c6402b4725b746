/** Whether the screen is to be looked at: only while somebody is there to be told. */
import type { State } from './state.ts';

/** Seconds between looks; null: not at all. */
export const observeEvery = ({ link, snapshot }: State): number | null =>
  link.kind === 'connected' ? (snapshot?.observeEvery ?? null) : null;
