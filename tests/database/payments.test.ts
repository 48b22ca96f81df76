import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '#db/client';
import { payments } from '#db/schema/orders';
import { paymentIntents } from '#db/schema/payments';
import {
  confirmPayment,
  importSettlement,
  listDifferences,
  listDisputes,
  listPayments,
  listRefunds,
  listUnclaimed,
  receiveCallback,
  recordPayout,
  refundPayments,
  resolveDifference,
  resumeRefund,
  sweepPayments,
} from '#modules/payments';
import type { PersonActor } from '#platform/access/actor';
import type { Permitted } from '#platform/context';
import { fail, type Result, succeed } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { PaymentReport, RefundAnswer, RefundDemand } from '#platform/payments-door';
import { type Engine, engines } from './engines.ts';
import { arnica, placedOrder, recordsOf, storeId } from './placed-orders.ts';
import { auditOf, type Office, openOffice, refusal } from './staff.ts';

type PaymentChange = Partial<typeof payments.$inferInsert>;

/** The world outside the records: providers, accounts and checkouts that do as they are told. */
interface World {
  refunds: Map<string, RefundDemand>;
  credits: Map<string, number>;
  reports: PaymentReport[];
  refundAnswer: (demand: RefundDemand) => Result<RefundAnswer>;
  outcome: 'taken' | 'unknown' | 'away';
}

const newWorld = (): World => ({
  refunds: new Map(),
  credits: new Map(),
  reports: [],
  refundAnswer: ({ refundId }) => succeed({ providerRef: `re_${refundId}`, status: 'succeeded' }),
  outcome: 'unknown',
});

describe.each(engines)('payments on $name', (kind) => {
  let engine: Engine;
  let office: Office;
  let world: World;
  let cashier: PersonActor;
  let owner: PersonActor;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    office = openOffice(engine.db);
    world = newWorld();
    await newOrder([]);
    cashier = await office.join('cashier', [storeId]);
    owner = await office.join('owner');
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const as = (actor: Permitted['actor']): Permitted => {
    const ctx = office.as(actor);
    return {
      ...ctx,
      payments: {
        ...ctx.payments,
        async refund(demand) {
          world.refunds.set(demand.refundId, demand);
          return world.refundAnswer(demand);
        },
      },
      objects: {
        ...ctx.objects,
        checkout: () => ({
          async paymentReported(report: PaymentReport) {
            if (world.outcome === 'away') throw new Error('away');
            world.reports.push(report);
            return succeed({ outcome: world.outcome });
          },
        }),
        valueAccount: () => ({
          async credit(key: string, amountPaise: number) {
            world.credits.set(key, amountPaise);
            return succeed({ balancePaise: 0, reservedPaise: 0, availablePaise: 0 });
          },
        }),
      } as unknown as Permitted['objects'],
    };
  };
  const platform = () => as({ kind: 'system', name: 'stripe' });
  const db = (): Database => office.db;

  async function newOrder(tenders: readonly PaymentChange[]) {
    const total = tenders.reduce((sum, { amountPaise = 0 }) => sum + amountPaise, 0);
    const order = placedOrder([{ productId: arnica, quantity: 1, totalPaise: total }]);
    const records = (await recordsOf(office.platform.personal, order)).filter(({ table }) => table !== 'payments');
    const rows = tenders.map((change) => ({
      id: randomIds.next(),
      orderId: order.orderId,
      method: 'card',
      status: 'captured' as const,
      currency: 'INR',
      amountPaise: 0,
      provider: 'stripe' as const,
      providerRef: `cs_${randomIds.next()}`,
      capturedAt: '2026-11-22T10:00:00.000Z',
      refundedPaise: 0,
      createdAt: '2026-11-22T10:00:00.000Z',
      ...change,
    }));
    await db().batch(writeFacts([...records, ...rows.map((row) => fact(payments, row))]));
    return { orderId: order.orderId, paymentIds: rows.map(({ id }) => id) };
  }

  const paymentsOf = (orderId: string) =>
    db().query<{ method: string; status: string; refunded_paise: number; provider_ref: string }>(
      sql`select method, status, refunded_paise, provider_ref from payments where order_id = ${orderId} order by id`,
    );
  const eventsOf = async (orderId: string) =>
    (
      await db().query<{ type: string }>(
        sql`select type from events where subject = ${orderId} order by occurred_at, id`,
      )
    ).map(({ type }) => type);
  const sagaOf = async (refundId: string) =>
    (await db().query<{ status: string; kind: string }>(sql`select status, kind from sagas where id = ${refundId}`))[0];

  const card = (amountPaise: number): PaymentChange => ({ amountPaise });
  const giftCard = (amountPaise: number): PaymentChange => ({
    amountPaise,
    method: 'gift_card',
    provider: 'account',
    providerRef: randomIds.next(),
  });
  const byHand = (method: string, amountPaise: number, change: PaymentChange = {}): PaymentChange => ({
    amountPaise,
    method,
    provider: 'manual',
    ...change,
  });
  const refund = (orderId: string, amountPaise: number, refundId = randomIds.next()) => ({
    refundId,
    orderId,
    amountPaise,
    reason: 'Returned',
  });

  describe('a refund', () => {
    it('goes back to its sources: the voucher first, then the card, cash by hand', async () => {
      const { orderId } = await newOrder([card(50_000), giftCard(20_000), byHand('cash', 10_000)]);
      const given = await refundPayments(as(owner), refund(orderId, 75_000));
      expect(given.status).toBe('to_pay_out');
      const parts = given.parts.map(({ method, amount, status }) => [method, amount.amount, status]);
      expect(parts.toSorted()).toEqual([
        ['card', 50_000, 'succeeded'],
        ['cash', 5_000, 'to_pay_out'],
        ['gift_card', 20_000, 'succeeded'],
      ]);
      expect([...world.credits.values()]).toEqual([20_000]);
      expect([...world.refunds.values()].map(({ amountPaise }) => amountPaise)).toEqual([50_000]);
      expect((await paymentsOf(orderId)).map(({ status }) => status)).toEqual([
        'refunded',
        'refunded',
        'partly_refunded',
      ]);
      expect(await sagaOf(given.refundId)).toEqual({ kind: 'refund', status: 'waiting' });

      const cash = given.parts.find(({ method }) => method === 'cash');
      const paid = await recordPayout(as(cashier), { refundPartId: cash?.id ?? '', reference: 'Receipt 7' });
      expect(paid).toMatchObject({ status: 'succeeded', reference: 'Receipt 7' });
      const again = await recordPayout(as(cashier), { refundPartId: cash?.id ?? '', reference: 'Receipt 7' });
      expect(again).toEqual(paid);
      expect(await sagaOf(given.refundId)).toMatchObject({ status: 'completed' });
      expect((await eventsOf(orderId)).filter((type) => type === 'refund.settled')).toHaveLength(3);
    });

    it('amount counted twice (saleor#14648): asked for twenty times at once it is given once', async () => {
      const { orderId } = await newOrder([card(50_000)]);
      const same = refund(orderId, 30_000);
      const views = await Promise.all(Array.from({ length: 20 }, () => refundPayments(as(owner), same)));
      expect(new Set(views.flatMap(({ parts }) => parts.map(({ id }) => id))).size).toBe(1);
      expect(world.refunds.size).toBe(1);
      expect(await paymentsOf(orderId)).toMatchObject([{ status: 'partly_refunded', refunded_paise: 30_000 }]);
      expect(await refusal(refundPayments(as(owner), { ...same, amountPaise: 29_999 }))).toBe('idempotency_mismatch');
    });

    it('never gives more than came in, whoever asks at the same time', async () => {
      const { orderId } = await newOrder([card(30_000), giftCard(20_000)]);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => refusal(refundPayments(as(owner), refund(orderId, 20_000)))),
      );
      expect(answers.filter((answer) => answer === 'done')).toHaveLength(2);
      expect(answers.filter((answer) => answer === 'conflict')).toHaveLength(8);
      const back = [...world.refunds.values()].reduce((sum, { amountPaise }) => sum + amountPaise, 0);
      const credited = [...world.credits.values()].reduce((sum, amount) => sum + amount, 0);
      expect(back + credited).toBe(40_000);
    });

    it('that gets no answer stays on its way, and the sweep goes on under the same key', async () => {
      const { orderId } = await newOrder([card(50_000)]);
      world.refundAnswer = () => fail('unavailable', 'Nobody answers');
      const given = await refundPayments(as(owner), refund(orderId, 10_000));
      expect(given).toMatchObject({ status: 'pending', parts: [{ failures: 1, lastError: 'Nobody answers' }] });
      expect(await sweepPayments(platform(), Infinity)).toMatchObject({ refunds: 0 });
      office.clock.advanceMs(3_600_000);
      world.refundAnswer = newWorld().refundAnswer;
      expect(await sweepPayments(platform(), Infinity)).toMatchObject({ refunds: 1 });
      expect(world.refunds.size).toBe(1);
      expect(await sagaOf(given.refundId)).toMatchObject({ status: 'completed' });
    });

    it('that a provider refuses frees its payment, and goes on by hand or again under another key', async () => {
      const { orderId } = await newOrder([card(50_000)]);
      world.refundAnswer = () => fail('conflict', 'The card is closed');
      const given = await refundPayments(as(owner), refund(orderId, 50_000));
      expect(given.status).toBe('failed');
      expect(await paymentsOf(orderId)).toMatchObject([{ status: 'captured', refunded_paise: 0 }]);
      expect(await sagaOf(given.refundId)).toMatchObject({ status: 'stuck' });
      await resumeRefund(as(owner), { refundId: given.refundId });
      expect(world.refunds.size).toBe(2);
      const resumed = await resumeRefund(as(owner), { refundId: given.refundId, refused: 'by_hand' });
      expect(resumed.status).toBe('to_pay_out');
      expect(await paymentsOf(orderId)).toMatchObject([{ status: 'refunded', refunded_paise: 50_000 }]);
    });

    it('is completed by the call-back of its provider, and not undone by one that comes late', async () => {
      const { orderId } = await newOrder([card(50_000)]);
      world.refundAnswer = ({ refundId }) => succeed({ providerRef: `re_${refundId}`, status: 'pending' });
      const given = await refundPayments(as(owner), refund(orderId, 10_000));
      expect(given.status).toBe('pending');
      const refundKey = [...world.refunds.keys()][0] ?? '';
      const told = (id: string, status: 'succeeded' | 'failed') =>
        receiveCallback(
          platform(),
          {
            id,
            provider: 'stripe',
            type: 'refund.updated',
            news: { kind: 'refund', refundKey, refundRef: 're_1', status },
          },
          [],
        );
      expect(await told(`stripe:${refundKey}:1`, 'succeeded')).toBe('handled');
      expect(await told(`stripe:${refundKey}:1`, 'succeeded')).toBe('handled');
      expect(await told(`stripe:${refundKey}:2`, 'failed')).toBe('handled');
      expect(await sagaOf(given.refundId)).toMatchObject({ status: 'completed' });
      expect((await eventsOf(orderId)).filter((type) => type === 'refund.settled')).toHaveLength(1);
    });

    it('asks for the permission, in the store, up to its amount', async () => {
      const { orderId } = await newOrder([card(900_000)]);
      expect(await refusal(refundPayments(as(cashier), refund(orderId, 100)))).toBe('forbidden');
      const stale = { ...owner, secondFactorAtMs: null };
      expect(await refusal(refundPayments(as(stale), refund(orderId, 200_001)))).toBe('second_factor_required');
      const other = await office.join('store_manager', [await office.newStore()]);
      expect(await refusal(refundPayments(as(other), refund(orderId, 100)))).toBe('not_found');
      expect((await listRefunds(as(owner), { orderId })).data).toEqual([]);
    });
  });

  describe('money that staff saw come', () => {
    it('at the door is taken once, for the whole payment, by its reference', async () => {
      const change = { status: 'pending' as const, capturedAt: null, providerRef: null };
      const { orderId, paymentIds } = await newOrder([byHand('cod', 41_450, change)]);
      const confirmation = { paymentId: paymentIds[0] ?? '', amountPaise: 41_450, reference: 'Round 12' };
      const part = { ...confirmation, amountPaise: 41_000 };
      expect(await refusal(confirmPayment(as(cashier), part))).toBe('invalid_input');
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => refusal(confirmPayment(as(cashier), confirmation))),
      );
      expect(new Set(answers)).toEqual(new Set(['done']));
      const other = { ...confirmation, reference: 'Round 13' };
      expect(await refusal(confirmPayment(as(cashier), other))).toBe('conflict');
      expect(await paymentsOf(orderId)).toMatchObject([{ status: 'captured', provider_ref: 'Round 12' }]);
      expect(await eventsOf(orderId)).toEqual(['payment.captured']);
      const actors = (await auditOf(db(), orderId)).filter(({ action }) => action === 'payments.confirm');
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
      await db().batch(writeFacts([fact(paymentIntents, intent)]));
      const { data } = await listPayments(as(cashier), { reference });
      expect(data).toMatchObject([{ id: intent.id, status: 'awaited', amount: { amount: 25_000 } }]);

      const confirmation = { paymentId: intent.id, amountPaise: 25_000, reference: '632415220917' };
      world.outcome = 'away';
      expect(await refusal(confirmPayment(as(cashier), confirmation))).toBe('unavailable');
      world.outcome = 'taken';
      expect(await confirmPayment(as(cashier), confirmation)).toMatchObject({ status: 'captured' });
      expect(world.reports).toMatchObject([{ cartId: intent.cartId, orderId: intent.orderId, status: 'captured' }]);
      expect((await listPayments(as(cashier), { reference })).data).toEqual([]);
    });

    it('of another store is none of their business', async () => {
      const { paymentIds } = await newOrder([byHand('cod', 100, { status: 'pending' })]);
      const elsewhere = await office.join('cashier', [await office.newStore()]);
      const confirmation = { paymentId: paymentIds[0] ?? '', amountPaise: 100, reference: 'x' };
      expect(await refusal(confirmPayment(as(elsewhere), confirmation))).toBe('not_found');
      expect((await listPayments(as(elsewhere), {})).data).toEqual([]);
      expect(await refusal(listPayments(as(elsewhere), { storeId }))).toBe('forbidden');
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
      world.outcome = 'taken';
      const callback = captured();
      expect(await receiveCallback(platform(), callback, [])).toBe('handled');
      expect(await receiveCallback(platform(), callback, [])).toBe('handled');
      expect(world.reports).toHaveLength(1);
    });

    it('whose handling fails is kept, asked for again by 503, and done by the sweep', async () => {
      world.outcome = 'away';
      const callback = captured();
      expect(await refusal(receiveCallback(platform(), callback, []))).toBe('unavailable');
      world.outcome = 'taken';
      office.clock.advanceMs(120_000);
      await sweepPayments(platform(), Infinity);
      expect(world.reports.map(({ paymentId }) => paymentId)).toContain(callback.news.report.paymentId);
      expect(await receiveCallback(platform(), callback, [])).toBe('handled');
    });

    it('for nothing that we know of is listed as unclaimed, and so is another amount than was asked for', async () => {
      const stray = captured();
      expect(await receiveCallback(platform(), stray, [])).toBe('unclaimed');
      const { orderId, paymentIds } = await newOrder([{ ...card(50_000), status: 'pending', capturedAt: null }]);
      const wrong = captured({ paymentId: paymentIds[0] ?? '', orderId, amountPaise: 49_999 });
      expect(await receiveCallback(platform(), wrong, [])).toBe('unclaimed');
      expect(await paymentsOf(orderId)).toMatchObject([{ status: 'pending' }]);
      const listed = (await listUnclaimed(as(owner), { limit: 100 })).data.map(({ id }) => id);
      expect(listed).toEqual(expect.arrayContaining([stray.id, wrong.id]));
    });

    it('about a dispute is recorded with its payment, and what was decided stays decided', async () => {
      const { orderId, paymentIds } = await newOrder([{ ...card(41_450), status: 'pending', capturedAt: null }]);
      const paid = captured({ paymentId: paymentIds[0] ?? '', orderId });
      expect(await receiveCallback(platform(), paid, [])).toBe('handled');
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
        expect(await receiveCallback(platform(), callback, [])).toBe('handled');
      }
      const { data } = await listDisputes(as(owner), { storeId });
      expect(data.filter(({ reference }) => reference === disputeRef)).toMatchObject([
        { status: 'lost', orderId, paymentId: paymentIds[0] },
      ]);
      expect((await eventsOf(orderId)).filter((type) => type === 'payment.disputed')).toHaveLength(2);
    });
  });

  describe('a settlement file', () => {
    const header =
      'balance_transaction_id,created_utc,currency,gross,fee,reporting_category,source_id,payment_intent_id,payment_metadata[payment_id]';
    const line = (
      txn: string,
      rupees: string,
      paymentId: string,
      change: { fee?: string; kind?: string; source?: string } = {},
    ) =>
      [
        txn,
        '2026-11-22T10:00:00Z',
        'inr',
        rupees,
        change.fee ?? '2.36',
        change.kind ?? 'charge',
        change.source ?? `ch_${txn}`,
        `pi_${txn}`,
        paymentId,
      ].join(',');
    const covers = { provider: 'stripe' as const, coversFrom: '2026-11-22', coversTo: '2026-11-22' };

    it('is held against the records: every difference is listed, once, whoever imports it again', async () => {
      await db().query(sql`update payments set captured_at = '2026-01-01' where provider = 'stripe'`);
      const { orderId, paymentIds } = await newOrder([card(10_000), card(20_000), card(30_000), card(40_000)]);
      const [right = '', wrong = '', dear = '', forgotten = ''] = paymentIds;
      const given = await refundPayments(as(owner), refund(orderId, 5_000));
      const refundRef = given.parts[0]?.reference ?? '';
      const txn = (name: string) => `${name}_${orderId}`;
      const file = [
        header,
        line(txn('right'), '100.00', right),
        line(txn('wrong'), '199.99', wrong),
        line(txn('dear'), '300.00', dear, { fee: '30.00' }),
        line(txn('right'), '100.00', right),
        line(txn('stray'), '7.50', ''),
        line(txn('refund'), '-50.00', '', { kind: 'refund', source: refundRef, fee: '0.00' }),
        line(txn('payout'), '-500.00', '', { kind: 'payout' }),
      ].join('\n');
      const query = { ...covers, feeAtMostBasisPoints: 300 };
      const imports = await Promise.all([1, 2].map(() => importSettlement(as(owner), query, file)));
      const [settlement] = imports;
      expect(imports[1]).toEqual(settlement);
      expect(settlement).toMatchObject({ lines: 7, differences: 5, openDifferences: 5 });
      const { data } = await listDifferences(as(owner), { settlementId: settlement?.id, limit: 100 });
      const told = data.map(({ kind, paymentId, expected, found }) => [
        kind,
        paymentId,
        expected?.amount,
        found?.amount,
      ]);
      expect(told.toSorted()).toEqual(
        [
          ['amount_differs', wrong, 20_000, 19_999],
          ['duplicate', right, 0, 10_000],
          ['fee_differs', dear, 900, 3_000],
          ['missing_here', null, undefined, 750],
          ['missing_there', forgotten, 40_000, undefined],
        ].toSorted(),
      );
      const stray = data.find(({ kind }) => kind === 'missing_here');
      const note = { differenceId: stray?.id ?? '', note: 'Sold at the fair with the other terminal' };
      expect(await resolveDifference(as(owner), note)).toMatchObject({ resolvedBy: `person:${owner.personId}` });
      expect(await refusal(resolveDifference(as(owner), note))).toBe('conflict');

      // The next day's file brings what was missing, and the same line again.
      const next = [header, line(txn('late'), '400.00', forgotten), line(txn('right'), '100.00', right)].join('\n');
      const later = await importSettlement(
        as(owner),
        { ...covers, coversFrom: '2026-11-23', coversTo: '2026-11-23' },
        next,
      );
      expect(later).toMatchObject({ differences: 1 });
      const open = await listDifferences(as(owner), { settlementId: settlement?.id, status: 'open', limit: 100 });
      expect(open.data.map(({ kind }) => kind)).not.toContain('missing_there');
    });

    it('with a line that cannot be read is not imported at all, and names the line', async () => {
      const broken = [header, line('a', '100.00', ''), line('b', 'hundred', '')].join('\n');
      await expect(importSettlement(as(owner), covers, broken)).rejects.toMatchObject({
        code: 'invalid_input',
        errors: [{ path: '3.gross', message: 'Must be an amount such as 123.45' }],
      });
      expect(await refusal(importSettlement(as(owner), covers, 'date,total\n1,2'))).toBe('invalid_input');
      expect(await refusal(importSettlement(as(cashier), covers, broken))).toBe('forbidden');
    });
  });
});
