import { sql } from 'drizzle-orm';
import { webhookEndpoints } from '#db/schema/webhooks';
import { personOf } from '#platform/access/actor';
import { reachOf, requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { allowedTarget } from './allowed-target.ts';
import { type CreateEndpoint, CreateEndpointBody, type EndpointSecretView } from './schemas.ts';
import { newWebhookSecret } from './signing.ts';

/** More systems than a partner has; every event is written once for each of them. */
const MAX_ENDPOINTS = 20;

/**
 * Opens an endpoint for the account that asks. The secret is in this answer only. Of orders it hears what its maker may read
 * now and its owner may still read then; the owner's own orders always.
 */
export async function createEndpoint(ctx: Context, input: CreateEndpoint): Promise<EndpointSecretView> {
  requirePermission(ctx, 'webhooks.manage');
  const { description, eventTypes, ...wanted } = parseInput(CreateEndpointBody, input);
  const url = allowedTarget(ctx, wanted.url);
  const ownerId = personOf(ctx.actor);
  if (ownerId === null) {
    throw new AppError('forbidden', 'An endpoint belongs to an account: sign in, or use a key of the account.');
  }
  const [existing] = await ctx.db.query<{ count: number }>(
    sql`select count(*)::int as count from ${webhookEndpoints} where owner_id = ${ownerId} and deleted_at is null`,
  );
  if ((existing?.count ?? 0) >= MAX_ENDPOINTS) {
    throw new AppError('conflict', `An account has at most ${MAX_ENDPOINTS} endpoints: remove one first.`);
  }

  const reach = reachOf(ctx.actor, 'orders.read', ctx.clock.now().getTime());
  const secret = newWebhookSecret();
  const view = {
    id: ctx.ids.next(),
    ownerId,
    url,
    description,
    eventTypes,
    status: 'active' as const,
    pausedReason: null,
    failingSince: null,
    consecutiveFailures: 0,
    createdAt: ctx.clock.now().toISOString(),
    previousSecretUntil: null,
  };
  const row = fact(webhookEndpoints, {
    ...view,
    secret: await ctx.personal.seal('webhook_endpoints.secret', secret),
    previousSecret: null,
    orderScope: reach?.kind ?? 'own',
    orderStoreIds: reach?.kind === 'stores' ? [...reach.storeIds] : [],
    pausedAt: null,
    ownerToldAt: null,
    deletedAt: null,
  });
  const audit = auditFact(ctx, { action: 'webhooks.create', subject: view.id, facts: { eventTypes } });
  await ctx.db.batch(writeFacts([row, audit]));
  return { ...view, secret };
}
