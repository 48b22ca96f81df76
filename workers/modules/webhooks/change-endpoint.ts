import { type SQL, sql } from 'drizzle-orm';
import { webhookDeliveries, webhookEndpoints } from '#db/schema/webhooks';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { parseInput } from '#platform/parse-input';
import { allowedTarget } from './allowed-target.ts';
import { readEndpoint } from './endpoint-rows.ts';
import { type ChangeEndpoint, ChangeEndpointSchema, type EndpointView } from './schemas.ts';
import { wakeSender } from './wake-sender.ts';

/** Changes an endpoint. Set to active again, it forgets its failures and is sent at once, in order, what waits for it. */
export async function changeEndpoint(ctx: Context, input: ChangeEndpoint): Promise<EndpointView> {
  requirePermission(ctx, 'webhooks.manage');
  const { endpointId, changes } = parseInput(ChangeEndpointSchema, input);
  const { eventTypes, description, status } = changes;
  const url = changes.url === undefined ? undefined : allowedTarget(ctx, changes.url);
  const before = await readEndpoint(ctx, endpointId);

  const isResumed = status === 'active' && before.status !== 'active';
  const set = [
    ...(url === undefined ? [] : [sql`url = ${url}`]),
    ...(description === undefined ? [] : [sql`description = ${description}`]),
    ...(eventTypes === undefined ? [] : [sql`event_types = ${textArray(eventTypes)}`]),
    ...(status === undefined ? [] : [sql`status = ${status}`]),
    ...(isResumed ? [forgetFailures] : []),
  ];
  const now = ctx.clock.now().toISOString();
  const audit = auditFact(ctx, {
    action: 'webhooks.change',
    subject: endpointId,
    facts: { fields: Object.keys(changes), status },
  });
  await ctx.db.batch([
    sql`update ${webhookEndpoints} set ${sql.join(set, sql`, `)} where id = ${endpointId}`,
    ...(isResumed
      ? [
          sql`update ${webhookDeliveries} set due_at = ${now}::timestamptz where endpoint_id = ${endpointId} and status = 'waiting'`,
        ]
      : []),
    ...writeFacts([audit, ...(isResumed ? [wakeSender(ctx, endpointId)] : [])]),
  ]);
  if (isResumed) await hurryEvents(ctx);
  return readEndpoint(ctx, endpointId);
}

const forgetFailures = sql`failing_since = null, consecutive_failures = 0, paused_reason = null, paused_at = null`;

const textArray = (values: readonly string[]): SQL =>
  sql`(select array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)))`;
