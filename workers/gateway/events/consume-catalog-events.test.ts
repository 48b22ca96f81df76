import { describe, expect, it } from 'vitest';
import type { Database } from '#db/client';
import { fixedClock } from '#platform/clock';
import { testContext } from '#platform/context.test-support';
import type { EventType } from '#platform/events';
import { randomIds } from '#platform/ids';
import { consumeCatalogEvents } from './consume-catalog-events.ts';
import { SearchRefresh } from './search-refresh.ts';

const productId = '019b76da-a800-773e-9020-398816bb7a11';
const storeId = '019b76da-a800-785e-b8c6-807f6d4420d8';

function event(type: EventType, data: object) {
  const occurredAt = '2026-11-22T12:00:00Z';
  return {
    id: randomIds.next(),
    type,
    version: 1,
    subject: productId,
    storeId: null,
    occurredAt,
    correlationId: 'c',
    data,
  };
}

async function deliver(bodies: unknown[], { purgeFails = false } = {}) {
  const seen = { purged: [] as string[], built: 0, acked: [] as number[], retried: [] as number[] };
  const db: Database = { query: async () => [], batch: async () => [], within: () => db, roundTrips: 0 };
  const ctx = testContext({
    db,
    clock: fixedClock('2026-11-22T12:00:05Z'),
    purge: async (tags) => {
      if (purgeFails) throw new Error('The cache does not answer');
      seen.purged.push(...tags);
    },
  });
  const messages = bodies.map((body, at) => ({
    id: String(at),
    body,
    attempts: 1,
    timestamp: new Date(),
    ack: () => seen.acked.push(at),
    retry: () => seen.retried.push(at),
  }));
  const batch = { queue: 'tincture-events-catalog', messages } as unknown as MessageBatch;
  const refresh = new SearchRefresh(async () => {
    seen.built += 1;
  });
  await consumeCatalogEvents(ctx, batch, refresh);
  return seen;
}

describe('consumeCatalogEvents', () => {
  it('purges the product and every list when a product has changed, and builds the search index', async () => {
    const seen = await deliver([event('product.changed', { productId })]);
    expect(seen).toMatchObject({ purged: [`product:${productId}`, 'list'], built: 1, acked: [0] });
  });

  it('leaves the search index alone for a price', async () => {
    const seen = await deliver([event('product.changed', { productId, what: 'price' })]);
    expect(seen).toMatchObject({ built: 0, acked: [0] });
  });

  it('purges lists for a shelf only when it empties or fills', async () => {
    const crossed = (previousBand: string, band: string) =>
      event('stock.band_crossed', { variantId: productId, productId, storeId, band, previousBand });
    expect((await deliver([crossed('in_stock', 'low')])).purged).toEqual([`product:${productId}`]);
    expect((await deliver([crossed('low', 'out')])).purged).toContain('list');
    expect((await deliver([crossed('out', 'in_stock')])).purged).toContain('list');
  });

  it('purges each tag once for a whole batch', async () => {
    const seen = await deliver(Array.from({ length: 20 }, () => event('product.changed', { productId })));
    expect(seen.purged).toEqual([`product:${productId}`, 'list']);
    expect(seen.acked).toHaveLength(20);
  });

  it('lets the whole batch come back when the cache was not purged', async () => {
    const seen = await deliver([event('product.changed', { productId })], { purgeFails: true });
    expect(seen).toMatchObject({ acked: [], retried: [0] });
  });

  it('lets no unreadable message stop the others', async () => {
    const seen = await deliver([
      'garbage',
      event('product.changed', { productId: 'no id' }),
      event('product.changed', { productId }),
    ]);
    expect(seen.purged).toContain(`product:${productId}`);
    expect(seen.acked).toEqual([0, 1, 2]);
  });
});
