import { readRazorpayCallback, secretsOf } from '#modules/payments';
import type { ReadCallback } from './receive-provider.ts';

/** Razorpay signs the bytes: `X-Razorpay-Signature`. */
export const razorpayCallback: ReadCallback = {
  secrets: ({ RAZORPAY_WEBHOOK_SECRET }) => secretsOf(RAZORPAY_WEBHOOK_SECRET),
  read: (body, headers, secrets, nowMs) =>
    readRazorpayCallback(body, headers.get('x-razorpay-signature') ?? '', secrets, nowMs),
};
