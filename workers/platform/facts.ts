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
 * A fact that waited since before a column came to its table gets that column's default: it is named by nobody.
 */
export function writeFacts(facts: readonly Fact[]): SQL[] {
  const byTable = new Map<string, Fact['row'][]>();
  for (const { table, row } of facts) {
    const rows = byTable.get(table);
    if (rows === undefined) byTable.set(table, [row]);
    else rows.push(row);
  }
  byTable.get(AUDIT_LOG)?.sort((a, b) => compare(chainOf(a), chainOf(b)));
  return [...byTable].flatMap(([table, rows]) => byColumns(rows).map((alike) => insertInto(table, alike)));
}

/** Rows with the same columns together: of one program all are alike. */
function byColumns(rows: readonly Fact['row'][]): Fact['row'][][] {
  const groups = new Map<string, Fact['row'][]>();
  for (const row of rows) {
    const columns = Object.keys(row).join(' ');
    const group = groups.get(columns);
    if (group === undefined) groups.set(columns, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function insertInto(table: string, rows: readonly Fact['row'][]): SQL {
  const name = sql.identifier(table);
  const columns = sql.join(
    Object.keys(rows[0] ?? {}).map((column) => sql.identifier(column)),
    sql`, `,
  );
  return sql`insert into ${name} (${columns}) select ${columns} from jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::jsonb) on conflict do nothing`;
}

const AUDIT_LOG = getTableName(auditLog);
const chainOf = (row: Record<string, unknown>): string => JSON.stringify(row[auditLog.storeId.name] ?? null);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
