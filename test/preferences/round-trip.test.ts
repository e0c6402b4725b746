/** From a profile to the rules: the committed example, the file that MDM makes of it, the parser, the effective values. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { build, buildBinary } from 'plist';
import { describe, expect, it } from 'vitest';
import { decodePlist } from '../../src/files/plist-file.ts';
import { effectivePreferences } from '../../src/preferences/effective.ts';
import { exampleNamed, examples } from '../../src/preferences/generate/examples.ts';
import {
  readPreferences,
  type Dictionary,
  type PreferencesInput,
} from '../../src/preferences/read-domain.ts';
import { managed } from './preferences.ts';

type Forms = 'XML' | 'binary';
const prefix = 'io.intermission.deployment.';

const folder = join(import.meta.dirname, '../../packaging/profiles/examples');

function decoded(bytes: Uint8Array): Dictionary {
  const result = decodePlist(bytes);
  if (!result.ok) throw new Error(result.problem);
  return result.value;
}

/** What MDM writes to `/Library/Managed Preferences` for a profile: by domain, without what belongs to the payload. */
function installed(profile: Dictionary, form: Forms): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const write = (domain: string, keys: Dictionary): void => {
    const list = keys as Parameters<typeof build>[0];
    files.set(domain, form === 'XML' ? Buffer.from(build(list)) : buildBinary(list));
  };
  for (const payload of profile['PayloadContent'] as readonly Dictionary[]) {
    if (payload['PayloadType'] !== 'com.apple.ManagedClient.preferences') {
      const own = Object.entries(payload).filter(([key]) => !key.startsWith('Payload'));
      write(String(payload['PayloadType']), Object.fromEntries(own));
      continue;
    }
    for (const [domain, settings] of Object.entries(payload['PayloadContent'] as Dictionary)) {
      const [forced] = (settings as Dictionary)['Forced'] as readonly Dictionary[];
      write(domain, forced?.['mcx_preference_settings'] as Dictionary);
    }
  }
  return files;
}

/** The Mac on which the profile of this name is installed. */
function macWith(name: string, form: Forms): PreferencesInput {
  const profile = decoded(readFileSync(join(folder, `${name}.mobileconfig`)));
  const domains = [...installed(profile, form)].map(
    ([domain, bytes]) => [domain, [managed(decoded(bytes))]] as const,
  );
  return {
    organization: domains.find(([domain]) => domain === 'io.intermission')?.[1] ?? [],
    deployments: new Map(
      domains
        .filter(([domain]) => domain.startsWith(prefix))
        .map(([domain, sources]) => [domain.slice(prefix.length), sources]),
    ),
    moment: { now: Temporal.Instant.from('2026-11-21T09:00:00Z'), zone: 'Europe/Paris' },
  };
}

describe.each(examples.map(({ name }) => name))('the example %s', (name) => {
  it.each<Forms>(['XML', 'binary'])('arrives as it was written, without a problem: %s', (form) => {
    const input = macWith(name, form);
    const { problems, notes, deployments } = readPreferences(input);
    expect([...problems, ...notes]).toEqual([]);
    expect(deployments).toHaveLength(input.deployments.size);
    const effective = effectivePreferences(input);
    for (const { domain, keys } of exampleNamed(name)?.settings ?? []) {
      const values =
        domain === 'io.intermission'
          ? effective.organization
          : effective.deployments.get(domain.slice(prefix.length));
      const set = (values ?? []).filter(({ origin }) => origin.kind === 'set');
      expect(Object.fromEntries(set.map(({ key, value }) => [key, value]))).toEqual(keys);
    }
  });

  it('has a UUID for each payload, and an identifier of its own', () => {
    const profile = decoded(readFileSync(join(folder, `${name}.mobileconfig`)));
    const all = [profile, ...(profile['PayloadContent'] as readonly Dictionary[])];
    for (const key of ['PayloadUUID', 'PayloadIdentifier']) {
      expect(new Set(all.map((it) => it[key])).size).toBe(all.length);
    }
    expect(profile).toMatchObject({
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadScope: 'System',
    });
  });
});

it('both forms of a profile give the same rules', () => {
  const [one, other] = (['os-update', 'os-update-mcx'] as const).map(
    (name) => readPreferences(macWith(name, 'XML')).deployments,
  );
  expect(one).toEqual(other);
  expect(one).toHaveLength(1);
});

it('the examples cover what was asked for', () => {
  const rules = examples.flatMap(({ name }) => readPreferences(macWith(name, 'XML')).deployments);
  const verified = rules.flatMap(({ restarts, verification }) =>
    verification.map((it) => ({ restarts, it })),
  );
  expect(verified.some(({ restarts, it }) => restarts && it.kind === 'os-version')).toBe(true);
  expect(verified.some(({ it }) => it.kind === 'filevault')).toBe(true);
  expect(verified.some(({ it }) => it.kind === 'app' && it.minimum !== null)).toBe(true);
  expect(rules.some(({ distribution }) => distribution === 'self-service')).toBe(true);
});
