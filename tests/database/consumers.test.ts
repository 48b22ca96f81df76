import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Statement } from '#db/client';
import { rebuildSales, rollUpSales, salesByDay } from '#modules/analytics';
import { confirmOrders, listMessages, type Mail, sendDueMessages, UnsendableMail } from '#modules/campaigns';
import type { OrderPlacedData } from '#modules/orders';
import { fixedClock } from '#platform/clock';
import { consumeBatch } from '#platform/consume';
import { consumeDeadLetters } from '#platform/consume-dead-letters';
import { consumerContext } from '#platform/consumer-context';
import type { Permitted } from '#platform/context';
import { testPersonalKeys } from '#platform/context.test-support';
import { type EventMessage, eventFact } from '#platform/events';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';
import { arnica, calendula, placedOrder, recordsOf, startedAt, storeId } from './placed-orders.ts';

const shop = { name: 'Tincture', url: 'https://tincture.example' };
const from = { name: 'Tincture', address: 'orders@tincture.example' };

describe.each(engines)('consumers on $name', (kind) => {
  let engine: Engine;
  let clock = fixedClock(startedAt);
  let ctx: Permitted;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    clock = fixedClock(startedAt);
    ctx = {
      ...consumerContext(
        { PERSONAL_KEYS: JSON.stringify(testPersonalKeys), DATABASE_URL: 'postgres://nobody@localhost/none' },
        'test',
      ),
      db: engine.db,
      clock,
    };
    await ctx.db.query(
      sql`truncate events, inbox, dead_letters, sales_by_day, messages, order_lines, payments, orders, stores cascade`,
    );
  });

  /** Writes orders as a checkout does, and answers the messages that the relay would send. */
  async function place(...placed: OrderPlacedData[]) {
    const events = placed.map(
      (order): EventMessage => ({
        id: randomIds.next(),
        type: 'order.placed',
        version: 1,
        subject: order.orderId,
        storeId,
        occurredAt: clock.now().toISOString(),
        correlationId: 'test',
        causationId: null,
        data: order,
      }),
    );
    const facts = [
      ...(await Promise.all(placed.map((order) => recordsOf(ctx.personal, order)))).flat(),
      ...events.map(({ occurredAt: _at, correlationId: _id, causationId: _cause, ...event }) => eventFact(ctx, event)),
    ];
    await ctx.db.batch(writeFacts(facts));
    return events.map((body) => ({ id: randomIds.next(), body, attempts: 1 }));
  }

  const rollUp = () =>
    ctx.db.query(
      sql`select product_id, day, orders, units, revenue_paise, tax_paise, as_of from sales_by_day order by day, product_id`,
    );
  const consume = (messages: Awaited<ReturnType<typeof place>>) =>
    consumeBatch(ctx, 'analytics', messages, rollUpSales);

  describe('the sales roll-up', () => {
    it('counts every order once, whatever comes twice and in whatever batches, and equals a rebuild from the log', async () => {
      const anyBought = fc.record({
        productId: fc.constantFrom(arnica, calendula),
        quantity: fc.integer({ min: 1, max: 5 }),
        totalPaise: fc.integer({ min: 1, max: 90_000 }),
      });
      const anyOrder = fc.tuple(
        fc.array(anyBought, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('2026-11-21', '2026-11-22'),
      );
      const placed = fc
        .sample(anyOrder, { numRuns: 40, seed: 20261122 })
        .map(([bought, day]) => placedOrder(bought, day));
      const messages = await place(...placed);
      for (let at = 0; at < messages.length; at += 7) {
        await consume([...messages.slice(at, at + 9), ...messages.slice(Math.max(0, at - 5), at)].toReversed());
      }
      const incremental = await rollUp();
      const { rows } = await rebuildSales(ctx);
      expect(rows).toBe(incremental.length);
      expect(await rollUp()).toEqual(incremental);
      const units = incremental.reduce((sum, row) => sum + Number(row.units), 0);
      expect(units).toBe(placed.flatMap((order) => order.lines).reduce((sum, line) => sum + line.quantity, 0));
    });

    it('is true as of now when all is counted, and as of the oldest waiting order when not', async () => {
      const bought = [{ productId: arnica, quantity: 2, totalPaise: 25_100 }];
      const [first] = await place(placedOrder(bought));
      clock.advanceMs(60_000);
      const [second] = await place(placedOrder(bought));
      if (first === undefined || second === undefined) throw new Error('nothing was placed');
      await consume([first]);
      clock.advanceMs(60_000);
      const period = { from: '2026-11-22', to: '2026-11-22' };
      expect(await salesByDay(ctx, period)).toMatchObject({
        asOf: '2026-11-22T12:01:00.000Z',
        pending: 1,
        totals: { units: 2 },
      });
      await consume([second]);
      const report = await salesByDay(ctx, period);
      expect(report).toMatchObject({ asOf: '2026-11-22T12:02:00.000Z', pending: 0 });
      expect(report.stores).toMatchObject([
        { storeName: 'Tincture Pune', revenue: { amount: 50_200, currency: 'INR' } },
      ]);
      expect(report.data).toMatchObject([{ productId: arnica, orders: 2, units: 4, asOf: '2026-11-22T12:01:00.000Z' }]);
    });

    it('pages through products without losing or repeating one', async () => {
      const sold = Array.from({ length: 5 }, (_, i) => ({
        productId: randomIds.next(),
        quantity: 1,
        totalPaise: 100 * (i % 2),
      }));
      await consume(await place(placedOrder(sold)));
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await salesByDay(ctx, { from: '2026-11-01', to: '2026-11-30', limit: 2, cursor });
        seen.push(...page.data.map((row) => row.productId));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen.toSorted()).toEqual(sold.map((line) => line.productId).toSorted());
    });

    it('keeps an event of an unknown version as a dead letter, and a rebuild leaves it out too', async () => {
      const [message] = await place(placedOrder([{ productId: arnica, quantity: 1, totalPaise: 100 }]));
      if (message === undefined) throw new Error('nothing was placed');
      await consume([{ ...message, body: { ...message.body, version: 99 } }]);
      expect(await rollUp()).toEqual([]);
      expect((await rebuildSales(ctx)).rows).toBe(0);
      const letters = await ctx.db.query(sql`select consumer, event_id, reason from dead_letters`);
      expect(letters).toMatchObject([{ consumer: 'analytics', event_id: message.body.id }]);
      expect(letters[0]?.reason).toContain('version 99');
    });
  });

  it('keeps what a queue gave up on, unless it was handled meanwhile', async () => {
    const bought = [{ productId: arnica, quantity: 1, totalPaise: 100 }];
    const [handled, lost] = await place(placedOrder(bought), placedOrder(bought));
    if (handled === undefined || lost === undefined) throw new Error('nothing was placed');
    await consume([handled]);
    const noise = { id: 'noise', body: 'not an event', attempts: 1 };
    const decisions = await consumeDeadLetters(ctx, 'analytics', [handled, lost, noise]);
    expect(decisions.map((decision) => decision.kind)).toEqual(['ack', 'ack', 'ack']);
    const letters = await ctx.db.query<{ event_id: string | null }>(sql`select event_id from dead_letters`);
    expect(new Set(letters.map((letter) => letter.event_id))).toEqual(new Set([lost.body.id, null]));
    expect(letters).toHaveLength(2);
  });

  describe('order confirmations', () => {
    const bought = [{ productId: arnica, quantity: 2, totalPaise: 25_100 }];
    const taken: Mail[] = [];
    const taking = { send: async (mail: Mail) => void taken.push(mail) };
    const failing = { send: () => Promise.reject(new Error('The provider is away')) };
    const statusOf = async () => (await listMessages(ctx)).data.map(({ status, attempts }) => ({ status, attempts }));
    beforeEach(() => {
      taken.length = 0;
      vi.spyOn(console, 'error').mockReturnValue();
    });
    afterEach(() => vi.restoreAllMocks());

    it('go out once an order, whatever is delivered twice', async () => {
      const order = placedOrder(bought);
      const messages = await place(order);
      await confirmOrders(ctx, shop, messages);
      await confirmOrders(ctx, shop, messages);
      expect(await sendDueMessages(ctx, taking, from)).toEqual({ sent: 1, failed: 0 });
      expect(await sendDueMessages(ctx, taking, from)).toEqual({ sent: 0, failed: 0 });
      expect(taken).toHaveLength(1);
      expect(taken[0]).toMatchObject({
        to: { address: 'asha@example.com' },
        subject: `Your order ${order.number} is confirmed`,
      });
      expect(taken[0]?.text).toContain('A240');
      expect((await listMessages(ctx)).data).toMatchObject([
        { purpose: 'order_confirmation', subjectId: order.orderId, status: 'sent', attempts: 1, sentAt: startedAt },
      ]);
    });

    it('are shared by senders that work at the same time', async () => {
      await confirmOrders(ctx, shop, await place(...Array.from({ length: 45 }, () => placedOrder(bought))));
      await Promise.all([1, 2, 3, 4].map(() => sendDueMessages(ctx, taking, from)));
      expect(new Set(taken.map((mail) => mail.id)).size).toBe(45);
      expect(taken).toHaveLength(45);
    });

    it('are tried again after a while when the provider is away, and given up visibly', async () => {
      await confirmOrders(ctx, shop, await place(placedOrder(bought)));
      await sendDueMessages(ctx, failing, from);
      expect(await statusOf()).toEqual([{ status: 'queued', attempts: 1 }]);
      await sendDueMessages(ctx, failing, from);
      expect(await statusOf()).toEqual([{ status: 'queued', attempts: 1 }]);
      for (let hour = 0; hour < 6; hour++) {
        clock.advanceMs(3 * 3_600_000);
        await sendDueMessages(ctx, failing, from);
      }
      expect((await listMessages(ctx)).data).toMatchObject([
        { status: 'failed', attempts: 5, failure: 'The provider is away' },
      ]);
    });

    it('arrive after the provider comes back, as the same mail', async () => {
      await confirmOrders(ctx, shop, await place(placedOrder(bought)));
      await sendDueMessages(ctx, failing, from);
      clock.advanceMs(61_000);
      await sendDueMessages(ctx, taking, from);
      expect(await statusOf()).toEqual([{ status: 'sent', attempts: 2 }]);
      expect(taken[0]?.id).toBe((await listMessages(ctx)).data[0]?.id);
    });

    it('are sent again, as the same mail, when a sender died before it could say how it went', async () => {
      await confirmOrders(ctx, shop, await place(placedOrder(bought)));
      const dying = {
        ...ctx,
        db: {
          ...ctx.db,
          batch: <T extends object>(statements: readonly Statement[]) => ctx.db.batch<T>(statements),
          query: () => Promise.reject(new Error('killed')),
        },
      };
      await expect(sendDueMessages(dying, taking, from)).rejects.toThrow('killed');
      await sendDueMessages(ctx, taking, from);
      expect(taken).toHaveLength(1);
      clock.advanceMs(10 * 60_000);
      await sendDueMessages(ctx, taking, from);
      expect(taken).toHaveLength(2);
      expect(taken[1]).toEqual(taken[0]);
      expect(await statusOf()).toEqual([{ status: 'sent', attempts: 2 }]);
    });

    it('fail at once for an address that no mail server takes', async () => {
      await confirmOrders(ctx, shop, await place(placedOrder(bought)));
      const refusing = { send: () => Promise.reject(new UnsendableMail('No such address')) };
      await sendDueMessages(ctx, refusing, from);
      expect((await listMessages(ctx)).data).toMatchObject([
        { status: 'failed', attempts: 1, failure: 'No such address' },
      ]);
    });

    it('are listed page by page', async () => {
      await confirmOrders(ctx, shop, await place(...Array.from({ length: 5 }, () => placedOrder(bought))));
      const first = await listMessages(ctx, { limit: 3 });
      const second = await listMessages(ctx, { limit: 3, cursor: first.nextCursor ?? undefined });
      expect(new Set([...first.data, ...second.data].map((message) => message.id)).size).toBe(5);
      expect(second.nextCursor).toBeNull();
    });
  });
});
