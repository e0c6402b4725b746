/** The staged payload for the tests, made once for each state of what it is made of. Electron is always the skeleton. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../scripts/electron-runtime-lock.ts';
import { stage } from '../../scripts/stage.ts';

const repository = join(import.meta.dirname, '../..');
const cache = join(repository, '.cache/staged');
const ingredients = [
  'build/app',
  'build/helper',
  'build/packages.json',
  'assets/icon.icns',
  'electron-builder.yml',
  'package.json',
  'packaging/mac',
  'packaging/node-runtime.json',
  'packaging/scripts',
  'scripts',
  'src/contract/identity.ts',
  'src/contract/product-jobs.ts',
];

/** The folder that `npm run stage` would make. Only to be read. */
export async function stagedPayload(): Promise<string> {
  if (!existsSync(join(repository, 'build/packages.json'))) throw new Error('npm run build first');
  const folder = join(cache, contentHash());
  mkdirSync(cache, { recursive: true });
  return await withLock(join(cache, 'lock'), async () => {
    if (existsSync(folder)) return folder;
    for (const name of readdirSync(cache)) {
      if (name !== 'lock') rmSync(join(cache, name), { recursive: true, force: true });
    }
    const fresh = `${folder}.new`;
    await stage(fresh, 'skeleton');
    renameSync(fresh, folder);
    return folder;
  });
}

function contentHash(): string {
  const hash = createHash('sha256');
  for (const file of ingredients.flatMap((name) => filesBelow(join(repository, name)))) {
    hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
