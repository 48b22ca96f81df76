import { sql } from 'drizzle-orm';
import { shipments } from '#db/schema/fulfilment';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { describeError, log } from '#platform/log';
import { resumeDueReturns } from '../returns/resume-returns.ts';
import { readStandingOrder } from './change-order.ts';
import { completeDueOrders } from './complete-order.ts';
import { moveGoods, ordersBetweenStores } from './move-goods.ts';
import { bookShipment } from './ship-order.ts';
import { trackShipments } from './track-shipments.ts';

/** More wait for the next minute. */
const MAX_SWEPT = 50;

/** Of the platform, every minute: goes on with returns and bookings that wait, asks carriers, completes what is old enough. */
export async function sweepOrders(ctx: Context): Promise<void> {
  await resumeDueReturns(ctx);
  await resumeMoves(ctx);
  await resumeBookings(ctx);
  await trackShipments(ctx);
  await completeDueOrders(ctx);
}

async function resumeMoves(ctx: Context): Promise<void> {
  requirePermission(ctx, 'orders.fulfil');
  for (const orderId of await ordersBetweenStores(ctx)) {
    try {
      await moveGoods(ctx, await readStandingOrder(ctx, orderId));
    } catch (error) {
      log('warn', 'Lines could not be moved to another store', { orderId, ...describeError(error) });
    }
  }
}

async function resumeBookings(ctx: Context): Promise<void> {
  requirePermission(ctx, 'orders.fulfil');
  const waiting = await ctx.db.query<{ id: string; order_id: string }>(
    sql`select id, order_id from ${shipments} where status = 'booking' order by packed_at limit ${MAX_SWEPT}`,
  );
  for (const { id, order_id } of waiting) {
    try {
      await bookShipment(ctx, order_id, id);
    } catch (error) {
      log('warn', 'A carrier could not be asked again', { shipmentId: id, ...describeError(error) });
    }
  }
}
