import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '#platform/clock';
import { orThrow } from '#platform/errors';
import { randomIds } from '#platform/ids';
import type { PaymentDemand } from '#platform/payments-door';
import { openPaymentProviders } from '../open-payment-providers.ts';
import { referenceOf, upiIntent } from './by-hand.ts';
import { formOf } from './form-of.ts';
import { methodsOf, type PaymentVariables } from './provider-settings.ts';

const stripe = { STRIPE_SECRET_KEY: 'sk' };
const razorpay = { RAZORPAY_KEY_ID: 'id', RAZORPAY_KEY_SECRET: 'secret' };
const bank = { BANK_ACCOUNT_NAME: 'Tincture', BANK_ACCOUNT_NUMBER: '1', BANK_IFSC: 'HDFC0000001' };

describe('the methods that a store takes', () => {
  it('are those whose provider is set up', () => {
    const always = ['cod', 'cash', 'dealer_credit', 'gift_card', 'store_credit'];
    expect(methodsOf({}, null)).toEqual(always);
    expect(methodsOf(stripe, null)).toEqual(['cod', 'cash', 'card', ...always.slice(2)]);
    expect(methodsOf(razorpay, null)).toEqual(expect.arrayContaining(['card', 'upi', 'netbanking']));
    expect(methodsOf({ RAZORPAY_KEY_ID: 'id', UPI_ID: '' }, null)).toEqual(always);
    expect(methodsOf({ UPI_ID: 'a@b', ...bank }, null)).toEqual(expect.arrayContaining(['upi_qr', 'bank_transfer']));
  });

  it('are those that the shop wants to take, by store', () => {
    const variables = { ...stripe, PAYMENT_METHODS: '{"*":["cod","card"],"MUM":["cash","upi"]}' };
    expect(methodsOf(variables, 'PUN')).toEqual(['cod', 'card']);
    expect(methodsOf(variables, 'MUM')).toEqual(['cash']);
  });

  it('are not guessed where the variable cannot be read', () => {
    for (const PAYMENT_METHODS of ['cod', '{"*":["bitcoin"]}', '[]']) {
      expect(() => methodsOf({ PAYMENT_METHODS }, null)).toThrow();
    }
  });
});

const demand = (change: Partial<PaymentDemand>): PaymentDemand => ({
  paymentId: randomIds.next(),
  cartId: randomIds.next(),
  orderId: randomIds.next(),
  storeId: randomIds.next(),
  method: 'cod',
  amountPaise: 12_305,
  currency: 'INR',
  description: 'Order',
  returnUrl: 'https://shop.example/',
  expiresAtMs: Date.parse('2026-11-22T12:15:00Z'),
  ...change,
});

const nobodyIsAsked = () => Promise.reject(new Error('Nobody is asked'));
const open = (variables: PaymentVariables) =>
  openPaymentProviders(variables, { fetch: nobodyIsAsked, clock: fixedClock('2026-11-22T12:00:00Z') });

describe('what is paid by hand', () => {
  it('at the door asks nothing of the buyer and is pending, however late the order comes about', async () => {
    const late = demand({ method: 'cod', expiresAtMs: 0 });
    expect(orThrow(await open({}).start(late))).toEqual({
      provider: 'manual',
      providerRef: referenceOf(late.paymentId),
      status: 'pending',
      action: null,
    });
  });

  it('by UPI shows what every app reads: payee, amount, reference', async () => {
    const asked = demand({ method: 'upi_qr' });
    const started = orThrow(await open({ UPI_ID: 'shop@bank', SHOP_NAME: 'Asha & Sons' }).start(asked));
    const reference = referenceOf(asked.paymentId);
    const payload = `upi://pay?pa=shop%40bank&pn=Asha%20%26%20Sons&tr=${reference}&tn=${reference}&am=123.05&cu=INR`;
    expect(started.action).toEqual({ kind: 'upi_qr', payload, reference });
  });

  it('by transfer shows the account', async () => {
    const started = orThrow(await open(bank).start(demand({ method: 'bank_transfer' })));
    expect(started.action).toMatchObject({ kind: 'bank_transfer', accountNumber: '1', ifsc: 'HDFC0000001' });
  });

  it('is refused where it is not set up, and by account it is not asked for here', async () => {
    for (const method of ['upi_qr', 'bank_transfer', 'card', 'upi', 'gift_card'] as const) {
      expect(await open({}).start(demand({ method }))).toMatchObject({ ok: false, failure: { code: 'conflict' } });
    }
  });

  it('names amounts in rupees exactly, whatever they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (amountPaise) => {
        const payload = upiIntent('a@b', 'Shop', { amountPaise, paymentId: randomIds.next() });
        const [, amount = ''] = /&am=([0-9]+\.[0-9]{2})&/.exec(payload) ?? [];
        expect(Number(amount.replace('.', ''))).toBe(amountPaise);
      }),
    );
  });
});

describe('formOf', () => {
  it('nests in brackets, as Stripe reads it', () => {
    const fields = { a: 1, list: [{ b: 'x y', c: { d: '&' } }] };
    expect(formOf(fields)).toBe('a=1&list%5B0%5D%5Bb%5D=x+y&list%5B0%5D%5Bc%5D%5Bd%5D=%26');
  });
});
