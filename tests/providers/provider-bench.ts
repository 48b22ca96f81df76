import { openPaymentProviders, readRazorpayCallback, readStripeCallback } from '#modules/payments';
import { systemClock } from '#platform/clock';
import { orThrow } from '#platform/errors';
import { randomIds } from '#platform/ids';
import type { PaymentDemand, PaymentProviders, StartedPayment } from '#platform/payments-door';
import { type FakeRazorpay, startFakeRazorpay } from '../../scripts/providers/fake-razorpay.ts';
import { type FakeStripe, startFakeStripe } from '../../scripts/providers/fake-stripe.ts';
import { wellBehaved } from '../../scripts/providers/provider-server.ts';

export const secrets = {
  STRIPE_SECRET_KEY: 'sk_test_of_these_tests',
  STRIPE_WEBHOOK_SECRET: 'whsec_of_these_tests',
  RAZORPAY_KEY_ID: 'rzp_test_1',
  RAZORPAY_KEY_SECRET: 'key-of-these-tests',
  RAZORPAY_WEBHOOK_SECRET: 'webhook-secret-of-these-tests',
};

export const demandOf = (method: PaymentDemand['method'], change: Partial<PaymentDemand> = {}): PaymentDemand => ({
  paymentId: randomIds.next(),
  cartId: randomIds.next(),
  orderId: randomIds.next(),
  storeId: randomIds.next(),
  method,
  amountPaise: 41_450,
  currency: 'INR',
  description: 'Order at Tincture',
  returnUrl: 'http://shop.test/checkout/return',
  expiresAtMs: Date.now() + 15 * 60_000,
  ...change,
});

const options = () => ({
  port: 0,
  callbackUrl: undefined,
  bookPath: undefined,
  behaviour: wellBehaved(),
  now: () => Date.now(),
});

export interface Bench {
  stripe: FakeStripe;
  razorpay: FakeRazorpay;
  providers: PaymentProviders;
  stop(): Promise<void>;
}

/** Both providers as servers, and our clients in front of them. */
export async function openBench(): Promise<Bench> {
  const stripe = await startFakeStripe(
    { secretKey: secrets.STRIPE_SECRET_KEY, webhookSecret: secrets.STRIPE_WEBHOOK_SECRET },
    options(),
  );
  const razorpay = await startFakeRazorpay(
    {
      keyId: secrets.RAZORPAY_KEY_ID,
      keySecret: secrets.RAZORPAY_KEY_SECRET,
      webhookSecret: secrets.RAZORPAY_WEBHOOK_SECRET,
    },
    options(),
  );
  const variables = { ...secrets, STRIPE_URL: stripe.url, RAZORPAY_URL: razorpay.url };
  const providers = openPaymentProviders(variables, { fetch, clock: systemClock });
  return {
    stripe,
    razorpay,
    providers,
    async stop() {
      await stripe.stop();
      await razorpay.stop();
    },
  };
}

/** What a buyer does on the provider's page. */
export async function press(started: StartedPayment, action: 'pay' | 'fail' | 'cancel'): Promise<Response> {
  if (started.action?.kind !== 'redirect') throw new Error('Nowhere to pay');
  const body = new URLSearchParams({ action });
  return fetch(started.action.url, { method: 'POST', body, redirect: 'manual' });
}

export async function startPaid(bench: Bench, demand: PaymentDemand): Promise<StartedPayment> {
  const started = orThrow(await bench.providers.start(demand));
  await press(started, 'pay');
  return started;
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** The call-backs that a provider sent, as we read them. */
export const callbacksOf = {
  stripe: (fake: FakeStripe) =>
    Promise.all(
      fake.events.map(({ body }) =>
        readStripeCallback(bytes(body), fake.sign(body), [secrets.STRIPE_WEBHOOK_SECRET], Date.now()),
      ),
    ),
  razorpay: (fake: FakeRazorpay) =>
    Promise.all(
      fake.events.map(({ body }) =>
        readRazorpayCallback(bytes(body), fake.sign(body), [secrets.RAZORPAY_WEBHOOK_SECRET], Date.now()),
      ),
    ),
};
