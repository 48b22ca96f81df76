import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { parseInput } from '#platform/parse-input';
import { readDelivery, release } from './delivery-rows.ts';
import { type DeliveryDetailView, DeliveryId } from './schemas.ts';
import { wakeSender } from './wake-sender.ts';

/** Sends a finished delivery again, with the same webhook-id: a receiver that keeps ids will know it. */
export async function replayDelivery(ctx: Context, input: z.input<typeof DeliveryId>): Promise<DeliveryDetailView> {
  requirePermission(ctx, 'webhooks.manage');
  const { deliveryId } = parseInput(DeliveryId, input);
  const delivery = await readDelivery(ctx, deliveryId);
  if (delivery.status === 'waiting' || delivery.status === 'sending') {
    throw new AppError('conflict', 'This delivery is still on its way.');
  }
  await ctx.db.batch([
    release(sql`d.id = ${deliveryId}`, ctx.clock.now()),
    ...writeFacts([
      wakeSender(ctx, delivery.endpointId),
      auditFact(ctx, { action: 'webhooks.replay', subject: deliveryId }),
    ]),
  ]);
  await hurryEvents(ctx);
  return readDelivery(ctx, deliveryId);
}
