import { DatabaseSync } from 'node:sqlite';
import type { Sql, SqlValue } from './sql.ts';

/** The storage of an object, in memory and in Node: opening a second book on it is what a crash and a restart do. */
export function nodeSql(): Sql {
  const database = new DatabaseSync(':memory:');
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const prepare = (statement: string) => {
    const known = prepared.get(statement) ?? database.prepare(statement);
    prepared.set(statement, known);
    return known;
  };
  return {
    rows: <Row extends Record<string, SqlValue>>(statement: string, ...values: SqlValue[]) =>
      prepare(statement).all(...values) as Row[],
    run(statement, ...values) {
      // Several statements in one text are the tables of a book.
      if (statement.includes(';') || statement.startsWith('create')) database.exec(statement);
      else prepare(statement).run(...values);
    },
    transact(work) {
      prepare('savepoint work').run();
      try {
        const result = work();
        prepare('release work').run();
        return result;
      } catch (error) {
        database.exec('rollback to work; release work');
        throw error;
      }
    },
  };
}
