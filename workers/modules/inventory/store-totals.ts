import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';

/** Pieces over a whole store: on hand, held, sold, and how many holds are alive. Conserved: received = on hand + sold. */
export interface StoreTotals {
  onHand: number;
  held: number;
  holds: number;
  sold: number;
}

/** What the store's own object counts: the truth, for proofs and the nightly comparison with the ledger. */
export async function storeTotals(ctx: Context, { storeId }: { storeId: string }): Promise<StoreTotals> {
  requirePermission(ctx, 'inventory.read', { storeId });
  return ctx.objects.stockRoom(storeId).totals();
}
