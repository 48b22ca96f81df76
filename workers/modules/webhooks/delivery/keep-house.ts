import { sql } from 'drizzle-orm';
import { webhookAttempts, webhookDeliveries } from '#db/schema/webhooks';
import type { Permitted } from '#platform/context';
import { lifetimeMs } from './retry-plan.ts';

const DAY_MS = 86_400_000;
/** Past its three days a delivery may still be on its last try. */
const GRACE_MS = 3_600_000;
/** How long the log of what was sent is kept, with its bodies. */
const LOG_KEPT_MS = 30 * DAY_MS;
/** Rows that one run deletes, so that none takes long; the next minute deletes more. */
const MAX_FORGOTTEN = 2_000;

/** Gives up what waited for three days, most of it for a paused endpoint, and forgets finished deliveries after thirty. */
export async function keepDeliveriesTidy(ctx: Pick<Permitted, 'db' | 'clock'>): Promise<void> {
  const now = ctx.clock.now();
  const before = (ms: number) => sql`${new Date(now.getTime() - ms).toISOString()}::timestamptz`;
  const old = sql`select id from ${webhookDeliveries} where due_at is null and released_at < ${before(LOG_KEPT_MS)} limit ${MAX_FORGOTTEN}`;
  await ctx.db.batch([
    sql`update ${webhookDeliveries} set status = 'failed', due_at = null
      where due_at <= ${now.toISOString()}::timestamptz and released_at < ${before(lifetimeMs + GRACE_MS)}`,
    sql`with old as (${old}), tries as (delete from ${webhookAttempts} where delivery_id in (select id from old) returning id)
      select count(*) from tries`,
    sql`delete from ${webhookDeliveries} d where d.id in (${old}) and not exists (
      select 1 from ${webhookAttempts} a where a.delivery_id = d.id)`,
  ]);
}
