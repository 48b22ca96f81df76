import { sql } from 'drizzle-orm';
import { openDatabase } from '#db/client';
import { randomIds } from '#platform/ids';
import { eventually, stockOwnVariant } from '../tests/own-stock.ts';
import { asOperator, call, checkout, fillCart, orderRequest } from '../tests/shopper.ts';
import type { ShopUnderTest } from './shop-under-test.ts';

export interface PaymentFigures {
  method: string;
  /** From the request to the order, the buyer's own clicks left out. */
  p50Ms: number;
  /** Calls at the provider, if any, are made on this machine. */
  note: string;
}

const ORDERS = 40;
const TRANSFER_LINES = 1_000;

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const unexpected = (what: string, answer: { status: number; text: string }) =>
  new Error(`${what}: ${answer.status} ${answer.text.slice(0, 300)}`);

async function timed(count: number, work: (index: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) times.push(await work(index));
  return median(times);
}

/** Pays on the page of the provider in test mode and waits until the shop has its order. */
async function payAndWait(shop: ShopUnderTest, cart: { id: string; token: string }, url: string): Promise<void> {
  const paid = await fetch(url, { method: 'POST', body: new URLSearchParams({ action: 'pay' }), redirect: 'manual' });
  if (paid.status >= 400) throw new Error(`The provider's page answered ${paid.status}`);
  await eventually(
    () => call(shop, 'GET', `/v1/carts/${cart.id}/checkout`, { headers: { 'x-cart-token': cart.token } }),
    (answer) => answer.json.state === 'placed',
  );
}

async function giftCard(shop: ShopUnderTest): Promise<string> {
  const issued = await call(shop, 'POST', '/v1/admin/vouchers/gift-cards', {
    headers: { ...asOperator(shop), 'idempotency-key': randomIds.next() },
    body: { amountPaise: 100_000, reason: 'Bench', expiresAt: null },
  });
  if (issued.status !== 201) throw unexpected('A gift card was refused', issued);
  return String(issued.json.code);
}

/** One buyer after the other, each with a cart filled beforehand. */
export async function measurePayments(shop: ShopUnderTest): Promise<PaymentFigures[]> {
  const own = await stockOwnVariant(shop, 100_000, 1);
  const place = async (method: string, vouchers: { code: string }[]) => {
    const cart = await fillCart(shop, own.variantId, 1, own.storeId);
    const startedAt = performance.now();
    const answer = await checkout(shop, cart, `bench-${cart.id}`, {
      ...orderRequest(),
      paymentMethod: method,
      vouchers,
    });
    return { cart, answer, startedAt };
  };
  const atOnce = (name: string, note: string, vouchersOf: () => Promise<{ code: string }[]>) => async () => {
    const vouchers = await Promise.all(Array.from({ length: ORDERS }, vouchersOf));
    const p50Ms = await timed(ORDERS, async (index) => {
      const { answer, startedAt } = await place('cod', vouchers[index] ?? []);
      if (answer.status !== 201) throw unexpected(`An order by ${name} was refused`, answer);
      return performance.now() - startedAt;
    });
    return { method: name, p50Ms, note };
  };
  const atProvider = (method: string, note: string) => async () => {
    const p50Ms = await timed(ORDERS, async () => {
      const { cart, answer, startedAt } = await place(method, []);
      const { action } = (answer.json.payment ?? {}) as { action?: { url?: string } };
      if (answer.status !== 202 || action?.url === undefined)
        throw unexpected(`A payment by ${method} did not start`, answer);
      await payAndWait(shop, cart, action.url);
      return performance.now() - startedAt;
    });
    return { method, p50Ms, note };
  };
  const nothing = async () => [];
  const cards = async () => [{ code: await giftCard(shop) }];
  const runs = [
    atOnce('cash on delivery', 'one call', nothing),
    atOnce('gift card, the rest in cash', 'one call, two objects more', cards),
    atProvider('card', 'payment page, signed call-back and the asking of the shop included'),
    atProvider('upi', 'payment page, signed call-back and the asking of the shop included'),
  ];
  const figures: PaymentFigures[] = [];
  for (const run of runs) figures.push(await run());
  return figures;
}

export interface TransferFigures {
  lines: number;
  createMs: number;
  dispatchMs: number;
  receiveMs: number;
}

/** One transfer of many lines between two stores, every line a batch. */
export async function measureTransfer(shop: ShopUnderTest): Promise<TransferFigures> {
  const db = openDatabase(shop.database);
  const goods = await db.query<{ variantId: string; storeId: string }>(
    sql`select variant_id as "variantId", store_id as "storeId" from stock_levels
        where available > 2 and store_id = (select id from stores order by position limit 1)
        order by variant_id limit ${TRANSFER_LINES}`,
  );
  const [target] = await db.query<{ id: string }>(sql`select id from stores order by position offset 1 limit 1`);
  const headers = () => ({ ...asOperator(shop), 'idempotency-key': randomIds.next() });
  const step = async (path: string, body: unknown) => {
    const startedAt = performance.now();
    const answer = await call(shop, 'POST', path, { headers: headers(), body });
    if (answer.status >= 300) throw unexpected(`A transfer was refused at ${path}`, answer);
    return { ms: performance.now() - startedAt, json: answer.json };
  };
  const created = await step(`/v1/admin/stores/${goods[0]?.storeId ?? ''}/transfers`, {
    toStoreId: target?.id,
    lines: goods.map(({ variantId }) => ({ variantId, quantity: 1 })),
  });
  const path = `/v1/admin/transfers/${String(created.json.id)}`;
  const dispatched = await step(`${path}/dispatch`, {});
  const pieces = dispatched.json.pieces as { batchId: string; quantity: number }[];
  const received = await step(`${path}/receipts`, {
    lines: pieces.map(({ batchId, quantity }) => ({ batchId, received: quantity })),
  });
  return { lines: pieces.length, createMs: created.ms, dispatchMs: dispatched.ms, receiveMs: received.ms };
}
