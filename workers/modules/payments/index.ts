export { offeredMethods, requireOffered } from './offered-methods.ts';
export { openPaymentProviders, type PaymentTools } from './open-payment-providers.ts';
export { paymentMethodCodes } from './payment-method.ts';
export type { PaymentVariables } from './providers/provider-settings.ts';
