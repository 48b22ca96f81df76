import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  importSettlement,
  listDifferences,
  listRefunds,
  receiveCallback,
  recordPayout,
  refundPayments,
  resolveDifference,
  resumeRefund,
  sweepPayments,
} from '#modules/payments';
import { resumeSaga } from '#modules/sagas';
import type { PersonActor } from '#platform/access/actor';
import { fail, succeed } from '#platform/errors';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';
import { byHand, card, giftCard, newWorld, openPaymentDesk, type PaymentDesk } from './payment-desk.ts';
import { storeId } from './placed-orders.ts';
import { type Office, openOffice, refusal } from './staff.ts';

const byText = (a: unknown, b: unknown): number => JSON.stringify(a).localeCompare(JSON.stringify(b));
const refund = (orderId: string, amountPaise: number, refundId = randomIds.next()) => ({
  refundId,
  orderId,
  amountPaise,
  reason: 'Returned',
});

describe.each(engines)('refunds and settlements on $name', (kind) => {
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

  describe('a refund', () => {
    it('goes back to its sources: the voucher first, then the card, cash by hand', async () => {
      const { orderId } = await desk.newOrder([card(50_000), giftCard(20_000), byHand('cash', 10_000)]);
      const given = await refundPayments(desk.as(owner), refund(orderId, 75_000));
      expect(given.status).toBe('to_pay_out');
      const parts = given.parts.map(({ method, amount, status }) => [method, amount.amount, status]);
      expect(parts.toSorted(byText)).toEqual([
        ['card', 50_000, 'succeeded'],
        ['cash', 5_000, 'to_pay_out'],
        ['gift_card', 20_000, 'succeeded'],
      ]);
      expect([...desk.world.credits.values()]).toEqual([20_000]);
      expect([...desk.world.refunds.values()].map(({ amountPaise }) => amountPaise)).toEqual([50_000]);
      expect((await desk.paymentsOf(orderId)).map(({ status }) => status)).toEqual([
        'refunded',
        'refunded',
        'partly_refunded',
      ]);
      expect(await desk.sagaOf(given.refundId)).toEqual({ kind: 'refund', status: 'waiting' });

      const cash = given.parts.find(({ method }) => method === 'cash');
      const paid = await recordPayout(desk.as(cashier), { refundPartId: cash?.id ?? '', reference: 'Receipt 7' });
      expect(paid).toMatchObject({ status: 'succeeded', reference: 'Receipt 7' });
      const again = await recordPayout(desk.as(cashier), { refundPartId: cash?.id ?? '', reference: 'Receipt 7' });
      expect(again).toEqual(paid);
      expect(await desk.sagaOf(given.refundId)).toMatchObject({ status: 'completed' });
      expect((await desk.eventsOf(orderId)).filter((type) => type === 'refund.settled')).toHaveLength(3);
    });

    it('amount counted twice (saleor#14648): asked for twenty times at once it is given once', async () => {
      const { orderId } = await desk.newOrder([card(50_000)]);
      const same = refund(orderId, 30_000);
      const views = await Promise.all(Array.from({ length: 20 }, () => refundPayments(desk.as(owner), same)));
      expect(new Set(views.flatMap(({ parts }) => parts.map(({ id }) => id))).size).toBe(1);
      expect(desk.world.refunds.size).toBe(1);
      expect(await desk.paymentsOf(orderId)).toMatchObject([{ status: 'partly_refunded', refunded_paise: 30_000 }]);
      expect(await refusal(refundPayments(desk.as(owner), { ...same, amountPaise: 29_999 }))).toBe(
        'idempotency_mismatch',
      );
    });

    it('never gives more than came in, whoever asks at the same time', async () => {
      const { orderId } = await desk.newOrder([card(30_000), giftCard(20_000)]);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => refusal(refundPayments(desk.as(owner), refund(orderId, 20_000)))),
      );
      expect(answers.filter((answer) => answer === 'done')).toHaveLength(2);
      expect(answers.filter((answer) => answer === 'conflict')).toHaveLength(8);
      const back = [...desk.world.refunds.values()].reduce((sum, { amountPaise }) => sum + amountPaise, 0);
      const credited = [...desk.world.credits.values()].reduce((sum, amount) => sum + amount, 0);
      expect(back + credited).toBe(40_000);
    });

    it('that gets no answer stays on its way, and the sweep goes on under the same key', async () => {
      const { orderId } = await desk.newOrder([card(50_000)]);
      desk.world.refundAnswer = () => fail('unavailable', 'Nobody answers');
      const given = await refundPayments(desk.as(owner), refund(orderId, 10_000));
      expect(given).toMatchObject({ status: 'pending', parts: [{ failures: 1, lastError: 'Nobody answers' }] });
      expect(await sweepPayments(desk.platform(), Infinity)).toMatchObject({ refunds: 0 });
      office.clock.advanceMs(3_600_000);
      desk.world.refundAnswer = newWorld().refundAnswer;
      expect(await sweepPayments(desk.platform(), Infinity)).toMatchObject({ refunds: 1 });
      expect(desk.world.refunds.size).toBe(1);
      expect(await desk.sagaOf(given.refundId)).toMatchObject({ status: 'completed' });
    });

    it('that a provider refuses frees its payment, and goes on by hand or again under another key', async () => {
      const { orderId } = await desk.newOrder([card(50_000)]);
      desk.world.refundAnswer = () => fail('conflict', 'The card is closed');
      const given = await refundPayments(desk.as(owner), refund(orderId, 50_000));
      expect(given.status).toBe('failed');
      expect(await desk.paymentsOf(orderId)).toMatchObject([{ status: 'captured', refunded_paise: 0 }]);
      expect(await desk.sagaOf(given.refundId)).toMatchObject({ status: 'stuck' });
      await resumeSaga(desk.as(owner), { sagaId: given.refundId });
      expect(desk.world.refunds.size).toBe(2);
      const resumed = await resumeRefund(desk.as(owner), { refundId: given.refundId, refused: 'by_hand' });
      expect(resumed.status).toBe('to_pay_out');
      expect(await desk.paymentsOf(orderId)).toMatchObject([{ status: 'refunded', refunded_paise: 50_000 }]);
    });

    it('is completed by the call-back of its provider, and not undone by one that comes late', async () => {
      const { orderId } = await desk.newOrder([card(50_000)]);
      desk.world.refundAnswer = ({ refundId }) => succeed({ providerRef: `re_${refundId}`, status: 'pending' });
      const given = await refundPayments(desk.as(owner), refund(orderId, 10_000));
      expect(given.status).toBe('pending');
      const refundKey = [...desk.world.refunds.keys()][0] ?? '';
      const told = (id: string, status: 'succeeded' | 'failed') =>
        receiveCallback(
          desk.platform(),
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
      expect(await desk.sagaOf(given.refundId)).toMatchObject({ status: 'completed' });
      expect((await desk.eventsOf(orderId)).filter((type) => type === 'refund.settled')).toHaveLength(1);
    });

    it('asks for the permission, in the store, up to its amount', async () => {
      const { orderId } = await desk.newOrder([card(900_000)]);
      expect(await refusal(refundPayments(desk.as(cashier), refund(orderId, 100)))).toBe('forbidden');
      const stale = { ...owner, secondFactorAtMs: null };
      expect(await refusal(refundPayments(desk.as(stale), refund(orderId, 200_001)))).toBe('second_factor_required');
      const other = await office.join('store_manager', [await office.newStore()]);
      expect(await refusal(refundPayments(desk.as(other), refund(orderId, 100)))).toBe('not_found');
      expect((await listRefunds(desk.as(owner), { orderId })).data).toEqual([]);
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
      await office.db.query(sql`update payments set captured_at = '2026-01-01' where provider = 'stripe'`);
      const { orderId, paymentIds } = await desk.newOrder([card(10_000), card(20_000), card(30_000), card(40_000)]);
      const [right = '', wrong = '', dear = '', forgotten = ''] = paymentIds;
      const given = await refundPayments(desk.as(owner), refund(orderId, 5_000));
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
      const imports = await Promise.all([1, 2].map(() => importSettlement(desk.as(owner), query, file)));
      const [settlement] = imports;
      expect(imports[1]).toEqual(settlement);
      expect(settlement).toMatchObject({ lines: 7, differences: 5, openDifferences: 5 });
      const { data } = await listDifferences(desk.as(owner), { settlementId: settlement?.id, limit: 100 });
      const told = data.map(({ kind, paymentId, expected, found }) => [
        kind,
        paymentId,
        expected?.amount,
        found?.amount,
      ]);
      expect(told.toSorted(byText)).toEqual(
        [
          ['amount_differs', wrong, 20_000, 19_999],
          ['duplicate', right, 0, 10_000],
          ['fee_differs', dear, 900, 3_000],
          ['missing_here', null, undefined, 750],
          ['missing_there', forgotten, 40_000, undefined],
        ].toSorted(byText),
      );
      const stray = data.find(({ kind }) => kind === 'missing_here');
      const note = { differenceId: stray?.id ?? '', note: 'Sold at the fair with the other terminal' };
      expect(await resolveDifference(desk.as(owner), note)).toMatchObject({ resolvedBy: `person:${owner.personId}` });
      expect(await refusal(resolveDifference(desk.as(owner), note))).toBe('conflict');

      // The next day's file brings what was missing, and the same line again.
      const next = [header, line(txn('late'), '400.00', forgotten), line(txn('right'), '100.00', right)].join('\n');
      const later = await importSettlement(
        desk.as(owner),
        { ...covers, coversFrom: '2026-11-23', coversTo: '2026-11-23' },
        next,
      );
      expect(later).toMatchObject({ differences: 1 });
      const open = await listDifferences(desk.as(owner), { settlementId: settlement?.id, status: 'open', limit: 100 });
      expect(open.data.map(({ kind }) => kind)).not.toContain('missing_there');
    });

    it('with a line that cannot be read is not imported at all, and names the line', async () => {
      const broken = [header, line('a', '100.00', ''), line('b', 'hundred', '')].join('\n');
      await expect(importSettlement(desk.as(owner), covers, broken)).rejects.toMatchObject({
        code: 'invalid_input',
        errors: [{ path: '3.gross', message: 'Must be an amount such as 123.45' }],
      });
      expect(await refusal(importSettlement(desk.as(owner), covers, 'date,total\n1,2'))).toBe('invalid_input');
      expect(await refusal(importSettlement(desk.as(cashier), covers, broken))).toBe('forbidden');
    });
  });
});
