import { nodeSql } from './node-sql.test-support.ts';
import type { Sql, SqlValue } from './sql.ts';

/**
 * Storages that are emptied and used again: making the tables of a book takes longer than a story of it. Of each kind only
 * books of one schema.
 */
export class SqlPool {
  readonly #free = new Map<string, Sql[]>();
  readonly #used: [kind: string, sql: Sql][] = [];

  take(kind: string): Sql {
    const sql = this.#free.get(kind)?.pop() ?? nodeSql();
    this.#used.push([kind, sql]);
    return sql;
  }

  /** The storage as it stands: what a crash leaves, however long the dead object's code would still have run. */
  copyOf(kind: string, original: Sql): Sql {
    const copy = this.take(kind);
    const known = new Set(tablesOf(copy));
    for (const { name, sql } of objectsOf(original)) if (!known.has(name)) copy.run(sql);
    for (const table of tablesOf(original)) {
      copy.run(`delete from ${table}`);
      for (const row of original.rows<Record<string, SqlValue>>(`select * from ${table}`)) {
        const columns = Object.keys(row);
        const marks = columns.map(() => '?').join(', ');
        copy.run(`insert into ${table} (${columns.join(', ')}) values (${marks})`, ...Object.values(row));
      }
    }
    return copy;
  }

  /** Empties all that was taken: nothing that still holds one may use it any more. */
  recycle(): void {
    for (const [kind, sql] of this.#used.splice(0)) {
      for (const table of tablesOf(sql)) if (table !== 'schema_steps') sql.run(`delete from ${table}`);
      const free = this.#free.get(kind) ?? [];
      free.push(sql);
      this.#free.set(kind, free);
    }
  }
}

const objectsOf = (sql: Sql) =>
  sql.rows<{ name: string; sql: string }>(
    `select name, sql from sqlite_master where sql is not null order by type = 'index'`,
  );

const tablesOf = (sql: Sql): string[] =>
  sql.rows<{ name: string }>(`select name from sqlite_master where type = 'table'`).map(({ name }) => name);
