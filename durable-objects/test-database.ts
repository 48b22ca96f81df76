import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../scripts/runtime/migrate.ts';
import { startDatabase } from '../scripts/runtime/start-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    database: { DATABASE_URL: string; NEON_LOCAL: string };
  }
}

/** One database in memory for all files of this project: tests make their own stores and products in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await startDatabase({ dataDir: '' });
  await migrate(database, join(import.meta.dirname, '../db/migrations'));
  project.provide('database', { DATABASE_URL: database.url, NEON_LOCAL: database.localEndpoint ?? '' });
  return () => database.stop();
}
