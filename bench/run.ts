import { sql } from 'drizzle-orm';
import { openDatabase } from '#db/client';
import { stockOwnVariant } from '../tests/own-stock.ts';
import { measureCold } from './cold.ts';
import { measurePayments, measureTransfer } from './commerce.ts';
import { measureFlashSales } from './flash-sales.ts';
import { type Comparison, compareCached, compareHold } from './http-cases.ts';
import { compareSignedIn, measureSignIn } from './identity.ts';
import { theOthers } from './others.ts';
import { measurePermissionChecks } from './permission-check.ts';
import { measurePricing } from './price-cart.ts';
import { markdownTable, runFacts, writeResults } from './report.ts';
import { measureSearch } from './search-isolate.ts';
import { type ShopUnderTest, withShop } from './shop-under-test.ts';

/** Measures the first rows of the performance table and writes them to docs/results.md. `-- --variants 100000` for the large shop. */
const at = process.argv.indexOf('--variants');
const variants = at < 0 ? 12_000 : Number(process.argv[at + 1]);
const rate = (value: number) => Math.round(value).toLocaleString('en-US');
const ms = (value: number) => value.toFixed(value < 10 ? 2 : 0);

async function rates(shop: ShopUnderTest): Promise<Comparison[]> {
  const [page] = await openDatabase(shop.database).query<{ handle: string }>(
    sql`select handle from product_cards order by popularity desc, product_id limit 1`,
  );
  const own = await stockOwnVariant(shop, 1_000_000, 1);
  return [
    await compareCached(shop, 'product JSON, cached', `/v1/products/${page?.handle}`, '0.70'),
    await compareCached(shop, 'list JSON, cached', '/v1/products?limit=20', '0.70'),
    await compareCached(shop, 'storefront product page, cached', `/product/${page?.handle}`, '0.60'),
    await compareCached(shop, 'search JSON, cached', '/v1/search?q=nux%20vom%2030', '0.70'),
    await compareHold(shop, own.storeId, own.variantId),
  ];
}

const sales = await measureFlashSales();
await withShop({ variants }, async (shop) => {
  const compared = await rates(shop);
  const cold = await measureCold(shop);
  const signedIn = await compareSignedIn(shop);
  const signIn = await measureSignIn(shop);
  const checks = measurePermissionChecks([1, 3, 10]);
  const payments = await measurePayments(shop);
  const transfer = await measureTransfer(shop);
  const pricing = measurePricing();
  const search = measureSearch([10_000, 100_000]);

  const rateTable = markdownTable(
    ['path', 'requests/s', 'bare Worker, same bytes', 'ratio', 'at least', 'p50 / p99 ms', 'bare p50 / p99 ms'],
    compared.map((row) => [
      row.path,
      rate(row.ours.perSecond),
      rate(row.bare.perSecond),
      row.ratio.toFixed(2),
      row.target,
      `${ms(row.ours.p50Ms)} / ${ms(row.ours.p99Ms)}`,
      `${ms(row.bare.p50Ms)} / ${ms(row.bare.p99Ms)}`,
    ]),
  );
  const coldTable = markdownTable(
    ['path', 'p50 ms', 'beside', 'p50 ms', 'ratio', 'at most'],
    cold.map((row) => [row.path, ms(row.p50Ms), row.beside, ms(row.besideMs), row.ratio.toFixed(2), row.aim]),
  );
  const searchTable = markdownTable(
    ['search in the isolate', 'p50 ms', 'p95 ms', 'load of the snapshot, ms'],
    search.map((row) => [`${rate(row.variants)} variants`, ms(row.p50Ms), ms(row.p95Ms), ms(row.loadMs)]),
  );
  const identityTable = markdownTable(
    ['people and permissions', 'figure', 'beside', 'aim'],
    [
      [
        signedIn.path,
        `${rate(signedIn.ours.perSecond)} requests/s, p50 ${ms(signedIn.ours.p50Ms)} ms`,
        `${rate(signedIn.bare.perSecond)} by a visitor: ratio ${signedIn.ratio.toFixed(2)}`,
        signedIn.target,
      ],
      ['sign-in with a password', `p50 ${ms(signIn.p50Ms)} ms`, `one scrypt: ${ms(signIn.scryptMs)} ms`, 'none'],
      ...checks.map(({ grants, checkMicros, scopeMicros }) => [
        `permission check, ${grants} grants of 20 stores`,
        `${checkMicros.toFixed(2)} µs`,
        `the row scope of a request: ${scopeMicros.toFixed(1)} µs`,
        '20 µs',
      ]),
    ],
  );
  const saleTable = markdownTable(
    ['one hot variant in one store, cash on delivery, 200 at once', 'orders', 'orders/s', 'p50 ms', 'p95 ms', 'exact'],
    sales.map(({ where, sale }) => [
      where,
      rate(sale.buyers),
      rate(sale.ordersPerSecond),
      ms(sale.p50Ms),
      ms(sale.p95Ms),
      sale.sold === sale.units ? 'yes' : 'NO',
    ]),
  );
  const commerceTable = markdownTable(
    ['commerce', 'p50 ms', 'what it holds'],
    [
      ...payments.map(({ method, p50Ms, note }) => [`an order paid by ${method}`, ms(p50Ms), note]),
      [
        `price and tax of a cart of ${pricing.lines} lines`,
        pricing.p50Ms.toFixed(2),
        `${pricing.promotions} promotions and a coupon; pure, aim below 1 ms`,
      ],
      [
        `a transfer of ${rate(transfer.lines)} batches`,
        `${ms(transfer.createMs)} + ${ms(transfer.dispatchMs)} + ${ms(transfer.receiveMs)}`,
        'written down, dispatched, received; one run',
      ],
    ],
  );
  const body = [
    runFacts('npm run bench'),
    `A shop of ${rate(variants)} variants; the load client, the shop and its database share the machine. 16 connections.`,
    "How to read it: the load client shares the two cores with both sides, and the bare Worker itself moves by a third from row to row. A ratio near 1 says that no difference was seen above that noise and the client's own cost, not that the shop is as fast as nothing at all; a client on a machine of its own would show lower ratios.",
    rateTable,
    coldTable,
    identityTable,
    "Checkouts. The aim is 250 orders/s with a p95 under 1 s, the load client included. The local runtime syncs every object's file to one disk on one thread; with the files in memory that is left out, and what remains is the program.",
    saleTable,
    commerceTable,
    searchTable,
    'What the others do, measured on 2026-11-22 on two shared cores with Postgres 15 and 2,010 products, one run with these baselines (requests/s at 16 connections):',
    theOthers,
  ].join('\n\n');
  writeResults('Speed', body);
  console.log(body);
});
