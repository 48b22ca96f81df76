import { sql } from 'drizzle-orm';
import { products, taxRates, variants } from '#db/schema/catalog';
import { stores } from '#db/schema/inventory';
import { supplierItems, suppliers } from '#db/schema/suppliers';
import { rateOn, type SupplyKind, supplyKind, type TaxRate } from '#modules/finance';
import { dayIn } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { invalidInput } from '#platform/parse-input';
import { type PurchasingRules, selectRules } from './planning/purchasing-rules.ts';

export interface PurchaseTerms {
  store: { id: string; code: string; timeZone: string };
  supplier: { id: string; status: 'active' | 'blocked'; leadTimeDays: number };
  rules: PurchasingRules;
  supply: SupplyKind;
  /** Today at the store. */
  day: string;
  /** Rate of tax and last cost of a variant. */
  rateBasisPoints(variantId: string): number;
  lastCostPaise(variantId: string): number | null;
}

interface StoreRow {
  code: string;
  time_zone: string;
  state_code: string;
}
interface SupplierRow {
  state_code: string;
  status: 'active' | 'blocked';
  lead_time_days: number;
}
interface VariantRow {
  id: string;
  hsn: string;
  last_cost_paise: number | null;
}

/**
 * What an order or a receipt of these variants is worked out from, in one round trip. Throws `not_found` for the store, and
 * `invalid_input` for a supplier or variants that do not exist and for goods whose rate of tax nobody has entered.
 */
export async function readTerms(
  ctx: Permitted,
  storeId: string,
  supplierId: string,
  variantIds: readonly string[],
): Promise<PurchaseTerms> {
  const ids = sql`${`{${[...new Set(variantIds)].join(',')}}`}::uuid[]`;
  const [storeRows, supplierRows, ruleRows, variantRows, rateRows] = (await ctx.db.batch([
    sql`select code, time_zone, state_code from ${stores} where id = ${storeId}`,
    sql`select state_code, status, lead_time_days from ${suppliers} where id = ${supplierId}`,
    selectRules(sql`${storeId}::uuid`),
    sql`select ${variants.id} as id, ${products.hsn} as hsn, item.last_cost_paise from ${variants}
      join ${products} on ${products.id} = ${variants.productId}
      left join ${supplierItems} item on item.variant_id = ${variants.id} and item.supplier_id = ${supplierId}
      where ${variants.id} = any (${ids})`,
    sql`select hsn, valid_from as "validFrom", rate_basis_points as "rateBasisPoints" from ${taxRates}`,
  ])) as unknown as [StoreRow[], SupplierRow[], PurchasingRules[], VariantRow[], TaxRate[]];
  const [[store], [supplier], [rules]] = [storeRows, supplierRows, ruleRows];
  if (store === undefined || rules === undefined) throw new AppError('not_found', 'There is no such store.');
  if (supplier === undefined) throw invalidInput([{ path: 'supplierId', message: 'There is no such supplier' }]);
  const day = dayIn(store.time_zone, ctx.clock.now());
  const known = new Map(variantRows.map(({ id, ...row }) => [id, { ...row, rate: rateOn(row.hsn, day, rateRows) }]));
  const wrong = variantIds.flatMap((variantId, at) => {
    const variant = known.get(variantId);
    const path = `lines.${at}.variantId`;
    if (variant === undefined) return [{ path, message: 'There is no such variant' }];
    return variant.rate === undefined ? [{ path, message: `No rate of tax is entered for HSN ${variant.hsn}` }] : [];
  });
  if (wrong.length > 0) throw invalidInput(wrong);
  return {
    store: { id: storeId, code: store.code, timeZone: store.time_zone },
    supplier: { id: supplierId, status: supplier.status, leadTimeDays: supplier.lead_time_days },
    rules,
    supply: supplyKind(supplier.state_code, store.state_code),
    day,
    rateBasisPoints: (variantId) => known.get(variantId)?.rate ?? 0,
    lastCostPaise: (variantId) => known.get(variantId)?.last_cost_paise ?? null,
  };
}
