import { type SQL, sql } from 'drizzle-orm';
import { deadLetters, events, inbox } from '#db/schema/platform';
import type { Consumer } from '#platform/events';

/**
 * Marks letters as replayed, forgets that their consumer has seen the events and makes those due: the relay sends them again,
 * from the log. `letters` selects ids of open letters whose event the log has. Answers the events.
 */
export const revive = (consumer: Consumer, letters: SQL, now: string): SQL => sql`with revived as (
    update ${deadLetters} set replayed_at = ${now}::timestamptz where id in (${letters}) returning event_id
  ), forgotten as (
    delete from ${inbox} where consumer = ${consumer} and event_id in (select event_id from revived)
  )
  update ${events} set due_at = ${now}::timestamptz, attempts = 0 where id in (select event_id from revived) returning id`;
