import type { IdSource } from '#platform/ids';
import type { VoucherTender } from '#platform/objects';
import type { PaymentMethodCode, PaymentReport } from '#platform/payments-door';
import type { PaymentRow } from './draft-order.ts';

export interface Tenders {
  orderId: string;
  placedAt: string;
  /** What accounts of value pay; in paise. */
  shares: readonly (VoucherTender & { amountPaise: number })[];
  /** What they leave. Amount 0: nothing. */
  rest: {
    id: string;
    method: PaymentMethodCode;
    amountPaise: number;
    /** Null: it is paid when the goods are handed over. */
    captured: (Pick<PaymentReport, 'provider' | 'providerRef'> & { at: string }) | null;
  };
}

/** One row for each way in which an order is paid. They sum to its total. */
export function tenderRows({ orderId, placedAt, shares, rest }: Tenders, ids: IdSource): PaymentRow[] {
  const common = { orderId, currency: 'INR', refundedPaise: 0, createdAt: placedAt };
  const captured = { ...common, status: 'captured' as const };
  const byAccounts = shares
    .filter(({ amountPaise }) => amountPaise > 0)
    .map(({ accountId, method, amountPaise }) => ({
      ...captured,
      id: ids.next(),
      method,
      amountPaise,
      provider: 'account' as const,
      providerRef: accountId,
      capturedAt: placedAt,
    }));
  if (rest.amountPaise === 0) return byAccounts;
  const { id, method, amountPaise } = rest;
  if (rest.captured === null) {
    const pending = { ...common, status: 'pending' as const, provider: 'manual' as const };
    return [...byAccounts, { ...pending, id, method, amountPaise, providerRef: null, capturedAt: null }];
  }
  const { provider, providerRef, at } = rest.captured;
  return [...byAccounts, { ...captured, id, method, amountPaise, provider, providerRef, capturedAt: at }];
}
