import { getTableColumns, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import { orderLines, orders, orderTimeline, payments } from '#db/schema/orders';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { hashSecret, sameHash } from '#platform/ids';
import { parseInput } from '#platform/parse-input';
import { openBuyer } from './buyer.ts';
import type { OrderLineRow, OrderRecord, OrderRow, OrderTimelineRow, PaymentRow } from './draft-order.ts';
import { orderView } from './order-view.ts';
import { OrderAccess, type OrderView } from './schemas.ts';

type JsonRow = Record<string, unknown>;

interface OrderJson {
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

const orderQuery = (orderId: string) => sql`
  select to_jsonb(o) as "order",
    (select coalesce(jsonb_agg(to_jsonb(l) order by l.position), '[]') from order_lines l where l.order_id = o.id) as lines,
    (select coalesce(jsonb_agg(to_jsonb(t) order by t.at), '[]') from order_timeline t where t.order_id = o.id) as timeline,
    (select coalesce(jsonb_agg(to_jsonb(p) order by p.created_at, p.id), '[]') from payments p where p.order_id = o.id)
      as payments
  from orders o where o.id = ${orderId}::uuid`;

async function readOrder(ctx: Permitted, orderId: string): Promise<OrderRecord | undefined> {
  const [json] = await ctx.db.query<OrderJson>(orderQuery(orderId));
  if (json === undefined) return undefined;
  return {
    order: fromJson<OrderRow>(orders, json.order),
    lines: json.lines.map((row) => fromJson<OrderLineRow>(orderLines, row)),
    timeline: json.timeline.map((row) => fromJson<OrderTimelineRow>(orderTimeline, row)),
    payments: json.payments.map((row) => fromJson<PaymentRow>(payments, row)),
  };
}

/** The order for whoever holds its token, in one round trip. `not_found` for a wrong token too, so that ids cannot be probed. */
export async function getOrder(ctx: Context, input: z.input<typeof OrderAccess>): Promise<OrderView> {
  requirePermission(ctx, 'orders.read.own');
  const { orderId, token } = parseInput(OrderAccess, input);
  const [record, tokenHash] = await Promise.all([readOrder(ctx, orderId), hashSecret(token)]);
  if (record === undefined || !sameHash(record.order.tokenHash, tokenHash)) {
    throw new AppError('not_found', 'There is no such order.');
  }
  return orderView(record, await openBuyer(ctx.personal, record.order));
}
