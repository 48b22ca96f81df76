import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

/** The objects inside workerd, against a real Postgres; storage is isolated per file. */
export default defineConfig({
  plugins: [
    cloudflareTest(({ inject }) => ({
      main: './worker.ts',
      wrangler: { configPath: './wrangler.toml' },
      miniflare: { bindings: inject('database') },
    })),
  ],
  test: {
    name: 'objects',
    include: ['**/*.workerd.test.ts'],
    globalSetup: './test-database.ts',
    testTimeout: 30_000,
  },
});
