/** Where preferences come from: dictionaries with a name each, and which of them wins. */
import type { Values } from './table.ts';

/** A property list's dictionary as it came from the file. */
export type Dictionary = Readonly<Record<string, unknown>>;

export interface Source {
  /** The file or profile, for people. */
  readonly name: string;
  /** From MDM (`/Library/Managed Preferences`), or from this Mac (`/Library/Preferences`). Managed wins, per key. */
  readonly managed: boolean;
  readonly dictionary: Dictionary;
}

/** A source of one domain. */
export interface PlacedSource extends Source {
  readonly domain: string;
  readonly place: 'organization' | 'deployment';
}

/** Where an effective value came from. */
export type Origin =
  | { readonly kind: 'default' }
  | {
      readonly kind: 'set';
      readonly managed: boolean;
      readonly place: 'organization' | 'deployment';
      readonly source: string;
      /** The name under which it was found: the key's own or another tool's. */
      readonly name: string;
    };

export const originText = (origin: Origin): string =>
  origin.kind === 'default' ? 'default' : `${origin.managed ? 'managed' : 'local'} ${origin.place}`;

export type Origins = Readonly<Record<keyof Values, Origin>>;

const rank = ({ managed, place }: PlacedSource): number =>
  (managed ? 0 : 2) + (place === 'deployment' ? 0 : 1);

/** The one that wins first: managed deployment, managed organisation, local deployment, local organisation; else as given. */
export const byPrecedence = (sources: readonly PlacedSource[]): readonly PlacedSource[] =>
  [...sources].sort((a, b) => rank(a) - rank(b));
