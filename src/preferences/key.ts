/** What a key of the table is. */
import type { ValueKind, ValueOf, Written } from './value-kinds.ts';

/** Where a key may stand: in the organisation's domain, in a deployment's, or in both (the deployment's value wins). */
export type Place = 'organization' | 'deployment' | 'both';

/** The tools whose names for the same thing are read as ours (peers.md §6). */
export type Tool = 'super' | 'Nudge' | 'Renew' | 'App Auto-Patch' | 'DDM OS Reminder' | 'Munki' | 'BJPD';

/** Another tool's name for the same thing, with the same kind of value in the same unit. */
export interface Alias {
  readonly name: string;
  readonly tool: Tool;
}

export interface Key<K extends ValueKind = ValueKind> {
  readonly type: K;
  /** Null where an unset key means that the rule does not apply. */
  readonly fallback: ValueOf<K> | null;
  readonly place: Place;
  readonly title: string;
  readonly help: string;
  /** What an admin could write. */
  readonly example: Written;
  /** The version that first knew it. */
  readonly since: string;
  readonly aliases: readonly Alias[];
}

interface Words {
  readonly title: string;
  readonly help: string;
  readonly example: Written;
  readonly aliases?: readonly Alias[];
  readonly since?: string;
}

const keyOf =
  (place: Place) =>
  <const K extends ValueKind>(type: K, fallback: ValueOf<K> | null, words: Words): Key<K> => ({
    since: '0.1.0',
    aliases: [],
    ...words,
    type,
    fallback,
    place,
  });

/** Keys by where they may stand. */
export const organizationKey = keyOf('organization');
export const deploymentKey = keyOf('deployment');
export const sharedKey = keyOf('both');

export const alias = (tool: Tool, ...names: readonly string[]): readonly Alias[] =>
  names.map((name) => ({ name, tool }));
