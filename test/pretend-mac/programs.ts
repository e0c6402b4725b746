/**
 * The stand-ins as programs, bundled once for each state of their sources into the cache. Apart from `build/`, so that a
 * build that runs meanwhile pulls no program from under a test.
 */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const repository = join(import.meta.dirname, '../..');
const sources = join(repository, 'src/pretend-mac');
const cache = join(repository, '.cache/pretend-mac');
/** So many states of the sources are kept: another run may still use the last ones. */
const KEPT = 5;

let programs: Promise<string> | undefined;

/** The folder with the bundled stand-ins, for `PretendMac.create`. */
export function pretendPrograms(): Promise<string> {
  programs ??= bundled();
  return programs;
}

async function bundled(): Promise<string> {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(join(sources, file)));
  const folder = join(cache, hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'new-'));
  const entryPoints = files.filter((file) => file.startsWith('programs/')).map((file) => join(sources, file));
  await build({
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    absWorkingDir: repository,
    entryPoints,
    outdir: fresh,
    outExtension: { '.js': '.cjs' },
  });
  try {
    renameSync(fresh, folder);
  } catch {
    // Another test process was faster.
    rmSync(fresh, { recursive: true, force: true });
  }
  forgetOldOnes(basename(folder));
  return folder;
}

function forgetOldOnes(present: string): void {
  const others = readdirSync(cache, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{16}$/.test(entry.name) && entry.name !== present)
    .map((entry) => entry.name);
  for (const name of others.slice(0, Math.max(0, others.length - KEPT))) {
    rmSync(join(cache, name), { recursive: true, force: true });
  }
}
