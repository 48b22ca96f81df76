import { fail, type Result, succeed } from '#platform/errors';
import type { StockDocument, StockState } from '#platform/objects';
import { stockStates } from '#platform/stock-room-door';
import type { BookTools } from './book-tools.ts';
import type { BatchChange } from './plan-document.ts';

/** So long a part that was given up is remembered, in case its preparation is still on its way. */
const KEEP_ABORTED_MS = 86_400_000;

/** Parts of documents that touch several shards: what they take is promised here until all have agreed, or one has not. */
export class PreparedParts {
  readonly #tools: BookTools;
  readonly #promised = new Map<string, number>();

  constructor(tools: BookTools) {
    this.#tools = tools;
    for (const document of this.#all()) this.#promise(document, 1);
  }

  promisedOf(batchId: string, state: StockState): number {
    return this.#promised.get(`${state} ${batchId}`) ?? 0;
  }

  get isEmpty(): boolean {
    return this.#tools.sql.rows(`select 1 from parts where status = 'prepared' limit 1`).length === 0;
  }

  prepare(document: StockDocument, nowMs: number): Result<true> {
    const { sql, documents } = this.#tools;
    const { key } = document;
    const status = this.#statusOf(key);
    if (status === 'prepared' || documents.known(document, []) !== undefined) return succeed(true);
    if (status === 'aborted') return fail('conflict', 'This part was given up.');
    const checked = documents.check(document);
    if (!checked.ok) return checked;
    const row = `insert into parts (part_key, status, document, since_ms) values (?, 'prepared', ?, ?)`;
    sql.run(row, key, JSON.stringify(document), nowMs);
    this.#promise(document, 1);
    return succeed(true);
  }

  /** Books a prepared part. What is not prepared any more was booked before. */
  apply(key: string, nowMs: number): void {
    const document = this.#find(key);
    if (document === undefined) return;
    const { sql, documents, shards, write, rowsChanged } = this.#tools;
    const net = documents.net(document);
    const { variantIds } = write(() => {
      sql.run('delete from parts where part_key = ?', key);
      const booked = documents.write(document, net, nowMs);
      shards.noteArrivals(booked.variantIds);
      return booked;
    });
    this.#promise(document, -1);
    rowsChanged(variantIds);
  }

  abort(key: string, nowMs: number): void {
    const document = this.#find(key);
    this.#tools.sql.run(
      `insert into parts (part_key, status, document, since_ms) values (?, 'aborted', '', ?)
       on conflict (part_key) do update set status = 'aborted', document = '', since_ms = excluded.since_ms`,
      key,
      nowMs,
    );
    if (document === undefined) return;
    this.#promise(document, -1);
    this.#tools.shards.cameFree(document.changes);
  }

  forget(nowMs: number): void {
    this.#tools.sql.run(`delete from parts where status = 'aborted' and since_ms < ?`, nowMs - KEEP_ABORTED_MS);
  }

  #promise(document: StockDocument, sign: 1 | -1): void {
    for (const { facts, by } of this.#tools.documents.net(document).values()) {
      for (const state of stockStates) if (by[state] < 0) this.#promiseOne(facts, state, -by[state] * sign);
    }
  }

  #promiseOne({ batchId, variantId }: BatchChange['facts'], state: StockState, by: number): void {
    if (state === 'sellable') this.#tools.shelves.hold([{ batchId, variantId, quantity: by }]);
    else this.#promised.set(`${state} ${batchId}`, this.promisedOf(batchId, state) + by);
  }

  #statusOf(key: string): 'prepared' | 'aborted' | undefined {
    const statement = 'select status from parts where part_key = ?';
    return this.#tools.sql.rows<{ status: 'prepared' | 'aborted' }>(statement, key)[0]?.status;
  }

  #find(key: string): StockDocument | undefined {
    const statement = `select document from parts where part_key = ? and status = 'prepared'`;
    const row = this.#tools.sql.rows<{ document: string }>(statement, key)[0];
    return row && (JSON.parse(row.document) as StockDocument);
  }

  #all(): StockDocument[] {
    const rows = this.#tools.sql.rows<{ document: string }>(`select document from parts where status = 'prepared'`);
    return rows.map(({ document }) => JSON.parse(document) as StockDocument);
  }
}
