import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { sameHash } from '#platform/ids';
import { parseInput } from '#platform/parse-input';
import type { OrderView } from '../schemas.ts';
import type { TrackingEvent } from './aftermath-view.ts';
import { changeOrder, readStandingOrder } from './change-order.ts';
import { handoverCode } from './handover-code.ts';
import { DeliverBody, OrderId } from './inputs.ts';
import { requireStatus, shipmentDeed, shipmentOf, storeOfShipment } from './ship-order.ts';
import { showToStaff } from './show-to-staff.ts';
import type { ShipmentRow, StandingOrder } from './standing-order.ts';

const DeliverShipment = OrderId.extend(DeliverBody.shape);

/** Six digits are a million tries: at this pace two centuries. */
const codeTries = { name: 'handover', limit: 10, windowSeconds: 3_600 };

/**
 * Parcels reached their buyer, or came back from the door. What is fetched at the counter is handed over for the code that the
 * buyer alone is shown. Saying it twice changes nothing.
 */
export async function deliverShipment(ctx: Context, input: z.input<typeof DeliverShipment>): Promise<OrderView> {
  requirePermission(ctx, 'orders.fulfil');
  const { orderId, shipmentId, outcome, handoverCode: said, note } = parseInput(DeliverShipment, input);
  const storeId = await storeOfShipment(ctx, shipmentId);
  const fetched = await isFetched(ctx, orderId, shipmentId);
  if (fetched !== null) await requireCode(ctx, fetched, said);
  const action = fetched === null ? 'deliver' : 'hand_over';
  const order = await changeOrder(ctx, { orderId, action, storeId }, (standing) => {
    const row = shipmentOf(standing, shipmentId);
    if (row.status === outcome) return null;
    requireStatus(row, fetched === null ? ['shipped'] : ['packed']);
    const at = ctx.clock.now().toISOString();
    const event: TrackingEvent = { id: `${row.id}/${outcome}`, status: outcome, at };
    const after: ShipmentRow = {
      ...row,
      carrier: row.carrier ?? 'manual',
      status: outcome,
      tracking: [...(row.tracking as TrackingEvent[]), event],
      shippedAt: row.shippedAt ?? at,
      deliveredAt: outcome === 'delivered' ? at : null,
    };
    return shipmentDeed(standing, row, after, `orders.${outcome}`, note);
  });
  return showToStaff(ctx, order);
}

/** The order, where the shipment waits at the counter for its buyer; null for one that a carrier brings. */
async function isFetched(ctx: Permitted, orderId: string, shipmentId: string): Promise<StandingOrder | null> {
  const standing = await readStandingOrder(ctx, orderId);
  const isWaiting = shipmentOf(standing, shipmentId).status === 'packed' && standing.order.deliveryMethod === 'pickup';
  return isWaiting ? standing : null;
}

async function requireCode(ctx: Permitted, { order }: StandingOrder, said: string | undefined): Promise<void> {
  const { isAllowed, resetSeconds } = await ctx.objects.rateLimiter(`handover:${order.id}`).take(codeTries);
  if (!isAllowed) {
    throw new AppError('rate_limited', 'Too many codes were tried for this order.', {
      retryAfterSeconds: resetSeconds,
    });
  }
  if (said !== undefined && sameHash(await handoverCode(order), said)) return;
  throw new AppError('invalid_input', 'Ask the buyer for the six digits that their order shows.', {
    errors: [{ path: 'handoverCode', message: 'Is not the code of this order' }],
  });
}
