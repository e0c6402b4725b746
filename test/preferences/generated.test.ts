/** The generated files: they are what the table says now, and they are what the tools that read them understand. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedFiles, profilesFolder } from '../../scripts/generate-preferences.ts';
import { jobLabelsOfProduct } from '../../src/command/config-product.ts';
import { agentLabel, bundleId, deploymentLabelPrefix, helperLabel } from '../../src/contract/identity.ts';
import { uuidOf } from '../../src/files/profile-uuid.ts';
import { loginItemsProfile, notificationsProfile } from '../../src/preferences/generate/profile.ts';
import type { PlistDictionary } from '../../src/preferences/generate/profile-manifest.ts';
import { reference } from '../../src/preferences/generate/reference.ts';
import { keyNamed, keyNames } from '../../src/preferences/table.ts';

const root = join(import.meta.dirname, '../..');
const files = await generatedFiles();

describe('the committed files', () => {
  it.each([...files.keys()])('%s is up to date (else: npm run generate)', (path) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(files.get(path));
  });

  it('are all that stand in their folder', () => {
    const there = readdirSync(join(root, profilesFolder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
    expect(there.sort()).toEqual([...files.keys()].filter((path) => path.startsWith(profilesFolder)).sort());
  });
});

describe('the reference', () => {
  const text = reference();

  it.each(keyNames)('explains %s', (name) => {
    const key = keyNamed(name);
    const entry = text.split(`### ${name}\n`)[1]?.split('\n### ')[0] ?? '';
    for (const words of ['Value: ', 'Default: ', 'Domain: ', 'Example: ', `Since: ${key.since}`]) {
      expect(entry).toContain(words);
    }
    for (const alias of key.aliases) expect(entry).toContain(alias.name);
  });
});

describe('the managed login items', () => {
  const [payload] = loginItemsProfile(jobLabelsOfProduct, uuidOf)[
    'PayloadContent'
  ] as readonly PlistDictionary[];
  const rules = payload?.['Rules'] as readonly Readonly<Record<string, string>>[];

  it('are rules of Apple’s payload, whose prefix covers every label of ours', () => {
    expect(payload?.['PayloadType']).toBe('com.apple.servicemanagement');
    expect(rules.map((rule) => rule['RuleType'])).toEqual(['LabelPrefix', 'Label', 'Label']);
    const prefix = rules[0]?.['RuleValue'] ?? '?';
    expect(prefix).toMatch(/[a-z]$/);
    for (const label of [helperLabel, agentLabel, bundleId, deploymentLabelPrefix])
      expect(label.startsWith(prefix)).toBe(true);
  });
});

describe('the notifications', () => {
  it('are those of the app, stay until somebody has seen them, and never sound', () => {
    const [payload] = notificationsProfile(bundleId, uuidOf)['PayloadContent'] as readonly PlistDictionary[];
    expect(payload).toMatchObject({
      PayloadType: 'com.apple.notificationsettings',
      NotificationSettings: [
        {
          BundleIdentifier: 'io.intermission.app',
          NotificationsEnabled: true,
          AlertType: 2,
          SoundsEnabled: false,
        },
      ],
    });
  });
});

describe('a UUID', () => {
  it('is of version 5, follows from its name alone, and differs from name to name', () => {
    expect(uuidOf('a')).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
    expect(uuidOf('a')).toBe(uuidOf('a'));
    expect(uuidOf('a')).not.toBe(uuidOf('b'));
  });
});
