import type { PaymentMethodCode } from './payments-door.ts';

const minuteMs = 60_000;

/** Time for a slow payment form or a database that is away, and short enough not to starve others of the last piece. */
const usualMs = 15 * minuteMs;

/** Goods are held so long for a method: until a person has seen the money where no machine tells of it. */
const windows: Partial<Record<PaymentMethodCode, number>> = {
  upi_qr: 60 * minuteMs,
  bank_transfer: 3 * 24 * 60 * minuteMs,
};

export const paymentWindowMs = (method: PaymentMethodCode): number => windows[method] ?? usualMs;
