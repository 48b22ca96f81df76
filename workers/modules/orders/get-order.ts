import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { type Actor, personOf } from '#platform/access/actor';
import { recordScopeOf } from '#platform/access/record-scope';
import { allows, reachOf, requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { hashSecret, sameHash } from '#platform/ids';
import { parseInput } from '#platform/parse-input';
import type { OrderViewer } from './fulfilment/order-viewer.ts';
import type { StandingOrder } from './fulfilment/standing-order.ts';
import { type OrderJson, orderRecord, ordersQuery, showOrder } from './read-orders.ts';
import { OrderAccess, type OrderView } from './schemas.ts';

/** Whoever holds its token, has ordered it (an app or key only where it was lent the profile), or may read what its stores do. */
export function viewerOf(
  actor: Actor,
  { order, fulfilment }: StandingOrder,
  tokenHash: string | undefined,
  nowMs: number,
): OrderViewer | undefined {
  if (tokenHash !== undefined && sameHash(order.tokenHash, tokenHash)) return 'buyer';
  const isOwn = order.personId !== null && order.personId === personOf(actor);
  if (isOwn && allows(actor, 'profile.own', nowMs)) return 'buyer';
  const reach = reachOf(actor, 'orders.read', nowMs);
  if (reach?.kind === 'all') return 'staff';
  const theirs = [order.storeId, ...fulfilment.map(({ storeId }) => storeId)];
  return reach?.kind === 'stores' && theirs.some((id) => reach.storeIds.includes(id)) ? 'staff' : undefined;
}

/**
 * The order for its buyer, with an account or with the order's token, and for staff of its stores; in one round trip. Throws
 * `unauthenticated` for a stranger without a token, and `not_found` for a wrong one too, so that ids cannot be probed.
 */
export async function getOrder(ctx: Context, input: z.input<typeof OrderAccess>): Promise<OrderView> {
  requirePermission(ctx, 'orders.read.own');
  const { record, viewer } = await findOrder(ctx, parseInput(OrderAccess, input));
  return showOrder(ctx, record, viewer);
}

/** An order that whoever asks may read, and as whom. Throws as `getOrder` does. */
export async function findOrder(
  ctx: Permitted,
  { orderId, token }: z.output<typeof OrderAccess>,
): Promise<{ record: StandingOrder; viewer: OrderViewer }> {
  if (token === undefined && ctx.actor.kind === 'anonymous') {
    throw new AppError('unauthenticated', 'Send the x-order-token header, or sign in.');
  }
  const nowMs = ctx.clock.now().getTime();
  const orderTokenHash = token === undefined ? undefined : await hashSecret(token);
  const scope = { ...recordScopeOf(ctx.actor, nowMs), ...(orderTokenHash !== undefined && { orderTokenHash }) };
  const [json] = await ctx.db.within(scope).query<OrderJson>(ordersQuery(sql`o.id = ${orderId}::uuid`));
  const record = json && orderRecord(json);
  const viewer = record && viewerOf(ctx.actor, record, orderTokenHash, nowMs);
  if (record === undefined || viewer === undefined) throw new AppError('not_found', 'There is no such order.');
  return { record, viewer };
}
