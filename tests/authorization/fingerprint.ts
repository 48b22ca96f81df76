import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';

/** What moves by itself: queues, projections, uses of sessions and keys, and the audit of refused sign-ins. */
const restless = new Set([
  'events',
  'inbox',
  'dead_letters',
  'messages',
  'sales_by_day',
  'stock_levels',
  'stock_movements',
  'product_cards',
  'sessions',
  // When one was last used; a change of its rights would show in the audit.
  'api_keys',
  'refresh_tokens',
  'signing_keys',
  // Counts its failures; a change of its settings would show in the audit.
  'webhook_endpoints',
  'webhook_deliveries',
  'webhook_attempts',
]);

/** Number of rows and a sum over their contents, for every table that only a verb changes. */
export async function fingerprint(db: Database): Promise<Record<string, string>> {
  const tables = await db.query<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  );
  const quiet = tables.map(({ name }) => name).filter((name) => !restless.has(name));
  const rows = await db.batch<{ print: string }>(
    quiet.map(
      (name) => sql`select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) as print
        from ${sql.identifier(name)} t`,
    ),
  );
  return Object.fromEntries(quiet.map((name, at) => [name, rows[at]?.[0]?.print ?? '']));
}
