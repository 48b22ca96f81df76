import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../db/client.ts';
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
  // No key: a second effect of one event would show.
  await openDatabase(database).query(sql`create table test_effects (event_id uuid not null, consumer text not null)`);
  project.provide('database', { DATABASE_URL: database.url, NEON_LOCAL: database.localEndpoint ?? '' });
  return () => database.stop();
}
