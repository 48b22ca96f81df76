import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import type { Rewrapper } from '#platform/seal';

/** Values wrapped anew and written in one statement. */
const PAGE = 500;

interface Column {
  table: string;
  column: string;
}

export interface Rewrapped extends Column {
  count: number;
}

/**
 * Wraps every sealed value of the records anew under the current master key, wherever it stands: a column that somebody adds is
 * found by what is in it. It can be cut off and run again: what is done is not touched twice. A value that changes meanwhile
 * is left to its writer. Throws for a value that no key opens, naming its row.
 */
export async function rewrapAll(
  db: Database,
  keys: Rewrapper,
  currentKey: string,
  onColumn: (done: Rewrapped) => void,
): Promise<Rewrapped[]> {
  const all: Rewrapped[] = [];
  for (const column of await textColumns(db)) {
    const done = { ...column, count: await rewrapColumn(db, keys, currentKey, column) };
    if (done.count > 0) onColumn(done);
    all.push(done);
  }
  return all.filter(({ count }) => count > 0);
}

/** How many sealed values still need another key than the current one: at none the others may go. */
export async function countOthers(db: Database, currentKey: string): Promise<number> {
  let others = 0;
  for (const column of await textColumns(db)) {
    const [row] = await db.query<{ count: number }>(
      sql`select count(*) as count from ${sql.identifier(column.table)} t where ${isOther(column, currentKey)}`,
    );
    others += row?.count ?? 0;
  }
  return others;
}

/** Of rows with an id, as all have that hold something sealed: pages follow it. */
const textColumns = (db: Database): Promise<Column[]> =>
  db.query<Column>(sql`select c.table_name as "table", c.column_name as "column" from information_schema.columns c
    join pg_tables t on t.schemaname = c.table_schema and t.tablename = c.table_name
    where c.table_schema = 'public' and c.data_type = 'text' and exists (
      select from information_schema.columns i
      where i.table_schema = 'public' and i.table_name = c.table_name and i.column_name = 'id' and i.data_type = 'uuid')
    order by 1, 2`);

/** `pd1.<key id>.…` with another key id. */
const isOther = ({ column }: Column, currentKey: string) =>
  sql`t.${sql.identifier(column)} like 'pd1.%.%.%' and split_part(t.${sql.identifier(column)}, '.', 2) <> ${currentKey}`;

async function rewrapColumn(db: Database, keys: Rewrapper, currentKey: string, place: Column): Promise<number> {
  const [table, column] = [sql.identifier(place.table), sql.identifier(place.column)];
  let [count, last] = [0, '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const rows = await db.query<{ id: string; old: string }>(sql`select t.id, t.${column} as old from ${table} t
      where t.id > ${last}::uuid and ${isOther(place, currentKey)} order by t.id limit ${PAGE}`);
    const lastRow = rows.at(-1);
    if (lastRow === undefined) return count;
    const page = await Promise.all(rows.map(async ({ id, old }) => ({ id, old, renewed: await renew(old) })));
    await db.query(sql`update ${table} t set ${column} = page.renewed
      from jsonb_to_recordset(${JSON.stringify(page)}::jsonb) as page(id uuid, old text, renewed text)
      where t.id = page.id and t.${column} = page.old`);
    [count, last] = [count + rows.length, lastRow.id];
  }

  async function renew(old: string): Promise<string> {
    try {
      return await keys.rewrap(old);
    } catch (cause) {
      throw new Error(`A value of ${place.table}.${place.column} does not open with any key that is there`, { cause });
    }
  }
}
