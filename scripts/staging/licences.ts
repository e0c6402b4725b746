/**
 * The licences of everything in the package: the product's own, Node's, and those of the packages that the bundles really
 * contain. Electron's and Chromium's lie in the app, where electron-builder puts them.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PayloadFile } from './payload.ts';

const repository = join(import.meta.dirname, '../..');

/** By file name. Throws where a package has none: then somebody has to look. */
export async function licences(
  nodeLicence: string,
): Promise<Readonly<Record<string, PayloadFile['content']>>> {
  const names = JSON.parse(await readFile(join(repository, 'build/packages.json'), 'utf8')) as string[];
  const parts = await Promise.all(names.map(licenceOf));
  return {
    'Intermission.txt': { copyOf: join(repository, 'LICENSE') },
    'Node.js.txt': { copyOf: nodeLicence },
    'packages.txt': { text: parts.join(`\n${'='.repeat(100)}\n\n`) },
  };
}

async function licenceOf(name: string): Promise<string> {
  const folder = join(repository, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license?: string;
  };
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  if (file === undefined) throw new Error(`${name} ${version} has no licence file: may it be shipped?`);
  return `${name} ${version} (${license ?? 'see below'})\n\n${await readFile(join(folder, file), 'utf8')}`;
}
