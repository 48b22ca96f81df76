import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { orThrow } from '#platform/errors';
import { randomIds } from '#platform/ids';
import type { RefundDemand, StartedPayment } from '#platform/payments-door';
import { wellBehaved } from '../../scripts/providers/provider-server.ts';
import { type Bench, callbacksOf, demandOf, openBench, press, startPaid } from './provider-bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  Object.assign(bench.stripe.behaviour, wellBehaved());
  Object.assign(bench.razorpay.behaviour, wellBehaved());
});
afterAll(async () => {
  vi.restoreAllMocks();
  await bench.stop();
});

const refundOf = (
  paymentId: string,
  { provider, providerRef }: StartedPayment,
  change: Partial<RefundDemand> = {},
) => ({
  refundId: `${randomIds.next()}-1`,
  paymentId,
  provider,
  providerRef,
  amountPaise: 10_000,
  currency: 'INR' as const,
  reason: 'Returned',
  ...change,
});

describe.each([
  { name: 'stripe', method: 'card' },
  { name: 'razorpay', method: 'upi' },
] as const)('payments at $name', ({ name, method }) => {
  const fake = () => bench[name];
  /** The next `times` questions that match meet trouble. */
  const trouble = (kind: 'lost' | 'silence' | number, path: RegExp, times = 1) => {
    let left = times;
    fake().behaviour.trouble = (asked) => {
      if (left === 0 || !path.test(asked.path)) return undefined;
      left -= 1;
      return typeof kind === 'number' ? { kind: 'status', status: kind } : { kind };
    };
  };

  it('sends the buyer to a page, and once paid there tells the ids, the amount and the currency', async () => {
    const demand = demandOf(method);
    const started = orThrow(await bench.providers.start(demand));
    expect(started).toMatchObject({ provider: name, status: 'pending', action: { kind: 'redirect' } });
    expect(orThrow(await bench.providers.read({ ...started, ...demand }))).toMatchObject({ status: 'pending' });
    const back = await press(started, 'pay');
    expect(back.headers.get('location')).toContain('http://shop.test/checkout/return');
    const { paymentId, cartId, orderId, amountPaise } = demand;
    expect(orThrow(await bench.providers.read({ ...started, paymentId }))).toEqual({
      paymentId,
      cartId,
      orderId,
      provider: name,
      providerRef: started.providerRef,
      status: 'captured',
      amountPaise,
      currency: 'INR',
      reportId: `${name}:${started.providerRef}:captured`,
    });
  });

  it('is one payment when it is asked for twice', async () => {
    const demand = demandOf(method);
    const first = orThrow(await bench.providers.start(demand));
    expect(orThrow(await bench.providers.start(demand))).toEqual(first);
  });

  it('is one payment when the first answer got lost', async () => {
    trouble('lost', /checkout|payment_links/);
    const demand = demandOf(method);
    const first = orThrow(await bench.providers.start(demand));
    expect(orThrow(await bench.providers.start(demand)).providerRef).toBe(first.providerRef);
  });

  it('tells its capture by a call-back that names it as reading it does', async () => {
    const demand = demandOf(method);
    const started = await startPaid(bench, demand);
    const callbacks =
      name === 'stripe' ? await callbacksOf.stripe(bench.stripe) : await callbacksOf.razorpay(bench.razorpay);
    const told = callbacks.flatMap(({ news }) => (news.kind === 'payment' ? [news] : []));
    const mine = told.filter(({ report }) => report.paymentId === demand.paymentId);
    expect(mine).toHaveLength(1);
    expect(mine[0]?.captureRef).toMatch(/^(?:pi|pay)_/);
    expect(mine[0]?.report).toEqual(orThrow(await bench.providers.read({ ...started, ...demand })));
  });

  it('stays open when a card is declined: the buyer tries again on the same page', async () => {
    const demand = demandOf(method);
    const started = orThrow(await bench.providers.start(demand));
    expect(await (await press(started, 'fail')).text()).toMatch(/declined|failed/);
    expect(orThrow(await bench.providers.read({ ...started, ...demand }))).toMatchObject({ status: 'pending' });
    await press(started, 'pay');
    expect(orThrow(await bench.providers.read({ ...started, ...demand }))).toMatchObject({ status: 'captured' });
  });

  it('cannot be paid any more once it is cancelled, however often', async () => {
    const demand = demandOf(method);
    const started = orThrow(await bench.providers.start(demand));
    for (let times = 0; times < 2; times++) {
      expect(orThrow(await bench.providers.cancel({ ...started, ...demand }))).toMatchObject({ status: 'failed' });
    }
    await press(started, 'pay');
    expect(orThrow(await bench.providers.read({ ...started, ...demand }))).toMatchObject({ status: 'failed' });
  });

  it('tells that it was paid when it is cancelled too late', async () => {
    const demand = demandOf(method);
    const started = await startPaid(bench, demand);
    expect(orThrow(await bench.providers.cancel({ ...started, ...demand }))).toMatchObject({
      status: 'captured',
      amountPaise: 41_450,
    });
  });

  it('goes back once under one key, whatever answers get lost, and in parts up to its amount', async () => {
    const demand = demandOf(method);
    const started = await startPaid(bench, demand);
    const refund = refundOf(demand.paymentId, started);
    trouble('lost', /refund$|refunds$/, 2);
    const first = orThrow(await bench.providers.refund(refund));
    expect(orThrow(await bench.providers.refund(refund)).providerRef).toBe(first.providerRef);
    const rest = refundOf(demand.paymentId, started, { amountPaise: 31_450 });
    expect(orThrow(await bench.providers.refund(rest)).providerRef).not.toBe(first.providerRef);
    const more = await bench.providers.refund(refundOf(demand.paymentId, started, { amountPaise: 100 }));
    expect(more).toMatchObject({ ok: false, failure: { code: 'conflict' } });
  });

  it('is pending while it goes back, until a call-back says that it has', async () => {
    const demand = demandOf(method);
    const started = await startPaid(bench, demand);
    const refund = refundOf(demand.paymentId, started);
    expect(orThrow(await bench.providers.refund(refund)).status).toBe('pending');
    const callbacks =
      name === 'stripe' ? await callbacksOf.stripe(bench.stripe) : await callbacksOf.razorpay(bench.razorpay);
    const told = callbacks.flatMap(({ news }) => (news.kind === 'refund' ? [news] : []));
    expect(told.filter(({ refundKey }) => refundKey === refund.refundId)).toMatchObject([{ status: 'succeeded' }]);
    expect(orThrow(await bench.providers.refund(refund)).status).toBe('succeeded');
  });

  it('cannot go back before it was paid', async () => {
    const demand = demandOf(method);
    const started = orThrow(await bench.providers.start(demand));
    const refused = await bench.providers.refund(refundOf(demand.paymentId, started));
    expect(refused).toMatchObject({ ok: false, failure: { code: 'conflict' } });
  });

  it('is tried again while the provider is silent or busy, and unavailable when it stays so', async () => {
    const demand = demandOf(method);
    for (const kind of ['silence', 503, 429] as const) {
      trouble(kind, /./, 2);
      expect((await bench.providers.start(demand)).ok).toBe(true);
    }
    trouble('silence', /./, 99);
    expect(await bench.providers.start(demand)).toMatchObject({ ok: false, failure: { code: 'unavailable' } });
  });

  it('is not started when the time to pay is over', async () => {
    const late = demandOf(method, { expiresAtMs: Date.now() - 1 });
    expect(await bench.providers.start(late)).toMatchObject({ ok: false, failure: { code: 'expired' } });
  });

  it('is not found under an id that the provider never gave', async () => {
    const ref = { paymentId: randomIds.next(), provider: name, providerRef: '../../v1/refunds' };
    expect(await bench.providers.read(ref)).toMatchObject({ ok: false, failure: { code: 'not_found' } });
  });

  it('writes no secret to the log, whatever goes wrong', async () => {
    trouble('silence', /./, 99);
    await bench.providers.start(demandOf(method));
    trouble(401, /./, 99);
    await bench.providers.start(demandOf(method));
    const lines = JSON.stringify(vi.mocked(console.warn).mock.calls);
    expect(lines).toContain(name);
    for (const secret of ['sk_test_of_these_tests', 'key-of-these-tests', btoa('rzp_test_1:key-of-these-tests')]) {
      expect(lines).not.toContain(secret);
    }
  });
});
