import { sql } from 'drizzle-orm';
import { fulfilmentLines } from '#db/schema/fulfilment';
import { stores } from '#db/schema/inventory';
import type { Permitted } from '#platform/context';
import { AppError, orThrow, type Result } from '#platform/errors';
import type { StockDocument } from '#platform/objects';
import { busy, readStandingOrder, recordsOfOrder, writeDeed } from './change-order.ts';
import { openPieces, progressOf } from './order-progress.ts';
import type { FulfilmentLineRow, StandingOrder } from './standing-order.ts';

/** While pieces are being booked from one store to another, nothing else is done with them. */
export function requireSettled({ fulfilment }: StandingOrder): void {
  if (fulfilment.every(({ movedFrom }) => movedFrom === null)) return;
  throw new AppError('in_progress', 'Lines of it are being moved to another store.', { retryAfterSeconds: 2 });
}

/**
 * Books what is being moved: off the new store's shelf, then back on the old one's, each keyed by the move. Bears repeating; the
 * sweep goes on with what was cut off. Where the new store has not enough, its lines stay where they were.
 */
export async function moveGoods(ctx: Permitted, order: StandingOrder): Promise<StandingOrder> {
  const moving = order.fulfilment.filter(({ movedFrom }) => movedFrom !== null);
  if (moving.length === 0) return order;
  const store: Permitted = { ...ctx, db: recordsOfOrder(ctx, order) };
  const [first] = moving;
  const fromId = first?.movedFrom ?? '';
  const zones = await store.db.query<{ id: string; time_zone: string }>(sql`select id, time_zone from ${stores}`);
  const book = (storeId: string, document: StockDocument): Promise<Result<unknown>> =>
    ctx.objects
      .stockRoom(storeId)
      .book({ storeId, timeZone: zones.find(({ id }) => id === storeId)?.time_zone ?? 'Asia/Kolkata' }, document);

  const key = `${order.order.id}/move/${first?.moveId ?? ''}`;
  const reference = order.order.id;
  const out = { key: `${key}/out`, kind: 'sale', reference, changes: changesOf(order, moving, -1) } as const;
  const given = await book(first?.storeId ?? '', out);
  if (!given.ok && given.failure.code === 'out_of_stock') {
    await settle(store, order, moving, fromId);
    throw new AppError('out_of_stock', 'The other store has not enough of this batch.', {
      extensions: given.failure.extensions ?? {},
    });
  }
  orThrow(given);
  orThrow(await book(fromId, { key: `${key}/back`, kind: 'return', reference, changes: changesOf(order, moving, 1) }));
  return settle(store, order, moving, null);
}

function changesOf(order: StandingOrder, moving: readonly FulfilmentLineRow[], sign: 1 | -1) {
  const progress = progressOf(order);
  return order.lines.flatMap((line) => {
    const isMoving = moving.some(({ position }) => position === line.position);
    const counts = progress.find(({ position }) => position === line.position);
    const pieces = counts === undefined ? 0 : openPieces(counts);
    if (!isMoving || pieces === 0) return [];
    const { batchId, variantId, batchNumber, expiresOn, mrpPaise } = line;
    return [
      { batchId, variantId, batchNumber, expiresOn, mrpPaise, state: 'sellable' as const, quantity: sign * pieces },
    ];
  });
}

/** The move is over: at the new store, or (`backTo`) given up. */
async function settle(
  ctx: Permitted,
  before: StandingOrder,
  moving: readonly FulfilmentLineRow[],
  backTo: string | null,
): Promise<StandingOrder> {
  const orderId = before.order.id;
  const order = await readStandingOrder(ctx, orderId);
  const still = order.fulfilment.filter(
    (line) => moving.some(({ moveId }) => moveId === line.moveId) && line.movedFrom !== null,
  );
  if (still.length === 0) return order;
  const after = order.fulfilment.map((line) =>
    still.includes(line) ? { ...line, storeId: backTo ?? line.storeId, movedFrom: null } : line,
  );
  const isWritten = await writeDeed(ctx, order, {
    action: backTo === null ? 'orders.reassigned' : 'orders.not_reassigned',
    after: { ...order, fulfilment: after },
    changes: still.map(
      ({ position, storeId }) => sql`update ${fulfilmentLines} set moved_from = null, store_id = ${backTo ?? storeId}
        where order_id = ${orderId} and position = ${position}`,
    ),
  });
  if (!isWritten) throw busy();
  return readStandingOrder(ctx, orderId);
}

/** More wait for the next minute. */
const MAX_SWEPT = 50;

/** Of the platform: orders whose lines are between two stores. */
export async function ordersBetweenStores(ctx: Permitted): Promise<string[]> {
  const rows = await ctx.db.query<{ order_id: string }>(
    sql`select distinct order_id from ${fulfilmentLines} where moved_from is not null limit ${MAX_SWEPT}`,
  );
  return rows.map(({ order_id }) => order_id);
}
