/** The manifests for profile editors: only what the format knows, and everything that the table has. */
import { describe, expect, it } from 'vitest';
import { jamfSchema } from '../../src/preferences/generate/jamf-schema.ts';
import { profileManifest, type PlistDictionary } from '../../src/preferences/generate/profile-manifest.ts';
import { keysOf } from '../../src/preferences/generate/words.ts';

describe.each(['organization', 'deployment'] as const)('the manifest of the %s', (place) => {
  const manifest = profileManifest(place);
  /** Keys of the manifest format that were counted in manifests which the editors read (macos.md B3), with their types. */
  const keyTypes: Readonly<Record<string, string>> = {
    pfm_app_min: 'string',
    pfm_default: 'any',
    pfm_description: 'string',
    pfm_domain: 'string',
    pfm_format: 'string',
    pfm_format_version: 'number',
    pfm_interaction: 'string',
    pfm_last_modified: 'date',
    pfm_name: 'string',
    pfm_note: 'string',
    pfm_platforms: 'array',
    pfm_range_list: 'array',
    pfm_range_list_titles: 'array',
    pfm_range_max: 'number',
    pfm_range_min: 'number',
    pfm_require: 'string',
    pfm_subkeys: 'array',
    pfm_targets: 'array',
    pfm_title: 'string',
    pfm_type: 'string',
    pfm_unique: 'boolean',
    pfm_value_placeholder: 'string',
    pfm_value_unit: 'string',
    pfm_version: 'number',
  };
  const typeOf = (value: unknown): string =>
    Array.isArray(value) ? 'array' : value instanceof Date ? 'date' : typeof value;
  const subkeysOf = (node: PlistDictionary): readonly PlistDictionary[] =>
    (node['pfm_subkeys'] as readonly PlistDictionary[] | undefined) ?? [];
  const nodesOf = (node: PlistDictionary): readonly PlistDictionary[] => [
    node,
    ...subkeysOf(node).flatMap(nodesOf),
  ];

  it('has only keys of the manifest format, each of its type', () => {
    for (const node of nodesOf(manifest)) {
      for (const [key, value] of Object.entries(node)) {
        const type = keyTypes[key];
        expect([key, type === 'any' ? 'any' : typeOf(value)]).toEqual([key, type]);
      }
    }
  });

  it('says what it is, and that a deployment may come more than once', () => {
    expect(manifest).toMatchObject({
      pfm_format_version: 1,
      pfm_platforms: ['macOS'],
      pfm_targets: ['system'],
      pfm_unique: place === 'organization',
      pfm_domain: place === 'organization' ? 'io.intermission' : 'io.intermission.deployment',
    });
    if (place === 'deployment') expect(manifest['pfm_note']).toContain('<ID>');
  });

  it("begins with the payload's own keys, and has every key of its domain", () => {
    const names = subkeysOf(manifest).map((node) => node['pfm_name']);
    expect(names).toEqual([
      ...['PayloadDescription', 'PayloadDisplayName', 'PayloadIdentifier', 'PayloadType', 'PayloadUUID'],
      ...['PayloadVersion', 'PayloadOrganization'],
      ...keysOf(place).map(([name]) => name),
    ]);
  });

  it('gives each key a type, and each default the type of its key', () => {
    const plistTypes: Readonly<Record<string, string>> = {
      array: 'array',
      boolean: 'boolean',
      dictionary: 'object',
      integer: 'number',
      string: 'string',
    };
    const check = (node: PlistDictionary, inArray: boolean): void => {
      const type = plistTypes[node['pfm_type'] as string];
      expect([node['pfm_type'], type]).not.toContain(undefined);
      expect(inArray || typeof node['pfm_name'] === 'string').toBe(true);
      if (node['pfm_default'] !== undefined) expect(typeOf(node['pfm_default'])).toBe(type);
      expect(['always', undefined]).toContain(node['pfm_require']);
      if (node['pfm_range_list_titles'] !== undefined) {
        expect(node['pfm_range_list_titles']).toHaveLength(
          (node['pfm_range_list'] as readonly unknown[]).length,
        );
      }
      for (const inner of subkeysOf(node)) check(inner, node['pfm_type'] === 'array');
    };
    for (const node of subkeysOf(manifest)) check(node, false);
  });

  it('and the schema for Jamf offer the same keys in the same order', () => {
    const properties = Object.keys(jamfSchema(place)['properties'] as object);
    const names = subkeysOf(manifest).map((node) => node['pfm_name'] as string);
    expect(names.filter((name) => !name.startsWith('Payload'))).toEqual(properties);
  });
});
