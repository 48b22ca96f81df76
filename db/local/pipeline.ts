import type { Connection, FieldDef, Submittable } from 'pg';
import type { StatementCache } from './statement-cache.ts';

export interface Statement {
  query: string;
  /** Text, as Neon's driver sends every parameter; null is SQL's NULL. */
  params: (string | null)[];
}

export interface StatementResult {
  command: string;
  rowCount: number | null;
  fields: FieldDef[];
  rows: (string | null)[][];
}

interface Settled {
  resolve(results: StatementResult[]): void;
  reject(error: Error): void;
}

/**
 * Sends any number of statements and one Sync in a single write, and reads all answers: one round trip. After the first
 * error the server skips the rest. Implements the interface by which pg lets a query drive the connection itself.
 */
export class Pipeline implements Submittable {
  readonly #statements: readonly Statement[];
  readonly #cache: StatementCache;
  readonly #settled: Settled;
  readonly #results: StatementResult[] = [];
  readonly #parsed: string[] = [];
  #fields: FieldDef[] = [];
  #rows: (string | null)[][] = [];

  constructor(statements: readonly Statement[], cache: StatementCache, settled: Settled) {
    this.#statements = statements;
    this.#cache = cache;
    this.#settled = settled;
  }

  submit(connection: Connection): void {
    const stream = connection.stream;
    stream.cork();
    for (const name of this.#cache.takeStale()) connection.close({ type: 'S', name }, true);
    for (const { query, params } of this.#statements) {
      const { name, mustParse } = this.#cache.plan(query);
      if (mustParse) {
        connection.parse({ name, text: query, types: [] }, true);
        if (name) this.#parsed.push(query);
      }
      connection.bind({ portal: '', statement: name, values: params }, true);
      connection.describe({ type: 'P', name: '' }, true);
      connection.execute({ portal: '', rows: '' }, true);
    }
    connection.sync();
    stream.uncork();
  }

  handleRowDescription(message: { fields: FieldDef[] }): void {
    this.#fields = message.fields;
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    this.#rows.push(message.fields);
  }

  handleCommandComplete(message: { text: string }): void {
    const [command = '', ...rest] = message.text.split(' ');
    const last = rest.at(-1);
    const rowCount = last !== undefined && /^\d+$/.test(last) ? Number(last) : null;
    this.#results.push({ command, rowCount, fields: this.#fields, rows: this.#rows });
    this.#fields = [];
    this.#rows = [];
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handlePortalSuspended(): void {}

  /** Called once, for the server's first error or a lost connection. */
  handleError(error: Error): void {
    // Which of them the server had parsed before it failed is not told, so none is trusted.
    this.#cache.forget(this.#parsed);
    this.#settled.reject(error);
  }

  handleReadyForQuery(): void {
    this.#settled.resolve(this.#results);
  }
}
