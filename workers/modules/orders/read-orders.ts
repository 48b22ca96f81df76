import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { orderLines, orders, orderTimeline, payments } from '#db/schema/orders';
import type { Permitted } from '#platform/context';
import { openBuyer } from './buyer.ts';
import type { OrderLineRow, OrderRecord, OrderRow, OrderTimelineRow, PaymentRow } from './draft-order.ts';
import { orderView } from './order-view.ts';
import type { OrderView } from './schemas.ts';

type JsonRow = Record<string, unknown>;

/** A row of `ordersQuery`. */
export interface OrderJson {
  order: JsonRow;
  lines: JsonRow[];
  timeline: JsonRow[];
  payments: JsonRow[];
}

/** A row as Postgres turns it into JSON, under the names that the schema gives its columns. */
function fromJson<Row>(table: PgTable, json: JsonRow): Row {
  const entries = Object.entries(getTableColumns(table)).map(([key, column]) => [key, json[column.name] ?? null]);
  return Object.fromEntries(entries) as Row;
}

/** Whole orders, each as one row of JSON, the oldest first. */
export const ordersQuery = (wanted: SQL): SQL => sql`
  select to_jsonb(o) as "order",
    (select coalesce(jsonb_agg(to_jsonb(l) order by l.position), '[]') from order_lines l where l.order_id = o.id) as lines,
    (select coalesce(jsonb_agg(to_jsonb(t) order by t.at), '[]') from order_timeline t where t.order_id = o.id) as timeline,
    (select coalesce(jsonb_agg(to_jsonb(p) order by p.created_at, p.id), '[]') from payments p where p.order_id = o.id)
      as payments
  from orders o where ${wanted} order by o.placed_at, o.id`;

export const orderRecord = (json: OrderJson): OrderRecord => ({
  order: fromJson<OrderRow>(orders, json.order),
  lines: json.lines.map((row) => fromJson<OrderLineRow>(orderLines, row)),
  timeline: json.timeline.map((row) => fromJson<OrderTimelineRow>(orderTimeline, row)),
  payments: json.payments.map((row) => fromJson<PaymentRow>(payments, row)),
});

/** The order as the API shows it, its buyer opened. Whoever calls it has decided that they may see it. */
export async function showOrder(ctx: Pick<Permitted, 'personal'>, record: OrderRecord): Promise<OrderView> {
  return orderView(record, await openBuyer(ctx.personal, record.order));
}
