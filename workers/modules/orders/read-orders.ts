import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { orderDeliveries } from '#db/schema/delivery';
import {
  creditNotes,
  fulfilmentLines,
  orderReturnLines,
  orderReturns,
  shipmentLines,
  shipments,
} from '#db/schema/fulfilment';
import { orderLines, orders, orderTimeline, payments } from '#db/schema/orders';
import type { Permitted } from '#platform/context';
import { openBuyer } from './buyer.ts';
import type { OrderDeliveryRow, OrderRow } from './draft-order.ts';
import { type OrderViewer, shownTo } from './fulfilment/order-viewer.ts';
import type { StandingOrder } from './fulfilment/standing-order.ts';
import { standingOrderView } from './order-view.ts';
import type { OrderView } from './schemas.ts';

type JsonRow = Record<string, unknown>;

/** A row of `ordersQuery`. */
export interface OrderJson {
  order: JsonRow;
  lines: JsonRow[];
  timeline: JsonRow[];
  payments: JsonRow[];
  fulfilment: JsonRow[];
  shipments: JsonRow[];
  shipment_lines: JsonRow[];
  returns: JsonRow[];
  return_lines: JsonRow[];
  credit_notes: JsonRow[];
  delivery: JsonRow | null;
}

/** A row as Postgres turns it into JSON, under the names that the schema gives its columns. */
function fromJson<Row>(table: PgTable, json: JsonRow): Row {
  const entries = Object.entries(getTableColumns(table)).map(([key, column]) => [key, json[column.name] ?? null]);
  return Object.fromEntries(entries) as Row;
}

const rowsOf = (rows: SQL): SQL => sql`(select coalesce(jsonb_agg(r.row order by r.place), '[]') from (${rows}) r)`;

/** Whole orders, each as one row of JSON, the oldest first. */
export const ordersQuery = (wanted: SQL): SQL => sql`
  select to_jsonb(o) as "order",
    (select coalesce(jsonb_agg(to_jsonb(l) order by l.position), '[]') from order_lines l where l.order_id = o.id) as lines,
    (select coalesce(jsonb_agg(to_jsonb(t) order by t.at), '[]') from order_timeline t where t.order_id = o.id) as timeline,
    (select coalesce(jsonb_agg(to_jsonb(p) order by p.created_at, p.id), '[]') from payments p where p.order_id = o.id)
      as payments,
    ${rowsOf(sql`select to_jsonb(f) as row, f.position as place from fulfilment_lines f where f.order_id = o.id`)} as fulfilment,
    ${rowsOf(sql`select to_jsonb(s) as row, (s.packed_at, s.id) as place from shipments s where s.order_id = o.id`)} as shipments,
    ${rowsOf(sql`select to_jsonb(sl) as row, (sl.shipment_id, sl.position) as place from shipments s
      join shipment_lines sl on sl.shipment_id = s.id where s.order_id = o.id`)} as shipment_lines,
    ${rowsOf(sql`select to_jsonb(b) as row, (b.requested_at, b.id) as place from order_returns b where b.order_id = o.id`)}
      as returns,
    ${rowsOf(sql`select to_jsonb(bl) as row, (bl.return_id, bl.position) as place from order_returns b
      join order_return_lines bl on bl.return_id = b.id where b.order_id = o.id`)} as return_lines,
    ${rowsOf(sql`select to_jsonb(c) as row, (c.issued_at, c.id) as place from credit_notes c where c.order_id = o.id`)}
      as credit_notes,
    (select to_jsonb(d) from order_deliveries d where d.order_id = o.id) as delivery
  from orders o where ${wanted} order by o.placed_at, o.id`;

export function orderRecord(json: OrderJson): StandingOrder {
  const all = <Row>(table: PgTable, rows: readonly JsonRow[]): Row[] => rows.map((row) => fromJson<Row>(table, row));
  return {
    order: fromJson<OrderRow>(orders, json.order),
    lines: all(orderLines, json.lines),
    timeline: all(orderTimeline, json.timeline),
    payments: all(payments, json.payments),
    fulfilment: all(fulfilmentLines, json.fulfilment),
    shipments: all(shipments, json.shipments),
    shipmentLines: all(shipmentLines, json.shipment_lines),
    returns: all(orderReturns, json.returns),
    returnLines: all(orderReturnLines, json.return_lines),
    creditNotes: all(creditNotes, json.credit_notes),
    delivery: json.delivery === null ? null : fromJson<OrderDeliveryRow>(orderDeliveries, json.delivery),
  };
}

/** The order as the API shows it, its buyer opened. Whoever calls it has decided that they may see it. */
export async function showOrder(
  ctx: Pick<Permitted, 'personal' | 'actor' | 'clock'>,
  record: StandingOrder,
  viewer: OrderViewer,
): Promise<OrderView> {
  const [buyer, shown] = await Promise.all([openBuyer(ctx.personal, record.order), shownTo(ctx, record, viewer)]);
  return standingOrderView(record, buyer, shown);
}
