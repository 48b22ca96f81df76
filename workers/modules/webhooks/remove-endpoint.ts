import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { webhookDeliveries, webhookEndpoints } from '#db/schema/webhooks';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { readEndpoint } from './endpoint-rows.ts';
import { EndpointId } from './schemas.ts';

/** Removes an endpoint for good: nothing more is sent to it, what waits is given up, its secret is forgotten. */
export async function removeEndpoint(ctx: Context, input: z.input<typeof EndpointId>): Promise<{ removed: true }> {
  requirePermission(ctx, 'webhooks.manage');
  const { endpointId } = parseInput(EndpointId, input);
  await readEndpoint(ctx, endpointId);
  const now = ctx.clock.now().toISOString();
  await ctx.db.batch([
    sql`update ${webhookEndpoints} set deleted_at = ${now}::timestamptz, status = 'disabled', secret = '',
      previous_secret = null, previous_secret_until = null where id = ${endpointId}`,
    sql`update ${webhookDeliveries} set status = 'failed', due_at = null where endpoint_id = ${endpointId} and due_at is not null`,
    ...writeFacts([auditFact(ctx, { action: 'webhooks.remove', subject: endpointId })]),
  ]);
  return { removed: true };
}
