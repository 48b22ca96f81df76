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
};

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
      'select batch_id, variant_id, number, expires_on, mrp_paise, on_hand from batches where variant_id = ?',
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
    }));
    this.#remembered.set(variantId, shelf);
    return shelf;
  }

  hold(allocations: readonly Allocation[]): void {
    for (const { variantId, batchId, quantity } of allocations) this.#changeHeld(variantId, batchId, quantity);
  }

  putBack(allocations: readonly Allocation[]): void {
    for (const { variantId, batchId, quantity } of allocations) this.#changeHeld(variantId, batchId, -quantity);
  }

  /** The stored rows of a variant have changed. */
  forget(variantId: string): void {
    this.#remembered.delete(variantId);
  }

  get held(): number {
    let held = 0;
    for (const quantity of this.#heldByBatch.values()) held += quantity;
    return held;
  }

  #changeHeld(variantId: string, batchId: string, by: number): void {
    const held = (this.#heldByBatch.get(batchId) ?? 0) + by;
    if (held === 0) this.#heldByBatch.delete(batchId);
    else this.#heldByBatch.set(batchId, held);
    const batch = this.#remembered.get(variantId)?.find((candidate) => candidate.batchId === batchId);
    if (batch !== undefined) batch.held = held;
  }
}
