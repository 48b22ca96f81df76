import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import { viewerOf } from '../get-order.ts';
import type { OrderView } from '../schemas.ts';
import { readStandingOrder } from './change-order.ts';
import { OrderId } from './inputs.ts';
import { showToStaff } from './show-to-staff.ts';

/** The order as staff see it: notes for themselves, who did what, what they can do next. `not_found` outside their stores. */
export async function getOrderForStaff(ctx: Context, input: z.input<typeof OrderId>): Promise<OrderView> {
  requirePermission(ctx, 'orders.read');
  const { orderId } = parseInput(OrderId, input);
  const order = await readStandingOrder(ctx, orderId);
  // Above its own purchase somebody of the staff is a buyer: that is no reading of their store.
  const nobodysBuyer = { ...order, order: { ...order.order, personId: null } };
  const viewer = viewerOf(ctx.actor, nobodysBuyer, undefined, ctx.clock.now().getTime());
  if (viewer !== 'staff') throw new AppError('not_found', 'There is no such order.');
  return showToStaff(ctx, order);
}
