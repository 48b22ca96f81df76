import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { products, variants } from '#db/schema/catalog';
import { batches, stockMovements } from '#db/schema/inventory';
import { goodsReceiptLines, goodsReceipts } from '#db/schema/purchasing';
import { suppliers } from '#db/schema/suppliers';
import type { Permitted } from '#platform/context';
import { assessExpiry, type DatedStock, type StoreDemand } from '../assess-expiry.ts';
import { daysAfter } from '../calendar-days.ts';
import { windowDaysOf } from '../propose-purchase.ts';
import { lastDayOfSale } from '../sell-by-day.ts';
import { companyLedger, idsOf, storeDay, VARIANTS_AT_ONCE, variantsOfStore } from '../valuation/read-ledger.ts';
import type { ExpiryRiskLine } from './expiry-risk.ts';
import { type PurchasingRules, selectRules } from './purchasing-rules.ts';

interface StockRow {
  variantId: string;
  storeId: string;
  batchId: string;
  batchNumber: string;
  expiresOn: string | null;
  sku: string;
  name: string;
  quantity: number;
  costPaise: number;
  supplierId: string | null;
  returnableQuantity: number;
}
interface DemandRow {
  variantId: string;
  storeId: string;
  soldQuantity: number;
  firstDay: string;
}

/** What is at risk in a store, some hundred variants at a time in the order of their ids. Throws `not_found`. */
export async function* riskPages(
  ctx: Permitted,
  storeId: string,
  fromVariantId: string | null,
  withinDays: number,
): AsyncGenerator<ExpiryRiskLine[]> {
  const { day } = await storeDay(ctx, storeId);
  const [rules] = await ctx.db.query<PurchasingRules>(selectRules(sql`${storeId}::uuid`));
  const windowDays = rules?.demandWindowDays ?? 90;
  const ledger = companyLedger(ctx);
  // A page that ended within a variant begins with it again: what was told already is left out by the caller.
  let variantIds =
    fromVariantId === null ? await variantsOfStore(ledger, storeId, null, VARIANTS_AT_ONCE) : [fromVariantId];
  while (variantIds.length > 0) {
    const risks = await risksOf(ledger, storeId, variantIds, day, windowDays);
    yield risks.filter(({ sellableUntil }) => sellableUntil <= daysAfter(day, withinDays));
    variantIds = await variantsOfStore(ledger, storeId, variantIds.at(-1) ?? null, VARIANTS_AT_ONCE);
  }
}

async function risksOf(
  ledger: Database,
  storeId: string,
  variantIds: readonly string[],
  day: string,
  windowDays: number,
): Promise<ExpiryRiskLine[]> {
  const [stock, demand] = (await ledger.batch([
    stockOf(variantIds, day),
    demandOf(variantIds, day, windowDays),
  ])) as unknown as [StockRow[], DemandRow[]];
  const byVariant = Map.groupBy(stock, (row) => row.variantId);
  return variantIds.flatMap((variantId) => {
    const rows = byVariant.get(variantId) ?? [];
    const demands = demand
      .filter((row) => row.variantId === variantId)
      .map((row): StoreDemand => ({ ...row, windowDays: windowDaysOf(row.firstDay, day, windowDays) }));
    return assessExpiry(rows.map(datedStock), demands, day)
      .filter((risk) => risk.storeId === storeId)
      .flatMap(({ storeId: _here, ...risk }) => {
        const row = rows.find((one) => one.batchId === risk.batchId);
        if (row === undefined || row.expiresOn === null) return [];
        const { sku, name, batchNumber, expiresOn } = row;
        return [{ variantId, sku, name, batchNumber, expiresOn, ...risk }];
      })
      .toSorted((a, b) => (a.batchId < b.batchId ? -1 : 1));
  });
}

const datedStock = ({ storeId, batchId, quantity, expiresOn, costPaise, ...row }: StockRow): DatedStock => ({
  storeId,
  batchId,
  quantity,
  costPaise,
  sellableUntil: expiresOn === null ? null : lastDayOfSale(expiresOn, 'web'),
  returnable: row.supplierId === null ? null : { supplierId: row.supplierId, quantity: row.returnableQuantity },
});

/** Pieces on hand and expired by store and batch, what one has cost, and how many a supplier still takes back. */
const stockOf = (variantIds: readonly string[], day: string) => sql`
  with shelf as (
    select store_id, variant_id, batch_id, sum(quantity)::int as quantity from ${stockMovements}
    where variant_id = any (${idsOf(variantIds)}) and state in ('sellable', 'expired')
    group by store_id, variant_id, batch_id having sum(quantity) > 0
  ), received as (
    select r.store_id, l.batch_id, sum(l.net_paise + l.charges_paise) as value_paise,
      sum(l.accepted_quantity + l.rejected_quantity + l.free_quantity) as pieces,
      (array_agg(r.supplier_id order by r.received_on desc)
        filter (where r.received_on + s.return_window_days >= ${day}::date and s.return_window_days > 0))[1] as supplier_id,
      coalesce(sum(l.accepted_quantity + l.free_quantity - l.returned_quantity)
        filter (where r.received_on + s.return_window_days >= ${day}::date and s.return_window_days > 0), 0) as returnable
    from ${goodsReceiptLines} l join ${goodsReceipts} r on r.id = l.receipt_id join ${suppliers} s on s.id = r.supplier_id
    where l.variant_id = any (${idsOf(variantIds)}) group by r.store_id, l.batch_id
  )
  select shelf.store_id as "storeId", shelf.variant_id as "variantId", shelf.batch_id as "batchId", b.number as "batchNumber",
    b.expires_on as "expiresOn", v.sku, p.name, shelf.quantity,
    coalesce(round(received.value_paise / nullif(received.pieces, 0)), b.cost_paise)::bigint as "costPaise",
    received.supplier_id as "supplierId", greatest(coalesce(received.returnable, 0), 0)::int as "returnableQuantity"
  from shelf join ${batches} b on b.id = shelf.batch_id join ${variants} v on v.id = shelf.variant_id
    join ${products} p on p.id = v.product_id
    left join received on received.store_id = shelf.store_id and received.batch_id = shelf.batch_id`;

/** What each store that knows a variant has sold of it, less what came back, and since when it moves it at all. */
const demandOf = (variantIds: readonly string[], day: string, windowDays: number) => sql`
  select store_id as "storeId", variant_id as "variantId", min(occurred_at)::date::text as "firstDay",
    greatest(coalesce(-sum(quantity) filter (where kind in ('sale', 'return')
      and occurred_at >= ${day}::date - ${windowDays}::int), 0), 0)::int as "soldQuantity"
  from ${stockMovements} where variant_id = any (${idsOf(variantIds)}) group by store_id, variant_id`;
