import type { PaymentProviders, PaymentReport } from '#platform/payments-door';

/** Which payment is meant, at whom. */
export type PaymentRef = Pick<PaymentReport, 'paymentId' | 'provider' | 'providerRef'>;

/** What every provider can do: see `PaymentProviders`. */
export type ProviderClient = Pick<PaymentProviders, 'start' | 'read' | 'cancel' | 'refund'>;
