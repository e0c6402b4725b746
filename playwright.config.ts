import { defineConfig } from '@playwright/test';

/** Windows and whole loops, on real processes. One worker: a pretend Mac has one screen and one person in front of it. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  // Real windows on a busy machine: where a submission hangs on it, a test may try twice, and the report says which one did.
  retries: process.env['CI'] === undefined ? 0 : 1,
  timeout: 90_000,
  // A few edges are a shade lighter or darker from one run to the next; a color that somebody changed covers more than that.
  expect: { timeout: 10_000, toMatchSnapshot: { threshold: 0.02, maxDiffPixels: 100 } },
  reporter: 'list',
});
