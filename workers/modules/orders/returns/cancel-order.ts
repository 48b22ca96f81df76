import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { shipments } from '#db/schema/fulfilment';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import { busy, type Deed, writeDeed } from '../fulfilment/change-order.ts';
import { requireSettled } from '../fulfilment/move-goods.ts';
import { cancellable, progressOf } from '../fulfilment/order-progress.ts';
import { buyerPossible, type OrderViewer } from '../fulfilment/order-viewer.ts';
import type { StandingOrder } from '../fulfilment/standing-order.ts';
import { findOrder } from '../get-order.ts';
import { type OrderStatus, requireAction } from '../order-machine.ts';
import { showOrder } from '../read-orders.ts';
import type { OrderView } from '../schemas.ts';
import { CancelOrder } from './inputs.ts';
import { restocked, takeOutDeed } from './return-deed.ts';
import { forStore, runReturn } from './run-return.ts';

/** How often it is thought over anew because the order was changed meanwhile. */
const MAX_TRIES = 5;

/**
 * Cancels what has not left the house: goods back on the shelf, money back to where it came from, coupon and tax with them. Its
 * buyer may until it is packed, staff with `orders.cancel` until it is shipped. Cancelling twice is cancelling once.
 */
export async function cancelOrder(ctx: Context, input: z.input<typeof CancelOrder>): Promise<OrderView> {
  requirePermission(ctx, 'orders.change.own');
  const { reason, note, ...access } = parseInput(CancelOrder, input);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { record, viewer } = await findOrder(ctx, access);
    const before = record.returns.findLast(({ kind }) => kind === 'cancellation');
    if (record.order.status === 'cancelled') return finish(ctx, record, before?.id, viewer);
    requireMayCancel(ctx, record, viewer);
    requireSettled(record);
    const id = ctx.ids.next();
    if (await writeDeed(ctx, record, cancellation(ctx, record, { id, reason, note: note ?? null }))) {
      return finish(ctx, record, id, viewer);
    }
  }
  throw busy();
}

/** The order is cancelled; what follows from it goes on by itself where it cannot be done at once. */
async function finish(
  ctx: Permitted,
  { order }: StandingOrder,
  returnId: string | undefined,
  viewer: OrderViewer,
): Promise<OrderView> {
  const store = forStore(ctx, [order.storeId]);
  if (returnId === undefined) throw new AppError('conflict', 'The order was cancelled in another way.');
  return showOrder(ctx, await runReturn(store, order.id, returnId), viewer);
}

function requireMayCancel(ctx: Context, record: StandingOrder, viewer: OrderViewer): void {
  if (viewer === 'staff') {
    requirePermission(ctx, 'orders.cancel', { storeId: record.order.storeId });
    requireAction('cancel', record.order.status as OrderStatus, record.order.stoppedFor);
    if (record.shipments.some(({ status }) => status === 'booking')) {
      throw new AppError('in_progress', 'A carrier is being asked to take a parcel of it.', { retryAfterSeconds: 5 });
    }
    return;
  }
  if (buyerPossible(record).includes('cancel')) return;
  throw new AppError(
    'illegal_transition',
    'It can no longer be cancelled: it is packed or on its way. Ask to return it when it is there.',
    {
      extensions: { status: record.order.status, possible: buyerPossible(record) },
    },
  );
}

function cancellation(
  ctx: Permitted,
  record: StandingOrder,
  { id, reason, note }: { id: string; reason: string; note: string | null },
): Deed {
  const pieces = progressOf(record)
    .map((line) => ({ position: line.position, quantity: cancellable(line) }))
    .filter(({ quantity }) => quantity > 0);
  const unpackedOrder: StandingOrder = {
    ...record,
    shipments: record.shipments.map((row) => (row.status === 'packed' ? { ...row, status: 'cancelled' } : row)),
  };
  const wanted = { id, kind: 'cancellation', reason, note, resolution: 'refund', requestHash: '' } as const;
  const deed = takeOutDeed(ctx, unpackedOrder, wanted, restocked(pieces), 'orders.cancel');
  const unpack = sql`update ${shipments} set status = 'cancelled' where order_id = ${record.order.id} and status = 'packed'`;
  return { ...deed, changes: [unpack, ...(deed.changes ?? [])] };
}
