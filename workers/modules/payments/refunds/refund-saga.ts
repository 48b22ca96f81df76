import { type SQL, sql } from 'drizzle-orm';
import { refunds } from '#db/schema/payments';
import { sagas } from '#db/schema/sagas';

/** Keeps the parts of a refund still, in one order for everybody, so that its saga is drawn from all of them at once. */
export const lockRefund = (refundId: string): SQL =>
  sql`select 1 as locked from ${refunds} where refund_id = ${refundId} order by id for update`;

/**
 * Shows a refund among the sagas as its parts stand now: in the transaction that changed one, behind `lockRefund`. Its steps
 * are its parts.
 */
export const showRefund = (refundId: string, at: string): SQL => sql`
  insert into ${sagas} as kept (id, kind, subject, store_id, status, step, failures, last_error, steps, revision,
    correlation_id, started_at, updated_at, ended_at)
  select refund_id, 'refund', min(order_id::text), min(store_id::text)::uuid,
    case when bool_or(status = 'failed') then 'stuck' when bool_or(status = 'pending') then 'running'
      when bool_or(status = 'to_pay_out') then 'waiting' else 'completed' end,
    coalesce(min('refund to ' || method) filter (where status <> 'succeeded'), 'done'),
    coalesce(max(attempts) filter (where status = 'pending'), 0),
    min(last_error) filter (where status <> 'succeeded'),
    jsonb_agg(jsonb_strip_nulls(jsonb_build_object('step', 'refund to ' || method, 'at', coalesce(settled_at, requested_at),
      'outcome', case status when 'succeeded' then 'done' when 'failed' then 'failed' when 'to_pay_out' then 'by_hand'
        else 'waiting' end, 'error', last_error)) order by id),
    sum(version), min(correlation_id), min(requested_at), ${at}::timestamptz,
    case when bool_and(status = 'succeeded') then ${at}::timestamptz end
  from ${refunds} where refund_id = ${refundId} group by refund_id
  on conflict (id) do update set status = excluded.status, step = excluded.step, failures = excluded.failures,
    last_error = excluded.last_error, steps = excluded.steps, revision = excluded.revision,
    updated_at = excluded.updated_at, ended_at = excluded.ended_at
  where kept.revision < excluded.revision`;
