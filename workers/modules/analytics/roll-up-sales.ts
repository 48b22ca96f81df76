import { sql } from 'drizzle-orm';
import type { Statement } from '#db/client';
import { salesByDay } from '#db/schema/analytics';
import { orderPlaced } from '#modules/orders';
import type { Permitted } from '#platform/context';
import type { EventMessage } from '#platform/events';
import { salesOf } from './sales.ts';

/** What an event adds to the sales roll-up. Not repeatable by itself: it must commit together with an inbox row. */
export function rollUpSales(_ctx: Permitted, event: EventMessage): readonly Statement[] {
  const order = orderPlaced.read(event);
  const rows = salesOf(order).map(({ storeId, day, productId, orders, units, revenuePaise, taxPaise }) => ({
    store_id: storeId,
    day,
    product_id: productId,
    orders,
    units,
    currency: order.currency,
    revenue_paise: revenuePaise,
    tax_paise: taxPaise,
    as_of: event.occurredAt,
  }));
  return [
    sql`insert into ${salesByDay} as present
      select * from jsonb_populate_recordset(null::${salesByDay}, ${JSON.stringify(rows)}::jsonb)
      on conflict (store_id, day, product_id) do update set
        orders = present.orders + excluded.orders,
        units = present.units + excluded.units,
        revenue_paise = present.revenue_paise + excluded.revenue_paise,
        tax_paise = present.tax_paise + excluded.tax_paise,
        as_of = greatest(present.as_of, excluded.as_of)`,
  ];
}
