/**
 * Writes everything that follows from the table of keys: forms, manifests, example profiles and the reference.
 * `npm run generate` writes the files; a test fails when they are stale.
 */
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'plist';
import { format, resolveConfig } from 'prettier';
import { agentLabel, helperLabel } from '../src/contract/identity.ts';
import { exampleProfile, examples } from '../src/preferences/generate/examples.ts';
import { jamfSchema } from '../src/preferences/generate/jamf-schema.ts';
import { loginItemsProfile } from '../src/preferences/generate/profile.ts';
import { profileManifest, type PlistDictionary } from '../src/preferences/generate/profile-manifest.ts';
import { reference } from '../src/preferences/generate/reference.ts';

const root = join(import.meta.dirname, '..');
export const profilesFolder = 'packaging/profiles';

/** The namespace of our names: any fixed UUID, never changed. */
const namespace = Buffer.from('6f1d1b7c2f5e4a0c9c1c7d6a0b3e5f42', 'hex');

/** A UUID of version 5 (RFC 9562): from the name alone, so that it is the same every time. */
export function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex').toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const plistText = (dictionary: PlistDictionary): string =>
  `${build(dictionary as Parameters<typeof build>[0])}\n`;

async function formatted(path: string, text: string): Promise<string> {
  const file = join(root, path);
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

/** Every generated file, by its path in the repository. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [place, domain] of [
    ['organization', 'io.intermission'],
    ['deployment', 'io.intermission.deployment'],
  ] as const) {
    const schema = `${profilesFolder}/jamf/${domain}.json`;
    files.set(schema, await formatted(schema, JSON.stringify(jamfSchema(place))));
    files.set(`${profilesFolder}/manifests/${domain}.plist`, plistText(profileManifest(place)));
  }
  for (const example of examples) {
    const profile = plistText(exampleProfile(example, uuidOf));
    files.set(`${profilesFolder}/examples/${example.name}.mobileconfig`, profile);
  }
  const labels = {
    prefix: 'io.intermission',
    labels: [
      { label: helperLabel, comment: 'The helper, which keeps the appointments' },
      { label: agentLabel, comment: 'The item in the menu bar' },
    ],
  };
  const loginItems = plistText(loginItemsProfile(labels, uuidOf));
  files.set(`${profilesFolder}/managed-login-items.mobileconfig`, loginItems);
  const preferences = 'docs/PREFERENCES.md';
  files.set(preferences, await formatted(preferences, reference()));
  return files;
}

async function main(): Promise<void> {
  const files = await generatedFiles();
  // What is generated no longer must not stay behind.
  await rm(join(root, profilesFolder), { recursive: true, force: true });
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    console.log(path);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
