import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { batches, stockMovements, stores } from '#db/schema/inventory';
import { goodsReceiptLines } from '#db/schema/purchasing';
import { dayIn } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import type { StockCosts, ValuedMovement } from '../value-stock.ts';

/** Variants whose movements are worked through at once: for all of a store some ten thousand rows, for a page a few hundred. */
export const VARIANTS_AT_ONCE = 500;
export const VARIANTS_A_PAGE = 100;

/**
 * The movements of all stores. What goods cost follows them from store to store, and where they could be sold is another
 * store's demand: both are worked out from the company's ledger, of which the caller is shown one store.
 */
export const companyLedger = (ctx: Permitted): Database => ctx.db.within({ storeIds: 'all', personId: null });

export interface StoreDay {
  timeZone: string;
  /** Today at the store. */
  day: string;
}

/** Throws `not_found`. */
export async function storeDay(ctx: Permitted, storeId: string): Promise<StoreDay> {
  const [store] = await ctx.db.query<{ timeZone: string }>(
    sql`select time_zone as "timeZone" from ${stores} where id = ${storeId}`,
  );
  if (store === undefined) throw new AppError('not_found', 'There is no such store.');
  return { timeZone: store.timeZone, day: dayIn(store.timeZone, ctx.clock.now()) };
}

/** The next variants, in the order of their ids, that a store ever had. */
export async function variantsOfStore(
  ledger: Database,
  storeId: string,
  after: string | null,
  count: number,
): Promise<string[]> {
  const rows = await ledger.query<{ id: string }>(sql`select distinct variant_id as id from ${stockMovements}
    where store_id = ${storeId} and (${after}::uuid is null or variant_id > ${after}::uuid)
    order by variant_id limit ${count}`);
  return rows.map(({ id }) => id);
}

export const idsOf = (ids: readonly string[]): SQL => sql`${`{${ids.join(',')}}`}::uuid[]`;

interface CostRow {
  batchId: string;
  costPaise: number;
  receiptId: string | null;
  valuePaise: number;
  pieces: number;
}

/** What is needed to value variants as of the end of a day at a store: documents in the order in which they happened. */
export async function readValuation(
  ledger: Database,
  variantIds: readonly string[],
  asOf: string,
  timeZone: string,
): Promise<{ movements: ValuedMovement[]; costs: StockCosts }> {
  const ofThese = sql`variant_id = any (${idsOf(variantIds)})`;
  const [movements, costRows] = (await ledger.batch([
    sql`select store_id as "storeId", variant_id as "variantId", batch_id as "batchId", kind, reference,
        sum(quantity)::int as quantity
      from ${stockMovements} where ${ofThese} and occurred_at < ((${asOf}::date + 1)::timestamp at time zone ${timeZone})
      group by store_id, variant_id, batch_id, kind, reference having sum(quantity) <> 0
      order by min(occurred_at), kind = 'transfer_in', store_id, min(sequence)`,
    sql`select b.id as "batchId", b.cost_paise as "costPaise", l.receipt_id as "receiptId",
        coalesce(sum(l.net_paise + l.charges_paise), 0)::bigint as "valuePaise",
        coalesce(sum(l.accepted_quantity + l.rejected_quantity + l.free_quantity), 0)::int as pieces
      from ${batches} b left join ${goodsReceiptLines} l on l.batch_id = b.id
      where b.${ofThese} group by b.id, b.cost_paise, l.receipt_id`,
  ])) as unknown as [ValuedMovement[], CostRow[]];
  const receipts = new Map(costRows.map((row) => [`${row.receiptId} ${row.batchId}`, row]));
  const batchCosts = new Map(costRows.map(({ batchId, costPaise }) => [batchId, costPaise]));
  return {
    movements,
    costs: {
      receipt: (reference, batchId) => receipts.get(`${reference} ${batchId}`),
      batchPaise: (batchId) => batchCosts.get(batchId) ?? 0,
    },
  };
}
