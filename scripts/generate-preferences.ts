/**
 * Writes everything that follows from the table of keys: forms, manifests, example profiles and the reference.
 * `npm run generate` writes the files; a test fails when they are stale.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { productProfiles } from '../src/command/config-product.ts';
import { encodePlist } from '../src/files/plist-file.ts';
import { uuidOf } from '../src/files/profile-uuid.ts';
import { exampleProfile, examples } from '../src/preferences/generate/examples.ts';
import { jamfSchema } from '../src/preferences/generate/jamf-schema.ts';
import { profileManifest } from '../src/preferences/generate/profile-manifest.ts';
import { reference } from '../src/preferences/generate/reference.ts';

const root = join(import.meta.dirname, '..');
export const profilesFolder = 'packaging/profiles';

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
    files.set(`${profilesFolder}/manifests/${domain}.plist`, encodePlist(profileManifest(place)));
  }
  for (const example of examples) {
    const profile = encodePlist(exampleProfile(example, uuidOf));
    files.set(`${profilesFolder}/examples/${example.name}.mobileconfig`, profile);
  }
  for (const { name, make } of productProfiles) {
    files.set(`${profilesFolder}/${name}.mobileconfig`, encodePlist(make(uuidOf)));
  }
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
