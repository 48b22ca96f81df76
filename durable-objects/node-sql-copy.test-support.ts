import { nodeSql } from './node-sql.test-support.ts';
import type { Sql, SqlValue } from './sql.ts';

/** The storage as it stands: what a crash leaves, however long the dead object's code would still have run. */
export function copyOf(original: Sql): Sql {
  const copy = nodeSql();
  const objects = original.rows<{ type: string; name: string; sql: string }>(
    `select type, name, sql from sqlite_master where sql is not null order by type = 'index'`,
  );
  for (const { type, name, sql } of objects) {
    copy.run(sql);
    if (type !== 'table') continue;
    for (const row of original.rows<Record<string, SqlValue>>(`select * from ${name}`)) {
      const columns = Object.keys(row);
      const marks = columns.map(() => '?').join(', ');
      copy.run(`insert into ${name} (${columns.join(', ')}) values (${marks})`, ...Object.values(row));
    }
  }
  return copy;
}
