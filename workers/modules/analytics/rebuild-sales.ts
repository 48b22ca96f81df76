import { type SQL, sql } from 'drizzle-orm';
import { salesByDay } from '#db/schema/analytics';
import { deadLetters, eventRetention, events, inbox } from '#db/schema/platform';
import { orderCancelled, orderPlaced, orderReturned } from '#modules/orders';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { writeFacts } from '#platform/facts';

const sumOf = (figure: string, which: SQL): SQL =>
  sql`coalesce(sum(${sql.identifier(figure)}) filter (where ${which}), 0)`;

/**
 * Computes the sales roll-up anew from the event log, in one transaction: exactly the events whose effect is in it, that is
 * those handled and not dead. Consumers wait for its lock, so an event is counted by them or here, never by both. Days whose
 * events the log no longer holds whole stay as they are.
 */
export async function rebuildSales(ctx: Context): Promise<{ rows: number }> {
  requirePermission(ctx, 'events.replay');
  const lock = sql`lock table ${salesByDay} in exclusive mode`;
  // A store's day begins up to 14 hours before the same day in UTC, by which the log is cut.
  const isWhole = (day: SQL) =>
    sql`${day} > coalesce((select kept_from from ${eventRetention} where log = 'events'), '-infinity'::date)`;
  const empty = sql`delete from ${salesByDay} where ${isWhole(sql`day`)}`;
  const fill = sql`
    with handled as (
      select e.type, e.data, e.occurred_at from ${events} e
      join ${inbox} i on i.event_id = e.id and i.consumer = 'analytics'
      where (e.type, e.version) in (('order.placed', ${orderPlaced.version}::int),
          ('order.cancelled', ${orderCancelled.version}::int), ('order.returned', ${orderReturned.version}::int))
        and not exists (
        select 1 from ${deadLetters} d where d.event_id = e.id and d.consumer = 'analytics' and d.replayed_at is null)
    ), lines as (
      select (h.data->>'storeId')::uuid as store_id, (h.data->>'day')::date as day, (line->>'productId')::uuid as product_id,
        h.data->>'orderId' as order_id, h.type = 'order.placed' as is_sale, h.occurred_at,
        (line->>'quantity')::integer as quantity, (line->>'totalPaise')::bigint as total, (line->>'taxPaise')::bigint as tax
      from handled h cross join lateral jsonb_array_elements(h.data->'lines') as line
    )
    insert into ${salesByDay} (store_id, day, product_id, currency, as_of, orders, units, revenue_paise, tax_paise,
      returned_units, returned_paise, returned_tax_paise)
    select store_id, day, product_id, 'INR', max(occurred_at), count(distinct order_id) filter (where is_sale),
      ${sumOf('quantity', sql`is_sale`)}, ${sumOf('total', sql`is_sale`)}, ${sumOf('tax', sql`is_sale`)},
      ${sumOf('quantity', sql`not is_sale`)}, ${sumOf('total', sql`not is_sale`)}, ${sumOf('tax', sql`not is_sale`)}
    from lines where ${isWhole(sql`day`)} group by store_id, day, product_id
    returning 1`;
  const audit = auditFact(ctx, { action: 'analytics.rebuild_sales', subject: 'sales_by_day' });
  const results = await ctx.db.batch([lock, empty, fill, ...writeFacts([audit])]);
  return { rows: results[2]?.length ?? 0 };
}
