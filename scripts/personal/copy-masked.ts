import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { changedTables, copiedTables, type MaskTools, type Row } from './table-rules.ts';

/** Rows read and written in one statement: long texts make a page of a few megabytes. */
const PAGE = 200;

export interface CopiedTable {
  table: string;
  rows: number;
}

interface TableShape {
  table: string;
  /** Of the primary key, in its order. */
  key: string[];
  /** All that can be written. */
  columns: string[];
  parents: string[];
}

interface Page {
  rows: string;
  count: number;
  last: string | null;
}

/** Copies what may be copied, parents first. The original is only read: every read says so to the database. */
export async function copyMasked(
  original: Database,
  copy: Database,
  tools: MaskTools,
  onTable: (copied: CopiedTable) => void,
): Promise<void> {
  const shapes = await readShapes(copy);
  const ordered = parentsFirst(shapes);
  // What a migration itself put there is the original's to say; children first, because they point to it.
  for (const { table } of ordered.toReversed()) await copy.query(sql`delete from ${sql.identifier(table)}`);
  for (const shape of ordered) onTable({ table: shape.table, rows: await copyTable(original, copy, shape, tools) });
}

/** Tables of the copy that stay empty. */
export async function leftOut(copy: Database): Promise<string[]> {
  const rows = await copy.query<{ table: string }>(sql`select tablename as "table" from pg_tables
    where schemaname = 'public' and tablename <> 'schema_migrations' order by 1`);
  return rows.map(({ table }) => table).filter((table) => !isTaken(table));
}

const isTaken = (table: string): boolean => copiedTables.has(table) || Object.hasOwn(changedTables, table);

async function readShapes(db: Database): Promise<TableShape[]> {
  const shapes = await db.query<TableShape>(sql`
    select c.relname as "table",
      (select json_agg(a.attname order by k.place) from pg_index i
        cross join lateral unnest(i.indkey) with ordinality k(number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number where i.indrelid = c.oid and i.indisprimary) as key,
      (select json_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select coalesce(json_agg(distinct p.relname), '[]'::json) from pg_constraint f join pg_class p on p.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as parents
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public' where c.relkind in ('r', 'p')`);
  return shapes.filter(({ table }) => isTaken(table));
}

function parentsFirst(shapes: readonly TableShape[]): TableShape[] {
  const ordered: TableShape[] = [];
  const waiting = new Map(shapes.map((shape) => [shape.table, shape]));
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ parents }) => !parents.some((parent) => waiting.has(parent)));
    if (ready.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}`);
    for (const shape of ready) waiting.delete(shape.table);
    ordered.push(...ready);
  }
  return ordered;
}

async function copyTable(original: Database, copy: Database, shape: TableShape, tools: MaskTools): Promise<number> {
  const rule = changedTables[shape.table];
  let total = 0;
  for (let last: string | null = null; ; ) {
    const page = await readPage(original, shape, last);
    if (page.count === 0) return total;
    const rows =
      rule === undefined
        ? page.rows
        : JSON.stringify(await Promise.all((JSON.parse(page.rows) as Row[]).map(async (row) => rule(row, tools))));
    await copy.query(insertRows(shape, rows));
    total += page.count;
    last = page.last;
  }
}

/** As text, so that numbers and instants pass through unread. */
async function readPage(db: Database, { table, key }: TableShape, last: string | null): Promise<Page> {
  const name = sql.identifier(table);
  const keyOf = (alias: string): SQL =>
    sql.join(
      key.map((column) => sql`${sql.raw(alias)}.${sql.identifier(column)}`),
      sql`, `,
    );
  const after =
    last === null
      ? sql`true`
      : sql`(${keyOf('t')}) > (select ${keyOf('l')} from jsonb_populate_record(null::${name}, ${last}::jsonb) l)`;
  const [, [page] = []] = await db.batch<Page>([
    sql`set transaction read only`,
    sql`select coalesce(jsonb_agg(to_jsonb(p) order by ${keyOf('p')}), '[]')::text as rows, count(*) as count,
        (jsonb_agg(to_jsonb(p) order by ${keyOf('p')}) -> -1)::text as last
      from (select t.* from ${name} t where ${after} order by ${keyOf('t')} limit ${PAGE}) p`,
  ]);
  if (page === undefined) throw new Error(`${table} was not read`);
  return page;
}

function insertRows({ table, columns }: TableShape, rows: string): SQL {
  const name = sql.identifier(table);
  const list = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  return sql`insert into ${name} (${list}) select ${list} from jsonb_populate_recordset(null::${name}, ${rows}::jsonb)`;
}
