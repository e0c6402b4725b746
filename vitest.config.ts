import { defineConfig } from 'vitest/config';

/** Unit, contract and process tests. Windows are tested by Playwright (playwright.config.ts). */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
