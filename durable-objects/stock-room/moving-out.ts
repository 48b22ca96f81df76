import type { Result } from '#platform/errors';
import { fail, succeed } from '#platform/errors';
import type { BatchStanding, StockChange, StockDocument, StockState, StoreFacts } from '#platform/objects';
import { stockStates } from '#platform/stock-room-door';
import type { Parcel } from '#platform/stock-shard-door';
import { shardOf } from '#platform/store-layout';
import { noQuantities } from './batch-records.ts';
import type { BookTools } from './book-tools.ts';
import type { ReservedOf } from './plan-document.ts';

/** So many variants leave in one parcel: a message of some 100 KB, and a transaction of a few milliseconds. */
const MAX_VARIANTS_A_PARCEL = 100;

interface Leaving {
  shard: number;
  variantIds: string[];
}

/** Variants that belong to another shard leave this one: what is free at once, what is held when it comes free. */
export class MovingOut {
  readonly #tools: BookTools;
  readonly #reservedOf: ReservedOf;
  /** Something is held here that belongs elsewhere. */
  #isHolding = true;

  constructor(tools: BookTools, reservedOf: ReservedOf) {
    this.#tools = tools;
    this.#reservedOf = reservedOf;
  }

  /** Packs the next parcel and lets its variants go, in one transaction. False when nothing can leave at present. */
  packNext(nowMs: number): boolean {
    const leaving = this.#next();
    if (leaving === undefined) return false;
    const { batches, reports, shards, write, rowsChanged } = this.#tools;
    const here = batches.ofVariants(leaving.variantIds);
    const changes = here.flatMap((batch) => this.#freeOf(batch));
    write(() => {
      shards.markGone(leaving.variantIds);
      if (changes.length > 0) this.#send(leaving.shard, changes, here, nowMs);
    });
    rowsChanged(leaving.variantIds);
    reports.forgetElsewhere();
    return true;
  }

  /** Books a parcel from another shard, once. */
  takeOver(store: StoreFacts, { document, revision, blocks }: Parcel, nowMs: number): Result<true> {
    const { batches, documents, reports, shards, write, rowsChanged, open } = this.#tools;
    const known = documents.known(document, []);
    if (known !== undefined) return known.ok ? succeed(true) : known;
    const net = documents.net(document);
    const strangers = batches
      .find([...net.keys()])
      .filter(({ batchId, variantId }) => variantId !== net.get(batchId)?.facts.variantId);
    if (strangers.length > 0) return fail('conflict', 'A batch of this parcel stands here under another variant.');
    const { variantIds } = write(() => {
      open(store, nowMs);
      reports.goOnFrom(revision);
      for (const { batchId, reason } of blocks) batches.adoptBlock(batchId, reason, reports.nextRevision);
      const booked = documents.write(document, net, nowMs);
      shards.noteArrivals(booked.variantIds);
      return booked;
    });
    rowsChanged(variantIds);
    return succeed(true);
  }

  /** Whether nothing is left here that belongs elsewhere, not even held. */
  get isOver(): boolean {
    const { shards } = this.#tools;
    const isLooked = !shards.mayHaveLeft && !this.#isHolding;
    return isLooked && shards.toLeave(1).length === 0 && !shards.hasParcels();
  }

  #next(): Leaving | undefined {
    const { shards, batches } = this.#tools;
    const waiting = shards.toLeave(MAX_VARIANTS_A_PARCEL);
    if (waiting.length > 0) return sameHome(waiting, shards.layout.shards);
    if (!shards.mayHaveLeft) return undefined;
    const behind = shards.leftBehind();
    const left = batches.ofVariants(behind).filter((batch) => this.#freeOf(batch).length > 0);
    if (left.length === 0) {
      this.#isHolding = behind.length > 0;
      shards.lookedBehind();
      return undefined;
    }
    const variantIds = [...new Set(left.map(({ variantId }) => variantId))].slice(0, MAX_VARIANTS_A_PARCEL);
    return sameHome(variantIds, shards.layout.shards);
  }

  #freeOf({ quantities, held: _held, sold: _sold, blockedFor: _reason, ...facts }: BatchStanding): StockChange[] {
    return stockStates.flatMap((state: StockState) => {
      const quantity = quantities[state] - this.#reservedOf(facts.batchId, state);
      return quantity > 0 ? [{ ...facts, state, quantity }] : [];
    });
  }

  #send(to: number, changes: StockChange[], here: readonly BatchStanding[], nowMs: number): void {
    const { batches, reports, shards } = this.#tools;
    const key = `reshard:${shards.version}:${shards.shard}:${reports.nextSequence}`;
    const document: StockDocument = { key, kind: 'reshard', reference: key, changes };
    for (const { state, quantity, ...facts } of changes) {
      batches.change(facts, { ...noQuantities(), [state]: -quantity });
      const { batchId, variantId } = facts;
      const cause = { kind: 'reshard', reference: key, occurredAtMs: nowMs } as const;
      reports.move({ batchId, variantId, state, quantity: -quantity, ...cause });
    }
    const blocks = here.flatMap(({ batchId, blockedFor }) =>
      blockedFor === null ? [] : [{ batchId, reason: blockedFor }],
    );
    shards.sendParcel(to, { document, revision: reports.nextRevision, blocks });
  }
}

/** Those that go to the same shard as the first. */
function sameHome(variantIds: readonly string[], shards: number): Leaving {
  const shard = shardOf(variantIds[0] ?? '', shards);
  return { shard, variantIds: variantIds.filter((variantId) => shardOf(variantId, shards) === shard) };
}
