import { sql } from 'drizzle-orm';
import type { ReceivedLine } from '#platform/objects';
import type { Database } from '../client.ts';
import { openingStock } from './batches.ts';
import { chunksOf, progressText } from './load.ts';
import type { OnProgress } from './seed-database.ts';

interface SeedStockOptions {
  db: Database;
  /** Where the shop answers, such as `http://127.0.0.1:8787`. */
  url: string;
  operatorKey: string;
  onProgress?: OnProgress;
}

const SAMPLE_STOCK = 'sample-stock';

/** A request of the size that a store's object books within one turn. */
const LINES_PER_REQUEST = 2000;
const BATCHES_PER_READ = 10_000;
const RETRIES = 5;
const RETRY_AFTER_MS = 500;

/**
 * Books the opening stock of every store through the API, since the stores' objects decide on stock. Each request carries a
 * key, so a run that was cut off can be repeated; once the milestone `sample-stock` stands, nothing is sent.
 */
export async function seedStock({
  db,
  url,
  operatorKey,
  onProgress = () => {},
}: SeedStockOptions): Promise<{ booked: number }> {
  const [reached] = await db.query(sql`select 1 from milestones where name = ${SAMPLE_STOCK}`);
  if (reached !== undefined) return { booked: 0 };

  const byStore = await openingLines(db);
  const total = [...byStore.values()].reduce((sum, lines) => sum + lines.length, 0);
  let booked = 0;
  for (const [storeId, lines] of byStore) {
    for (const [at, chunk] of chunksOf(lines, LINES_PER_REQUEST).entries()) {
      const key = `${SAMPLE_STOCK}/${storeId}/${at}`;
      await post(`${url}/v1/admin/stores/${storeId}/stock`, operatorKey, { kind: 'opening', lines: chunk }, key);
      booked += chunk.length;
      onProgress(progressText(booked, total, 'stock lines'));
    }
  }
  await post(`${url}/v1/admin/search/rebuild`, operatorKey, {}, 'search index');
  await db.query(sql`analyze stock_levels, stock_movements`);
  await db.query(sql`insert into milestones (name, facts, reached_at)
    values (${SAMPLE_STOCK}, ${JSON.stringify({ lines: booked })}::jsonb, now()) on conflict do nothing`);
  return { booked };
}

interface BatchRow {
  id: string;
  variantId: string;
  batchNumber: string;
  expiresOn: string | null;
  mrpPaise: number;
}

async function openingLines(db: Database): Promise<Map<string, ReceivedLine[]>> {
  const stores = await db.query<{ id: string }>(sql`select id from stores order by position`);
  const storeIds = stores.map(({ id }) => id);
  const byStore = new Map<string, ReceivedLine[]>(storeIds.map((id) => [id, []]));
  for await (const { id, ...batch } of sampleBatchRows(db)) {
    for (const { storeId, quantity } of openingStock({ id, variantId: batch.variantId }, storeIds)) {
      byStore.get(storeId)?.push({ batchId: id, ...batch, quantity });
    }
  }
  return byStore;
}

/** All batches in the order of their ids, a page at a time. */
async function* sampleBatchRows(db: Database): AsyncGenerator<BatchRow> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const page = await db.query<BatchRow>(sql`
      select id, variant_id as "variantId", number as "batchNumber", expires_on as "expiresOn", mrp_paise as "mrpPaise"
      from batches where id > ${after}::uuid order by id limit ${BATCHES_PER_READ}`);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < BATCHES_PER_READ) return;
    after = last.id;
  }
}

/** Sends once more when the shop is busy or not up yet; the key makes that safe. */
async function post(address: string, operatorKey: string, body: unknown, key: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(address, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${operatorKey}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    }).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
    if (answer instanceof Response && answer.ok) {
      await answer.arrayBuffer();
      return;
    }
    const mayRetry = answer instanceof Error || answer.status === 503 || answer.status === 429;
    if (!mayRetry || attempt >= RETRIES) {
      const why = answer instanceof Error ? answer.message : `${answer.status} ${await answer.text()}`;
      throw new Error(`POST ${address} failed: ${why}`);
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS * attempt));
  }
}
