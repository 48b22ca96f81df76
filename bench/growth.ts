import { sql } from 'drizzle-orm';
import { type Database, openDatabase } from '#db/client';
import { randomIds } from '#platform/ids';
import { runFlashSale } from '../tests/flash-sale.ts';
import { markdownTable, runFacts, writeResults } from './report.ts';
import { databaseName, type ShopUnderTest, withShop } from './shop-under-test.ts';

/**
 * What happens to a cold list, page and search and to checkouts while the catalogue grows from 1,000 to 100,000 variants and the
 * company from 1 to 100 stores. `-- --small` leaves the largest catalogue out.
 */
const small = process.argv.includes('--small');
const catalogues = small ? [1_000, 10_000] : [1_000, 10_000, 100_000];
const companies = [0, 10, 100];
const VISITS = 60;
const ORDERS = 600;

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

interface Grown {
  size: string;
  listMs: number;
  pageMs: number;
  searchMs: number;
  ordersPerSecond: number;
  p95Ms: number;
}

/** First visits to addresses that nobody asked for before, one after the other. */
async function visit(url: string, paths: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (const path of paths) {
    const startedAt = performance.now();
    const answer = await fetch(url + path);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

async function coldVisits(shop: ShopUnderTest, db: Database): Promise<Pick<Grown, 'listMs' | 'pageMs' | 'searchMs'>> {
  const cards = await db.query<{ handle: string; slug: string; name: string }>(
    sql`select handle, slug, name from (select distinct on (remedy_slug) handle, remedy_slug as slug, name, md5(handle) as mixed
        from product_cards where remedy_slug is not null order by remedy_slug) as one order by mixed limit ${VISITS}`,
  );
  return {
    listMs: await visit(
      shop.url,
      cards.map(({ slug }) => `/v1/products?limit=20&remedy=${slug}`),
    ),
    pageMs: await visit(
      shop.url,
      cards.map(({ handle }) => `/v1/products/${handle}`),
    ),
    searchMs: await visit(
      shop.url,
      cards.map(({ name }) => `/v1/search?q=${encodeURIComponent(`${name} 30`)}`),
    ),
  };
}

async function measure(shop: ShopUnderTest, size: string): Promise<Grown> {
  const visits = await coldVisits(shop, openDatabase(shop.database));
  const sale = await runFlashSale(shop, ORDERS, ORDERS);
  if (sale.sold !== ORDERS) throw new Error(`The checkouts went wrong: ${sale.other[0] ?? 'not enough were sold'}`);
  return { size, ...visits, ordersPerSecond: sale.ordersPerSecond, p95Ms: sale.p95Ms };
}

/** More stores like the first, with its shelves as shoppers see them, until there are so many. Answers how many there are. */
async function growTo(db: Database, wanted: number): Promise<number> {
  const [counted] = await db.query<{ stores: number }>(sql`select count(*)::int as stores from stores`);
  const have = counted?.stores ?? 0;
  for (let number = have; number < wanted; number++) {
    const storeId = randomIds.next();
    const code = `B${String(number).padStart(2, '0')}`;
    await db.batch([
      sql`insert into stores select ${storeId}::uuid, ${code}, ${code.toLowerCase()}, ${`Bench store ${number}`}, line1, city, state,
          state_code, postal_code, phone, gstin, licence_number, time_zone, hours, fulfils, ${number}
          from stores where position = 0`,
      sql`insert into stock_levels (variant_id, store_id, available, band, as_of_sequence)
          select variant_id, ${storeId}::uuid, available, band, as_of_sequence from stock_levels
          where store_id = (select id from stores where position = 0)`,
    ]);
  }
  return Math.max(have, wanted);
}

const rows: Grown[] = [];
for (const variants of catalogues) {
  rows.push(await withShop({ variants, onServer: true }, (shop) => measure(shop, `${variants} variants`)));
}
await withShop({ variants: 1_000, onServer: true }, async (shop) => {
  const db = openDatabase(shop.database);
  for (const stores of companies) {
    const count = await growTo(db, stores);
    rows.push(await measure(shop, `${count} stores, 1,000 variants`));
  }
});

const table = markdownTable(
  ['size', 'list, cold p50 ms', 'page, cold p50 ms', 'search, cold p50 ms', 'orders/s', 'p95 ms'],
  rows.map((row) => [
    row.size,
    row.listMs.toFixed(1),
    row.pageMs.toFixed(1),
    row.searchMs.toFixed(1),
    row.ordersPerSecond.toFixed(0),
    row.p95Ms.toFixed(0),
  ]),
);
const command = `npm run bench:growth${small ? ' -- --small' : ''}`;
const body = `${runFacts(command)}\n\nOn ${databaseName(true)}; ${VISITS} first visits each, ${ORDERS} orders of one hot variant in one store, 200 at once.\n\n${table}`;
writeResults('Growth', body);
console.log(body);
