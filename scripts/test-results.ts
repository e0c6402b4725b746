/** Reads the reports of the two test runners and adds them up. A runner that fails without a failed test counts as one. */
import { readFile } from 'node:fs/promises';
import * as z from 'zod';

export type Count = { readonly passed: number; readonly failed: number; readonly skipped: number };

export const none: Count = { passed: 0, failed: 0, skipped: 0 };

export function add(one: Count, other: Count): Count {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** The closing line: exactly one, the last one of a run. */
export function closingLine({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/** A file that could not be loaded, or whose set-up failed, has no failed test of its own: it counts as one. */
export async function readVitest(file: string, exitCode: number | null): Promise<Count> {
  return await read(file, exitCode, (json) => {
    const report = vitestReport.parse(json);
    const broken = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  });
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

export async function readPlaywright(file: string, exitCode: number | null): Promise<Count> {
  return await read(file, exitCode, (json) => {
    const { stats, errors } = playwrightReport.parse(json);
    if (stats.flaky > 0) console.log(`${String(stats.flaky)} passed only at the second try`);
    return {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + errors.length,
      skipped: stats.skipped,
    };
  });
}

async function read(
  file: string,
  exitCode: number | null,
  understand: (json: unknown) => Count,
): Promise<Count> {
  try {
    const count = understand(JSON.parse(await readFile(file, 'utf8')));
    return exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } catch (error) {
    console.error(`no report to read: ${error instanceof Error ? error.message : String(error)}`);
    return { ...none, failed: 1 };
  }
}
