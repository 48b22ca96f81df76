import type { PaymentMethodCode, PaymentProviderName } from '#platform/payments-door';

/** A payment of an order as far as money may go back to it. */
export interface Tender {
  paymentId: string;
  method: PaymentMethodCode;
  provider: PaymentProviderName;
  capturedPaise: number;
  /** What went back already, or is on its way. */
  refundedPaise: number;
}

export interface RefundPart {
  paymentId: string;
  amountPaise: number;
}

/**
 * What costs nothing to give back goes first: vouchers and credit are entries of ours, a provider keeps its fee, and cash has
 * to be counted out or transferred by somebody.
 */
const orderOfReturn: Readonly<Record<PaymentMethodCode, number>> = {
  gift_card: 0,
  store_credit: 1,
  dealer_credit: 2,
  upi: 3,
  card: 3,
  netbanking: 3,
  upi_qr: 4,
  bank_transfer: 4,
  cash: 5,
  cod: 5,
};

const left = ({ capturedPaise, refundedPaise }: Tender): number => Math.max(0, capturedPaise - refundedPaise);

/** What can still go back of an order (paise). */
export const refundablePaise = (tenders: readonly Tender[]): number =>
  tenders.reduce((sum, tender) => sum + left(tender), 0);

/**
 * Splits a refund (paise, above 0) over the payments of its order, so that no payment gets back more than it brought in. Null
 * when there is not that much to give back. Equal ones in the order of their ids, so that the same rows give the same split.
 */
export function splitRefund(tenders: readonly Tender[], amountPaise: number): RefundPart[] | null {
  if (amountPaise <= 0 || amountPaise > refundablePaise(tenders)) return null;
  const inOrder = tenders.toSorted(
    (a, b) => orderOfReturn[a.method] - orderOfReturn[b.method] || (a.paymentId < b.paymentId ? -1 : 1),
  );
  let missing = amountPaise;
  const parts: RefundPart[] = [];
  for (const tender of inOrder) {
    const part = Math.min(missing, left(tender));
    if (part > 0) parts.push({ paymentId: tender.paymentId, amountPaise: part });
    missing -= part;
  }
  return parts;
}
