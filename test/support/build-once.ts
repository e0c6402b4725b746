/**
 * Vitest's global setup: builds the programs once before the tests when what stands in `build/` is missing or older than
 * a source.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../..');

export function setup(): void {
  const built = join(repository, 'build/pretend-mac/launchd.cjs');
  const sources = [join(repository, 'scripts/build.ts'), ...filesBelow(join(repository, 'src'))];
  if (modified(built) >= Math.max(...sources.map(modified))) return;
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {
    cwd: repository,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed:\n${stderr}`);
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
