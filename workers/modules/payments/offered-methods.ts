import { AppError } from '#platform/errors';
import { cashOnDelivery } from './cash-on-delivery.ts';
import type { PaymentMethodCode } from './payment-method.ts';

/** The ways of paying that this shop takes. */
export const offeredMethods = { cod: cashOnDelivery } as const;
type OfferedMethod = keyof typeof offeredMethods;

const isOffered = (code: PaymentMethodCode): code is OfferedMethod => Object.hasOwn(offeredMethods, code);

/** The method if the shop takes it; throws `invalid_input` that says what it takes instead. */
export function requireOffered(code: PaymentMethodCode): OfferedMethod {
  if (isOffered(code)) return code;
  const message = `Not offered yet; this shop takes: ${Object.keys(offeredMethods).join(', ')}`;
  throw new AppError('invalid_input', 'This way of paying is not offered yet.', {
    errors: [{ path: 'paymentMethod', message }],
  });
}
