import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { BULK_DEADLINE_MS, type Database, openDatabase } from '../../db/client.ts';
import type { DatabaseConnection } from './start-database.ts';

const BREAKPOINT = '--> statement-breakpoint';

/**
 * Applies the migrations in `dir` that this database has not seen, in the order of their names, each in a transaction
 * together with the note that it was applied. Returns the names of those it applied. One folder a migration, as
 * drizzle-kit writes them; drizzle's own migrator has no transaction over HTTP.
 */
export async function migrate(connection: DatabaseConnection, dir: string): Promise<string[]> {
  const db = openDatabase({ ...connection, deadlineMs: BULK_DEADLINE_MS });
  const applied = await appliedNames(db);
  const waiting = readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !applied.has(entry.name))
    .map((entry) => entry.name)
    .sort();
  for (const name of waiting) {
    const statements = readFileSync(join(dir, name, 'migration.sql'), 'utf8').split(BREAKPOINT);
    await db.batch([
      ...statements.filter((text) => text.trim() !== '').map((text) => sql.raw(text)),
      sql`insert into schema_migrations (name) values (${name})`,
    ]);
  }
  return waiting;
}

async function appliedNames(db: Database): Promise<Set<string>> {
  await db.query(
    sql`create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())`,
  );
  const rows = await db.query<{ name: string }>(sql`select name from schema_migrations`);
  return new Set(rows.map(({ name }) => name));
}
