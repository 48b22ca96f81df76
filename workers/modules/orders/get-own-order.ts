import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { personOf } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import { type OrderJson, orderRecord, ordersQuery, showOrder } from './read-orders.ts';
import { OrderAccess, type OrderView } from './schemas.ts';

const OwnOrder = OrderAccess.pick({ orderId: true });

/** An order that one placed while signed in. `not_found` for everybody else's. */
export async function getOwnOrder(ctx: Context, input: z.input<typeof OwnOrder>): Promise<OrderView> {
  requirePermission(ctx, 'profile.own');
  const { orderId } = parseInput(OwnOrder, input);
  const wanted = sql`o.id = ${orderId}::uuid and o.person_id = ${personOf(ctx.actor)}::uuid`;
  const [json] = await ctx.db.query<OrderJson>(ordersQuery(wanted));
  if (json === undefined) throw new AppError('not_found', 'There is no such order.');
  return showOrder(ctx, orderRecord(json), 'buyer');
}
