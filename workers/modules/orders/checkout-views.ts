import * as z from 'zod';
import { MoneyView } from '#modules/catalog';
import { inr } from '#platform/money';
import type { AwaitedPayment, CheckoutStanding } from '#platform/objects';
import { paymentMethodCodes } from '#platform/payments-door';
import { PlacedOrderView } from './schemas.ts';

const PaymentActionView = z
  .strictObject({
    kind: z.enum(['redirect', 'upi_qr', 'bank_transfer']),
    /** Of `redirect`: where the buyer pays. */
    url: z.string().nullable(),
    /** Of `upi_qr`: what a UPI app reads. */
    payload: z.string().nullable(),
    /** Of `upi_qr` and `bank_transfer`: what the buyer writes beside the money. */
    reference: z.string().nullable(),
    /** Of `bank_transfer`. */
    account: z.strictObject({ name: z.string(), number: z.string(), ifsc: z.string() }).nullable(),
  })
  .meta({ id: 'PaymentAction' });

/** The answer to a checkout that waits for its money: the order follows when it has come. */
export const AwaitedPaymentView = z
  .strictObject({
    orderId: z.uuid(),
    payment: z.strictObject({
      paymentId: z.uuid(),
      method: z.enum(paymentMethodCodes),
      amount: MoneyView,
      action: PaymentActionView.nullable(),
      /** After it the goods go back on the shelf and nothing can be paid any more. */
      expiresAt: z.iso.datetime(),
    }),
  })
  .meta({ id: 'AwaitedPayment' });
export type AwaitedPaymentView = z.infer<typeof AwaitedPaymentView>;

const ProblemView = z
  .looseObject({ code: z.string(), title: z.string(), detail: z.string() })
  .meta({ id: 'CheckoutProblem' });

export const CheckoutStandingView = z
  .strictObject({
    /** `working`: ask again in a moment. `refused`: the cart is open again, and `problem` says why. */
    state: z.enum(['open', 'working', 'awaiting_payment', 'placed', 'refused']),
    awaited: AwaitedPaymentView.nullable(),
    order: PlacedOrderView.nullable(),
    problem: ProblemView.nullable(),
  })
  .meta({ id: 'CheckoutStanding' });
export type CheckoutStandingView = z.infer<typeof CheckoutStandingView>;

function actionView(action: AwaitedPayment['action']): AwaitedPaymentView['payment']['action'] {
  if (action === null) return null;
  const { kind } = action;
  const nothing = { url: null, payload: null, reference: null, account: null };
  if (kind === 'redirect') return { kind, ...nothing, url: action.url };
  if (kind === 'upi_qr') return { kind, ...nothing, payload: action.payload, reference: action.reference };
  const { accountName: name, accountNumber: number, ifsc, reference } = action;
  return { kind, ...nothing, reference, account: { name, number, ifsc } };
}

export const awaitedPaymentView = (payment: AwaitedPayment): AwaitedPaymentView => ({
  orderId: payment.orderId,
  payment: {
    paymentId: payment.paymentId,
    method: payment.method,
    amount: inr(payment.amountPaise),
    action: actionView(payment.action),
    expiresAt: new Date(payment.expiresAtMs).toISOString(),
  },
});

/** Where a checkout stands, as its buyer and the staff see it. */
export function checkoutStandingView(standing: CheckoutStanding): CheckoutStandingView {
  const nothing = { awaited: null, order: null, problem: null };
  if (standing.kind === 'awaiting_payment') {
    return { ...nothing, state: standing.kind, awaited: awaitedPaymentView(standing.payment) };
  }
  if (standing.kind !== 'answered') return { ...nothing, state: standing.kind };
  const body: unknown = JSON.parse(standing.answer.body);
  return standing.answer.status === 201
    ? { ...nothing, state: 'placed', order: body as CheckoutStandingView['order'] }
    : { ...nothing, state: 'refused', problem: body as CheckoutStandingView['problem'] };
}
