import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { paymentIntents } from '#db/schema/payments';
import {
  confirmPayment,
  listDisputes,
  listPayments,
  listUnclaimed,
  receiveCallback,
  sweepPayments,
} from '#modules/payments';
import type { PersonActor } from '#platform/access/actor';
import { fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { PaymentReport } from '#platform/payments-door';
import { type Engine, engines } from './engines.ts';
import { byHand, card, openPaymentDesk, type PaymentDesk } from './payment-desk.ts';
import { storeId } from './placed-orders.ts';
import { auditOf, type Office, openOffice, refusal } from './staff.ts';

describe.each(engines)('payments on $name', (kind) => {
  let engine: Engine;
  let office: Office;
  let desk: PaymentDesk;
  let cashier: PersonActor;
  let owner: PersonActor;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    office = openOffice(engine.db);
    desk = openPaymentDesk(office);
    await desk.newOrder([]);
    cashier = await office.join('cashier', [storeId]);
    owner = await office.join('owner');
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('of an order that waited to be written since before a column came get that column’s default', async () => {
    const { orderId } = await desk.newOrder([]);
    const id = randomIds.next();
    const row = { id, order_id: orderId, method: 'cod', status: 'pending', currency: 'INR', amount_paise: 5 };
    const ofToday = { ...row, id: randomIds.next(), provider: 'stripe', provider_ref: 'cs_1', refunded_paise: 0 };
    const createdAt = office.clock.now().toISOString();
    const facts = [row, ofToday].map((each) => ({ table: 'payments', row: { ...each, created_at: createdAt } }));
    await office.db.batch(writeFacts(facts));
    await office.db.batch(writeFacts(facts));
    const written = await office.db.query(
      sql`select provider, refunded_paise from payments where order_id = ${orderId} order by provider`,
    );
    expect(written).toEqual([
      { provider: 'manual', refunded_paise: 0 },
      { provider: 'stripe', refunded_paise: 0 },
    ]);
  });

  describe('money that staff saw come', () => {
    it('at the door is taken once, for the whole payment, by its reference', async () => {
      const change = { status: 'pending' as const, capturedAt: null, providerRef: null };
      const { orderId, paymentIds } = await desk.newOrder([byHand('cod', 41_450, change)]);
      const confirmation = { paymentId: paymentIds[0] ?? '', amountPaise: 41_450, reference: 'Round 12' };
      const part = { ...confirmation, amountPaise: 41_000 };
      expect(await refusal(confirmPayment(desk.as(cashier), part))).toBe('invalid_input');
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => refusal(confirmPayment(desk.as(cashier), confirmation))),
      );
      expect(new Set(answers)).toEqual(new Set(['done']));
      const other = { ...confirmation, reference: 'Round 13' };
      expect(await refusal(confirmPayment(desk.as(cashier), other))).toBe('conflict');
      expect(await desk.paymentsOf(orderId)).toMatchObject([{ status: 'captured', provider_ref: 'Round 12' }]);
      expect(await desk.eventsOf(orderId)).toEqual(['payment.captured']);
      const actors = (await auditOf(office.db, orderId)).filter(({ action }) => action === 'payments.confirm');
      expect(actors[0]?.actor).toBe(`person:${cashier.personId}`);
    });

    it('for a checkout that waits is told to it, found by the reference that the buyer wrote', async () => {
      const reference = `TIN${randomIds.next().slice(-12).toUpperCase()}`;
      const intent = {
        id: randomIds.next(),
        cartId: randomIds.next(),
        orderId: randomIds.next(),
        storeId,
        method: 'upi_qr',
        provider: 'manual' as const,
        providerRef: reference,
        amountPaise: 25_000,
        currency: 'INR',
        status: 'waiting' as const,
        createdAt: office.clock.now().toISOString(),
        expiresAt: office.clock.now().toISOString(),
        settledAt: null,
      };
      await office.db.batch(writeFacts([fact(paymentIntents, intent)]));
      const { data } = await listPayments(desk.as(cashier), { reference });
      expect(data).toMatchObject([{ id: intent.id, status: 'awaited', amount: { amount: 25_000 } }]);

      const confirmation = { paymentId: intent.id, amountPaise: 25_000, reference: '632415220917' };
      desk.world.outcome = 'away';
      expect(await refusal(confirmPayment(desk.as(cashier), confirmation))).toBe('unavailable');
      desk.world.outcome = 'taken';
      expect(await confirmPayment(desk.as(cashier), confirmation)).toMatchObject({ status: 'captured' });
      expect(desk.world.reports).toMatchObject([
        { cartId: intent.cartId, orderId: intent.orderId, status: 'captured' },
      ]);
      expect((await listPayments(desk.as(cashier), { reference })).data).toEqual([]);
    });

    it('of another store is none of their business', async () => {
      const { paymentIds } = await desk.newOrder([byHand('cod', 100, { status: 'pending' })]);
      const elsewhere = await office.join('cashier', [await office.newStore()]);
      const confirmation = { paymentId: paymentIds[0] ?? '', amountPaise: 100, reference: 'x' };
      expect(await refusal(confirmPayment(desk.as(elsewhere), confirmation))).toBe('not_found');
      expect((await listPayments(desk.as(elsewhere), {})).data).toEqual([]);
      expect(await refusal(listPayments(desk.as(elsewhere), { storeId }))).toBe('forbidden');
    });
  });

  describe('a call-back', () => {
    const captured = (change: Partial<PaymentReport> = {}, id = `stripe:evt_${randomIds.next()}`) => {
      const report: PaymentReport = {
        paymentId: randomIds.next(),
        cartId: randomIds.next(),
        orderId: randomIds.next(),
        provider: 'stripe',
        providerRef: `cs_${randomIds.next()}`,
        status: 'captured',
        amountPaise: 41_450,
        currency: 'INR',
        reportId: id,
        ...change,
      };
      const captureRef = `pi_${report.paymentId}`;
      return {
        id,
        provider: 'stripe' as const,
        type: 'checkout.session.completed',
        news: { kind: 'payment' as const, captureRef, report },
      };
    };

    it('shopper pays, stock is gone (vendure#3065): whatever the object says of it is on record, once', async () => {
      desk.world.outcome = 'taken';
      const callback = captured();
      expect(await receiveCallback(desk.platform(), callback, [])).toBe('handled');
      expect(await receiveCallback(desk.platform(), callback, [])).toBe('handled');
      expect(desk.world.reports).toHaveLength(1);
    });

    it('whose handling fails is kept, asked for again by 503, and done by the sweep', async () => {
      desk.world.outcome = 'away';
      const callback = captured();
      expect(await refusal(receiveCallback(desk.platform(), callback, []))).toBe('unavailable');
      desk.world.outcome = 'taken';
      office.clock.advanceMs(120_000);
      await sweepPayments(desk.platform(), Infinity);
      expect(desk.world.reports.map(({ paymentId }) => paymentId)).toContain(callback.news.report.paymentId);
      expect(await receiveCallback(desk.platform(), callback, [])).toBe('handled');
    });

    it('for nothing that we know of is listed as unclaimed, and so is another amount than was asked for', async () => {
      const stray = captured();
      expect(await receiveCallback(desk.platform(), stray, [])).toBe('unclaimed');
      const { orderId, paymentIds } = await desk.newOrder([{ ...card(50_000), status: 'pending', capturedAt: null }]);
      const wrong = captured({ paymentId: paymentIds[0] ?? '', orderId, amountPaise: 49_999 });
      expect(await receiveCallback(desk.platform(), wrong, [])).toBe('unclaimed');
      expect(await desk.paymentsOf(orderId)).toMatchObject([{ status: 'pending' }]);
      const listed = (await listUnclaimed(desk.as(owner), { limit: 100 })).data.map(({ id }) => id);
      expect(listed).toEqual(expect.arrayContaining([stray.id, wrong.id]));
    });

    it('of a second transfer for what is paid already is unclaimed money, not the first one told twice', async () => {
      const { orderId, paymentIds } = await desk.newOrder([{ ...card(50_000), status: 'pending', capturedAt: null }]);
      const first = captured({ paymentId: paymentIds[0] ?? '', orderId, amountPaise: 50_000 });
      expect(await receiveCallback(desk.platform(), first, [])).toBe('handled');
      const toldAgain = { ...first, id: `${first.id}-again` };
      expect(await receiveCallback(desk.platform(), toldAgain, [])).toBe('handled');
      const { report } = first.news;
      for (const [name, other] of [
        ['page', { ...report, providerRef: 'cs_another' }],
        ['provider', { ...report, provider: 'razorpay' as const }],
      ] as const) {
        const second = { ...first, id: `${first.id}-${name}`, news: { ...first.news, report: other } };
        expect(await receiveCallback(desk.platform(), second, [])).toBe('unclaimed');
      }
    });

    it('taken by hand when its goods are gone is listed for staff, who alone can give it back', async () => {
      desk.world.outcome = 'refunded';
      const late = captured({ provider: 'manual' });
      expect(await receiveCallback(desk.platform(), late, [])).toBe('unclaimed');
      expect(await receiveCallback(desk.platform(), captured(), [])).toBe('handled');
    });

    it('about a dispute is recorded with its payment, and what was decided stays decided', async () => {
      const { orderId, paymentIds } = await desk.newOrder([{ ...card(41_450), status: 'pending', capturedAt: null }]);
      const paid = captured({ paymentId: paymentIds[0] ?? '', orderId });
      expect(await receiveCallback(desk.platform(), paid, [])).toBe('handled');
      const disputeRef = `dp_${orderId}`;
      const told = (id: string, status: 'opened' | 'lost') => ({
        id: `stripe:${disputeRef}:${id}`,
        provider: 'stripe' as const,
        type: 'charge.dispute',
        news: {
          kind: 'dispute' as const,
          disputeRef,
          captureRef: paid.news.captureRef,
          amountPaise: 41_450,
          currency: 'INR',
          reason: 'fraudulent',
          status,
          respondBy: null,
          openedAt: '2026-11-22T12:00:00.000Z',
        },
      });
      for (const callback of [told('1', 'opened'), told('2', 'lost'), told('3', 'opened'), told('2', 'lost')]) {
        expect(await receiveCallback(desk.platform(), callback, [])).toBe('handled');
      }
      const { data } = await listDisputes(desk.as(owner), { storeId });
      expect(data.filter(({ reference }) => reference === disputeRef)).toMatchObject([
        { status: 'lost', orderId, paymentId: paymentIds[0] },
      ]);
      expect((await desk.eventsOf(orderId)).filter((type) => type === 'payment.disputed')).toHaveLength(2);
    });
  });
});
