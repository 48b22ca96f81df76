import { type SQL, sql } from 'drizzle-orm';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from '#db/schema/webhooks';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { instantOf, instantOrNull, mine } from './endpoint-rows.ts';
import type { DeliveryDetailView, DeliveryView } from './schemas.ts';

/** Tries that one answer shows: about as many as three days hold. */
const MAX_SHOWN_TRIES = 50;

const attempt = sql.raw(`json_build_object('at', a.at, 'status', a.status, 'failure', a.failure, 'tookMs', a.took_ms)`);

const deliveryColumns: SQL = sql`d.id, d.endpoint_id as "endpointId", d.event_type as "eventType", d.subject, d.status, d.attempts,
  case when d.status = 'waiting' then d.due_at end as "nextAttemptAt", d.created_at as "createdAt", d.delivered_at as "deliveredAt",
  (select ${attempt} from ${webhookAttempts} a where a.delivery_id = d.id order by a.at desc, a.id desc limit 1) as "lastAttempt"`;

type Row = DeliveryView;

export async function readDeliveries(ctx: Permitted, condition: SQL, limit: number): Promise<DeliveryView[]> {
  const rows = await ctx.db.query<Row>(sql`select ${deliveryColumns} from ${webhookDeliveries} d
    where ${condition} order by d.id desc nulls last limit ${limit}`);
  return rows.map(deliveryView);
}

/** One delivery to an endpoint of the actor's, with its tries. Throws `not_found`. */
export async function readDelivery(ctx: Permitted, deliveryId: string): Promise<DeliveryDetailView> {
  const [row] = await ctx.db.query<
    Row & Pick<DeliveryDetailView, 'body' | 'log'>
  >(sql`select ${deliveryColumns}, d.body,
      (select coalesce(json_agg(shown.attempt), '[]'::json) from (select ${attempt} as attempt from ${webhookAttempts} a
        where a.delivery_id = d.id order by a.at desc, a.id desc limit ${MAX_SHOWN_TRIES}) shown) as log
    from ${webhookDeliveries} d
    where d.id = ${deliveryId} and d.endpoint_id in (select id from ${webhookEndpoints} where ${mine(ctx)})`);
  if (row === undefined) throw new AppError('not_found', 'There is no such delivery.');
  const { body, log, ...delivery } = row;
  return { ...deliveryView(delivery), body, log: log.map((one) => ({ ...one, at: instantOf(one.at) })) };
}

const deliveryView = (row: Row): DeliveryView => ({
  ...row,
  nextAttemptAt: instantOrNull(row.nextAttemptAt),
  createdAt: instantOf(row.createdAt),
  deliveredAt: instantOrNull(row.deliveredAt),
  lastAttempt: row.lastAttempt && { ...row.lastAttempt, at: instantOf(row.lastAttempt.at) },
});

/** Starts the three days of finished deliveries anew. Those that are still on their way are left alone. */
export const release = (condition: SQL, now: Date): SQL => sql`update ${webhookDeliveries} d set status = 'waiting',
    due_at = ${now.toISOString()}::timestamptz, released_at = ${now.toISOString()}::timestamptz, attempts_before = d.attempts
  where d.due_at is null and ${condition} returning d.id`;
