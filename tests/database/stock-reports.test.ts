import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClaimedEvent, claimEvents } from '#objects/outbox-relay/claim-events';
import { reportStatements } from '#objects/stock-room/report-statements';
import type { StockReport } from '#objects/stock-room/stock-reports';
import { variantFacts } from '#objects/test-variant.test-support';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';

const now = new Date('2026-11-22T06:30:00Z');

function report(
  storeId: string,
  revision: number,
  variantId: string,
  available: number,
  rest: Partial<StockReport> = {},
): StockReport {
  const band = available === 0 ? 'out' : available <= 5 ? 'low' : 'in_stock';
  const levels = [{ variantId, available, band }] as const;
  return {
    storeId,
    shard: 0,
    revision,
    levels: [...levels],
    movements: [],
    opened: new Set(),
    day: '2026-11-22',
    isComplete: true,
    ...rest,
  };
}

describe.each(engines)('stock reports on $name', (kind) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());

  const send = (what: StockReport) => engine.db.batch(reportStatements(what, randomIds, now));

  async function newVariant() {
    const { facts, ...ids } = variantFacts();
    await engine.db.batch(writeFacts(facts));
    return ids;
  }

  const isShownInStock = async (productId: string) =>
    (
      await engine.db.query<{ in_stock: boolean }>(
        sql`select in_stock from product_cards where product_id = ${productId}`,
      )
    )[0]?.in_stock;

  it('never overwrite what a newer one said', async () => {
    const { variantId } = await newVariant();
    const storeId = randomIds.next();
    await send(report(storeId, 7, variantId, 3));
    await send(report(storeId, 6, variantId, 9));
    const level = sql`select available, as_of_sequence from stock_levels where store_id = ${storeId}`;
    expect(await engine.db.query(level)).toEqual([{ available: 3, as_of_sequence: 7 }]);
  });

  it('write movements and crossings once, however often they come', async () => {
    const { variantId } = await newVariant();
    const storeId = randomIds.next();
    const batchId = randomIds.next();
    const receipt = {
      batchId,
      variantId,
      shard: 0,
      state: 'sellable',
      kind: 'receipt',
      quantity: 3,
      reference: 'r',
      occurredAtMs: now.getTime(),
    } as const;
    const repeated = report(storeId, 1, variantId, 3, { movements: [{ ...receipt, sequence: 1 }] });
    await send(repeated);
    await send(repeated);
    const rows = sql`select (select count(*)::int from stock_movements where store_id = ${storeId}) as movements,
      (select count(*)::int from events where store_id = ${storeId}) as crossings`;
    expect(await engine.db.query(rows)).toEqual([{ movements: 1, crossings: 1 }]);
  });

  it('show a product as sold out when two stores run out of it in one moment', async () => {
    const { productId, variantId } = await newVariant();
    const storeIds = [randomIds.next(), randomIds.next()];
    for (const storeId of storeIds) await send(report(storeId, 1, variantId, 1));
    expect(await isShownInStock(productId)).toBe(true);
    // Both have written their level before either looks at the other's, were it not for the lock.
    const slowly = (storeId: string) => {
      const [level, ...card] = reportStatements(report(storeId, 2, variantId, 0), randomIds, now);
      return engine.db.batch([level ?? sql`select`, sql`select pg_sleep(0.2)`, ...card, sql`select pg_sleep(0.2)`]);
    };
    await Promise.all(storeIds.map(slowly));
    expect(await isShownInStock(productId)).toBe(false);
  });

  it('leave events that are claimed once, by whoever comes, and due again later', async () => {
    await engine.db.query(sql`update events set due_at = null`);
    const { variantId } = await newVariant();
    const storeIds = [randomIds.next(), randomIds.next()];
    for (const storeId of storeIds) await send(report(storeId, 1, variantId, 9));
    const claim = () => engine.db.query<ClaimedEvent>(claimEvents(now.toISOString()));
    const claimed = (await Promise.all([claim(), claim(), claim()])).flat();
    // Each store has a line of its own: none of them waits for what the others tell of the same variant.
    expect(claimed).toMatchObject(
      storeIds.map((storeId) => ({
        type: 'stock.band_crossed',
        subject: `${variantId}:${storeId}`,
        occurredAt: '2026-11-22T06:30:00.000Z',
        heldFor: [],
      })),
    );
    const due = sql`select extract(epoch from due_at - ${now.toISOString()}::timestamptz)::int as seconds, attempts
      from events where due_at is not null`;
    expect(await engine.db.query(due)).toEqual(storeIds.map(() => ({ seconds: 30, attempts: 1 })));
  });
});
