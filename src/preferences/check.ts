/** A check for contradictions: looks at all values of one place and names those that cannot be meant together. */
import type { Instant, Zone } from '../core/time.ts';
import type { Origins } from './sources.ts';
import type { KeyName, Values } from './table.ts';

/** The moment that dates are held against. */
export interface Moment {
  readonly now: Instant;
  readonly zone: Zone;
}

export interface Contradiction {
  /** The key that is told, before those that it contradicts. */
  readonly keys: readonly [KeyName, ...KeyName[]];
  readonly rule: string;
  readonly used: string;
}

export type Check = (
  values: Values,
  origins: Origins,
  moment: Moment | null,
) => readonly (Contradiction | null)[];

export const isSetKey = (origins: Origins, key: KeyName): boolean => origins[key].kind === 'set';
