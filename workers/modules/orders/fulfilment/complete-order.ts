import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { returnPolicies } from '#db/schema/fulfilment';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { describeError, log } from '#platform/log';
import { parseInput } from '#platform/parse-input';
import type { OrderView } from '../schemas.ts';
import { changeOrder } from './change-order.ts';
import { OrderId } from './inputs.ts';
import { showToStaff } from './show-to-staff.ts';
import type { StandingOrder } from './standing-order.ts';

/** The time for returns is over. Completing twice changes nothing. Throws `conflict` while a return is under way. */
export async function completeOrder(ctx: Context, input: z.input<typeof OrderId>): Promise<OrderView> {
  requirePermission(ctx, 'orders.fulfil');
  return showToStaff(ctx, await complete(ctx, parseInput(OrderId, input).orderId));
}

const complete = (ctx: Parameters<typeof changeOrder>[0], orderId: string): Promise<StandingOrder> =>
  changeOrder(ctx, { orderId, action: 'complete' }, (standing) => {
    if (standing.order.status === 'completed') return null;
    if (standing.returns.some(({ status }) => status === 'requested' || status === 'working')) {
      throw new AppError('conflict', 'A return of it is under way.');
    }
    return { action: 'orders.complete', moveTo: 'completed', after: standing };
  });

/** More wait for the next minute. */
const MAX_SWEPT = 50;

/** Of the platform: completes what was delivered longer ago than its return policy asks to wait, a whole day more for every time zone. */
export async function completeDueOrders(ctx: Context): Promise<{ completed: number }> {
  requirePermission(ctx, 'orders.fulfil');
  const due = await ctx.db.query<{ id: string }>(sql`
    select o.id from orders o cross join lateral (
      select p.window_days from ${returnPolicies} p where p.channel in (o.channel, 'any') and p.valid_from <= o.placed_at::date
      order by (p.channel <> 'any') desc, p.valid_from desc limit 1) policy
    where o.status = 'delivered'
      and not exists (select 1 from order_returns r where r.order_id = o.id and r.status in ('requested', 'working'))
      and (select max(s.delivered_at) from shipments s where s.order_id = o.id)
        < ${ctx.clock.now().toISOString()}::timestamptz - make_interval(days => policy.window_days + 2)
    order by o.placed_at limit ${MAX_SWEPT}`);
  let completed = 0;
  for (const { id } of due) {
    try {
      await complete(ctx, id);
      completed += 1;
    } catch (error) {
      log('warn', 'An order could not be completed', { orderId: id, ...describeError(error) });
    }
  }
  return { completed };
}
