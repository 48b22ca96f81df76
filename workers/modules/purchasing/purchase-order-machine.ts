import type { purchaseOrderStatuses } from '#db/schema/purchasing';
import { AppError } from '#platform/errors';

export type PurchaseOrderStatus = (typeof purchaseOrderStatuses)[number];

/**
 * Where a purchase order can go from each status. What came short is closed by hand: nothing more is expected. What has
 * come cannot be cancelled any more.
 */
export const purchaseOrderMoves: Readonly<Record<PurchaseOrderStatus, readonly PurchaseOrderStatus[]>> = {
  draft: ['sent', 'cancelled'],
  sent: ['partly_received', 'received', 'cancelled'],
  partly_received: ['partly_received', 'received', 'closed'],
  // A tolerance or an approval may let a last parcel in after the order looked complete.
  received: ['received', 'closed'],
  closed: [],
  cancelled: [],
};

/** Throws `illegal_transition` with what is possible. */
export function requirePurchaseOrderMove(from: PurchaseOrderStatus, to: PurchaseOrderStatus): void {
  if (purchaseOrderMoves[from].includes(to)) return;
  throw new AppError('illegal_transition', `A purchase order that is ${from} cannot become ${to}.`, {
    extensions: { status: from, possible: purchaseOrderMoves[from] },
  });
}

interface Progress {
  quantity: number;
  receivedQuantity: number;
}

/** What a receipt makes of an order: complete once every line has come, free goods aside. */
export const statusAfterReceipt = (lines: readonly Progress[]): PurchaseOrderStatus =>
  lines.every(({ quantity, receivedQuantity }) => receivedQuantity >= quantity) ? 'received' : 'partly_received';

/** Whether somebody has to approve an order before it is sent: above the limit, and not approved at this total yet. */
export const needsApproval = (
  { totalPaise, approvedPaise }: { totalPaise: number; approvedPaise: number | null },
  approvalAbovePaise: number,
): boolean => totalPaise > approvalAbovePaise && (approvedPaise === null || approvedPaise < totalPaise);
