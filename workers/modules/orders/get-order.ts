import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { type Actor, personOf } from '#platform/access/actor';
import { recordScopeOf } from '#platform/access/record-scope';
import { allows, reachOf, requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { hashSecret, sameHash } from '#platform/ids';
import { parseInput } from '#platform/parse-input';
import type { OrderRow } from './draft-order.ts';
import { type OrderJson, orderRecord, ordersQuery, showOrder } from './read-orders.ts';
import { OrderAccess, type OrderView } from './schemas.ts';

/** Whoever holds its token, has ordered it (an app or key only where it was lent the profile), or may read its store's. */
function mayRead(actor: Actor, order: OrderRow, tokenHash: string | undefined, nowMs: number): boolean {
  if (tokenHash !== undefined && sameHash(order.tokenHash, tokenHash)) return true;
  const isOwn = order.personId !== null && order.personId === personOf(actor);
  if (isOwn && allows(actor, 'profile.own', nowMs)) return true;
  const reach = reachOf(actor, 'orders.read', nowMs);
  return reach?.kind === 'all' || (reach?.kind === 'stores' && reach.storeIds.includes(order.storeId));
}

/**
 * The order for its buyer, with an account or with the order's token, and for staff of its store; in one round trip. Throws
 * `unauthenticated` for a stranger without a token, and `not_found` for a wrong one too, so that ids cannot be probed.
 */
export async function getOrder(ctx: Context, input: z.input<typeof OrderAccess>): Promise<OrderView> {
  requirePermission(ctx, 'orders.read.own');
  const { orderId, token } = parseInput(OrderAccess, input);
  if (token === undefined && ctx.actor.kind === 'anonymous') {
    throw new AppError('unauthenticated', 'Send the x-order-token header, or sign in.');
  }
  const nowMs = ctx.clock.now().getTime();
  const orderTokenHash = token === undefined ? undefined : await hashSecret(token);
  const scope = { ...recordScopeOf(ctx.actor, nowMs), ...(orderTokenHash !== undefined && { orderTokenHash }) };
  const [json] = await ctx.db.within(scope).query<OrderJson>(ordersQuery(sql`o.id = ${orderId}::uuid`));
  const record = json && orderRecord(json);
  if (record === undefined || !mayRead(ctx.actor, record.order, orderTokenHash, nowMs)) {
    throw new AppError('not_found', 'There is no such order.');
  }
  return showOrder(ctx, record);
}
