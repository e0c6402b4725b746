/**
 * `npm test`: everything that can fail, on a machine with nothing but Node (and, on Linux, root or the Debian packages):
 * gets what a run needs, builds, checks types, lint, format and layers, runs every test, and ends with one line that adds
 * all of it up. Exits with 0 only when nothing failed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronRuntime } from './electron-runtime.ts';
import { ensureSystemPackages } from './system-packages.ts';
import { add, closingLine, none, readPlaywright, readVitest, type Count } from './test-results.ts';

const repository = join(import.meta.dirname, '..');
const reports = await mkdtemp(join(tmpdir(), 'intermission-reports-'));

/** Null when it was ended by a signal or could not be started. */
function exitCodeOf(
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<number | null> {
  const child = spawn(join(repository, 'node_modules/.bin', program), [...args], {
    cwd: repository,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(null);
    });
    child.once('close', resolve);
  });
}

async function check(name: string, program: string, ...args: readonly string[]): Promise<Count> {
  const good = (await exitCodeOf(program, args)) === 0;
  console.log(`${good ? '✓' : '✗'} ${name}`);
  return good ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

async function unitTests(): Promise<Count> {
  const report = join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return await readVitest(report, await exitCodeOf('vitest', ['run', ...reporters]));
}

async function endToEndTests(): Promise<Count> {
  if (!existsSync(join(repository, 'test/e2e'))) return none;
  const report = join(reports, 'playwright.json');
  const code = await exitCodeOf('playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return await readPlaywright(report, code);
}

async function everything(): Promise<Count> {
  await ensureSystemPackages();
  const runtime = await electronRuntime();
  console.log(`Electron ${runtime.version} (${runtime.source})`);
  const built = await check('builds', 'tsx', 'scripts/build.ts');
  if (built.failed > 0) return built;
  const parts = [
    await check('types', 'tsc', '-b'),
    await check('lint', 'eslint', '.'),
    await check('format', 'prettier', '--check', '--log-level', 'warn', '.'),
    await check('layers', 'depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'scripts', 'test'),
    await unitTests(),
    await endToEndTests(),
  ];
  return parts.reduce(add, built);
}

let count: Count;
try {
  count = await everything();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  count = { ...none, failed: 1 };
}
await rm(reports, { recursive: true, force: true });
console.log(closingLine(count));
process.exitCode = count.failed === 0 ? 0 : 1;
