import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Most files wait for a database in a process of its own, so two run side by side even on two cores. */
const sideBySide = Math.min(8, Math.max(2, availableParallelism() - 1));

/** `pure`: rules and servers in Node, seconds. `objects`: inside workerd. `system`: the whole shop, real browser. */
export default defineConfig({
  test: {
    projects: [
      {
        // Vite would take graphql's other build for our own files: a second copy, whose types the first refuses.
        resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
        test: {
          name: 'pure',
          maxWorkers: sideBySide,
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', '.stryker/**', '**/*.workerd.test.ts', 'tests/system/**'],
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      './durable-objects/vitest.config.ts',
      {
        test: {
          name: 'system',
          include: ['tests/system/**/*.test.ts'],
          globalSetup: './tests/system/running-shop.ts',
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
