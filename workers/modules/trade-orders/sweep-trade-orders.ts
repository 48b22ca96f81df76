import { type SQL, sql } from 'drizzle-orm';
import { orderDeliveries } from '#db/schema/delivery';
import { quotations, takenCarts } from '#db/schema/trade-orders';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';

/** An order that is written later than this after its cart was placed waits for a person anyway. */
const lookBackMs = 2 * 86_400_000;
/** Longer than any payment is waited for. */
const acceptingMs = 86_400_000;

/** The order that a cart of a store became lately. */
const orderOf = (cart: SQL, store: SQL, since: string): SQL => sql`(select d.order_id from orders o
  join ${orderDeliveries} d on d.order_id = o.id
  where o.store_id = ${store} and o.placed_at > ${since}::timestamptz and d.cart_id = ${cart} limit 1)`;

/**
 * Finishes what was cut off between an order and the note of it, takes acceptances back of which nothing came, and notes which
 * quotations are over. Every statement may be repeated; two at once write the same.
 */
export async function sweepTradeOrders(ctx: Context): Promise<void> {
  requirePermission(ctx, 'orders.take');
  const now = ctx.clock.now();
  const at = sql`${now.toISOString()}::timestamptz`;
  const since = new Date(now.getTime() - lookBackMs).toISOString();
  const stale = new Date(now.getTime() - acceptingMs).toISOString();
  await ctx.db.batch([
    sql`update ${takenCarts} t set status = 'placed', order_id = f.order_id, changed_at = ${at} from (
        select t.id, ${orderOf(sql`t.id`, sql`t.store_id`, since)} as order_id from ${takenCarts} t
        where t.status = 'draft' and t.changed_at > ${since}::timestamptz) f
      where f.id = t.id and f.order_id is not null and t.status = 'draft'`,
    sql`update ${quotations} q set status = 'accepted', order_id = f.order_id, changed_at = ${at} from (
        select q.id, ${orderOf(sql`q.cart_id`, sql`q.store_id`, since)} as order_id from ${quotations} q
        where q.status in ('accepting', 'sent') and q.changed_at > ${since}::timestamptz) f
      where f.id = q.id and f.order_id is not null and q.status in ('accepting', 'sent')`,
    sql`update ${quotations} set status = 'sent', changed_at = ${at}
      where status = 'accepting' and changed_at < ${stale}::timestamptz`,
    sql`update ${quotations} q set status = 'expired', changed_at = ${at} from stores s
      where s.id = q.store_id and q.status in ('issued', 'sent')
        and q.valid_until < (${at} at time zone s.time_zone)::date`,
  ]);
}
