import type { Result } from './errors.ts';

/** Every way of paying that the API knows by name. Which of them a store takes today is another matter. */
export const paymentMethodCodes = [
  'cod',
  'cash',
  'card',
  'upi',
  'netbanking',
  'upi_qr',
  'bank_transfer',
  'dealer_credit',
  'gift_card',
  'store_credit',
] as const;
export type PaymentMethodCode = (typeof paymentMethodCodes)[number];

/** Who moves the money: a provider that is asked over HTTP, or nobody but ourselves (`manual`, `account`). */
export const paymentProviderNames = ['stripe', 'razorpay', 'manual', 'account'] as const;
export type PaymentProviderName = (typeof paymentProviderNames)[number];

/** What is to be paid. `paymentId` is the idempotency key at the provider: asking twice is one payment. */
export interface PaymentDemand {
  paymentId: string;
  /** The cart whose Checkout object waits for the money; the provider gives both ids back in its call-backs. */
  cartId: string;
  orderId: string;
  storeId: string;
  method: PaymentMethodCode;
  amountPaise: number;
  currency: 'INR';
  /** A line for the buyer's statement, without anything about their health. */
  description: string;
  /** Where the provider sends the buyer's browser afterwards. */
  returnUrl: string;
  /** After it the goods are no longer held (epoch milliseconds). */
  expiresAtMs: number;
}

/** What the buyer must still do; null: nothing. */
export type PaymentAction =
  | { kind: 'redirect'; url: string }
  /** A UPI intent (`upi://pay?...`) to scan or tap; staff confirm it by its reference. */
  | { kind: 'upi_qr'; payload: string; reference: string }
  | { kind: 'bank_transfer'; accountName: string; accountNumber: string; ifsc: string; reference: string };

export interface StartedPayment {
  provider: PaymentProviderName;
  /** The provider's own id of it; ours where there is no provider. */
  providerRef: string;
  status: 'pending' | 'captured' | 'failed';
  action: PaymentAction | null;
}

/** What a provider (or staff, by hand) says of a payment. Amount, currency and ids are checked against the demand. */
export interface PaymentReport {
  paymentId: string;
  cartId: string;
  orderId: string;
  provider: PaymentProviderName;
  providerRef: string;
  status: 'captured' | 'failed' | 'pending';
  amountPaise: number;
  currency: string;
  /** Names the report: the same one counts once. */
  reportId: string;
}

export interface RefundDemand {
  /** The idempotency key at the provider. */
  refundId: string;
  paymentId: string;
  provider: PaymentProviderName;
  providerRef: string;
  amountPaise: number;
  currency: 'INR';
  reason: string;
}

export interface RefundAnswer {
  providerRef: string;
  status: 'pending' | 'succeeded' | 'failed';
}

/** The providers behind one port: clients over HTTP whose every call bears repeating. Fails with `unavailable` where nobody answers. */
export interface PaymentProviders {
  /** The methods that a store (by its code; null: any of them) takes today. What is not configured is not offered. */
  offered(storeCode: string | null): readonly PaymentMethodCode[];
  start(demand: PaymentDemand): Promise<Result<StartedPayment>>;
  /** How a payment stands at its provider: for when a call-back was lost. */
  read(payment: Pick<PaymentReport, 'paymentId' | 'provider' | 'providerRef'>): Promise<Result<PaymentReport>>;
  /** So that nobody pays any more for what is no longer held. What was paid meanwhile stays paid: the answer tells. */
  cancel(payment: Pick<PaymentReport, 'paymentId' | 'provider' | 'providerRef'>): Promise<Result<PaymentReport>>;
  refund(demand: RefundDemand): Promise<Result<RefundAnswer>>;
}
