import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

/** The objects inside workerd, against a real Postgres; their storage is isolated per file. */
export default defineConfig({
  plugins: [
    cloudflareTest(({ inject }) => ({
      main: './test-worker.test-support.ts',
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        bindings: { ...inject('database'), UPI_ID: 'shop@bank' },
        queueConsumers: {
          'tincture-events-analytics': { maxBatchSize: 50, maxBatchTimeout: 0.05 },
          'tincture-events-campaigns': { maxBatchSize: 50, maxBatchTimeout: 0.05 },
          'tincture-events-catalog': { maxBatchSize: 50, maxBatchTimeout: 0.05 },
          'tincture-events-webhooks': { maxBatchSize: 50, maxBatchTimeout: 0.05 },
        },
      },
    })),
  ],
  test: {
    name: 'objects',
    include: ['**/*.workerd.test.ts'],
    globalSetup: './test-database.ts',
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
