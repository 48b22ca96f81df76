import { sql } from 'drizzle-orm';
import { webhookDeliveries } from '#db/schema/webhooks';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { parseInput } from '#platform/parse-input';
import { release } from './delivery-rows.ts';
import { readEndpoint } from './endpoint-rows.ts';
import { type ReplayFailed, ReplayFailedSchema } from './schemas.ts';
import { wakeSender } from './wake-sender.ts';

/** One call releases at most so many, the oldest first; call it until it answers 0. */
const MAX_REPLAYED = 1_000;

/** Sends again what failed for good since a time, in the order of its records. */
export async function replayFailed(ctx: Context, input: ReplayFailed): Promise<{ replayed: number }> {
  requirePermission(ctx, 'webhooks.manage');
  const { endpointId, since } = parseInput(ReplayFailedSchema, input);
  const { id } = await readEndpoint(ctx, endpointId);
  const failed = sql`d.id in (select id from ${webhookDeliveries} where endpoint_id = ${id} and status = 'failed'
    and created_at >= ${since}::timestamptz order by id limit ${MAX_REPLAYED})`;
  const [released = []] = await ctx.db.batch([
    release(failed, ctx.clock.now()),
    ...writeFacts([
      wakeSender(ctx, id),
      auditFact(ctx, { action: 'webhooks.replay_failed', subject: id, facts: { since } }),
    ]),
  ]);
  await hurryEvents(ctx);
  return { replayed: released.length };
}
