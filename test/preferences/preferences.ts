/** Builders of what the tests of preferences read. */
import { Temporal } from 'temporal-polyfill';
import {
  readPreferences,
  type Dictionary,
  type Moment,
  type Preferences,
  type Problem,
  type Source,
} from '../../src/preferences/read-domain.ts';

export const managed = (dictionary: Dictionary, name = 'managed.plist'): Source => ({
  name,
  managed: true,
  dictionary,
});
export const local = (dictionary: Dictionary, name = 'local.plist'): Source => ({
  name,
  managed: false,
  dictionary,
});

/** Saturday, 21 November 2026, 10:00 in Paris. */
export const moment: Moment = {
  now: Temporal.Instant.from('2026-11-21T10:00:00+01:00'),
  zone: 'Europe/Paris',
};

/** Reads managed domains: one dictionary for each deployment, and one for the organisation. */
export const reading = (
  deployments: Readonly<Record<string, Dictionary>>,
  organization: Dictionary | null = null,
  at: Moment | null = null,
): Preferences =>
  readPreferences({
    organization: organization === null ? [] : [managed(organization)],
    deployments: new Map(Object.entries(deployments).map(([id, keys]) => [id, [managed(keys)]])),
    moment: at,
  });

/** Everything that was found about one deployment with a trigger and these keys, and the organisation's. */
export const found = (
  keys: Dictionary,
  organization: Dictionary | null = null,
  at: Moment | null = null,
): readonly Problem[] => {
  const { problems, notes } = reading({ macos: { Trigger: 'install_macos', ...keys } }, organization, at);
  return [...problems, ...notes];
};
