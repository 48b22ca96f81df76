import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Permitted } from '#platform/context';
import type { ReceivedLine, StoreFacts } from '#platform/objects';
import { dayCell, neededSku, neededText, rupeesCell, shownCell, textCell, wholeCell } from './cells.ts';
import type { Grid } from './csv.ts';
import type { Prepared } from './import-rows.ts';
import type { RowError, RowFate } from './report.ts';
import { type ReadRow, readRows, repeats, tableOf } from './table.ts';
import { upsert } from './upsert.ts';

const MAX_QUANTITY = 1_000_000;

/**
 * A row of a delivery: so many packs of one batch come into one store. An empty quantity receives nothing, so an export can
 * be filled in and sent back. `reference` tells two deliveries apart that are otherwise alike.
 */
const StockRowSchema = z.strictObject({
  store: neededText(20),
  sku: neededSku,
  product_name: shownCell,
  potency: shownCell,
  pack: shownCell,
  batch_number: neededText(40),
  made_on: dayCell,
  expires_on: dayCell,
  mrp: rupeesCell,
  cost: rupeesCell,
  on_hand: shownCell,
  quantity: wholeCell(1, MAX_QUANTITY),
  reference: textCell(60),
});
export type StockRow = z.output<typeof StockRowSchema>;

export const stockColumns = {
  all: Object.keys(StockRowSchema.shape),
  needed: ['store', 'sku', 'batch_number', 'quantity'],
} as const;

export interface KnownShelf {
  row: number;
  storeId: string | null;
  timeZone: string | null;
  variantId: string | null;
  batchId: string | null;
  expiresOn: string | null;
  mrpPaise: number | null;
  /** The MRP that the shop's own price list has today. */
  listMrpPaise: number | null;
}

export async function prepareStock(ctx: Permitted, grid: Grid): Promise<Prepared> {
  const table = tableOf(grid, stockColumns);
  const read = readRows(table.rows, StockRowSchema);
  const asked = read.rows.map(({ row, value: { store, sku, batch_number } }) => ({
    row,
    store: store.toUpperCase(),
    sku,
    batch: batch_number,
  }));
  const known = await ctx.db.query<KnownShelf>(sql`
    select asked.row, s.id as "storeId", s.time_zone as "timeZone", v.id as "variantId", b.id as "batchId",
      b.expires_on as "expiresOn", b.mrp_paise as "mrpPaise", price.mrp_paise as "listMrpPaise"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked(row int, store text, sku text, batch text)
    left join stores s on s.code = asked.store
    left join variants v on v.sku = asked.sku
    left join batches b on b.variant_id = v.id and b.number = asked.batch
    left join lateral (
      select mrp_paise from prices p
      where p.variant_id = v.id and p.price_list = 'retail' and p.valid_from <= now()
        and (p.valid_until is null or p.valid_until > now())
      order by p.valid_from desc limit 1
    ) price on true`);
  const plan = planStock(read.rows, known, ctx.clock.now().toISOString().slice(0, 10), () => ctx.ids.next());
  const twice = repeats(read.rows, 'batch_number', ({ store, sku, batch_number }) => `${store} ${sku} ${batch_number}`);
  return {
    outcome: { fates: plan.fates, errors: [...table.errors, ...read.errors, ...twice, ...plan.errors], notices: [] },
    productIds: new Set(),
    statements: plan.batches.length === 0 ? [] : [upsert('batches', plan.batches, ['id'], ['cost_paise'])],
    deliveries: plan.deliveries,
  };
}

export interface Delivery {
  store: StoreFacts;
  lines: ReceivedLine[];
}

/** A row of `batches`, by the database's column names. */
type NewBatch = {
  id: string;
  variant_id: string;
  number: string;
  made_on: string;
  expires_on: string | null;
  mrp_paise: number;
  cost_paise: number;
};

/** What a new batch is taken to have cost when the list does not say: the shop's usual share of MRP. */
const USUAL_COST_SHARE = 0.5;

/** Decides row by row which batches are new and what each store receives. */
export function planStock(
  rows: readonly ReadRow<StockRow>[],
  known: readonly KnownShelf[],
  today: string,
  nextId: () => string,
) {
  const knownByRow = new Map(known.map((shelf) => [shelf.row, shelf]));
  const newBatches = new Map<string, NewBatch>();
  const deliveries = new Map<string, Delivery>();
  const fates: RowFate[] = [];
  const errors: RowError[] = [];
  for (const { row, value } of rows) {
    const wrong = (column: string, reason: string) => errors.push({ row, column, reason });
    const shelf = knownByRow.get(row);
    if (shelf === undefined || shelf.storeId === null || shelf.timeZone === null)
      wrong('store', 'There is no such store');
    if (shelf === undefined || shelf.variantId === null) wrong('sku', 'There is no such SKU');
    if (shelf?.storeId == null || shelf.timeZone === null || shelf.variantId === null) continue;
    const { storeId, timeZone, variantId } = shelf;
    const key = `${variantId} ${value.batch_number}`;
    const mrpPaise = shelf.mrpPaise ?? newBatches.get(key)?.mrp_paise ?? value.mrp ?? shelf.listMrpPaise ?? 0;
    const isNew = shelf.batchId === null;
    if (mrpPaise === 0) wrong('mrp', 'A new batch needs an MRP');
    if (value.mrp !== undefined && value.mrp !== mrpPaise) wrong('mrp', 'This batch carries another MRP');
    const expiresOn = isNew ? (value.expires_on ?? null) : shelf.expiresOn;
    if (!isNew && value.expires_on !== undefined && value.expires_on !== expiresOn) {
      wrong('expires_on', 'This batch carries another expiry');
    }
    if (value.made_on !== undefined && expiresOn !== null && value.made_on > expiresOn) {
      wrong('expires_on', 'This batch expires before it was made');
    }
    if (value.quantity === undefined) {
      fates.push('unchanged');
      continue;
    }
    const batchId = shelf.batchId ?? newBatches.get(key)?.id ?? nextId();
    if (isNew && !newBatches.has(key)) {
      newBatches.set(key, {
        id: batchId,
        variant_id: variantId,
        number: value.batch_number,
        made_on: value.made_on ?? today,
        expires_on: expiresOn,
        mrp_paise: mrpPaise,
        cost_paise: value.cost ?? Math.round(mrpPaise * USUAL_COST_SHARE),
      });
    }
    fates.push(isNew ? 'created' : 'updated');
    const delivery = deliveries.get(storeId) ?? { store: { storeId, timeZone }, lines: [] };
    deliveries.set(storeId, delivery);
    const line = { batchId, variantId, batchNumber: value.batch_number, expiresOn, mrpPaise, quantity: value.quantity };
    delivery.lines.push(line);
  }
  return { fates, errors, batches: [...newBatches.values()], deliveries: [...deliveries.values()] };
}
