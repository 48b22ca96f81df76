import type { ShelfBatch } from '#modules/inventory';
import type { Allocation } from '#platform/objects';
import type { Sql } from '../sql.ts';

/** About 20 MB of shelves: an object has 128 MB. A store that sells more than this at a time reads again. */
const MAX_REMEMBERED_VARIANTS = 20_000;

type BatchRow = {
  batch_id: string;
  variant_id: string;
  number: string;
  expires_on: string | null;
  mrp_paise: number;
  on_hand: number;
  blocked_for: string | null;
};

type Pieces = Pick<Allocation, 'variantId' | 'batchId' | 'quantity'>;

/**
 * The shelves of a store as its object remembers them: read when first asked for, then kept. What is held is never
 * stored by batch: it is the sum of the holds that are alive.
 */
export class Shelves {
  readonly #sql: Sql;
  readonly #remembered = new Map<string, ShelfBatch[]>();
  readonly #heldByBatch = new Map<string, number>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  of(variantId: string): readonly ShelfBatch[] {
    const remembered = this.#remembered.get(variantId);
    if (remembered !== undefined) return remembered;
    if (this.#remembered.size >= MAX_REMEMBERED_VARIANTS) this.#remembered.clear();
    const rows = this.#sql.rows<BatchRow>(
      `select batch_id, variant_id, number, expires_on, mrp_paise, on_hand, blocks.reason as blocked_for
         from batches left join blocks using (batch_id) where variant_id = ?`,
      variantId,
    );
    const shelf = rows.map((row) => ({
      variantId: row.variant_id,
      batchId: row.batch_id,
      batchNumber: row.number,
      expiresOn: row.expires_on,
      mrpPaise: row.mrp_paise,
      onHand: row.on_hand,
      held: this.#heldByBatch.get(row.batch_id) ?? 0,
      blockedFor: row.blocked_for,
    }));
    this.#remembered.set(variantId, shelf);
    return shelf;
  }

  /** The rows of these shelves have changed: they are read anew when next asked for. */
  forget(variantIds: Iterable<string>): void {
    for (const variantId of variantIds) this.#remembered.delete(variantId);
  }

  heldOf(batchId: string): number {
    return this.#heldByBatch.get(batchId) ?? 0;
  }

  /** Takes sold goods off their shelf for good. */
  sell({ variantId, batchId, quantity }: Allocation): void {
    this.#remembered.delete(variantId);
    const take = 'update batches set on_hand = on_hand - ?, sold = sold + ? where batch_id = ?';
    this.#sql.run(take, quantity, quantity, batchId);
  }

  hold(allocations: readonly Pieces[]): void {
    for (const { variantId, batchId, quantity } of allocations) this.#changeHeld(variantId, batchId, quantity);
  }

  putBack(allocations: readonly Pieces[]): void {
    for (const { variantId, batchId, quantity } of allocations) this.#changeHeld(variantId, batchId, -quantity);
  }

  totals(): { onHand: number; held: number; sold: number } {
    const sums = 'select coalesce(sum(on_hand), 0) as "onHand", coalesce(sum(sold), 0) as sold from batches';
    const { onHand = 0, sold = 0 } = this.#sql.rows<{ onHand: number; sold: number }>(sums)[0] ?? {};
    let held = 0;
    for (const quantity of this.#heldByBatch.values()) held += quantity;
    return { onHand, held, sold };
  }

  #changeHeld(variantId: string, batchId: string, by: number): void {
    const held = (this.#heldByBatch.get(batchId) ?? 0) + by;
    if (held === 0) this.#heldByBatch.delete(batchId);
    else this.#heldByBatch.set(batchId, held);
    const batch = this.#remembered.get(variantId)?.find((candidate) => candidate.batchId === batchId);
    if (batch !== undefined) batch.held = held;
  }
}
