import { sql } from 'drizzle-orm';
import { openDatabase } from '#db/client';
import type { ShopUnderTest } from './shop-under-test.ts';

export interface ColdResult {
  path: string;
  p50Ms: number;
  roundTripMs: number;
  ratio: number;
  roundTrips: number;
  target: string;
}

const SAMPLES = 150;

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The count that the gateway reports in its server-timing header: `db;desc="1"`. */
function roundTripsOf(response: Response): number {
  return Number(/db;desc="?(\d+)/.exec(response.headers.get('server-timing') ?? '')?.[1] ?? Number.NaN);
}

/** First requests for pages that nobody asked for before, one after the other, beside one round trip of a plain read. */
export async function measureCold(shop: ShopUnderTest): Promise<ColdResult[]> {
  const db = openDatabase(shop.database);
  const handles = await db.query<{ handle: string }>(
    sql`select handle from product_cards order by md5(handle) limit ${SAMPLES * 2}`,
  );
  const roundTrips: number[] = [];
  const cases: { path: string; target: string; address: (index: number) => string }[] = [
    {
      path: 'product JSON, cold',
      target: 'p50 within 1.5x of one round trip',
      address: (i) => `/v1/products/${handles[i]?.handle}`,
    },
    {
      path: 'list JSON, cold',
      target: 'p50 within 1.5x of one round trip',
      address: (i) => `/v1/products?limit=20&q=${i}`.replace(/&q=\d+/, `&remedy=none-${i}`),
    },
    {
      path: 'storefront product page, cold',
      target: 'under 3x the cold API',
      address: (i) => `/product/${handles[SAMPLES + i]?.handle}`,
    },
  ];
  const results: ColdResult[] = [];
  for (const { path, target, address } of cases) {
    const ours: number[] = [];
    let trips = 0;
    for (let index = 0; index < SAMPLES; index++) {
      roundTrips.push(
        await timed(() =>
          db.query(
            sql`select p.*, v.* from products p join variants v on v.product_id = p.id where p.handle = ${handles[index]?.handle ?? ''}`,
          ),
        ),
      );
      ours.push(
        await timed(async () => {
          const response = await fetch(shop.url + address(index));
          await response.arrayBuffer();
          trips = roundTripsOf(response);
        }),
      );
    }
    const roundTripMs = median([...roundTrips]);
    const p50Ms = median(ours);
    results.push({ path, p50Ms, roundTripMs, ratio: p50Ms / roundTripMs, roundTrips: trips, target });
  }
  return results;
}
