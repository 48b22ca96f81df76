import { type SQL, sql } from 'drizzle-orm';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from '#db/schema/webhooks';
import { fact, writeFacts } from '#platform/facts';
import { idList } from '#platform/settle-events';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import type { Outcome } from './judge-answer.ts';
import type { Answer } from './post-delivery.ts';
import { pauseAfterFailures, pauseAfterFailuresMs, pauseAfterMs } from './retry-plan.ts';

/** One try that is over. */
export interface Try {
  attemptId: string;
  delivery: ClaimedDelivery;
  answer: Answer;
  outcome: Outcome;
  at: string;
  tookMs: number;
}

const GONE_REASON = 'The receiver answered 410: it wants no more events.';
const FAILING_REASON = 'The receiver has failed for too long.';

/**
 * The statements that write down tries, in the order in which they ended: the deliveries, the log, and how the endpoints
 * fare. A delivery that was taken stays taken, and an answer that comes after its lease changes nothing but that.
 */
export function recordTries(tries: readonly Try[], now: Date): SQL[] {
  if (tries.length === 0) return [];
  const rows = tries.map(({ delivery, outcome, at }) => ({
    id: delivery.id,
    attempts: delivery.attempts,
    status: outcome.status,
    due_at: outcome.dueAt,
    delivered_at: outcome.status === 'delivered' ? at : null,
  }));
  const attempts = tries.map(({ attemptId, delivery, answer, at, tookMs }) =>
    fact(webhookAttempts, { id: attemptId, deliveryId: delivery.id, at, ...answer, tookMs }),
  );
  return [
    sql`update ${webhookDeliveries} d set status = o.status, due_at = o.due_at, delivered_at = o.delivered_at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as o(id uuid, attempts integer, status text, due_at timestamptz, delivered_at timestamptz)
      where d.id = o.id and d.status <> 'delivered' and (o.status = 'delivered' or d.attempts = o.attempts)`,
    ...writeFacts(attempts),
    ...keepHealth(tries, now),
  ];
}

interface Health {
  id: string;
  succeeded: boolean;
  /** Since the last success among these tries. */
  failures: number;
  gone: boolean;
}

/** How each endpoint fared, from tries in the order in which they ended. */
export function healthOf(tries: readonly Pick<Try, 'delivery' | 'outcome'>[]): Health[] {
  const byEndpoint = new Map<string, Health>();
  for (const { delivery, outcome } of tries) {
    const id = delivery.endpointId;
    const before = byEndpoint.get(id) ?? { id, succeeded: false, failures: 0, gone: false };
    if (outcome.status === 'delivered') byEndpoint.set(id, { ...before, succeeded: true, failures: 0 });
    else {
      const gone = before.gone || outcome.disablesEndpoint;
      byEndpoint.set(id, { ...before, failures: before.failures + 1, gone });
    }
  }
  return [...byEndpoint.values()];
}

/** Counts failures, and pauses or disables where it is time. Locked in the order of their ids: senders work side by side. */
function keepHealth(tries: readonly Try[], now: Date): SQL[] {
  const health = healthOf(tries);
  const ids = idList(health.map(({ id }) => id));
  const at = sql`${now.toISOString()}::timestamptz`;
  const before = (ms: number) => sql`${new Date(now.getTime() - ms).toISOString()}::timestamptz`;
  return [
    sql`select id from ${webhookEndpoints} where id in ${ids} order by id for no key update`,
    sql`update ${webhookEndpoints} e set
        consecutive_failures = case when h.succeeded then h.failures else e.consecutive_failures + h.failures end,
        failing_since = case when h.failures = 0 then null when h.succeeded then ${at} else coalesce(e.failing_since, ${at}) end
      from jsonb_to_recordset(${JSON.stringify(health)}::jsonb) as h(id uuid, succeeded boolean, failures integer, gone boolean)
      where e.id = h.id`,
    sql`update ${webhookEndpoints} e set paused_at = ${at}, owner_told_at = null,
        status = case when h.gone then 'disabled' else 'paused' end,
        paused_reason = case when h.gone then ${GONE_REASON} else ${FAILING_REASON} end
      from jsonb_to_recordset(${JSON.stringify(health)}::jsonb) as h(id uuid, gone boolean)
      where e.id = h.id and e.status = 'active' and (h.gone or e.failing_since <= ${before(pauseAfterMs)} or (
        e.consecutive_failures >= ${pauseAfterFailures} and e.failing_since <= ${before(pauseAfterFailuresMs)}))`,
  ];
}
