import type { PaymentIntent, PaymentMethod, StartedPayment } from './payment-method.ts';

/** Cash at the door: nothing to ask a provider for, pending until the courier or the counter has taken the money. */
export const cashOnDelivery = {
  code: 'cod',
  start({ amountPaise, currency }: PaymentIntent): StartedPayment {
    return { method: 'cod', status: 'pending', amountPaise, currency, action: null };
  },
} as const satisfies PaymentMethod;
