import type { Failure } from '#platform/errors';
import type { CartState, PlaceOrderRequest } from '#platform/objects';
import type { PaymentMethodCode } from '#platform/payments-door';

/** Accounts of ours: whether they pay is decided by what is on them. */
const accountMethods: ReadonlySet<PaymentMethodCode> = new Set(['gift_card', 'store_credit', 'dealer_credit']);

const refuse = (message: string): Failure => ({
  code: 'invalid_input',
  detail: 'This order cannot be paid in this way.',
  errors: [{ path: 'paymentMethod', message }],
});

/**
 * Why a cart's order cannot be paid as it was asked for: its own store does not take the method, or nobody is there to take
 * cash, which takes a counter. Undefined: it can.
 */
export function refusalOfMethod(
  { channel, store }: CartState,
  { paymentMethod, deliveryMethod }: PlaceOrderRequest,
  offered: (storeCode: string) => readonly PaymentMethodCode[],
): Failure | undefined {
  if (accountMethods.has(paymentMethod)) return undefined;
  const taken = offered(store.code);
  if (!taken.includes(paymentMethod)) return refuse(`This store takes: ${taken.join(', ')}`);
  const isAtCounter = channel === 'till' || deliveryMethod === 'pickup';
  if (paymentMethod !== 'cash' || isAtCounter) return undefined;
  return refuse('Cash is taken at the counter; what is brought can be paid at the door (cod)');
}
