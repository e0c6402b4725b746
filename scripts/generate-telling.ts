/** Writes docs/STATUS.md and docs/status.schema.json, and the scripts of the extension attributes. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { extensionAttributeNames } from '../src/command/telling/extension-attributes.ts';
import { extensionAttributeScript } from './extension-attribute-script.ts';
import { statusJsonSchema, statusReference } from './status-reference.ts';

const root = join(import.meta.dirname, '..');
const attributesFolder = 'packaging/extension-attributes';

async function formatted(path: string, text: string): Promise<string> {
  const file = join(root, path);
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

/** Every generated file, by its path in the repository. */
export async function tellingFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [path, text] of [
    ['docs/STATUS.md', statusReference()],
    ['docs/status.schema.json', JSON.stringify(statusJsonSchema())],
  ] as const) {
    files.set(path, await formatted(path, text));
  }
  for (const name of extensionAttributeNames) {
    files.set(`${attributesFolder}/${name}.sh`, extensionAttributeScript(name));
  }
  return files;
}

async function main(): Promise<void> {
  // What is generated no longer must not stay behind.
  await rm(join(root, attributesFolder), { recursive: true, force: true });
  for (const [path, text] of await tellingFiles()) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
    console.log(path);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
