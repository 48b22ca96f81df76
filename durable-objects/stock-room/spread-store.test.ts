import { describe, expect, it } from 'vitest';
import type { StockChange } from '#platform/objects';
import { shardOf } from '#platform/store-layout';
import { seededRandom } from '../checkout/shop-model.test-support.ts';
import { SpreadStore } from './spread-store.test-support.ts';

const STORE = { storeId: 'store', timeZone: 'Asia/Kolkata' };
const NOON = Date.parse('2026-11-22T06:30:00Z');

const variants = Array.from({ length: 12 }, (_, at) => `variant-${at}`);
const change = (variantId: string, quantity: number): StockChange => ({
  variantId,
  batchId: `${variantId}/1`,
  batchNumber: 'B1',
  expiresOn: null,
  mrpPaise: 9_500,
  state: 'sellable',
  quantity,
});
const wanted = variants.map((variantId) => ({ variantId, quantity: 2 }));
const request = (holdId: string) => ({ holdId, lines: wanted, channel: 'web', holdMs: 900_000 }) as const;

async function stocked() {
  const store = new SpreadStore(seededRandom(1), NOON);
  const room = store.caller();
  const opening = variants.map((variantId) => change(variantId, 5));
  await during(store, room.book(STORE, { key: 'o', kind: 'opening', reference: 'o', changes: opening }));
  return { store, room, spread: () => spread(store) };
}

/** Lets messages and alarms go on until the work is done. */
async function during<T>(store: SpreadStore, work: Promise<T>): Promise<T> {
  let isOver = false;
  const end = work.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    store.ringAlarms();
    await store.step();
  }
  return end;
}

async function spread(store: SpreadStore): Promise<void> {
  await during(store, store.caller().reshard(STORE, 4));
  const isBusy = () => store.shards.some((shard) => store.deskOf(shard).hasWork);
  while (isBusy()) {
    store.ringAlarms();
    await store.step();
  }
}

describe('a store that was spread', () => {
  it('answers a hold of before the move with the same hold, and sells it once', async () => {
    const { store, room, spread: move } = await stocked();
    const first = await during(store, room.hold(request('h')));
    await during(store, room.commit('h', 'order'));
    await move();
    expect(store.bookOf(0).shards.layout).toMatchObject({ shards: 4, phase: 'fresh' });
    expect(await during(store, store.caller().hold(request('h')))).toEqual(first);
    expect(await during(store, store.caller().commit('h', 'order'))).toEqual({ ok: true, value: { committed: true } });
    expect(await during(store, room.totals())).toEqual({ onHand: 36, held: 0, holds: 0, sold: 24 });
  });

  it('keeps what is held where it was until it is sold, and is not done before', async () => {
    const { store, room } = await stocked();
    await during(store, room.hold(request('h')));
    await during(store, room.reshard(STORE, 4));
    for (let turns = 0; turns < 200; turns++) {
      store.ringAlarms();
      await store.step();
    }
    expect(store.bookOf(0).shards.layout.phase).toBe('moving');
    expect(store.bookOf(0).totals()).toMatchObject({ held: 24 });
    expect(await during(store, store.caller().hold(request('i')))).toMatchObject({ ok: true });
    expect((await during(store, room.commit('h', 'order'))).ok).toBe(true);
    await during(store, room.release('i'));
    await spread(store);
    expect(store.bookOf(0).shards.layout.phase).toBe('fresh');
    expect(await during(store, room.totals())).toEqual({ onHand: 36, held: 0, holds: 0, sold: 24 });
  });

  it('sells no part of an order when one of its batches was recalled', async () => {
    const { store, room, spread: move } = await stocked();
    await move();
    await during(store, room.hold(request('h')));
    const recalled = variants.find((variantId) => shardOf(variantId, 4) === 3) ?? '';
    expect(await during(store, room.block(STORE, [`${recalled}/1`], 'Recall 7'))).toEqual({
      ok: true,
      value: { blocked: 1 },
    });
    expect(await during(store, room.commit('h', 'order'))).toMatchObject({ failure: { code: 'conflict' } });
    expect(await during(store, room.totals())).toMatchObject({ onHand: 60, sold: 0 });
  });

  it('names every line that is short, in whichever object it is', async () => {
    const { store, room, spread: move } = await stocked();
    await move();
    const lines = variants.map((variantId) => ({ variantId, quantity: 9 }));
    const refused = await during(store, room.hold({ holdId: 'h', lines, channel: 'web', holdMs: 1 }));
    const short = refused.ok ? [] : (refused.failure.extensions?.lines as { variantId: string }[]);
    expect(new Set(short.map(({ variantId }) => variantId))).toEqual(new Set(variants));
    expect((await during(store, room.totals())).held).toBe(0);
  });

  it('refuses a second move while one is under way, and repeats the same without effect', async () => {
    const { store, room } = await stocked();
    const begun = await during(store, room.reshard(STORE, 4));
    expect(store.bookOf(0).shards.layout.phase).toBe('moving');
    expect(await during(store, room.reshard(STORE, 4))).toEqual(begun);
    expect(await during(store, room.reshard(STORE, 17))).toMatchObject({ failure: { code: 'invalid_input' } });
    if (store.bookOf(0).shards.isMoving) {
      expect(await during(store, room.reshard(STORE, 2))).toMatchObject({ failure: { code: 'conflict' } });
    }
  });
});

describe('a part of a document', () => {
  const part = { key: 'd#1', kind: 'adjustment', reference: 'd', changes: [change('variant-0', -2)] } as const;

  it('that was given up cannot be prepared by a message that comes late', async () => {
    const { store } = await stocked();
    const { parts } = store.bookOf(0);
    expect(parts.prepare(part, NOON).ok).toBe(true);
    expect(store.bookOf(0).totals().held).toBe(2);
    parts.abort('d#1', NOON);
    parts.abort('d#2', NOON);
    expect(parts.prepare(part, NOON).ok).toBe(false);
    expect(parts.prepare({ ...part, key: 'd#2' }, NOON).ok).toBe(false);
    expect(store.bookOf(0).totals()).toMatchObject({ onHand: 60, held: 0 });
  });

  it('is promised through a restart, and applied once', async () => {
    const { store } = await stocked();
    store.bookOf(0).parts.prepare(part, NOON);
    store.crash(0);
    expect(store.bookOf(0).totals()).toMatchObject({ onHand: 60, held: 2 });
    store.bookOf(0).parts.apply('d#1', NOON);
    store.bookOf(0).parts.apply('d#1', NOON);
    expect(store.bookOf(0).totals()).toMatchObject({ onHand: 58, held: 0 });
  });
});
