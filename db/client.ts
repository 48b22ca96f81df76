import { NeonDbError, neon, neonConfig, types } from '@neondatabase/serverless';
import type { SQL, SQLWrapper } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { enterScope, type RecordScope } from './record-scope.ts';

/** Anything that drizzle can turn into one statement: a `sql` template or a query builder. */
export type Statement = SQL | SQLWrapper;

type Row = Record<string, unknown>;

/** The records. Every method is exactly one round trip; what must hold together goes into one `batch`. */
export interface Database {
  /** Runs one statement and answers its rows (column names as in SQL, `bigint` as number, times as text). */
  query<T extends object = Row>(statement: Statement): Promise<T[]>;
  /** Runs statements in one transaction: all of them or none. Answers the rows of each. */
  batch<T extends object = Row>(statements: readonly Statement[]): Promise<T[][]>;
  /** The same records as fewer rows: row-level security holds every statement to the scope. Round trips count together. */
  within(scope: RecordScope): Database;
  /** How many round trips were made through this handle: for budgets and traces. */
  readonly roundTrips: number;
}

export interface DatabaseConfig {
  /** Postgres connection string, of Neon or of any Postgres behind the local endpoint. */
  url: string;
  /** `host:port` of the local Neon endpoint; absent on Neon. */
  localEndpoint?: string | undefined;
  /** How long one round trip may take; DATABASE_DEADLINE_MS unless told otherwise. */
  deadlineMs?: number | undefined;
}

/** Far longer than any statement that somebody waits for: after it the database counts as not reached. */
export const DATABASE_DEADLINE_MS = 10_000;
/** For scripts, which move whole tables in one statement: migrations, the sample company. */
export const BULK_DEADLINE_MS = 300_000;

const dialect = new PgDialect();
const INT8 = 20;

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('A bigint of the database does not fit into a number');
  return value;
}

const rawTypes = new Set([1082, 1114, 1184]);
const typeParsers = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    if (id === INT8) return parseInt8;
    if (rawTypes.has(id)) return (text: string) => text;
    return types.getTypeParser(id, format as 'text');
  },
};

const driverOptions = { types: typeParsers };

/** The driver has one setting for all databases, so the address of the database picks the endpoint. */
const localEndpoints = new Map<string, string>();
const neonEndpoint = neonConfig.fetchEndpoint;

function useLocalEndpoint(url: string, endpoint: string): void {
  const { hostname, port } = new URL(url);
  localEndpoints.set(`${hostname}:${port || 5432}`, endpoint);
  neonConfig.fetchEndpoint = (host, hostPort, options) => {
    const local = localEndpoints.get(`${host}:${hostPort || 5432}`);
    if (local !== undefined) return `http://${local}/sql`;
    return typeof neonEndpoint === 'string' ? neonEndpoint : neonEndpoint(host, hostPort, options);
  };
}

/**
 * Makes one round trip and gives it up at its deadline, with the driver's own error for a database that was not reached.
 * What was given up may still take effect, as with any lost connection.
 */
async function withinDeadline<T>(deadlineMs: number, trip: (fetchOptions: RequestInit) => Promise<T>): Promise<T> {
  // Not AbortSignal.timeout: its timer would outlive the answer, and an object under load would gather thousands.
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), deadlineMs);
  try {
    return await trip({ signal: giveUp.signal });
  } catch (error) {
    // It may strike before the answer or in the middle of it; the driver names only the first.
    if (giveUp.signal.aborted) throw new NeonDbError(`No answer of the database within ${deadlineMs} ms`);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Opens the records over HTTP. Cheap: no connection is held, so a Worker makes one a request. */
export function openDatabase(config: DatabaseConfig): Database {
  if (config.localEndpoint !== undefined) useLocalEndpoint(config.url, config.localEndpoint);
  const run = neon(config.url);
  const deadlineMs = config.deadlineMs ?? DATABASE_DEADLINE_MS;
  const trips = { count: 0 };
  const prepare = (statement: Statement) => {
    const { sql, params } = dialect.sqlToQuery(statement.getSQL());
    return run.query(sql, params, driverOptions);
  };
  const transact = <T extends object>(statements: readonly Statement[]) => {
    trips.count += 1;
    return withinDeadline(
      deadlineMs,
      async (fetchOptions) =>
        (await run.transaction(statements.map(prepare), { ...driverOptions, fetchOptions })) as T[][],
    );
  };
  const handle = (scope: RecordScope | undefined): Database => ({
    async query<T extends object>(statement: Statement) {
      if (scope !== undefined) return (await transact<T>([enterScope(scope), statement]))[1] ?? [];
      trips.count += 1;
      const { sql, params } = dialect.sqlToQuery(statement.getSQL());
      return withinDeadline(
        deadlineMs,
        async (fetchOptions) => (await run.query(sql, params, { ...driverOptions, fetchOptions })) as T[],
      );
    },
    async batch<T extends object>(statements: readonly Statement[]) {
      if (statements.length === 0) return [];
      if (scope === undefined) return transact<T>(statements);
      return (await transact<T>([enterScope(scope), ...statements])).slice(1);
    },
    within: handle,
    get roundTrips() {
      return trips.count;
    },
  });
  return handle(undefined);
}
