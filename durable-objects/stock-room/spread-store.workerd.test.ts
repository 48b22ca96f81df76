import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { StockChange } from '#platform/objects';
import { shardOf } from '#platform/store-layout';
import { db, env, eventually, line, newStore, newVariant, objects } from '../test-company.test-support.ts';

const ANCIENT = '2020-01-31';

const totals = (storeId: string) => objects.stockRoom(storeId).totals();

describe('the expiry job', () => {
  it('takes expired goods off the shelf by itself and tells the ledger, although the object was evicted', async () => {
    const { variantId } = await newVariant();
    const store = newStore();
    const room = objects.stockRoom(store.storeId);
    await room.receive(store, 'opening', 'opening', [line(variantId, 5, { expiresOn: ANCIENT }), line(variantId, 2)]);
    await evictDurableObject(env.STOCK_ROOM.getByName(store.storeId));
    await eventually(async () => {
      const moved = await db.query(sql`select state, sum(quantity)::int as quantity from stock_movements
        where store_id = ${store.storeId} group by state order by state`);
      expect(moved).toEqual([
        { state: 'expired', quantity: 5 },
        { state: 'sellable', quantity: 2 },
      ]);
    });
    const [level] = await db.query(sql`select available from stock_levels where store_id = ${store.storeId}`);
    expect(level).toEqual({ available: 2 });
  });
});

describe('a store that is spread from 1 to 4 objects', () => {
  it('sells on under load, loses and doubles nothing, although all objects die meanwhile', async () => {
    const store = newStore();
    const room = objects.stockRoom(store.storeId);
    const variants = await Promise.all(Array.from({ length: 40 }, newVariant));
    const lines = variants.map(({ variantId }) => line(variantId, 30));
    await room.receive(store, 'opening', 'opening', lines);

    const sold = new Map<string, number>();
    const untilKnown = async <T>(ask: () => Promise<T>): Promise<T> => {
      for (let tries = 0; tries < 20; tries++) {
        const answer = await ask().catch(() => undefined);
        if (answer !== undefined) return answer;
      }
      throw new Error('Nobody answers.');
    };
    const buyer = async (name: number) => {
      for (let at = 0; at < 6; at++) {
        const holdId = `hold-${name}-${at}`;
        const wanted = [0, 7, 19].map((step) => ({
          variantId: variants[(name + at * 3 + step) % variants.length]?.variantId ?? '',
          quantity: 1 + (at % 2),
        }));
        const request = { holdId, lines: wanted, channel: 'web', holdMs: 20_000 } as const;
        const hold = await untilKnown(() => objects.stockRoom(store.storeId).hold(request));
        if (!hold.ok) {
          expect(['out_of_stock', 'unavailable']).toContain(hold.failure.code);
          continue;
        }
        const end = () => objects.stockRoom(store.storeId).commit(holdId, `order-${holdId}`);
        if (at % 3 === 2) await untilKnown(() => objects.stockRoom(store.storeId).release(holdId));
        else if ((await untilKnown(end)).ok) {
          for (const { batchId, quantity } of hold.value.allocations) {
            sold.set(batchId, (sold.get(batchId) ?? 0) + quantity);
          }
        }
      }
    };
    const buyers = Array.from({ length: 20 }, (_, name) => buyer(name));
    const layout = await room.reshard(store, 4);
    expect(layout).toMatchObject({ ok: true, value: { shards: 4, phase: 'moving' } });
    await abortAllDurableObjects();
    await Promise.all(buyers);
    await eventually(
      async () => expect(await objects.stockRoom(store.storeId).layout()).toMatchObject({ phase: 'fresh' }),
      25_000,
    );

    for (const { batchId, variantId } of lines) {
      const [batch] = await room.batches([batchId]);
      expect(batch?.quantities.sellable).toBe(30 - (sold.get(batchId) ?? 0));
      const home = env.STOCK_ROOM.getByName(
        shardOf(variantId, 4) === 0 ? store.storeId : `${store.storeId}/${shardOf(variantId, 4)}`,
      );
      await runInDurableObject(home, (_, state) => {
        const [row] = state.storage.sql.exec('select on_hand from batches where batch_id = ?', batchId).toArray();
        expect(row?.on_hand).toBe(batch?.quantities.sellable);
      });
    }
    const sum = [...sold.values()].reduce((all, one) => all + one, 0);
    expect(await totals(store.storeId)).toMatchObject({ onHand: 40 * 30 - sum, held: 0, sold: sum });
    await eventually(async () => {
      const [row] = await db.query(sql`select sum(quantity)::int as left, count(distinct shard)::int as shards
        from stock_movements where store_id = ${store.storeId}`);
      expect(row).toEqual({ left: 40 * 30 - sum, shards: 4 });
      const levels = await db.query<{ available: number; variant_id: string }>(
        sql`select variant_id, available from stock_levels where store_id = ${store.storeId}`,
      );
      const counts = await room.count(levels.map(({ variant_id }) => variant_id));
      expect(levels.map(({ available }) => available)).toEqual(counts.map(({ available }) => available));
    });
  }, 60_000);

  it('takes one hold over several objects or none, and books a document over them once', async () => {
    const store = newStore();
    const room = objects.stockRoom(store.storeId);
    const lines = Array.from({ length: 12 }, (_, at) => line(`variant-${at}`, 3));
    await room.receive(store, 'opening', 'opening', lines);
    await room.reshard(store, 4);
    await eventually(async () => expect((await room.layout()).phase).toBe('fresh'));

    const all = lines.map(({ variantId }) => ({ variantId, quantity: 2 }));
    const hold = (holdId: string) => room.hold({ holdId, lines: all, channel: 'web', holdMs: 60_000 });
    const [one, other] = await Promise.all([hold('one'), hold('other')]);
    expect([one.ok, other.ok].filter(Boolean)).toHaveLength(1);
    const winner = one.ok ? 'one' : 'other';
    const loser = one.ok ? other : one;
    expect(loser).toMatchObject({ failure: { code: 'out_of_stock' } });
    expect((await room.totals()).held).toBe(24);
    expect(await room.commit(winner, 'order')).toEqual({ ok: true, value: { committed: true } });
    expect(await room.commit(winner, 'order')).toEqual({ ok: true, value: { committed: true } });
    expect(await room.totals()).toMatchObject({ onHand: 12, held: 0, sold: 24 });

    const changes: StockChange[] = lines.flatMap(({ quantity: _quantity, ...facts }) => [
      { ...facts, state: 'sellable', quantity: -1 },
      { ...facts, state: 'quarantined', quantity: 1 },
    ]);
    const document = { key: 'recall', kind: 'recall', reference: 'Recall 7', changes } as const;
    const answers = await Promise.all([room.book(store, document), room.book(store, document)]);
    expect(answers).toEqual([1, 2].map(() => ({ ok: true, value: { booked: 12 } })));
    expect(await room.totals()).toMatchObject({ onHand: 0, sold: 24 });
    expect(await room.book(store, { ...document, key: 'again' })).toMatchObject({ failure: { code: 'out_of_stock' } });
    const batchIds = lines.map(({ batchId }) => batchId);
    expect(await room.block(store, batchIds, 'Recall 7')).toEqual({ ok: true, value: { blocked: 12 } });
    expect((await room.batches(batchIds)).every(({ blockedFor }) => blockedFor === 'Recall 7')).toBe(true);
  });
});
