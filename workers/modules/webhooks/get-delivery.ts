import type * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { readDelivery } from './delivery-rows.ts';
import { type DeliveryDetailView, DeliveryId } from './schemas.ts';

export async function getDelivery(ctx: Context, input: z.input<typeof DeliveryId>): Promise<DeliveryDetailView> {
  requirePermission(ctx, 'webhooks.manage');
  const { deliveryId } = parseInput(DeliveryId, input);
  return readDelivery(ctx, deliveryId);
}
