import { defineConfig } from 'vitest/config';

/** The tests of the pure rules alone, for a mutant each: no database, no workerd, no server. */
export default defineConfig({
  test: {
    include: [
      'workers/modules/{inventory,finance,payments}/**/*.test.ts',
      'workers/modules/orders/*.test.ts',
      'durable-objects/*/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/*.workerd.test.ts', '**/*.simulation.test.ts'],
  },
});
