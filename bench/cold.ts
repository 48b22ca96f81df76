import { sql } from 'drizzle-orm';
import { type Database, openDatabase, type Statement } from '#db/client';
import { getProduct, listProducts } from '#modules/catalog';
import type { Permitted } from '#platform/context';
import type { ShopUnderTest } from './shop-under-test.ts';

export interface ColdResult {
  path: string;
  p50Ms: number;
  /** What it is compared with, in words, and its p50. */
  beside: string;
  besideMs: number;
  ratio: number;
  aim: string;
}

const SAMPLES = 150;

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The verbs' own statements, sent straight to the database: the round trip that a cold answer cannot avoid. */
function statementTimer(db: Database): { ctx: Permitted; times: number[] } {
  const times: number[] = [];
  const query = async <T extends object>(statement: Statement): Promise<T[]> => {
    const startedAt = performance.now();
    const rows = await db.query<T>(statement);
    times.push(performance.now() - startedAt);
    return rows;
  };
  const ctx = { actor: { kind: 'anonymous' }, db: { ...db, query } } as unknown as Permitted;
  return { ctx, times };
}

/** First requests for pages that nobody asked for before, one after the other, beside what they cannot avoid. */
export async function measureCold(shop: ShopUnderTest): Promise<ColdResult[]> {
  const db = openDatabase(shop.database);
  const cards = await db.query<{ handle: string; remedy_slug: string }>(
    sql`select distinct on (remedy_slug) handle, remedy_slug from product_cards where remedy_slug is not null
        order by remedy_slug limit ${SAMPLES * 2}`,
  );
  const visit = (path: string) => timed(async () => (await fetch(shop.url + path)).arrayBuffer());
  const page = statementTimer(db);
  const list = statementTimer(db);
  const times = { page: [] as number[], list: [] as number[], html: [] as number[] };
  for (let index = 0; index < SAMPLES; index++) {
    const { handle = '', remedy_slug: remedy = '' } = cards[index] ?? {};
    const other = cards[SAMPLES + index]?.handle ?? '';
    await getProduct(page.ctx, { handle, language: 'en' });
    times.page.push(await visit(`/v1/products/${handle}`));
    await listProducts(list.ctx, { limit: 20, remedy, sort: 'relevance', language: 'en' });
    times.list.push(await visit(`/v1/products?limit=20&remedy=${remedy}`));
    times.html.push(await visit(`/product/${other}`));
  }
  const row = (path: string, p50Ms: number, beside: string, besideMs: number, aim: string): ColdResult => ({
    path,
    p50Ms,
    beside,
    besideMs,
    ratio: p50Ms / besideMs,
    aim,
  });
  const [pageMs, trip] = [median(times.page), 'its one round trip'];
  return [
    row('product JSON, cold', pageMs, trip, median(page.times), '1.5'),
    row('list JSON, cold', median(times.list), trip, median(list.times), '1.5'),
    row('storefront product page, cold', median(times.html), 'the cold product JSON', pageMs, '3'),
  ];
}
