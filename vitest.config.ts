import { defineConfig } from 'vitest/config';

/** Three kinds of test by suffix: pure (`*.test.ts`), on real PostgreSQL (`*.db.test.ts`), in a real browser (`e2e/*.spec.ts`). */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,apps,seeds,tools,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**', '**/dist/**'],
          // A limit against hanging, not a measure of speed: machines are shared.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'db',
          include: ['{packages,apps,seeds,bench}/**/*.db.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['apps/server/src/testing/postgres-setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
          // Every file has a database of its own and closes what it opened; loading the server again for each was nearly half of the time.
          isolate: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.spec.ts'],
          globalSetup: ['apps/server/src/testing/postgres-setup.ts'],
          setupFiles: ['e2e/support/say-why.ts'],
          testTimeout: 600_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
          // Two browsers' pages at once where a file says that its tests may: a test machine has two cores.
          maxConcurrency: 2,
        },
      },
    ],
  },
});
