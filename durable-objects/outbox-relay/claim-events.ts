import { type SQL, sql } from 'drizzle-orm';
import { events, inbox } from '#db/schema/platform';
import type { Consumer, EventMessage } from '#platform/events';
import { idList } from '#platform/settle-events';

/** What was sent but not settled is sent again: first after so long, then less and less often. */
const RESEND_SECONDS = 30;
const LONGEST_RESEND_SECONDS = 600;
/** As many as fit into one call to a queue. */
export const MAX_CLAIMED = 100;

/** An event to be sent, and which consumers have handled it already. */
export interface ClaimedEvent extends EventMessage {
  handledBy: Consumer[];
}

/**
 * Takes due events, oldest first. Their due time moves on in the same statement: when the sender dies before it sends,
 * they come again.
 */
export const claimEvents = (now: string): SQL => sql`update ${events} set attempts = attempts + 1,
    due_at = ${now}::timestamptz
      + make_interval(secs => least(${RESEND_SECONDS} * 2 ^ least(attempts, 10), ${LONGEST_RESEND_SECONDS}))
  where id in (select id from ${events} where due_at <= ${now}::timestamptz order by id limit ${MAX_CLAIMED}
    for update skip locked)
  returning id, type, version, subject, store_id as "storeId", data, correlation_id as "correlationId",
    to_char(occurred_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt",
    array(select consumer from ${inbox} where event_id = ${events.id}) as "handledBy"`;

export const nextDue = (): SQL =>
  sql`select (extract(epoch from min(due_at)) * 1000)::float8 as "dueMs" from ${events} where due_at is not null`;

/** Events that could not be sent are due again at once, or nearly. */
export const makeDue = (ids: readonly string[], at: string): SQL =>
  sql`update ${events} set due_at = ${at}::timestamptz where id in ${idList(ids)} and due_at is not null`;
