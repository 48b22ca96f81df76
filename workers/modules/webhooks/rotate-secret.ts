import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { webhookEndpoints } from '#db/schema/webhooks';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { readEndpoint } from './endpoint-rows.ts';
import { EndpointId, type EndpointSecretView } from './schemas.ts';
import { newWebhookSecret, ROTATION_MS } from './signing.ts';

/** Gives an endpoint a new secret, shown this once. For 24 hours the one before signs as well. */
export async function rotateSecret(ctx: Context, input: z.input<typeof EndpointId>): Promise<EndpointSecretView> {
  requirePermission(ctx, 'webhooks.manage');
  const { endpointId } = parseInput(EndpointId, input);
  const endpoint = await readEndpoint(ctx, endpointId);
  const secret = newWebhookSecret();
  const sealed = await ctx.personal.seal('webhook_endpoints.secret', secret);
  const previousSecretUntil = new Date(ctx.clock.now().getTime() + ROTATION_MS).toISOString();
  await ctx.db.batch([
    sql`update ${webhookEndpoints} set previous_secret = secret, secret = ${sealed},
      previous_secret_until = ${previousSecretUntil}::timestamptz where id = ${endpointId} and deleted_at is null`,
    ...writeFacts([auditFact(ctx, { action: 'webhooks.rotate_secret', subject: endpointId })]),
  ]);
  return { ...endpoint, secret, previousSecretUntil };
}
