import { isSellable } from '#modules/inventory';
import type { Hold, StockDocument, StockState } from '#platform/objects';
import { stockStates } from '#platform/stock-room-door';

export interface ModelBatch {
  batchId: string;
  variantId: string;
  batchNumber: string;
  expiresOn: string | null;
  mrpPaise: number;
}

type HoldStatus = 'held' | 'committed' | 'released' | 'expired';

interface ModelHold {
  status: HoldStatus;
  hold: Hold;
}

/** What a store should hold after all that happened, in the plainest way: no storage, no order, no speed. */
export class StockModel {
  nowMs: number;
  readonly quantities = new Map<string, number>();
  readonly sold = new Map<string, number>();
  readonly blocked = new Set<string>();
  readonly holds = new Map<string, ModelHold>();
  readonly booked = new Map<string, string>();
  readonly batches: readonly ModelBatch[];
  readonly #dayAt: (nowMs: number) => string;

  constructor(batches: readonly ModelBatch[], nowMs: number, dayAt: (nowMs: number) => string) {
    this.batches = batches;
    this.nowMs = nowMs;
    this.#dayAt = dayAt;
  }

  get day(): string {
    return this.#dayAt(this.nowMs);
  }

  in(batchId: string, state: StockState): number {
    return this.quantities.get(`${batchId} ${state}`) ?? 0;
  }

  add(batchId: string, state: StockState, by: number): void {
    this.quantities.set(`${batchId} ${state}`, this.in(batchId, state) + by);
  }

  heldOf(batchId: string): number {
    let held = 0;
    for (const { status, hold } of this.holds.values()) {
      if (status !== 'held') continue;
      for (const piece of hold.allocations) if (piece.batchId === batchId) held += piece.quantity;
    }
    return held;
  }

  freeOf(batchId: string): number {
    return this.in(batchId, 'sellable') - this.heldOf(batchId);
  }

  mayBeSold({ batchId, expiresOn }: ModelBatch): boolean {
    return isSellable({ expiresOn, blockedFor: this.blocked.has(batchId) ? 'recall' : null }, this.day, 'web');
  }

  /** Pieces that a new hold could take, of a variant or of one of its batches. */
  available(variantId: string, batchId?: string): number {
    return this.batches
      .filter((batch) => batch.variantId === variantId && (batchId === undefined || batch.batchId === batchId))
      .filter((batch) => this.mayBeSold(batch))
      .reduce((sum, batch) => sum + this.freeOf(batch.batchId), 0);
  }

  /** Whether a document leaves every state at or above zero, and what is held where it is. */
  canBook({ changes }: StockDocument): boolean {
    const net = new Map<string, number>();
    for (const { batchId, state, quantity } of changes) {
      net.set(`${batchId} ${state}`, (net.get(`${batchId} ${state}`) ?? 0) + quantity);
    }
    return this.batches.every(({ batchId }) =>
      stockStates.every((state) => {
        const by = net.get(`${batchId} ${state}`) ?? 0;
        const stays = state === 'sellable' ? this.heldOf(batchId) : 0;
        return by >= 0 || this.in(batchId, state) + by >= stays;
      }),
    );
  }

  expireHolds(): void {
    for (const held of this.holds.values()) {
      if (held.status === 'held' && held.hold.expiresAtMs <= this.nowMs) held.status = 'expired';
    }
  }

  /** The turn of the day: what is past its last day and not held is no longer sellable. */
  takeExpired(): void {
    for (const { batchId, expiresOn } of this.batches) {
      const free = this.freeOf(batchId);
      if (expiresOn === null || expiresOn >= this.day || free <= 0) continue;
      this.add(batchId, 'sellable', -free);
      this.add(batchId, 'expired', free);
    }
  }
}
