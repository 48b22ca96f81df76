import { type SQL, sql } from 'drizzle-orm';
import { deadLetters, inbox } from '#db/schema/platform';
import type { Permitted } from './context.ts';
import type { Consumer } from './events.ts';
import { settleEvents } from './settle-events.ts';

/** A message that a consumer gives up on. */
export interface Letter {
  /** Null when the body names no event. */
  eventId: string | null;
  body: unknown;
  reason: string;
}

/** Enough to understand a failure, too little to fill the table with a stack or a page of HTML. */
const MAX_REASON_LENGTH = 500;

/** The statements that store letters and write their inbox rows, so that the relay stops sending them. Repeatable. */
export function buryLetters(
  ctx: Pick<Permitted, 'clock' | 'ids'>,
  consumer: Consumer,
  letters: readonly Letter[],
): SQL[] {
  const diedAt = ctx.clock.now().toISOString();
  const rows = letters.map(({ eventId, body, reason }) => ({
    id: ctx.ids.next(),
    event_id: eventId,
    body: body ?? null,
    // Postgres keeps no NUL in text.
    reason: reason.replaceAll('\u0000', '').slice(0, MAX_REASON_LENGTH),
  }));
  const given = sql`jsonb_to_recordset(${storable(rows)}::jsonb) as letter(id uuid, event_id uuid, body jsonb, reason text)`;
  const eventIds = [...new Set(letters.flatMap(({ eventId }) => eventId ?? []))];
  return [
    sql`with handled as (
        insert into ${inbox} (event_id, consumer, handled_at)
        select distinct event_id, ${consumer}, ${diedAt}::timestamptz from ${given} where event_id is not null
        on conflict do nothing returning event_id
      ), fresh as (
        select distinct on (coalesce(event_id, id)) * from ${given}
        where event_id is null or event_id in (select event_id from handled)
      )
      insert into ${deadLetters} (id, consumer, event_id, body, reason, died_at)
      select id, ${consumer}, event_id, coalesce(body, 'null'::jsonb), reason, ${diedAt}::timestamptz from fresh`,
    settleEvents(eventIds),
  ];
}

/** JSON without the escapes that jsonb refuses (NUL, half of a surrogate pair); a body from a queue may hold anything. */
const storable = (value: unknown): string =>
  JSON.stringify(value).replace(/\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g, (found) =>
    found === '\\\\' ? found : '\\ufffd',
  );
