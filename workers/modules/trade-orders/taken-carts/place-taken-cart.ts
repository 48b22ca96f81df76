import type * as z from 'zod';
import { CheckoutRequest, IdempotencyKey, placeCart, renewQuotes } from '#modules/orders';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { hashSecret } from '#platform/ids';
import type { StoredAnswer } from '#platform/objects';
import { parseInput } from '#platform/parse-input';
import { placedOrderId } from '../placed-order-id.ts';
import { closeTakenCart, requireTakenCart, TakenCartParams } from './taken-cart-records.ts';

const PlaceTakenCart = TakenCartParams.extend({ idempotencyKey: IdempotencyKey, request: CheckoutRequest });

/**
 * Staff place a cart for its buyer: by the same checkout as everybody's, signed by whoever took it. A card or UPI answers with a
 * payment to complete (202), whose address is sent to the buyer. Repeating it with its key gets the same answer.
 */
export async function placeTakenCart(asked: Context, input: z.input<typeof PlaceTakenCart>): Promise<StoredAnswer> {
  requirePermission(asked, 'orders.take');
  const { takenCartId, idempotencyKey, request } = parseInput(PlaceTakenCart, input);
  const { row, token, ctx } = await requireTakenCart(asked, takenCartId);
  if (row.status === 'discarded') throw new AppError('conflict', 'This cart was discarded.');
  const tokenHash = await hashSecret(token);
  const answer = await placeCart(ctx, {
    cartId: row.id,
    tokenHash,
    idempotencyKey,
    request,
    ordering: { personId: row.person_id, dealerId: row.dealer_id, takenBy: describeActor(ctx.actor) },
    renew: (door) => renewQuotes(ctx, door, tokenHash),
  });
  const orderId = placedOrderId(answer);
  // Where this is cut off, the sweep finds the order by its cart.
  if (orderId !== null) await ctx.db.query(closeTakenCart(row.id, 'placed', orderId, ctx.clock.now()));
  return answer;
}
