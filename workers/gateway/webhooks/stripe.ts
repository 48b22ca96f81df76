import { readStripeCallback, secretsOf } from '#modules/payments';
import type { ReadCallback } from './receive-provider.ts';

/** Stripe signs the time and the bytes: `Stripe-Signature: t=...,v1=...`. */
export const stripeCallback: ReadCallback = {
  secrets: ({ STRIPE_WEBHOOK_SECRET }) => secretsOf(STRIPE_WEBHOOK_SECRET),
  read: (body, headers, secrets, nowMs) =>
    readStripeCallback(body, headers.get('stripe-signature') ?? '', secrets, nowMs),
};
