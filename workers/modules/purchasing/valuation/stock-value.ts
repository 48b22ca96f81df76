import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { products, variants } from '#db/schema/catalog';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { sumPaise } from '#platform/money';
import { invalidInput, parseInput } from '#platform/parse-input';
import { type ValuationMethod, valueStock } from '../value-stock.ts';
import {
  companyLedger,
  idsOf,
  readValuation,
  type StoreDay,
  storeDay,
  VARIANTS_A_PAGE,
  VARIANTS_AT_ONCE,
  variantsOfStore,
} from './read-ledger.ts';

const paise = z.int().nonnegative();

const StockValueLine = z
  .object({
    variantId: z.uuid(),
    sku: z.string(),
    name: z.string(),
    quantity: z.int().meta({ description: 'Pieces in every state: on the shelf, on their way here, in quarantine' }),
    batchCostPaise: paise.meta({ description: 'Each batch at what it cost itself' }),
    movingAveragePaise: paise.meta({ description: 'All of the variant at its moving average' }),
  })
  .meta({ id: 'StockValueLine' });

const asOf = z.iso
  .date()
  .optional()
  .meta({ description: 'As of the end of this day at the store; left out, as of now' });

export const StockValueQuery = z.strictObject({ asOf, limit: LimitParameter, cursor: CursorParameter });
const StockValueSchema = StockValueQuery.extend({ storeId: z.uuid() });
export const StockValueView = z
  .object({ asOf: z.iso.date(), data: z.array(StockValueLine), nextCursor: z.string().nullable() })
  .meta({ id: 'StockValue' });
export type StockValueView = z.infer<typeof StockValueView>;

export const StockValueTotalQuery = z.strictObject({ asOf });
const StockValueTotalSchema = StockValueTotalQuery.extend({ storeId: z.uuid() });
export const StockValueTotalView = z
  .object({
    asOf: z.iso.date(),
    variants: z.int().nonnegative(),
    quantity: z.int(),
    batchCostPaise: paise,
    movingAveragePaise: paise,
  })
  .meta({ id: 'StockValueTotal' });
export type StockValueTotalView = z.infer<typeof StockValueTotalView>;

const PlaceSchema = z.tuple([z.uuid()]);

function dayAsked({ day }: StoreDay, asked: string | undefined): string {
  if (asked === undefined || asked <= day) return asked ?? day;
  throw invalidInput([{ path: 'asOf', message: 'Lies in the future' }]);
}

type Worth = Pick<z.infer<typeof StockValueLine>, 'variantId' | 'quantity' | 'batchCostPaise' | 'movingAveragePaise'>;

/** What a store has of some variants and what it is worth, by both methods. */
async function worthOf(
  ledger: ReturnType<typeof companyLedger>,
  storeId: string,
  variantIds: readonly string[],
  day: string,
  timeZone: string,
): Promise<Worth[]> {
  const { movements, costs } = await readValuation(ledger, variantIds, day, timeZone);
  const byVariant = (method: ValuationMethod) => {
    const worth = new Map<string, { quantity: number; valuePaise: number }>();
    for (const pool of valueStock(movements, costs, method).pools) {
      if (pool.storeId !== storeId) continue;
      const before = worth.get(pool.variantId) ?? { quantity: 0, valuePaise: 0 };
      const valuePaise = before.valuePaise + pool.valuePaise;
      worth.set(pool.variantId, { quantity: before.quantity + pool.quantity, valuePaise });
    }
    return worth;
  };
  const [byBatch, byAverage] = [byVariant('batch'), byVariant('moving_average')];
  return variantIds.flatMap((variantId) => {
    const batch = byBatch.get(variantId);
    if (batch === undefined || (batch.quantity === 0 && batch.valuePaise === 0)) return [];
    const movingAveragePaise = byAverage.get(variantId)?.valuePaise ?? 0;
    return [{ variantId, quantity: batch.quantity, batchCostPaise: batch.valuePaise, movingAveragePaise }];
  });
}

/** The stock of a store as of a day, variant by variant, by batch cost and by moving average. Throws `not_found`. */
export async function stockValue(ctx: Context, input: z.input<typeof StockValueSchema>): Promise<StockValueView> {
  const { storeId, limit, cursor, ...asked } = parseInput(StockValueSchema, input);
  requirePermission(ctx, 'purchasing.read', { storeId });
  const store = await storeDay(ctx, storeId);
  const day = dayAsked(store, asked.asOf);
  const ledger = companyLedger(ctx);
  const found: Worth[] = [];
  let after = cursor === undefined ? null : decodeCursor(cursor, PlaceSchema)[0];
  while (found.length <= limit) {
    const variantIds = await variantsOfStore(ledger, storeId, after, VARIANTS_A_PAGE);
    if (variantIds.length === 0) break;
    found.push(...(await worthOf(ledger, storeId, variantIds, day, store.timeZone)));
    after = variantIds.at(-1) ?? null;
  }
  const shown = found.slice(0, limit);
  const names = await ctx.db.query<{ id: string; sku: string; name: string }>(
    sql`select v.id, v.sku, p.name from ${variants} v join ${products} p on p.id = v.product_id
      where v.id = any (${idsOf(shown.map(({ variantId }) => variantId))})`,
  );
  const named = new Map(names.map((row) => [row.id, row]));
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    asOf: day,
    data: shown.map((line) => {
      const { sku = '', name = '' } = named.get(line.variantId) ?? {};
      return { ...line, sku, name };
    }),
    nextCursor: last === undefined ? null : encodeCursor([last.variantId]),
  };
}

/** What all of a store's stock is worth as of a day, by both methods. Throws `not_found`. */
export async function stockValueTotal(
  ctx: Context,
  input: z.input<typeof StockValueTotalSchema>,
): Promise<StockValueTotalView> {
  const { storeId, ...asked } = parseInput(StockValueTotalSchema, input);
  requirePermission(ctx, 'purchasing.read', { storeId });
  const store = await storeDay(ctx, storeId);
  const day = dayAsked(store, asked.asOf);
  const ledger = companyLedger(ctx);
  const total = { asOf: day, variants: 0, quantity: 0, batchCostPaise: 0, movingAveragePaise: 0 };
  for (let after: string | null = null; ; ) {
    const variantIds: string[] = await variantsOfStore(ledger, storeId, after, VARIANTS_AT_ONCE);
    if (variantIds.length === 0) return total;
    const worth = await worthOf(ledger, storeId, variantIds, day, store.timeZone);
    total.variants += worth.length;
    total.quantity += worth.reduce((sum, { quantity }) => sum + quantity, 0);
    total.batchCostPaise = sumPaise([total.batchCostPaise, ...worth.map((line) => line.batchCostPaise)]);
    total.movingAveragePaise = sumPaise([total.movingAveragePaise, ...worth.map((line) => line.movingAveragePaise)]);
    after = variantIds.at(-1) ?? null;
  }
}
