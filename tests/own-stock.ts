import { sql } from 'drizzle-orm';
import { type Database, openDatabase } from '#db/client';
import { randomIds } from '#platform/ids';
import type { ShopFacts } from './shop-process.ts';
import { asOperator, call } from './shopper.ts';

export interface OwnStock {
  storeId: string;
  variantId: string;
  productId: string;
  batchId: string;
}

/**
 * Makes a product of the test's own with one variant and one batch of `quantity` pieces in one store, so that no test
 * counts on what another one sold. `storeNumber` picks a store; orders of a store count from 1 in a fresh shop.
 */
export async function stockOwnVariant(shop: ShopFacts, quantity: number, storeNumber = 0): Promise<OwnStock> {
  const db = openDatabase(shop.database);
  const [model] = await db.query<{ product_id: string; store_id: string }>(
    sql`select p.id as product_id, (select id from stores order by position offset ${storeNumber} limit 1) as store_id
        from products p join product_cards c on c.product_id = p.id where p.remedy_id is not null order by p.id limit 1`,
  );
  if (model === undefined) throw new Error('The shop has no product to take as a model.');
  const own = {
    storeId: model.store_id,
    variantId: randomIds.next(),
    productId: randomIds.next(),
    batchId: randomIds.next(),
  };
  await insertVariant(db, model.product_id, own);
  const lines = [
    {
      batchId: own.batchId,
      variantId: own.variantId,
      batchNumber: 'TEST-1',
      expiresOn: null,
      mrpPaise: 12_500,
      quantity,
    },
  ];
  const received = await call(shop, 'POST', `/v1/admin/stores/${own.storeId}/stock`, {
    headers: { ...asOperator(shop), 'idempotency-key': own.batchId },
    body: { kind: 'receipt', lines },
  });
  if (received.status >= 300) throw new Error(`The stock was refused: ${received.status} ${received.text}`);
  return own;
}

async function insertVariant(db: Database, modelId: string, own: OwnStock): Promise<void> {
  const sku = `TEST-${own.variantId.slice(-12)}`;
  await db.batch([
    sql`insert into products (id, handle, remedy_id, form, brand_id, name, category, description, hsn, alcohol_permille, status, popularity, created_at, updated_at)
        select ${own.productId}, ${sku.toLowerCase()}, remedy_id, form, brand_id, ${`Test remedy ${sku}`}, category, description, hsn, alcohol_permille, 'active', 0, now(), now()
        from products where id = ${modelId}`,
    sql`insert into variants (id, product_id, sku, potency_scale, potency_value, potency_rank, potency_label, pack_quantity, pack_unit, pack_label, weight_grams, position, status)
        values (${own.variantId}, ${own.productId}, ${sku}, 'centesimal', 30, 30, '30C', 30, 'ml', '30 ml', 60, 0, 'active')`,
    sql`insert into prices (id, price_list, variant_id, currency, amount_paise, mrp_paise, valid_from)
        values (${randomIds.next()}, 'retail', ${own.variantId}, 'INR', 11000, 12500, now() - interval '1 day')`,
    sql`insert into batches (id, variant_id, number, made_on, mrp_paise, cost_paise)
        values (${own.batchId}, ${own.variantId}, 'TEST-1', '2026-01-01', 12500, 6000)`,
    sql`select refresh_product_cards(array[${own.productId}]::uuid[])`,
  ]);
}

/** Asks again until the answer is right or the time is over; then it throws what it last saw. */
export async function eventually<T>(ask: () => Promise<T>, right: (value: T) => boolean, limitMs = 30_000): Promise<T> {
  const endAt = Date.now() + limitMs;
  for (;;) {
    const value = await ask();
    if (right(value)) return value;
    if (Date.now() > endAt) throw new Error(`Not so within ${limitMs} ms; last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
