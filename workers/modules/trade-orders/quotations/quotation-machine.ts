import type { quotationStatuses } from '#db/schema/trade-orders';
import { AppError } from '#platform/errors';

export type QuotationStatus = (typeof quotationStatuses)[number];

/**
 * Where a quotation can go from each status. `accepting`: its cart is being placed; a refusal (nothing on the shelf) takes it back
 * to `sent`, a payment that is waited for leaves it there until there is an order.
 */
const quotationMoves: Readonly<Record<QuotationStatus, readonly QuotationStatus[]>> = {
  issued: ['sent', 'accepting', 'declined', 'expired'],
  sent: ['sent', 'accepting', 'declined', 'expired'],
  accepting: ['accepting', 'accepted', 'sent'],
  accepted: [],
  declined: [],
  expired: [],
};

/** What it is on a day (YYYY-MM-DD in the store's time zone), whether or not the records have noted that its time is over. */
export const statusOn = (status: QuotationStatus, validUntil: string, day: string): QuotationStatus =>
  day > validUntil && (status === 'issued' || status === 'sent') ? 'expired' : status;

/** Throws `illegal_transition` with what is possible. */
export function requireQuotationMove(from: QuotationStatus, to: QuotationStatus): void {
  if (quotationMoves[from].includes(to)) return;
  throw new AppError('illegal_transition', `A quotation that is ${from} cannot become ${to}.`, {
    extensions: { status: from, possible: quotationMoves[from] },
  });
}
