/** The effective values and where each came from, for `intermission config print`. */
import { organizationSources, readDeployment, sortedIds, type PreferencesInput } from './read-domain.ts';
import { readKeys, type Reading } from './read-keys.ts';
import { writtenValue, type AnyValue } from './read-value.ts';
import type { Origin } from './sources.ts';
import { keyNamed, keyNames, type KeyName } from './table.ts';
import type { Written } from './value-kinds.ts';

export interface EffectiveValue {
  readonly key: KeyName;
  /** As it would be written in a property list; null where it is not set and has no default. */
  readonly value: Written | null;
  readonly origin: Origin;
}

export interface EffectivePreferences {
  readonly organization: readonly EffectiveValue[];
  readonly deployments: ReadonlyMap<string, readonly EffectiveValue[]>;
}

/** Reads once more what `readPreferences` reads: nothing of it is kept while nobody asks. */
export function effectivePreferences({
  organization,
  deployments,
}: Pick<PreferencesInput, 'organization' | 'deployments'>): EffectivePreferences {
  const shared = organizationSources(organization);
  return {
    organization: valuesOf(readKeys(shared, [], 'organization'), 'deployment'),
    deployments: new Map(
      sortedIds(deployments).map((id) => [
        id,
        valuesOf(readDeployment(id, deployments.get(id) ?? [], shared), 'organization'),
      ]),
    ),
  };
}

const valuesOf = (
  { values, origins }: Reading,
  elsewhere: 'organization' | 'deployment',
): readonly EffectiveValue[] =>
  keyNames
    .filter((key) => keyNamed(key).place !== elsewhere)
    .map((key) => {
      const value: AnyValue | null = values[key];
      return {
        key,
        value: value === null ? null : writtenValue(value),
        origin: origins[key],
      };
    });
