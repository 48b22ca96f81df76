export { offeredMethods, requireOffered } from './offered-methods.ts';
export { paymentMethodCodes } from './payment-method.ts';
