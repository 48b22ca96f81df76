import type * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { parseInput } from '#platform/parse-input';
import { deliveryFact } from './delivery-fact.ts';
import { readDelivery } from './delivery-rows.ts';
import { readEndpoint } from './endpoint-rows.ts';
import { TEST_EVENT } from './public-events.ts';
import { type DeliveryDetailView, EndpointId } from './schemas.ts';
import { wakeSender } from './wake-sender.ts';

/** Sends an event that means nothing, the same way as all others, and answers its delivery: look there how it went. */
export async function sendTestEvent(ctx: Context, input: z.input<typeof EndpointId>): Promise<DeliveryDetailView> {
  requirePermission(ctx, 'webhooks.manage');
  const { endpointId } = parseInput(EndpointId, input);
  const { id, status } = await readEndpoint(ctx, endpointId);
  if (status !== 'active') throw new AppError('conflict', 'Nothing is sent to this endpoint: set it to active first.');
  const body = JSON.stringify({
    type: TEST_EVENT,
    timestamp: ctx.clock.now().toISOString(),
    data: { version: 1, endpointId: id },
  });
  const eventId = ctx.ids.next();
  // Its own subject: a trial must not wait behind an earlier one.
  const delivery = deliveryFact(ctx, { endpointId: id, eventId, eventType: TEST_EVENT, subject: eventId, body });
  await ctx.db.batch(
    writeFacts([delivery, wakeSender(ctx, id), auditFact(ctx, { action: 'webhooks.test', subject: id })]),
  );
  await hurryEvents(ctx);
  return readDelivery(ctx, String(delivery.row.id));
}
