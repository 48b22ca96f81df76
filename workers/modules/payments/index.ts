export { paymentCaptured, paymentDisputed, refundSettled } from './events.ts';
export { offeredMethods, requireOffered } from './offered-methods.ts';
export { openPaymentProviders, type PaymentTools } from './open-payment-providers.ts';
export { paymentMethodCodes } from './payment-method.ts';
export type { PaymentVariables } from './providers/provider-settings.ts';
export { RefundRequest, readRefundable, refundOrder, refundPayments } from './refunds/refund-payments.ts';
export { RefundView } from './refunds/refund-rows.ts';
