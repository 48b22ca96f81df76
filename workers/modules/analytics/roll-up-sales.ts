import { sql } from 'drizzle-orm';
import type { Statement } from '#db/client';
import { salesByDay } from '#db/schema/analytics';
import { orderCancelled, orderPlaced, orderReturned } from '#modules/orders';
import type { Permitted } from '#platform/context';
import type { EventMessage } from '#platform/events';
import { type ProductSales, returnsOf, salesOf } from './sales.ts';

/** All that is sold here is sold in it: events of returns name none. */
const CURRENCY = 'INR';

/** What an event adds to the sales roll-up. Not repeatable by itself: it must commit together with an inbox row. */
export function rollUpSales(_ctx: Permitted, event: EventMessage): readonly Statement[] {
  const rows = soldOrReturned(event).map((sales) => ({
    store_id: sales.storeId,
    day: sales.day,
    product_id: sales.productId,
    orders: sales.orders,
    units: sales.units,
    currency: CURRENCY,
    revenue_paise: sales.revenuePaise,
    tax_paise: sales.taxPaise,
    returned_units: sales.returnedUnits,
    returned_paise: sales.returnedPaise,
    returned_tax_paise: sales.returnedTaxPaise,
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
        returned_units = present.returned_units + excluded.returned_units,
        returned_paise = present.returned_paise + excluded.returned_paise,
        returned_tax_paise = present.returned_tax_paise + excluded.returned_tax_paise,
        as_of = greatest(present.as_of, excluded.as_of)`,
  ];
}

function soldOrReturned(event: EventMessage): ProductSales[] {
  if (event.type === 'order.cancelled') return returnsOf(orderCancelled.read(event));
  if (event.type === 'order.returned') return returnsOf(orderReturned.read(event));
  return salesOf(orderPlaced.read(event));
}
