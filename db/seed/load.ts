import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../client.ts';

/** Rows that one round trip carries: large enough to be quick, small enough for the body limit of every Postgres proxy. */
const ROWS_PER_CHUNK = 4000;

/** One insert that leaves rows alone which are there already, so that a chunk of unknown outcome can be sent again. */
export function insertRows(table: string, rows: readonly Record<string, unknown>[]): SQL {
  const name = sql.identifier(table);
  return sql`insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::jsonb) on conflict do nothing`;
}

export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}

/** Inserts rows of one table chunk by chunk and reports how many are in. */
export async function loadTable(
  db: Database,
  table: string,
  rows: readonly Record<string, unknown>[],
  onChunk: (done: number) => void,
): Promise<void> {
  let done = 0;
  for (const chunk of chunksOf(rows, ROWS_PER_CHUNK)) {
    await db.query(insertRows(table, chunk));
    done += chunk.length;
    onChunk(done);
  }
}

export function progressText(done: number, total: number, what: string): string {
  return `${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${what}`;
}
