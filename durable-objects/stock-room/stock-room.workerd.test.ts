import { abortAllDurableObjects, evictDurableObject } from 'cloudflare:test';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HoldRequest, StockRoomDoor } from '#platform/objects';
import { cutDatabase, db, env, eventually, line, newStore, newVariant, objects } from '../test-company.test-support.ts';

const request = (holdId: string, variantId: string, quantity: number, holdMs = 900_000): HoldRequest => ({
  holdId,
  lines: [{ variantId, quantity }],
  channel: 'web',
  holdMs,
});

async function stocked(variantId: string, quantity: number) {
  const store = newStore();
  const room = objects.stockRoom(store.storeId);
  await room.receive(store, 'opening', 'opening', [line(variantId, quantity)]);
  return { ...store, room };
}

const levelOf = async (storeId: string, variantId: string) =>
  (
    await db.query(
      sql`select available, band from stock_levels where store_id = ${storeId} and variant_id = ${variantId}`,
    )
  )[0];
const movementsOf = (storeId: string) =>
  db.query(
    sql`select sequence, kind, quantity, reference from stock_movements where store_id = ${storeId} order by sequence`,
  );
const crossingsOf = async (storeId: string) =>
  (
    await db.query<{ band: string }>(
      sql`select data ->> 'band' as band from events where store_id = ${storeId} order by id`,
    )
  ).map(({ band }) => band);

afterEach(() => vi.restoreAllMocks());

describe('buyers at once', () => {
  it('never sell a piece twice, whatever they want', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 30 }),
        fc.nat(40),
        async (wants, stock) => {
          const { room } = await stocked('arnica', stock + 1);
          const holds = await Promise.all(wants.map((quantity, i) => room.hold(request(`h${i}`, 'arnica', quantity))));
          await Promise.all(holds.flatMap((hold, i) => (hold.ok ? [room.commit(`h${i}`, `o${i}`)] : [])));
          const sold = wants.reduce((sum, quantity, i) => (holds[i]?.ok ? sum + quantity : sum), 0);
          expect(await room.totals()).toEqual({ onHand: stock + 1 - sold, held: 0, holds: 0, sold });
          const smallestRefused = Math.min(...wants.filter((_, i) => !holds[i]?.ok));
          expect(stock + 1 - sold).toBeLessThan(smallestRefused);
        },
      ),
      { numRuns: 15, seed: 20261122 },
    );
  });

  it('get exactly what is there: 200 buyers, 50 pieces', async () => {
    const { room } = await stocked('arnica', 50);
    const holds = await Promise.all(Array.from({ length: 200 }, (_, i) => room.hold(request(`h${i}`, 'arnica', 1))));
    expect(holds.filter(({ ok }) => ok)).toHaveLength(50);
    for (const hold of holds) if (!hold.ok) expect(hold.failure.code).toBe('out_of_stock');
  });
});

describe('the alarm', () => {
  it('frees a hold within a second of its time, although the object was evicted and the database hangs', async () => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(() => new Promise(() => undefined));
    const { room, storeId } = await stocked('arnica', 1);
    const hold = await room.hold(request('h', 'arnica', 1, 1_500));
    await evictDurableObject(env.STOCK_ROOM.getByName(storeId));
    expect((await objects.stockRoom(storeId).totals()).holds).toBe(1);
    const dueMs = hold.ok ? hold.value.expiresAtMs : 0;
    await eventually(async () => expect((await objects.stockRoom(storeId).totals()).holds).toBe(0));
    expect(Date.now()).toBeGreaterThanOrEqual(dueMs);
    expect(Date.now() - dueMs).toBeLessThan(1_000);
  });
});

describe('Postgres is told', () => {
  it('of levels, movements and crossed bands, and the card follows', async () => {
    const { productId, variantId } = await newVariant();
    const { room, storeId } = await stocked(variantId, 7);
    await eventually(async () => expect(await levelOf(storeId, variantId)).toEqual({ available: 7, band: 'in_stock' }));
    const card = sql`select in_stock from product_cards where product_id = ${productId}`;
    expect(await db.query(card)).toEqual([{ in_stock: true }]);
    expect(await crossingsOf(storeId)).toEqual([]);

    await room.hold(request('a', variantId, 2));
    await eventually(async () => expect(await levelOf(storeId, variantId)).toEqual({ available: 5, band: 'low' }));
    await room.hold(request('b', variantId, 5));
    await eventually(async () => expect(await db.query(card)).toEqual([{ in_stock: false }]));
    await room.release('b');
    await eventually(async () => expect(await db.query(card)).toEqual([{ in_stock: true }]));
    expect(await crossingsOf(storeId)).toEqual(['low', 'out', 'low']);

    await room.commit('a', 'order-a');
    await eventually(async () =>
      expect(await movementsOf(storeId)).toEqual([
        { sequence: 1, kind: 'opening', quantity: 7, reference: 'opening' },
        { sequence: 2, kind: 'sale', quantity: -2, reference: 'order-a' },
      ]),
    );
    const [event] = await db.query(
      sql`select type, subject, data from events where store_id = ${storeId} order by id limit 1`,
    );
    expect(event).toEqual({
      type: 'stock.band_crossed',
      subject: `${variantId}:${storeId}`,
      data: { variantId, productId, storeId, band: 'low', previousBand: 'in_stock' },
    });
  });

  it.each(['requests', 'answers'] as const)('once, although %s are lost', async (losing) => {
    const { variantId } = await newVariant();
    const { room, storeId } = await stocked(variantId, 7);
    await eventually(async () => expect(await levelOf(storeId, variantId)).toBeDefined());
    const restore = cutDatabase(losing);
    await room.hold(request('a', variantId, 7));
    await room.commit('a', 'order-a');
    await new Promise((resolve) => setTimeout(resolve, 400));
    restore();
    await eventually(async () => {
      expect(await levelOf(storeId, variantId)).toEqual({ available: 0, band: 'out' });
      expect((await movementsOf(storeId)).map(({ quantity }) => quantity)).toEqual([7, -7]);
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await crossingsOf(storeId)).toEqual(['out']);
  });

  it('by what was stored, after the object died before it could report', async () => {
    const { variantId } = await newVariant();
    const restore = cutDatabase('requests');
    const { room, storeId } = await stocked(variantId, 7);
    await room.hold(request('a', variantId, 3));
    await room.commit('a', 'order-a');
    await room.hold(request('b', variantId, 1));
    await abortAllDurableObjects();
    restore();
    await eventually(async () => {
      expect(await levelOf(storeId, variantId)).toEqual({ available: 3, band: 'low' });
      expect((await movementsOf(storeId)).map(({ sequence, quantity }) => [sequence, quantity])).toEqual([
        [1, 7],
        [2, -3],
      ]);
    });
    const revived: StockRoomDoor = objects.stockRoom(storeId);
    expect(await revived.totals()).toEqual({ onHand: 4, held: 1, holds: 1, sold: 3 });
  });
});

it('takes 5,000 lines in one delivery', async () => {
  const store = newStore();
  const lines = Array.from({ length: 5_000 }, (_, i) => line(`v${i}`, 2));
  const room = objects.stockRoom(store.storeId);
  expect(await room.receive(store, 'opening', 'opening', lines)).toEqual({ ok: true, value: { booked: 10_000 } });
  expect((await room.totals()).onHand).toBe(10_000);
});
