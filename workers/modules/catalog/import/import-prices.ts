import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { priceListCodes } from '#db/schema/catalog';
import type { Permitted } from '#platform/context';
import { instantCell, neededRupees, neededSku, oneOfCell, shownCell } from './cells.ts';
import type { Grid } from './csv.ts';
import type { Prepared } from './import-rows.ts';
import type { RowError, RowFate } from './report.ts';
import { type ReadRow, readRows, repeats, tableOf } from './table.ts';
import { upsert } from './upsert.ts';

/**
 * A row of a price list: what a variant costs in one list from an instant on, tax included. Without a list it is the retail
 * price, without a day it holds from now on.
 */
const PriceRowSchema = z
  .strictObject({
    sku: neededSku,
    product_name: shownCell,
    potency: shownCell,
    pack: shownCell,
    price_list: oneOfCell(priceListCodes),
    price: neededRupees,
    mrp: neededRupees,
    valid_from: instantCell,
  })
  .superRefine(({ price, mrp }, issues) => {
    if (price > mrp) issues.addIssue({ code: 'custom', path: ['price'], message: 'The price is above the MRP' });
  });
export type PriceRow = z.output<typeof PriceRowSchema>;

export const priceColumns = { all: Object.keys(PriceRowSchema.shape), needed: ['sku', 'price', 'mrp'] } as const;

/** What the shop knows of a row: its variant, and the price that holds at the row's instant. */
export interface KnownPrice {
  row: number;
  variantId: string | null;
  productId: string | null;
  amountPaise: number | null;
  mrpPaise: number | null;
}

export async function preparePrices(ctx: Permitted, grid: Grid): Promise<Prepared> {
  const table = tableOf(grid, priceColumns);
  const read = readRows(table.rows, PriceRowSchema);
  const now = ctx.clock.now().toISOString();
  const asked = read.rows.map(({ row, value }) => ({
    row,
    sku: value.sku,
    list: value.price_list ?? 'retail',
    at: value.valid_from ?? now,
  }));
  const known = await ctx.db.query<KnownPrice>(sql`
    select asked.row, v.id as "variantId", v.product_id as "productId",
      held.amount_paise as "amountPaise", held.mrp_paise as "mrpPaise"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked(row int, sku text, list text, at timestamptz)
    left join variants v on v.sku = asked.sku
    left join lateral (
      select amount_paise, mrp_paise from prices p
      where p.variant_id = v.id and p.price_list = asked.list and p.valid_from <= asked.at
        and (p.valid_until is null or p.valid_until > asked.at)
      order by p.valid_from desc limit 1
    ) held on true`);
  const plan = planPrices(read.rows, known, now, () => ctx.ids.next());
  const sameStart = repeats(
    read.rows,
    'sku',
    ({ sku, price_list, valid_from }) => `${sku} ${price_list ?? 'retail'} ${valid_from ?? ''}`,
  );
  return {
    outcome: {
      fates: plan.fates,
      errors: [...table.errors, ...read.errors, ...sameStart, ...plan.errors],
      notices: [],
    },
    productIds: plan.productIds,
    statements:
      plan.prices.length === 0
        ? []
        : [upsert('prices', plan.prices, ['variant_id', 'price_list', 'valid_from'], ['amount_paise', 'mrp_paise'])],
  };
}

/** Decides row by row which prices start. A price that holds already does not start again. */
export function planPrices(
  rows: readonly ReadRow<PriceRow>[],
  known: readonly KnownPrice[],
  now: string,
  nextId: () => string,
) {
  const knownByRow = new Map(known.map((price) => [price.row, price]));
  const fates: RowFate[] = [];
  const errors: RowError[] = [];
  const productIds = new Set<string>();
  const prices: Record<string, unknown>[] = [];
  for (const { row, value } of rows) {
    const held = knownByRow.get(row);
    if (held === undefined || held.variantId === null || held.productId === null) {
      errors.push({ row, column: 'sku', reason: 'There is no such SKU' });
      continue;
    }
    if (held.amountPaise === value.price && held.mrpPaise === value.mrp) {
      fates.push('unchanged');
      continue;
    }
    fates.push(held.amountPaise === null ? 'created' : 'updated');
    productIds.add(held.productId);
    prices.push({
      id: nextId(),
      price_list: value.price_list ?? 'retail',
      variant_id: held.variantId,
      currency: 'INR',
      amount_paise: value.price,
      mrp_paise: value.mrp,
      valid_from: value.valid_from ?? now,
      valid_until: null,
    });
  }
  return { fates, errors, productIds, prices };
}
