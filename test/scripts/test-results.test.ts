/** The closing line of `npm test` must not be green when a runner broke. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { add, closingLine, none, readPlaywright, readVitest } from '../../scripts/test-results.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'intermission-results-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function report(content: unknown): Promise<string> {
  const file = join(folder, 'report.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };
const playwright = { stats: { expected: 3, unexpected: 1, flaky: 0, skipped: 2 }, errors: [] };

describe('the count', () => {
  it('takes what the reports say', async () => {
    expect(await readVitest(await report(vitest), 0)).toEqual({ passed: 5, failed: 0, skipped: 1 });
    expect(await readPlaywright(await report(playwright), 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('counts a file that could not be loaded as a failure', async () => {
    const broken = { ...vitest, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect((await readVitest(await report(broken), 1)).failed).toBe(1);
  });

  it('counts what passed at the second try as passed, and says so', async () => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const flaky = { stats: { ...playwright.stats, unexpected: 0, flaky: 2 }, errors: [] };
    expect(await readPlaywright(await report(flaky), 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
    expect(said).toHaveBeenCalledWith('2 passed only at the second try');
    said.mockRestore();
  });

  it('counts an error outside any test as a failure', async () => {
    const broken = { stats: { ...playwright.stats, unexpected: 0 }, errors: [{ message: 'no such folder' }] };
    expect((await readPlaywright(await report(broken), 1)).failed).toBe(1);
  });

  it('counts a runner that failed without a failed test, or was ended, as a failure', async () => {
    expect((await readVitest(await report(vitest), 1)).failed).toBe(1);
    expect((await readVitest(await report(vitest), null)).failed).toBe(1);
  });

  it('counts a missing or cut-off report as a failure', async () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await readVitest(join(folder, 'none.json'), 0)).toEqual({ ...none, failed: 1 });
    expect(await readPlaywright(await report('{"stats": {'), 0)).toEqual({ ...none, failed: 1 });
    silent.mockRestore();
  });

  it('is one line, with skipped tests only when there are some', () => {
    expect(closingLine(add({ passed: 2, failed: 1, skipped: 0 }, { passed: 3, failed: 0, skipped: 0 }))).toBe(
      '5 passed, 1 failed',
    );
    expect(closingLine({ passed: 2, failed: 0, skipped: 4 })).toBe('2 passed, 0 failed, 4 skipped');
  });
});
