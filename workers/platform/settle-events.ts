import { type SQL, sql } from 'drizzle-orm';
import { events, inbox } from '#db/schema/platform';
import { subscriptions } from './events.ts';

/** A list of ids as one parameter, so that the statement is the same text for any number of them. */
export const idList = (ids: readonly string[]): SQL =>
  sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;

/** Takes events off the outbox whose every subscriber has its inbox row. */
export function settleEvents(ids: readonly string[]): SQL {
  return sql`update ${events} set due_at = null where id in ${idList(ids)} and due_at is not null and not exists (
    select 1 from jsonb_array_elements_text(${JSON.stringify(subscriptions)}::jsonb -> ${events.type}) as subscriber
    where not exists (select 1 from ${inbox} where event_id = ${events.id} and consumer = subscriber.value))`;
}
