import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { batches } from '#db/schema/inventory';
import { createTransfer, receiveTransfer } from '#modules/stock-documents';
import { variantFacts } from '#objects/test-variant.test-support';
import type { PersonActor } from '#platform/access/actor';
import type { Permitted } from '#platform/context';
import { fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { BatchStanding, Objects, StockRoomDoor, StoreFacts } from '#platform/objects';
import { type ObjectsInNode, objectsInNode } from './objects-in-node.ts';
import { arnica, placedOrder, recordsOf } from './placed-orders.ts';
import { type Office, openOffice } from './staff.ts';

/** Two stores with staff, their real books and the real records. */
export interface StockShop {
  office: Office;
  world: ObjectsInNode;
  pune: StoreFacts;
  thane: StoreFacts;
  /** Manages both stores; the keeper works at the shelves of both. */
  manager: PersonActor;
  keeper: PersonActor;
  owner: PersonActor;
  as(actor: PersonActor): Permitted;
  platform: Permitted;
  /** A new batch of a new variant, or of one that exists; with stock where pieces are given. */
  newBatch(change?: NewBatch): Promise<{ batchId: string; variantId: string; productId: string }>;
  /** So many batches of as many variants, so many pieces of each in a store. */
  newBatches(count: number, at: StoreFacts, pieces: number): Promise<{ batchId: string; variantId: string }[]>;
  /** An order of a piece of a batch in the first store; answers its id. */
  newOrder(status: string, variantId: string, batchId: string): Promise<string>;
  /** Another pack of the same product. */
  siblingVariant(variantId: string, packQuantity: number): Promise<string>;
  standing(storeId: string, batchId: string): Promise<Pick<BatchStanding, 'quantities' | 'held' | 'blockedFor'>>;
  /** Pieces by state, those of 0 left out. */
  pieces(storeId: string, batchId: string): Promise<Record<string, number>>;
}

interface NewBatch {
  variantId?: string;
  number?: string;
  expiresOn?: string | null;
  costPaise?: number;
  at?: StoreFacts;
  quantity?: number;
}

const TIME_ZONE = 'Asia/Kolkata';

export async function openStockShop(db: Database): Promise<StockShop> {
  // Recalls and nightly proofs go to every store there is: those of the tests before are closed down.
  await db.query(sql`delete from stores s where not exists (select 1 from orders o where o.store_id = s.id)`);
  const office = openOffice(db);
  const world = objectsInNode(db, office.clock);
  const [pune, thane] = [await office.newStore(), await office.newStore()].map((storeId) => ({
    storeId,
    timeZone: TIME_ZONE,
  })) as [StoreFacts, StoreFacts];
  const stores = [pune.storeId, thane.storeId];
  const shop: StockShop = {
    office,
    world,
    pune,
    thane,
    manager: await office.join('store_manager', stores),
    keeper: await office.join('warehouse', stores),
    owner: await office.join('owner'),
    as: (actor) => ({ ...office.as(actor), objects: world.objects }),
    platform: { ...office.platform, objects: world.objects },
    newBatch: (change = {}) => newBatch(db, world, change),
    newBatches: (count, at, pieces) => newBatches(db, world, count, at, pieces),
    async newOrder(status, variantId, batchId) {
      const placed = {
        ...placedOrder([{ productId: arnica, quantity: 1, totalPaise: 10_000 }]),
        storeId: pune.storeId,
      };
      await db.batch([
        ...writeFacts(await recordsOf(office.platform.personal, { ...placed, number: placed.orderId })),
        sql`update orders set status = ${status}, store_id = ${pune.storeId} where id = ${placed.orderId}`,
        sql`update order_lines set batch_id = ${batchId}, variant_id = ${variantId} where order_id = ${placed.orderId}`,
      ]);
      return placed.orderId;
    },
    async siblingVariant(variantId, packQuantity) {
      const id = randomIds.next();
      await db.query(sql`insert into variants select (jsonb_populate_record(null::variants, to_jsonb(v) ||
        jsonb_build_object('id', ${id}::text, 'sku', ${id}::text, 'pack_quantity', ${packQuantity}::int))).*
        from variants v where id = ${variantId}`);
      return id;
    },
    async standing(storeId, batchId) {
      const [found] = await world.objects.stockRoom(storeId).batches([batchId]);
      if (found === undefined) throw new Error('This batch was never here');
      return found;
    },
    async pieces(storeId, batchId) {
      const [found] = await world.objects.stockRoom(storeId).batches([batchId]);
      return Object.fromEntries(Object.entries(found?.quantities ?? {}).filter(([, quantity]) => quantity !== 0));
    },
  };
  return shop;
}

async function newBatch(db: Database, { objects }: ObjectsInNode, change: NewBatch) {
  const { facts, ...ids } = variantFacts();
  const variantId = change.variantId ?? ids.variantId;
  const { number = 'B-1', expiresOn = '2028-12-31', costPaise = 5_000, quantity = 0 } = change;
  const batch = {
    id: randomIds.next(),
    variantId,
    number,
    madeOn: '2025-01-01',
    expiresOn,
    mrpPaise: 12_500,
    costPaise,
  };
  await db.batch(writeFacts([...(change.variantId === undefined ? facts : []), fact(batches, batch)]));
  if (change.at !== undefined && quantity > 0) {
    const line = { batchId: batch.id, variantId, batchNumber: number, expiresOn, mrpPaise: 12_500, quantity };
    const key = `receipt-${batch.id}-${change.at.storeId}`;
    const received = await objects.stockRoom(change.at.storeId).receive(change.at, key, 'receipt', [line]);
    if (!received.ok) throw new Error(received.failure.detail);
  }
  return { batchId: batch.id, variantId, productId: ids.productId };
}

async function newBatches(db: Database, { objects }: ObjectsInNode, count: number, at: StoreFacts, quantity: number) {
  const made = Array.from({ length: count }, () => ({ batchId: randomIds.next(), ...variantFacts() }));
  const rows = made.map(({ batchId, variantId }) =>
    fact(batches, {
      id: batchId,
      variantId,
      number: 'B-1',
      madeOn: '2025-01-01',
      expiresOn: '2028-12-31',
      mrpPaise: 12_500,
      costPaise: 5_000,
    }),
  );
  await db.batch(writeFacts([...made.flatMap(({ facts }) => facts), ...rows]));
  const lines = made.map(({ batchId, variantId }) => ({
    batchId,
    variantId,
    batchNumber: 'B-1',
    expiresOn: '2028-12-31',
    mrpPaise: 12_500,
    quantity,
  }));
  await objects.stockRoom(at.storeId).receive(at, `receipt-of-${count}`, 'receipt', lines);
  return made.map(({ batchId, variantId }) => ({ batchId, variantId }));
}

/** Told where a process dies; nothing else throws it. */
export class Died extends Error {
  override readonly name = 'Died';
}

/**
 * A request whose process dies right after the nth call that it makes to the records or to an object has taken effect: what
 * it would have done after that never happens.
 */
export function dyingAfter(ctx: Permitted, calls: number): Permitted {
  let made = 0;
  const step = async <T>(call: () => Promise<T>): Promise<T> => {
    if (made >= calls) throw new Died();
    const answer = await call();
    made += 1;
    if (made >= calls) throw new Died();
    return answer;
  };
  const dyingDb = (db: Database): Database => ({
    query: (statement) => step(() => db.query(statement)),
    batch: (statements) => step(() => db.batch(statements)),
    within: (scope) => dyingDb(db.within(scope)),
    roundTrips: 0,
  });
  const dyingRoom = (room: StockRoomDoor): StockRoomDoor =>
    new Proxy(room, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...input: unknown[]) => Promise<unknown>;
        return (...input: unknown[]) => step(() => method.apply(target, input));
      },
    });
  const objects: Objects = { ...ctx.objects, stockRoom: (storeId) => dyingRoom(ctx.objects.stockRoom(storeId)) };
  return { ...ctx, db: dyingDb(ctx.db), objects };
}

/** Lets a deed die after its first call, its second and so on, until it once comes to its end. Answers how many ways it died. */
export async function dieEverywhere(
  begin: () => Promise<{
    deed: (ctx: Permitted) => Promise<unknown>;
    check: (died: number) => Promise<void>;
    as: Permitted;
  }>,
): Promise<number> {
  for (let calls = 1; calls < 60; calls++) {
    const { deed, check, as } = await begin();
    const outcome = await deed(dyingAfter(as, calls)).then(
      () => 'done' as const,
      (error: unknown) => error,
    );
    await check(calls);
    if (outcome === 'done') return calls - 1;
  }
  throw new Error('It never came to its end');
}

export const HOUR_MS = 3_600_000;

/** From the first store to the second: six of something, sent off, and taken in at the door. */
export function transfersOf(shop: StockShop) {
  const draft = async (variantId: string, quantity: number, change: object = {}) =>
    createTransfer(shop.as(shop.manager), {
      fromStoreId: shop.pune.storeId,
      toStoreId: shop.thane.storeId,
      key: `transfer-${variantId}`,
      lines: [{ variantId, quantity, ...change }],
    });
  const arrive = (transferId: string, key: string, batchId: string, counts: object) =>
    receiveTransfer(shop.as(shop.keeper), {
      transferId,
      key,
      lines: [{ batchId, reason: 'Counted at the door', ...counts }],
    });
  return { draft, arrive };
}

/** Sagas of a subject as people see them. */
export const sagaOf = async (db: Database, id: string) =>
  (
    await db.query<{ status: string; steps: { step: string; outcome: string }[] }>(
      sql`select status, steps from sagas where id = ${id}`,
    )
  )[0];
