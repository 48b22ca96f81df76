import { awaitedPaymentView, type OrderDraft, orderView, quoteOf } from '#modules/orders';
import { errorTable, type Failure } from '#platform/errors';
import type { AwaitedPayment, Buyer, CartState, Shortage, StoredAnswer } from '#platform/objects';
import { problemContentType, problemOf } from '#platform/problem';
import type { PaymentRecord } from './payment-record.ts';

/** The 201 of a finished sale: the order, and the token that opens it. */
export function orderAnswer(draft: OrderDraft, buyer: Buyer, number: string, orderToken: string): StoredAnswer {
  const view = orderView({ ...draft, order: { ...draft.order, number } }, buyer);
  return { status: 201, contentType: 'application/json', body: JSON.stringify({ ...view, orderToken }) };
}

/** What a buyer must know to pay. */
export const awaitedPayment = ({ demand, started }: PaymentRecord): AwaitedPayment => ({
  paymentId: demand.paymentId,
  orderId: demand.orderId,
  method: demand.method,
  amountPaise: demand.amountPaise,
  action: started?.action ?? null,
  expiresAtMs: demand.expiresAtMs,
});

/** The 202 of a sale that waits for its money. */
export const paymentAnswer = (payment: PaymentRecord): StoredAnswer => ({
  status: 202,
  contentType: 'application/json',
  body: JSON.stringify(awaitedPaymentView(awaitedPayment(payment))),
});

/** A refusal, in the shape of every other error, so that it can be given again byte for byte. */
export const problemAnswer = (failure: Failure, requestId: string): StoredAnswer => ({
  status: errorTable[failure.code].status,
  contentType: problemContentType,
  body: JSON.stringify(problemOf(failure, requestId)),
});

/** Says in the words of the cart what the shelf refused: which lines, and what is left of them. */
export function refusalOf(failure: Failure, cart: CartState): Failure {
  const shortages = failure.extensions?.lines as readonly Shortage[] | undefined;
  if (failure.code !== 'out_of_stock' || shortages === undefined) return failure;
  const lines = shortages.map(({ variantId, requested, available }) => {
    const { sku, name, potencyLabel, packLabel } = quoteOf(cart, variantId);
    const lineId = cart.lines.find((line) => line.variantId === variantId)?.id ?? null;
    return { lineId, variantId, sku, name, potencyLabel, packLabel, requested, available };
  });
  return { ...failure, detail: 'Some items are not there in the quantity you want.', extensions: { lines } };
}
