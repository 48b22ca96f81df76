import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rollUpSales, salesByDay } from '#modules/analytics';
import { confirmOrders, listMessages } from '#modules/campaigns';
import { type Grant, grantOf } from '#platform/access/grants';
import { recordScopeOf } from '#platform/access/record-scope';
import { fixedClock } from '#platform/clock';
import { consumeBatch } from '#platform/consume';
import { consumerContext } from '#platform/consumer-context';
import type { Permitted } from '#platform/context';
import { testPersonalKeys } from '#platform/context.test-support';
import { eventFact } from '#platform/events';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { maskEmail } from '#platform/mask';
import { type Engine, engines } from './engines.ts';
import { arnica, placedOrder, recordsOf, startedAt, storeId } from './placed-orders.ts';

const env = { PERSONAL_KEYS: JSON.stringify(testPersonalKeys), DATABASE_URL: 'postgres://nobody@localhost/none' };
const shop = { name: 'Tincture', url: 'https://tincture.example' };

describe.each(engines)('a list that names no store, on $name', (kind) => {
  let engine: Engine;
  let ctx: Permitted;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    ctx = { ...consumerContext(env, 'test'), db: engine.db, clock: fixedClock(startedAt) };
    await ctx.db.query(
      sql`truncate events, inbox, dead_letters, sales_by_day, messages, order_lines, payments, orders, stores cascade`,
    );
    const order = placedOrder([{ productId: arnica, quantity: 1, totalPaise: 25_100 }]);
    const event = { id: randomIds.next(), type: 'order.placed', version: 1, subject: order.orderId, storeId } as const;
    await ctx.db.batch(
      writeFacts([...(await recordsOf(ctx.personal, order)), eventFact(ctx, { ...event, data: order })]),
    );
    const body = { ...event, occurredAt: startedAt, correlationId: 'test', data: order };
    const received = [{ id: randomIds.next(), body, attempts: 1 }];
    await confirmOrders(ctx, shop, received);
    await consumeBatch(ctx, 'analytics', received, rollUpSales);
  });

  /** Somebody who keeps some stores, and the goods of all of them: every row of every store is within their sight. */
  function keeper(storeIds: string[], ...more: Grant[]): Permitted {
    const ofStores = grantOf({ role: 'store_manager', scope: storeIds });
    const grants = [ofStores, grantOf({ role: 'warehouse', scope: 'all' }), ...more];
    const personId = randomIds.next();
    const actor = { kind: 'person', personId, sessionId: '', grants, secondFactorAtMs: null, clientId: null } as const;
    return { ...ctx, actor, db: engine.db.within(recordScopeOf(actor, ctx.clock.now().getTime())) };
  }

  it('tells of sales only where the right to read sales holds', async () => {
    const period = { from: '2026-11-22', to: '2026-11-22' };
    expect((await salesByDay(keeper([storeId]), period)).totals.units).toBe(1);
    const elsewhere = await salesByDay(keeper([randomIds.next()]), period);
    expect(elsewhere).toMatchObject({ totals: { units: 0 }, stores: [], data: [] });
  });

  it('shows messages and their recipients only where the rights to read each hold', async () => {
    const { recipient = '' } = (await listMessages(ctx)).data[0] ?? {};
    expect(recipient).toContain('@');
    const [here, elsewhere] = [storeId, randomIds.next()].map((id) => grantOf({ role: 'hr', scope: [id] })) as [
      Grant,
      Grant,
    ];
    expect((await listMessages(keeper([storeId], here))).data).toMatchObject([{ recipient }]);
    expect((await listMessages(keeper([storeId], elsewhere))).data).toMatchObject([
      { recipient: maskEmail(recipient) },
    ]);
    expect((await listMessages(keeper([randomIds.next()]))).data).toEqual([]);
  });
});
