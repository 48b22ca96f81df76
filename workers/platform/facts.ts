import { getTableColumns, getTableName, type InferInsertModel, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { auditLog } from '#db/schema/platform';

/**
 * A row to be written, as plain data: it can wait in a Durable Object, cross an RPC call and be written together with the
 * rows of other business facts. Several facts commit as one group: one statement a table, whatever their number.
 */
export interface Fact {
  table: string;
  row: Record<string, unknown>;
}

/** Describes one row of a table; the compiler checks it against the schema. */
export function fact<T extends PgTable>(table: T, values: Required<InferInsertModel<T>>): Fact {
  const columns = getTableColumns(table);
  const row: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const column = columns[key];
    if (column !== undefined) row[column.name] = value ?? null;
  }
  return { table: getTableName(table), row };
}

/**
 * The statements that write facts: one insert a table, in the order in which tables first appear (parents first).
 * Rows that are there already stay as they are, so that a write of unknown outcome can be repeated. Rows of the audit log
 * go in by store: their chains are locked in the order of the rows, and groups that meet must not lock them crosswise.
 */
export function writeFacts(facts: readonly Fact[]): SQL[] {
  const byTable = new Map<string, Record<string, unknown>[]>();
  for (const { table, row } of facts) {
    const rows = byTable.get(table);
    if (rows === undefined) byTable.set(table, [row]);
    else rows.push(row);
  }
  byTable.get(AUDIT_LOG)?.sort((a, b) => compare(chainOf(a), chainOf(b)));
  return [...byTable].map(([table, rows]) => {
    const name = sql.identifier(table);
    return sql`insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::jsonb) on conflict do nothing`;
  });
}

const AUDIT_LOG = getTableName(auditLog);
const chainOf = (row: Record<string, unknown>): string => JSON.stringify(row[auditLog.storeId.name] ?? null);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
