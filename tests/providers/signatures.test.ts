import Razorpay from 'razorpay';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRazorpayCallback, readStripeCallback } from '#modules/payments';
import { type Bench, demandOf, openBench, secrets, startPaid } from './provider-bench.ts';

const { STRIPE_WEBHOOK_SECRET: stripeSecret, RAZORPAY_WEBHOOK_SECRET: razorpaySecret } = secrets;
const bytes = (text: string) => new TextEncoder().encode(text);
const seconds = () => Math.floor(Date.now() / 1000);

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  await startPaid(bench, demandOf('card'));
  await startPaid(bench, demandOf('netbanking'));
});
afterAll(() => bench.stop());

const lastOf = (fake: 'stripe' | 'razorpay') => bench[fake].events.at(-1)?.body ?? '';

describe("Stripe's own library", () => {
  const sdk = () => {
    const { hostname, port } = new URL(bench.stripe.url);
    return new Stripe(secrets.STRIPE_SECRET_KEY, {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      telemetry: false,
    });
  };

  it('takes the call-backs of our Stripe for its own', () => {
    const body = lastOf('stripe');
    const event = sdk().webhooks.constructEvent(body, bench.stripe.sign(body), stripeSecret);
    expect(event.type).toBe('checkout.session.completed');
  });

  it('signs what we take for genuine', async () => {
    const body = lastOf('stripe');
    const header = sdk().webhooks.generateTestHeaderString({ payload: body, secret: stripeSecret });
    const callback = await readStripeCallback(bytes(body), header, ['whsec_of_last_month', stripeSecret], Date.now());
    expect(callback).toMatchObject({ type: 'checkout.session.completed', news: { kind: 'payment' } });
  });

  it('and ours refuse the same: another secret, a changed byte, an old time, no time', async () => {
    const body = lastOf('stripe');
    const genuine = bench.stripe.sign(body);
    const strange: [string, string][] = [
      [body, sdk().webhooks.generateTestHeaderString({ payload: body, secret: 'whsec_of_somebody_else' })],
      [body.replace('paid', 'pa1d'), genuine],
      [body, bench.stripe.sign(body, seconds() - 301)],
      [body, genuine.replace(/^t=[0-9]+,/, '')],
      [body, genuine.replace('v1=', 'v0=')],
      [body, ''],
    ];
    for (const [text, header] of strange) {
      expect(() => sdk().webhooks.constructEvent(text, header, stripeSecret)).toThrow();
      await expect(readStripeCallback(bytes(text), header, [stripeSecret], Date.now())).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    }
  });

  it('can work with our Stripe as with its own: makes, reads and ends a session', async () => {
    const made = await sdk().checkout.sessions.create(
      {
        mode: 'payment',
        success_url: 'https://shop.example/',
        expires_at: seconds() + 3_600,
        line_items: [
          { quantity: 1, price_data: { currency: 'inr', unit_amount: 500, product_data: { name: 'Arnica' } } },
        ],
      },
      { idempotencyKey: 'made-by-the-sdk' },
    );
    expect((await sdk().checkout.sessions.retrieve(made.id)).status).toBe('open');
    expect((await sdk().checkout.sessions.expire(made.id)).status).toBe('expired');
    await expect(sdk().checkout.sessions.expire(made.id)).rejects.toThrow(Stripe.errors.StripeInvalidRequestError);
  });
});

describe("Razorpay's own library", () => {
  it('takes the call-backs of our Razorpay for its own, and so do we', async () => {
    const body = lastOf('razorpay');
    const signature = bench.razorpay.sign(body);
    expect(Razorpay.validateWebhookSignature(body, signature, razorpaySecret)).toBe(true);
    const callback = await readRazorpayCallback(bytes(body), signature, [razorpaySecret], Date.now());
    expect(callback).toMatchObject({ type: 'payment_link.paid', news: { kind: 'payment' } });
  });

  it('and ours refuse the same: another secret, a changed byte, no signature', async () => {
    const body = lastOf('razorpay');
    const genuine = bench.razorpay.sign(body);
    for (const [text, signature, secret] of [
      [body, genuine, 'somebody-else'],
      [body.replace('paid', 'pa1d'), genuine, razorpaySecret],
      [body, genuine.replace(/^./, (first) => (first === '0' ? '1' : '0')), razorpaySecret],
    ] as const) {
      expect(Razorpay.validateWebhookSignature(text, signature, secret)).toBe(false);
      await expect(readRazorpayCallback(bytes(text), signature, [secret], Date.now())).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    }
    await expect(readRazorpayCallback(bytes(body), '', [razorpaySecret], Date.now())).rejects.toThrow();
  });

  it('does not sign a time, so an event that is older than a day of retries is a replay', async () => {
    const body = lastOf('razorpay');
    const later = Date.now() + 27 * 3_600_000;
    await expect(readRazorpayCallback(bytes(body), bench.razorpay.sign(body), [razorpaySecret], later)).rejects.toThrow(
      'too old',
    );
  });

  it('does not sign the event id, so the same bytes under another id are the same event', async () => {
    const body = lastOf('razorpay');
    const read = () => readRazorpayCallback(bytes(body), bench.razorpay.sign(body), [razorpaySecret], Date.now());
    expect((await read()).id).toBe((await read()).id);
  });
});
