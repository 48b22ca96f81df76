import { type SQL, sql } from 'drizzle-orm';
import type { Statement } from '#db/client';
import { auditFact } from '#platform/audit';
import type { Permitted } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { productChanged } from '../events.ts';
import type { ImportKind } from './report.ts';

/**
 * Writes rows of a table, overwriting the named columns of rows that are there already. Column names come from the code,
 * never from a file.
 */
export function upsert(
  table: string,
  rows: readonly Record<string, unknown>[],
  key: readonly string[],
  overwritten: readonly string[],
): SQL {
  const name = sql.identifier(table);
  const list = (columns: readonly string[], write: (column: SQL) => SQL) =>
    sql.join(
      columns.map((column) => write(sql`${sql.identifier(column)}`)),
      sql`, `,
    );
  const changes = list(overwritten, (column) => sql`${column} = excluded.${column}`);
  return sql`insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::jsonb)
    on conflict (${list(key, (column) => column)}) do update set ${changes}`;
}

/** Ids as a Postgres array. */
export const uuidArray = (ids: Iterable<string>): SQL => sql`${`{${[...ids].join(',')}}`}::uuid[]`;

/** What every import of catalogue data writes beside its rows: fresh cards, the events that purge and index, who did it. */
export function importedFacts(
  ctx: Permitted,
  kind: ImportKind,
  hash: string,
  rows: number,
  productIds: ReadonlySet<string>,
): Statement[] {
  const facts = { rows, products: productIds.size, contentHash: hash };
  const noted = { id: ctx.ids.next(), kind, content_hash: hash, rows, imported_at: ctx.clock.now().toISOString() };
  return [
    ...(productIds.size > 0 ? [sql`select refresh_product_cards(${uuidArray(productIds)})`] : []),
    ...writeFacts([
      auditFact(ctx, { action: 'catalog.import', subject: kind, facts }),
      ...[...productIds].map((productId) => productChanged(ctx, productId, kind === 'prices' ? 'price' : 'product')),
      { table: 'imports', row: noted },
    ]),
  ];
}

export async function contentHash(body: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body as Uint8Array<ArrayBuffer>));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
