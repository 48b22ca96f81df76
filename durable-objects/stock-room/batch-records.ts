import type { BatchFacts, BatchStanding, StockState } from '#platform/objects';
import type { Block } from '#platform/stock-shard-door';
import type { Sql } from '../sql.ts';

type BatchRow = {
  batch_id: string;
  variant_id: string;
  number: string;
  expires_on: string | null;
  mrp_paise: number;
  on_hand: number;
  in_transit: number;
  quarantined: number;
  damaged: number;
  expired: number;
  sold: number;
  blocked_for: string | null;
};

export type Quantities = Record<StockState, number>;

export const noQuantities = (): Quantities => ({
  sellable: 0,
  in_transit: 0,
  quarantined: 0,
  damaged: 0,
  expired: 0,
});

const SELECT = 'select batches.*, blocks.reason as blocked_for from batches left join blocks using (batch_id)';

/** The rows of batches: what stands here in every state, and what was sold. What is held is known elsewhere. */
export class BatchRecords {
  readonly #sql: Sql;
  readonly #heldOf: (batchId: string) => number;
  #hasBlocks: boolean;

  constructor(sql: Sql, heldOf: (batchId: string) => number) {
    this.#sql = sql;
    this.#heldOf = heldOf;
    this.#hasBlocks = sql.rows('select 1 from blocks where reason is not null limit 1').length > 0;
  }

  /** Whether anything was ever blocked: spares every sale a look. */
  get hasBlocks(): boolean {
    return this.#hasBlocks;
  }

  find(batchIds: readonly string[]): BatchStanding[] {
    const where = 'where batch_id in (select value from json_each(?)) order by batch_id';
    return this.#read(`${SELECT} ${where}`, JSON.stringify(batchIds));
  }

  page(afterBatchId: string | null, limit: number): BatchStanding[] {
    return this.#read(`${SELECT} where batch_id > ? order by batch_id limit ?`, afterBatchId ?? '', limit);
  }

  /** Every batch of some variants. */
  ofVariants(variantIds: readonly string[]): BatchStanding[] {
    const where = 'where variant_id in (select value from json_each(?)) order by batch_id';
    return this.#read(`${SELECT} ${where}`, JSON.stringify(variantIds));
  }

  /** Batches past their last day of which something is still called sellable. */
  expiredBefore(day: string): BatchStanding[] {
    return this.#read(`${SELECT} where expires_on < ? and on_hand > 0 order by batch_id`, day);
  }

  /** Adds to each state of a batch what the document nets to; a batch that was never here gets its row. */
  change({ batchId, variantId, batchNumber, expiresOn, mrpPaise }: BatchFacts, by: Quantities): void {
    this.#sql.run(
      `insert into batches (batch_id, variant_id, number, expires_on, mrp_paise, sold, on_hand, in_transit, quarantined, damaged, expired)
       values (?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0) on conflict (batch_id) do nothing`,
      batchId,
      variantId,
      batchNumber,
      expiresOn,
      mrpPaise,
    );
    this.#sql.run(
      `update batches set on_hand = on_hand + ?, in_transit = in_transit + ?, quarantined = quarantined + ?,
         damaged = damaged + ?, expired = expired + ? where batch_id = ?`,
      by.sellable,
      by.in_transit,
      by.quarantined,
      by.damaged,
      by.expired,
      batchId,
    );
  }

  /** Why nothing of a batch may be sold; null lets it be sold again. Kept for batches that are not here yet, too. */
  block(batchId: string, reason: string | null, revision: number): void {
    this.#hasBlocks = true;
    this.#sql.run(
      `insert into blocks (batch_id, reason, revision) values (?, ?, ?)
       on conflict (batch_id) do update set reason = excluded.reason, revision = excluded.revision`,
      batchId,
      reason,
      revision,
    );
  }

  /** Blocks what came blocked from another shard, unless more is known here. */
  adoptBlock(batchId: string, reason: string | null, revision: number): void {
    this.#hasBlocks = true;
    const statement = 'insert into blocks (batch_id, reason, revision) values (?, ?, ?) on conflict do nothing';
    this.#sql.run(statement, batchId, reason, revision);
  }

  blocks(): Block[] {
    return this.#sql.rows<{ batchId: string; reason: string | null }>(
      'select batch_id as "batchId", reason from blocks',
    );
  }

  #read(statement: string, ...values: (string | number)[]): BatchStanding[] {
    return this.#sql.rows<BatchRow>(statement, ...values).map((row) => ({
      batchId: row.batch_id,
      variantId: row.variant_id,
      batchNumber: row.number,
      expiresOn: row.expires_on,
      mrpPaise: row.mrp_paise,
      quantities: {
        sellable: row.on_hand,
        in_transit: row.in_transit,
        quarantined: row.quarantined,
        damaged: row.damaged,
        expired: row.expired,
      },
      held: this.#heldOf(row.batch_id),
      sold: row.sold,
      blockedFor: row.blocked_for,
    }));
  }
}
