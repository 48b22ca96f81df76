import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { type Database, openDatabase } from '../../db/client.ts';
import type { DatabaseConnection } from './start-database.ts';

const BREAKPOINT = '--> statement-breakpoint';

/**
 * Applies the migrations in `dir` that this database has not seen, in the order of their names, each in a transaction
 * together with the note that it was applied. Returns the names of those it applied. One folder a migration, as
 * drizzle-kit writes them; drizzle's own migrator has no transaction over HTTP.
 */
export async function migrate(connection: DatabaseConnection, dir: string): Promise<string[]> {
  const db = openDatabase({ url: connection.url, localEndpoint: connection.localEndpoint });
  const applied = await appliedSteps(db);
  const waiting = readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !applied.has(entry.name))
    .map((entry) => entry.name)
    .sort();
  for (const name of waiting) {
    const statements = readFileSync(join(dir, name, 'migration.sql'), 'utf8').split(BREAKPOINT);
    await db.batch([...statements.filter((text) => text.trim() !== '').map((text) => sql.raw(text)), note(name)]);
  }
  return waiting;
}

/** What was done to this database once and must not be done again: migrations, and filling it with sample data. */
export async function appliedSteps(db: Database): Promise<Set<string>> {
  await db.query(
    sql`create table if not exists applied_steps (name text primary key, applied_at timestamptz not null default now())`,
  );
  const rows = await db.query<{ name: string }>(sql`select name from applied_steps`);
  return new Set(rows.map(({ name }) => name));
}

export async function noteApplied(db: Database, name: string): Promise<void> {
  await db.query(note(name));
}

function note(name: string) {
  return sql`insert into applied_steps (name) values (${name})`;
}
