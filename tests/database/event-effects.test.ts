import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rebuildSales, rollUpSales, salesByDay } from '#modules/analytics';
import { confirmOrders } from '#modules/campaigns';
import { eventContracts, replayDeadLetters } from '#modules/events';
import { type OrderPlacedData, orderPlaced } from '#modules/orders';
import { queueDeliveries } from '#modules/webhooks';
import { fixedClock } from '#platform/clock';
import { toCloudEvent } from '#platform/cloud-event';
import { consumeBatch, type ReceivedMessage } from '#platform/consume';
import { consumerContext } from '#platform/consumer-context';
import type { Permitted } from '#platform/context';
import { testPersonalKeys } from '#platform/context.test-support';
import { type Consumer, type EventMessage, eventFact, subscriptions } from '#platform/events';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { Objects } from '#platform/objects';
import { consumeCatalogEvents } from '../../workers/gateway/events/consume-catalog-events.ts';
import { SearchRefresh } from '../../workers/gateway/events/search-refresh.ts';
import { type Engine, engines } from './engines.ts';
import { arnica, calendula, placedOrder, recordsOf, startedAt, storeId } from './placed-orders.ts';

const shop = { name: 'Tincture', url: 'https://tincture.example' };

describe.each(engines)('effects of events on $name', (kind) => {
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

  /** Tells of events as a request does, and answers the messages that the relay would send. */
  async function tell(...told: Pick<EventMessage, 'type' | 'subject' | 'data'>[]) {
    const events = told.map((one) => ({ ...one, id: randomIds.next(), version: 1, storeId }));
    await ctx.db.batch(writeFacts(events.map((event) => eventFact(ctx, event))));
    const surroundings = { occurredAt: clock.now().toISOString(), correlationId: 'test', causationId: null };
    return events.map((event) => ({ id: randomIds.next(), body: { ...event, ...surroundings }, attempts: 1 }));
  }

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
      sql`select product_id, day, orders, units, revenue_paise, tax_paise, returned_units, returned_paise,
        returned_tax_paise, as_of from sales_by_day order by day, product_id`,
    );
  const consume = (messages: Awaited<ReturnType<typeof place>>) =>
    consumeBatch(ctx, 'analytics', messages, rollUpSales);

  describe('the sales roll-up, whatever happens to its events', () => {
    const anyBought = fc.record({
      productId: fc.constantFrom(arnica, calendula),
      quantity: fc.integer({ min: 1, max: 5 }),
      totalPaise: fc.integer({ min: 1, max: 90_000 }),
    });
    const anyFate = fc.constantFrom('fine', 'fine', 'fine', 'poison', 'waiting');
    const anyOrder = fc.tuple(
      fc.array(anyBought, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('2026-11-20', '2026-11-21', '2026-11-22'),
      anyFate,
      fc.integer({ min: 1, max: 3 }),
      fc.integer(),
    );

    it('equals one rebuilt from zero: with duplicates, shuffled across orders, with poison and its replay', async () => {
      const outboxRelay = () => ({ kick: async () => undefined });
      const staff: Permitted = { ...ctx, objects: { outboxRelay } as unknown as Objects };
      const runs = fc.sample(fc.array(anyOrder, { minLength: 1, maxLength: 15 }), { numRuns: 8, seed: 20261122 });
      for (const run of runs) {
        await ctx.db.query(sql`truncate events, inbox, dead_letters, sales_by_day, orders cascade`);
        const messages = await place(...run.map(([bought, day]) => placedOrder(bought, day)));
        const deliveries = run.flatMap(([, , fate, copies, place], at) => {
          const message = messages[at];
          if (message === undefined || fate === 'waiting') return [];
          const body = fate === 'poison' ? { ...message.body, version: 99 } : message.body;
          return Array.from({ length: copies }, (_, copy) => ({
            place: place ^ (copy * 7919),
            id: randomIds.next(),
            body,
            attempts: 1,
          }));
        });
        const shuffled = deliveries.toSorted((a, b) => a.place - b.place);
        for (let at = 0; at < shuffled.length; at += 4) {
          await Promise.all([consume(shuffled.slice(at, at + 4)), consume(shuffled.slice(at, at + 2))]);
        }
        await expectRebuildToEqual();
        await replayDeadLetters(staff, { consumer: 'analytics' });
        await expectRebuildToEqual();
        await consume(messages);
        await expectRebuildToEqual();
        const units = (await rollUp()).reduce((sum, row) => sum + Number(row.units), 0);
        expect(units).toBe(run.flatMap(([bought]) => bought).reduce((sum, { quantity }) => sum + quantity, 0));
      }
    });

    it('shows what was cancelled or came back on its own day beside what was sold, the same when rebuilt', async () => {
      const order = placedOrder([{ productId: arnica, quantity: 3, totalPaise: 30_000 }], '2026-11-20');
      const takenOff = (kind: string, day: string, productId: string, quantity: number) => ({
        returnId: randomIds.next(),
        orderId: order.orderId,
        number: order.number,
        storeId,
        channel: 'web',
        kind,
        reason: 'changed_mind',
        day,
        creditNoteNumber: null,
        lines: [1, quantity - 1].map((pieces) => ({
          variantId: arnica,
          productId,
          batchId: arnica,
          quantity: pieces,
          totalPaise: pieces * 10_000,
          taxPaise: pieces * 476,
        })),
        shippingPaise: 0,
        taxPaise: quantity * 476,
        totalPaise: quantity * 10_000,
        refundedPaise: 0,
      });
      const sold = await place(order);
      const back = await tell(
        { type: 'order.cancelled', subject: order.orderId, data: takenOff('cancellation', '2026-11-20', arnica, 2) },
        { type: 'order.returned', subject: order.orderId, data: takenOff('return', '2026-11-22', calendula, 3) },
      );
      await Promise.all([consume([...sold, ...back, ...back]), consume(back.toReversed())]);
      const rows = await rollUp();
      expect(rows).toMatchObject([
        { day: '2026-11-20', orders: 1, units: 3, revenue_paise: 30_000, returned_units: 2, returned_paise: 20_000 },
        { day: '2026-11-22', orders: 0, units: 0, revenue_paise: 0, returned_units: 3, returned_tax_paise: 1_428 },
      ]);
      await expectRebuildToEqual();
      const report = await salesByDay(ctx, { from: '2026-11-01', to: '2026-11-30' });
      expect(report.totals).toMatchObject({ units: 3, returned: { units: 5, amount: { amount: 50_000 } } });
    });

    it('keeps the days whose events the log has let go, and rebuilds the others', async () => {
      const bought = [{ productId: arnica, quantity: 2, totalPaise: 25_100 }];
      await consume(await place(placedOrder(bought, '2026-03-01'), placedOrder(bought, '2026-03-02')));
      const incremental = await rollUp();
      await ctx.db.batch([
        sql`delete from events where data ->> 'day' = '2026-03-01'`,
        sql`update event_retention set kept_from = '2026-03-01'`,
      ]);
      await expectRebuildToEqual();
      expect(await rollUp()).toEqual(incremental);
      await ctx.db.query(sql`update event_retention set kept_from = null`);
    });

    async function expectRebuildToEqual(): Promise<void> {
      const incremental = await rollUp();
      await rebuildSales(ctx);
      expect(await rollUp()).toEqual(incremental);
    }
  });

  describe('a stored sample of every event that anybody listens to', () => {
    const stored = eventContracts.flatMap(({ type, schemas }) =>
      schemas.flatMap((_, at) => (subscriptions[type] ?? []).map((consumer) => ({ type, version: at + 1, consumer }))),
    );
    const takers: Record<Consumer, (message: ReceivedMessage) => Promise<unknown>> = {
      analytics: (message) => consumeBatch(ctx, 'analytics', [message], rollUpSales),
      campaigns: (message) => confirmOrders(ctx, shop, [message]),
      catalog: (message) => {
        const queued = { ...message, ack: () => undefined, retry: () => undefined };
        const batch = { queue: 'tincture-events-catalog', messages: [queued] } as unknown as MessageBatch;
        return consumeCatalogEvents(ctx, batch, new SearchRefresh(async () => undefined));
      },
      webhooks: (message) => queueDeliveries(ctx, [message]),
    };

    it.each(stored)('$type version $version takes effect in $consumer', async ({ type, version, consumer }) => {
      const folder = join(import.meta.dirname, '../../workers/modules/events/samples');
      const data: unknown = JSON.parse(readFileSync(join(folder, `${type}.${version}.json`), 'utf8'));
      const order = type === 'order.placed' ? orderPlaced.read({ type, version, data }) : undefined;
      if (order !== undefined) await ctx.db.batch(writeFacts(await recordsOf(ctx.personal, order)));
      const id = randomIds.next();
      const event = { id, type, version, subject: order?.orderId ?? 'subject', storeId: null, data };
      await ctx.db.batch(writeFacts([eventFact(ctx, event)]));
      const body = toCloudEvent({ ...event, occurredAt: startedAt, correlationId: 'test', causationId: null });
      await takers[consumer]({ id, body, attempts: 1 });
      expect(await ctx.db.query(sql`select reason from dead_letters`)).toEqual([]);
      expect(await ctx.db.query(sql`select consumer from inbox where event_id = ${id}`)).toEqual([{ consumer }]);
    });
  });
});
