export type SqlValue = string | number | null;

/** The little of SQLite that the books use: an object's own storage, or node:sqlite where rules are tested by the thousand. */
export interface Sql {
  rows<Row extends Record<string, SqlValue>>(statement: string, ...values: SqlValue[]): Row[];
  run(statement: string, ...values: SqlValue[]): void;
  /** All of the work or, when it throws, none of it. */
  transact<T>(work: () => T): T;
}

export function storageSql(storage: DurableObjectStorage): Sql {
  return {
    rows: <Row extends Record<string, SqlValue>>(statement: string, ...values: SqlValue[]) =>
      storage.sql.exec<Row>(statement, ...values).toArray(),
    run(statement, ...values) {
      storage.sql.exec(statement, ...values);
    },
    transact: (work) => storage.transactionSync(work),
  };
}

/** Brings the tables up to date. Steps are numbered by their position: only ever append. */
export function migrate(sql: Sql, steps: readonly string[]): void {
  sql.run('create table if not exists schema_steps (step integer primary key)');
  const done = sql.rows<{ steps: number }>('select count(*) as steps from schema_steps')[0]?.steps ?? 0;
  for (let step = done; step < steps.length; step++) {
    sql.transact(() => {
      sql.run(steps[step] ?? '');
      sql.run('insert into schema_steps (step) values (?)', step + 1);
    });
  }
}
