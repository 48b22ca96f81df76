import { fail, type Result, succeed } from '#platform/errors';
import { describeError, log } from '#platform/log';
import type { StockDocument, StoreFacts } from '#platform/objects';
import type { StockPeerDoor } from '#platform/stock-shard-door';
import { isMoved, shardOf } from '#platform/store-layout';
import { type AcrossRecord, AcrossRecords } from './across-records.ts';
import type { LayoutChanges } from './layout-changes.ts';
import type { DeskTools } from './shard-desk.ts';

/** While variants move, each attempt may learn of more that have gone; a document that is chased further is sent again. */
const MAX_ATTEMPTS = 8;

type Parts = ReadonlyMap<number, StockDocument>;

/**
 * Documents of a store that is spread, decided by shard 0. One that touches several shards is prepared in each; when all have
 * agreed the decision is written, with the document's key, and then applied. A crash before the decision gives it up, one
 * after it carries it out.
 */
export class BookAcross {
  readonly #tools: DeskTools;
  readonly #changes: LayoutChanges;
  readonly #self: StockPeerDoor;
  readonly #records: AcrossRecords;
  readonly #running = new Map<string, Promise<Result<{ booked: number }>>>();

  constructor(tools: DeskTools, changes: LayoutChanges, self: StockPeerDoor) {
    this.#tools = tools;
    this.#changes = changes;
    this.#self = self;
    this.#records = new AcrossRecords(tools.book.sql);
  }

  async book(
    store: StoreFacts,
    document: StockDocument,
    formerly: readonly string[],
  ): Promise<Result<{ booked: number }>> {
    const { book, nowMs } = this.#tools;
    if (this.#isAlone) return book.book(store, document, nowMs(), formerly);
    const known = book.known(document, formerly);
    if (known !== undefined) return known;
    const running = this.#running.get(document.key);
    if (running !== undefined) {
      await running.catch(() => undefined);
      return this.book(store, document, formerly);
    }
    const work = this.#bookNow(store, document, formerly).finally(() => this.#running.delete(document.key));
    this.#running.set(document.key, work);
    return work;
  }

  get hasWork(): boolean {
    return !this.#records.isEmpty;
  }

  /** Ends what a crash left in the middle. */
  async resume(): Promise<void> {
    for (const { key } of this.#records.all()) {
      // Looked at anew each time: while one was waited for, another may have been decided.
      const record = this.#running.has(key) ? undefined : this.#records.find(key);
      if (record !== undefined) await this.#end(record);
    }
  }

  get #isAlone(): boolean {
    const { layout } = this.#tools.book.shards;
    return layout.shards === 1 && layout.phase !== 'moving';
  }

  async #bookNow(
    store: StoreFacts,
    document: StockDocument,
    formerly: readonly string[],
  ): Promise<Result<{ booked: number }>> {
    const { book, nowMs } = this.#tools;
    const wellFormed = book.checkForm(document);
    if (!wellFormed.ok) return wellFormed;
    const unfinished = this.#records.find(document.key);
    if (unfinished !== undefined) {
      if (!(await this.#ended(unfinished))) return notNow();
      const known = book.known(document, formerly);
      if (known !== undefined) return known;
    }
    const gone = new Set<string>();
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const parts = this.#partsOf(document, gone);
      if (parts.size === 1 && parts.has(0)) return book.book(store, document, nowMs(), formerly);
      const outcome = await this.#attempt(document, parts);
      if (!('moved' in outcome)) return outcome;
      for (const variantId of outcome.moved) gone.add(variantId);
    }
    return notNow();
  }

  async #attempt(document: StockDocument, parts: Parts): Promise<Result<{ booked: number }> | { moved: string[] }> {
    const { book } = this.#tools;
    const record = this.#records.begin(document.key, [...parts.keys()]);
    this.#tools.wake();
    const refusal = await this.#prepareAll(record, parts);
    if (refusal !== undefined) {
      if (!(await this.#ended(record))) return notNow();
      return refusal;
    }
    const booked = book.decide(document, () => this.#records.decide(document.key));
    await this.#ended({ ...record, status: 'decided' });
    return succeed({ booked });
  }

  /** In the order of the shards: two documents that want the same goods cannot both be refused. */
  async #prepareAll(
    { key, attempt }: AcrossRecord,
    parts: Parts,
  ): Promise<Result<never> | { moved: string[] } | undefined> {
    try {
      for (const [shard, part] of [...parts].sort(([a], [b]) => a - b)) {
        const prepared = await this.#peer(shard).prepare(this.#changes.announcement(shard), {
          ...part,
          key: partKey(key, attempt),
        });
        if (isMoved(prepared)) return { moved: prepared.variantIds };
        if (!prepared.ok) return prepared;
      }
      return undefined;
    } catch (error) {
      log('warn', 'A shard did not answer a stock document', describeError(error));
      return notNow();
    }
  }

  async #ended(record: AcrossRecord): Promise<boolean> {
    try {
      await this.#end(record);
      return true;
    } catch (error) {
      log('warn', 'A stock document is not finished in every shard yet', describeError(error));
      return false;
    }
  }

  async #end({ key, attempt, status, shards }: AcrossRecord): Promise<void> {
    const part = partKey(key, attempt);
    const end = (shard: number) =>
      status === 'decided' ? this.#peer(shard).apply(part) : this.#peer(shard).abort(part);
    await Promise.all(shards.map(end));
    this.#records.end(key, attempt);
  }

  #partsOf(document: StockDocument, gone: ReadonlySet<string>): Parts {
    const { shards } = this.#tools.book;
    const { shards: count, before, phase } = shards.layout;
    const parts = new Map<number, StockDocument>();
    for (const change of document.changes) {
      const { variantId } = change;
      const former = phase === 'moving' && !gone.has(variantId) ? shardOf(variantId, before) : undefined;
      const isGoneFromHere = former === 0 && shards.isElsewhere(variantId);
      const shard = former === undefined || isGoneFromHere ? shardOf(variantId, count) : former;
      const part = parts.get(shard) ?? { ...document, changes: [] };
      parts.set(shard, { ...part, changes: [...part.changes, change] });
    }
    return parts;
  }

  #peer(shard: number): StockPeerDoor {
    return shard === 0 ? this.#self : this.#changes.peer(shard);
  }
}

/** Each attempt prepares under a key of its own: a message that comes late cannot bring back what was given up. */
const partKey = (key: string, attempt: number): string => `${key}#${attempt}`;

const notNow = (): Result<never> =>
  fail('unavailable', 'A part of the store does not answer. Send the same request again.', { retryAfterSeconds: 1 });
