export { cashOnDelivery } from './cash-on-delivery.ts';
export { type OfferedMethod, offeredMethods, requireOffered } from './offered-methods.ts';
export {
  type PaymentIntent,
  type PaymentMethod,
  type PaymentMethodCode,
  type PaymentStatus,
  paymentMethodCodes,
  type StartedPayment,
} from './payment-method.ts';
