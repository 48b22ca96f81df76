import { sql } from 'drizzle-orm';
import { openDatabase } from '#db/client';
import { eventually, type OwnStock, stockOwnVariant } from './own-stock.ts';
import type { ShopFacts } from './shop-process.ts';
import { asOperator, call, checkout, fillCart, inParallel } from './shopper.ts';

export interface FlashSale {
  buyers: number;
  units: number;
  sold: number;
  refusedClearly: number;
  /** Anything that is neither an order nor a clear refusal. */
  other: string[];
  numbers: string[];
  seconds: number;
  ordersPerSecond: number;
  p50Ms: number;
  p95Ms: number;
  own: OwnStock;
}

/** Buyers who all want one of the same few units at the same moment, each with a cart filled beforehand. */
export async function runFlashSale(
  shop: ShopFacts,
  buyers: number,
  units: number,
  storeNumber = 0,
): Promise<FlashSale> {
  const own = await stockOwnVariant(shop, units, storeNumber);
  const carts = await inParallel(buyers, 32, () => fillCart(shop, own.variantId, 1, own.storeId));
  const startedAt = performance.now();
  const answers = await inParallel(buyers, 200, async (index) => {
    const cart = carts[index];
    if (cart === undefined) throw new Error('A cart is missing.');
    const sentAt = performance.now();
    const answer = await checkout(shop, cart, `flash-${cart.id}`);
    return { ...answer, ms: performance.now() - sentAt };
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const placed = answers.filter((answer) => answer.status === 201);
  const refused = answers.filter((answer) => answer.status === 409 && answer.json.code === 'out_of_stock');
  const waits = placed.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    buyers,
    units,
    sold: placed.length,
    refusedClearly: refused.length,
    other: answers
      .filter((a) => !placed.includes(a) && !refused.includes(a))
      .map((a) => `${a.status} ${a.text.slice(0, 200)}`),
    numbers: placed.map((answer) => String(answer.json.number)).sort(),
    seconds,
    ordersPerSecond: placed.length / seconds,
    p50Ms: waits[Math.floor(waits.length * 0.5)] ?? 0,
    p95Ms: waits[Math.floor(waits.length * 0.95)] ?? 0,
    own,
  };
}

export interface Aftermath {
  stockLeft: number;
  ordersInRecords: number;
  confirmations: number;
  rolledUpOrders: number;
  heldPieces: number;
}

/** What every part of the system says once the events of a sale have arrived everywhere. */
export async function aftermath(shop: ShopFacts, own: OwnStock, expected: number): Promise<Aftermath> {
  const db = openDatabase(shop.database);
  const ask = async () => {
    const [row] = await db.query<{ orders: number; messages: number; rolled: number; left: number }>(
      sql`with mine as (select distinct order_id from order_lines where variant_id = ${own.variantId})
          select (select count(*)::int from mine) as orders,
            (select count(*)::int from messages where subject_id in (select order_id::text from mine) and status = 'sent') as messages,
            (select coalesce(sum(orders), 0)::int from sales_by_day where product_id = ${own.productId}) as rolled,
            (select coalesce(sum(quantity), 0)::int from stock_movements where batch_id = ${own.batchId} and state = 'sellable') as left`,
    );
    return row ?? { orders: 0, messages: 0, rolled: 0, left: -1 };
  };
  const row = await eventually(
    ask,
    (seen) => seen.messages >= expected && seen.rolled >= expected && seen.orders >= expected,
    150_000,
  );
  const totals = await call(shop, 'GET', `/v1/admin/stores/${own.storeId}/totals`, { headers: asOperator(shop) });
  return {
    stockLeft: row.left,
    ordersInRecords: row.orders,
    confirmations: row.messages,
    rolledUpOrders: row.rolled,
    heldPieces: Number(totals.json.held),
  };
}
