import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { deadLetters, events, inbox } from '#db/schema/platform';
import { sagas } from '#db/schema/sagas';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { type Consumer, consumers, subscriptions } from '#platform/events';

/** Far above any healthy backlog: counting further would only make the question slow. */
const MAX_COUNTED = 100_000;

const Lag = z.strictObject({
  consumer: z.enum(consumers),
  /** Events that wait for it, at most 100,000. */
  waiting: z.int(),
  /** Age of the oldest of them. */
  oldestSeconds: z.int(),
  /** Dead letters that nobody has replayed or discarded. */
  deadLetters: z.int(),
});

export const EventFlow = z
  .strictObject({
    asOf: z.iso.datetime(),
    consumers: z.array(Lag),
    sagas: z.strictObject({
      /** Neither completed nor given back. */
      open: z.int(),
      /** They need somebody: /v1/admin/sagas?status=stuck. */
      stuck: z.int(),
    }),
  })
  .meta({ id: 'EventFlow' });
export type EventFlow = z.infer<typeof EventFlow>;

interface LagRow {
  consumer: Consumer;
  waiting: number;
  oldest: number | null;
}

/** How far each consumer is behind, what it gave up on, and how many sagas stand still. One round trip. */
export async function eventFlow(ctx: Context): Promise<EventFlow> {
  requirePermission(ctx, 'events.read');
  const now = ctx.clock.now().toISOString();
  const [lags = [], letters = [], counts = []] = await ctx.db.batch([
    sql`select subscriber.value as consumer, count(*)::int as waiting,
        greatest(extract(epoch from ${now}::timestamptz - min(e.occurred_at)), 0)::int as oldest
      from (select id, type, occurred_at from ${events} where due_at is not null order by id limit ${MAX_COUNTED}) e
        cross join lateral jsonb_array_elements_text(${JSON.stringify(subscriptions)}::jsonb -> e.type) as subscriber
      where not exists (select 1 from ${inbox} i where i.event_id = e.id and i.consumer = subscriber.value)
      group by 1`,
    sql`select consumer, count(*)::int as letters from ${deadLetters}
      where replayed_at is null and discarded_at is null group by 1`,
    sql`select count(*)::int as open, (count(*) filter (where status = 'stuck'))::int as stuck from ${sagas}
      where status in ('running', 'waiting', 'compensating', 'stuck')`,
  ]);
  const lagOf = new Map((lags as unknown as LagRow[]).map((row) => [row.consumer, row]));
  const lettersOf = new Map((letters as { consumer: Consumer; letters: number }[]).map((row) => [row.consumer, row]));
  const sagaCounts = counts[0] as { open: number; stuck: number } | undefined;
  return {
    asOf: now,
    consumers: consumers.map((consumer) => ({
      consumer,
      waiting: lagOf.get(consumer)?.waiting ?? 0,
      oldestSeconds: lagOf.get(consumer)?.oldest ?? 0,
      deadLetters: lettersOf.get(consumer)?.letters ?? 0,
    })),
    sagas: { open: sagaCounts?.open ?? 0, stuck: sagaCounts?.stuck ?? 0 },
  };
}
