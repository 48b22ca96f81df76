import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import type { OrderView } from '../schemas.ts';
import { busy, readStandingOrder, writeDeed } from './change-order.ts';
import { OrderId, StopBody } from './inputs.ts';
import { showToStaff } from './show-to-staff.ts';

const StopOrder = OrderId.extend(StopBody.shape);

/** Stops an order, so that nothing of it is picked, packed or sent, or (null) lets it go on. */
export async function stopOrder(ctx: Context, input: z.input<typeof StopOrder>): Promise<OrderView> {
  requirePermission(ctx, 'orders.cancel');
  const { orderId, reason } = parseInput(StopOrder, input);
  const standing = await readStandingOrder(ctx, orderId);
  requirePermission(ctx, 'orders.cancel', { storeId: standing.order.storeId });
  if (standing.order.stoppedFor === reason) return showToStaff(ctx, standing);
  const deed = {
    action: reason === null ? 'orders.release' : 'orders.stop',
    after: standing,
    stoppedFor: reason,
    isInternal: true,
    note: reason ?? 'It may go on.',
  };
  if (!(await writeDeed(ctx, standing, deed))) throw busy();
  return showToStaff(ctx, await readStandingOrder(ctx, orderId));
}
