import { defineConfig } from 'vitest/config';

/** Unit, contract and process tests. Windows are tested by Playwright (playwright.config.ts). */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // By default a machine with two cores gets one worker; most of these tests wait for other processes.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // As for the end-to-end tests: the report names what passed only at its second try.
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
});
