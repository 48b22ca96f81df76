import { type SQL, sql } from 'drizzle-orm';
import { events, inbox } from '#db/schema/platform';
import { type Consumer, type EventMessage, subscriptions } from '#platform/events';
import { idList } from '#platform/settle-events';

/** What was sent but not settled is sent again: first after so long, then less and less often. */
const RESEND_SECONDS = 30;
/** The same for an event that some consumers may not have yet: they should not wait long once they may. */
const PARTLY_HELD_SECONDS = 2;
const LONGEST_RESEND_SECONDS = 600;
/** A queue that refuses is asked again after so long, then less and less often: it may refuse for good. */
const REFUSED_SECONDS = 1;
/** As many as fit into one call to a queue. */
export const MAX_CLAIMED = 100;

/** An event to be sent, which consumers have handled it already and which have to hear of an earlier one first. */
export interface ClaimedEvent extends EventMessage {
  handledBy: Consumer[];
  heldFor: Consumer[];
}

const subscribersOf = (type: SQL): SQL =>
  sql`jsonb_array_elements_text(${JSON.stringify(subscriptions)}::jsonb -> ${type})`;

const heldFor = sql`(select held from candidate where candidate.id = ${events}.id)`;

/**
 * Takes due events in the order of their ids, leaving out those that every waiting consumer must not have yet: it has an
 * earlier event of the same subject open. Their due time moves on in the same statement: when the sender dies before it sends, they
 * come again. Written so that the planner walks the index of waiting events (`is true` keeps it off the one by due time) and
 * stops at the limit: under a backlog it must not look at every event.
 */
export const claimEvents = (now: string): SQL => sql`with candidate as materialized (
    select e.id, standing.held
    from ${events} e cross join lateral (
      select coalesce(array_agg(consumer) filter (where not is_handled and is_held), '{}') as held,
        count(*) filter (where not is_handled) as waiting
      from (
        select subscriber.value as consumer,
          exists (select 1 from ${inbox} i where i.event_id = e.id and i.consumer = subscriber.value) as is_handled,
          exists (select 1 from ${events} earlier
            where earlier.subject = e.subject and earlier.id < e.id and earlier.due_at is not null
              and subscriber.value in (select value from ${subscribersOf(sql`earlier.type`)})
              and not exists (select 1 from ${inbox} i where i.event_id = earlier.id and i.consumer = subscriber.value)
          ) as is_held
        from ${subscribersOf(sql`e.type`)} as subscriber offset 0
      ) as each_consumer
    ) as standing
    where e.due_at is not null and (e.due_at <= ${now}::timestamptz) is true
      and (standing.waiting = 0 or standing.waiting > cardinality(standing.held))
    order by e.id limit ${MAX_CLAIMED} for update of e skip locked
  )
  update ${events} set attempts = attempts + 1, due_at = ${now}::timestamptz + make_interval(secs => least(
      case when ${heldFor} = '{}' then ${RESEND_SECONDS}::int else ${PARTLY_HELD_SECONDS}::int end * 2 ^ least(attempts, 10),
      ${LONGEST_RESEND_SECONDS}))
  where id = any (array(select id from candidate))
  returning id, type, version, subject, store_id as "storeId", data, correlation_id as "correlationId",
    causation_id as "causationId", ${heldFor} as "heldFor",
    to_char(occurred_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt",
    array(select consumer from ${inbox} where event_id = ${events}.id) as "handledBy"`;

/** When the next event is due that is not due yet, and whether there are due ones: after a claim, only such as are held. */
export const nextDue = (now: string): SQL =>
  sql`select (extract(epoch from min(due_at) filter (where due_at > ${now}::timestamptz)) * 1000)::float8 as "dueMs",
    coalesce(bool_or(due_at <= ${now}::timestamptz), false) as "isHolding"
    from ${events} where due_at is not null`;

/** Events that a queue refused are due again soon, or, when it keeps refusing, less and less often. */
export const makeDue = (ids: readonly string[], now: string): SQL =>
  sql`update ${events} set due_at = ${now}::timestamptz
      + make_interval(secs => least(${REFUSED_SECONDS}::int * 2 ^ least(attempts - 1, 10), ${LONGEST_RESEND_SECONDS}))
    where id in ${idList(ids)} and due_at is not null`;
