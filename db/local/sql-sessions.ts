import pg from 'pg';
import { Pipeline, type Statement, type StatementResult } from './pipeline.ts';
import { StatementCache } from './statement-cache.ts';

export interface TransactionMode {
  /** SQL's own words, e.g. 'SERIALIZABLE'; the server's default when left out. */
  isolation?: string;
  readOnly?: boolean;
  deferrable?: boolean;
}

/** Postgres: a plan made for an older shape of the table. The statement did nothing, so it can be sent again. */
const PLAN_IS_OUTDATED = '0A000';

/** A pool of sessions that runs one statement, or many in one transaction, in one round trip. */
export class SqlSessions {
  readonly #pool: pg.Pool;
  readonly #caches = new WeakMap<pg.PoolClient, StatementCache>();

  constructor(config: pg.PoolConfig) {
    this.#pool = new pg.Pool({ connectionTimeoutMillis: 10_000, ...config });
    // An idle session that breaks is replaced by the pool; without a listener it would end the process.
    this.#pool.on('error', () => undefined);
  }

  async one(statement: Statement): Promise<StatementResult> {
    const [result] = await this.#run([statement], false);
    if (!result) throw new Error('the database answered nothing');
    return result;
  }

  /** All or nothing. Resolves with one result a statement. */
  async transaction(statements: readonly Statement[], mode: TransactionMode): Promise<StatementResult[]> {
    const results = await this.#run([plain(beginSql(mode)), ...statements, plain('COMMIT')], true);
    return results.slice(1, -1);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #run(statements: readonly Statement[], inTransaction: boolean): Promise<StatementResult[]> {
    const client = await this.#pool.connect();
    const cache = this.#caches.get(client) ?? new StatementCache();
    this.#caches.set(client, cache);
    let broken = false;
    const send = () => sendPipeline(client, statements, cache);
    const rollBack = () => (inTransaction ? client.query('ROLLBACK') : undefined);
    try {
      return await send().catch(async (error: unknown) => {
        broken = !isDatabaseError(error);
        if (broken) throw error;
        await rollBack();
        if (!isDatabaseError(error) || error.code !== PLAN_IS_OUTDATED) throw error;
        cache.forgetAll();
        return await send().catch(async (again: unknown) => {
          await rollBack();
          throw again;
        });
      });
    } finally {
      client.release(broken);
    }
  }
}

export function isDatabaseError(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError;
}

function sendPipeline(
  client: pg.PoolClient,
  statements: readonly Statement[],
  cache: StatementCache,
): Promise<StatementResult[]> {
  return new Promise((resolve, reject) => {
    client.query(new Pipeline(statements, cache, { resolve, reject }));
  });
}

function plain(query: string): Statement {
  return { query, params: [] };
}

function beginSql({ isolation, readOnly, deferrable }: TransactionMode): string {
  const words = ['BEGIN'];
  if (isolation) words.push('ISOLATION LEVEL', isolation);
  if (readOnly) words.push('READ ONLY');
  if (deferrable) words.push('DEFERRABLE');
  return words.join(' ');
}
