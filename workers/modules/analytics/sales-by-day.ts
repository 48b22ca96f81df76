import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { salesByDay as sales } from '#db/schema/analytics';
import { brands, products } from '#db/schema/catalog';
import { stores } from '#db/schema/inventory';
import { events, inbox } from '#db/schema/platform';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';
import { inr } from '#platform/money';
import { parseInput } from '#platform/parse-input';
import { type ProductSalesView, type SalesByDay, SalesByDaySchema, type SalesReport } from './schemas.ts';

interface FreshnessRow {
  pending: number;
  oldest: string | null;
}

interface StoreRow {
  store_id: string;
  name: string | null;
  units: number;
  revenue_paise: number;
  tax_paise: number;
  returned_units: number;
  returned_paise: number;
  returned_tax_paise: number;
}

type Figure = 'units' | 'revenue_paise' | 'tax_paise' | 'returned_units' | 'returned_paise' | 'returned_tax_paise';

interface ProductRow extends StoreRow {
  day: string;
  product_id: string;
  brand_name: string | null;
  handle: string | null;
  orders: number;
  as_of: string;
}

const PlaceSchema = z.tuple([z.iso.date(), z.int(), z.uuid(), z.uuid()]);

/** What was sold in a period, by store, day and product, and as of when that is true. One round trip. */
export async function salesByDay(ctx: Context, input: SalesByDay): Promise<SalesReport> {
  const { from, to, storeId, limit, cursor } = parseInput(SalesByDaySchema, input);
  requirePermission(ctx, 'analytics.read', storeId === undefined ? {} : { storeId });
  const store =
    storeId === undefined ? withinReach(ctx, 'analytics.read', sql`s.store_id`) : sql`s.store_id = ${storeId}`;
  const period = sql`s.day between ${from} and ${to} and ${store}`;
  const rows = await ctx.db.batch([freshness(), storeSums(period), productPage(period, cursor, limit)]);
  const [[fresh], perStore, perProduct] = rows as unknown as [FreshnessRow[], StoreRow[], ProductRow[]];

  const data = perProduct.slice(0, limit).map(viewOf);
  const last = perProduct.length > limit ? data.at(-1) : undefined;
  const asOf = fresh?.oldest === null || fresh === undefined ? ctx.clock.now() : new Date(fresh.oldest);
  const sum = (figure: Figure) => perStore.reduce((total, row) => total + row[figure], 0);
  return {
    from,
    to,
    asOf: asOf.toISOString(),
    pending: fresh?.pending ?? 0,
    totals: figuresOf({
      units: sum('units'),
      revenue_paise: sum('revenue_paise'),
      tax_paise: sum('tax_paise'),
      returned_units: sum('returned_units'),
      returned_paise: sum('returned_paise'),
      returned_tax_paise: sum('returned_tax_paise'),
    }),
    stores: perStore.map((row) => ({ storeId: row.store_id, storeName: row.name ?? row.store_id, ...figuresOf(row) })),
    data,
    nextCursor: last === undefined ? null : encodeCursor([last.day, last.revenue.amount, last.storeId, last.productId]),
  };
}

/** Orders and returns whose event waits for this roll-up; the partial index of what is due makes it cheap. */
const freshness = (): SQL => sql`
  select count(*) as pending, min(e.occurred_at) as oldest from ${events} e
  where e.due_at is not null and e.type in ('order.placed', 'order.cancelled', 'order.returned')
    and not exists (select 1 from ${inbox} i where i.event_id = e.id and i.consumer = 'analytics')`;

const storeSums = (period: SQL): SQL => sql`
  select s.store_id, min(t.name) as name, sum(s.units)::bigint as units, sum(s.revenue_paise)::bigint as revenue_paise,
    sum(s.tax_paise)::bigint as tax_paise, sum(s.returned_units)::bigint as returned_units,
    sum(s.returned_paise)::bigint as returned_paise, sum(s.returned_tax_paise)::bigint as returned_tax_paise
  from ${sales} s left join ${stores} t on t.id = s.store_id where ${period} group by s.store_id order by name, s.store_id`;

function productPage(period: SQL, cursor: string | undefined, limit: number): SQL {
  const place = cursor === undefined ? undefined : decodeCursor(cursor, PlaceSchema);
  const after =
    place === undefined
      ? sql``
      : sql`and (s.day, s.revenue_paise, s.store_id, s.product_id) <
          (${place[0]}::date, ${place[1]}::bigint, ${place[2]}::uuid, ${place[3]}::uuid)`;
  return sql`
    select s.store_id, s.day, s.product_id, p.name, b.name as brand_name, p.handle, s.orders, s.units, s.revenue_paise, s.tax_paise,
      s.returned_units, s.returned_paise, s.returned_tax_paise, s.as_of
    from ${sales} s left join ${products} p on p.id = s.product_id
      left join ${brands} b on b.id = p.brand_id where ${period} ${after}
    order by s.day desc, s.revenue_paise desc, s.store_id desc, s.product_id desc limit ${limit + 1}`;
}

const figuresOf = (row: Pick<StoreRow, Figure>) => ({
  units: row.units,
  revenue: inr(row.revenue_paise),
  tax: inr(row.tax_paise),
  returned: { units: row.returned_units, amount: inr(row.returned_paise), tax: inr(row.returned_tax_paise) },
});

function viewOf(row: ProductRow): ProductSalesView {
  return {
    storeId: row.store_id,
    day: row.day,
    productId: row.product_id,
    productName: row.name,
    brandName: row.brand_name,
    handle: row.handle,
    orders: row.orders,
    ...figuresOf(row),
    asOf: new Date(row.as_of).toISOString(),
  };
}
