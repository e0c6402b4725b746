/**
 * The helper and the command, bundled once for each state of their sources into the cache, so that a test never runs an old
 * build and a build that runs meanwhile pulls no program from under a test.
 */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../..');
const cache = join(repository, '.cache/helper-programs');
const sources = ['core', 'contract', 'preferences', 'files', 'link', 'helper', 'command'];
/** A state this old is forgotten; another run may still use a younger one. */
const keptMs = 3 * 3_600_000;

let programs: Promise<string> | undefined;

/** The folder with `helper.cjs`, `intermission.cjs` and `config.cjs`. */
export function helperPrograms(): Promise<string> {
  programs ??= bundled();
  return programs;
}

async function bundled(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    const folder = join(repository, 'src', source);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    for (const name of names.sort()) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  }
  const folder = join(cache, hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'new-'));
  await build({
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
    absWorkingDir: repository,
    entryPoints: {
      helper: 'src/helper/index.ts',
      intermission: 'src/command/index.ts',
      config: 'src/command/config.ts',
    },
    outdir: fresh,
    outExtension: { '.js': '.cjs' },
  });
  try {
    renameSync(fresh, folder);
  } catch {
    // Another test process was faster.
    rmSync(fresh, { recursive: true, force: true });
  }
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats !== undefined && Date.now() - stats.mtimeMs > keptMs)
      rmSync(path, { recursive: true, force: true });
  }
  return folder;
}
