import type { StandingOrder } from '../fulfilment/standing-order.ts';
import type { AlreadyReturned, BilledOrder } from './return-amounts.ts';

/** The bill of an order, as it was placed. */
export const billOfOrder = ({ order, lines }: Pick<StandingOrder, 'order' | 'lines'>): BilledOrder => ({
  totalPaise: order.totalPaise,
  discountPaise: order.discountPaise,
  shippingPaise: order.shippingPaise,
  taxablePaise: order.taxablePaise,
  cgstPaise: order.cgstPaise,
  sgstPaise: order.sgstPaise,
  igstPaise: order.igstPaise,
  lines: lines.map(
    ({ position, quantity, totalPaise, discountPaise, taxablePaise, cgstPaise, sgstPaise, igstPaise }) => ({
      position,
      quantity,
      totalPaise,
      discountPaise,
      taxablePaise,
      cgstPaise,
      sgstPaise,
      igstPaise,
    }),
  ),
});

type Taken = Pick<StandingOrder, 'returns' | 'returnLines'>;

const decided = ({ returns }: Taken) => returns.filter(({ status }) => status === 'working' || status === 'completed');

/** What is off the bill already: whatever was decided, done or under way. */
export function alreadyOff(order: Taken): AlreadyReturned {
  const ids = new Set(decided(order).map(({ id }) => id));
  return {
    lines: order.returnLines
      .filter(({ returnId }) => ids.has(returnId))
      .map(({ position, quantity }) => ({ position, quantity })),
    shipping: decided(order).some(({ shippingPaise }) => shippingPaise > 0),
  };
}

const paidStatuses: readonly string[] = ['captured', 'partly_refunded', 'refunded'];

type Paid = Pick<StandingOrder, 'payments'> & Taken;

/** What of the money that came in is still here, and promised to nobody. */
export function keptPaise(order: Paid): number {
  const paid = order.payments.filter(({ status }) => paidStatuses.includes(status));
  const capturedPaise = paid.reduce((sum, { amountPaise }) => sum + amountPaise, 0);
  const refundedPaise = paid.reduce((sum, payment) => sum + payment.refundedPaise, 0);
  const promisedPaise = decided(order).reduce((sum, row) => sum + (row.refundedPaise ?? 0), 0);
  return capturedPaise - Math.max(refundedPaise, promisedPaise);
}

/**
 * How much goes back to the buyer when `offPaise` more is off the bill: what was paid beyond what is then still owed. Money that
 * was never paid never goes back, and everything together never gives back more than came in.
 */
export const refundOf = (order: Paid & Pick<StandingOrder, 'order'>, offPaise: number): number =>
  Math.max(0, keptPaise(order) - owedPaise(order, offPaise));

/** What the order still costs once `offPaise` more is off its bill. */
export function owedPaise(order: Pick<StandingOrder, 'order'> & Taken, offPaise: number): number {
  const offBefore = decided(order).reduce((sum, { totalPaise }) => sum + totalPaise, 0);
  return Math.max(0, order.order.totalPaise - offBefore - offPaise);
}
