import type { Currency } from '#platform/money';
import { type PaymentMethodCode, paymentMethodCodes } from '#platform/payments-door';

export { type PaymentMethodCode, paymentMethodCodes };

type PaymentStatus = 'pending' | 'captured' | 'failed' | 'refunded';

/** What is to be paid, named by the order: asking twice for the same order means the same payment. */
export interface PaymentIntent {
  orderId: string;
  amountPaise: number;
  currency: Currency;
}

/** A payment as it stands once it was asked for: `action` is what the buyer must still do, null when there is nothing. */
export interface StartedPayment {
  method: PaymentMethodCode;
  status: PaymentStatus;
  amountPaise: number;
  currency: Currency;
  action: { redirectUrl: string } | null;
}

/** The port that every way of paying stands behind: cash at the door now, payment providers later. */
export interface PaymentMethod {
  readonly code: PaymentMethodCode;
  start(intent: PaymentIntent): Promise<StartedPayment> | StartedPayment;
}
