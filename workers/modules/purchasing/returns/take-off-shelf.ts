import { type SQL, sql } from 'drizzle-orm';
import { goodsReceiptLines, supplierReturns } from '#db/schema/purchasing';
import type { Permitted } from '#platform/context';
import { AppError, errorTable, orThrow } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import type { StockDocument } from '#platform/objects';
import type { SupplierReturnRecord } from './return-view.ts';

/** What a return does to the shelves. */
function returnDocument({ id, lines }: Pick<SupplierReturnRecord, 'id' | 'lines'>): StockDocument {
  const changes = lines.map((line) => {
    const { batchId, variantId, batchNumber, expiresOn, mrpPaise, state, quantity } = line;
    return { batchId, variantId, batchNumber, expiresOn, mrpPaise, state, quantity: -quantity };
  });
  return { key: id, kind: 'supplier_return', reference: id, changes };
}

/**
 * Takes the goods of a return that is `dispatching` off the shelves and says so. `since` is when this attempt took the return
 * on: where the shelf does not have the goods, only the attempt that still holds it makes a draft of it again. Bears repeating.
 */
export async function takeOffShelf(ctx: Permitted, found: SupplierReturnRecord, since: string): Promise<void> {
  const { id, storeId, timeZone } = found;
  const taken = await ctx.objects.stockRoom(storeId).book({ storeId, timeZone }, returnDocument(found));
  // A part of the store that does not answer has refused nothing: the sweep asks again.
  if (!taken.ok && !errorTable[taken.failure.code].retryable) {
    await giveBack(ctx, found, since, `${taken.failure.code}: ${taken.failure.detail}`);
    throw new AppError('out_of_stock', 'The shelf does not have these pieces in this state: it is a draft again.', {
      extensions: taken.failure.extensions ?? {},
    });
  }
  orThrow(taken);
  await ctx.db.query(sql`update ${supplierReturns} set status = 'dispatched', last_error = null
    where id = ${id} and status = 'dispatching'`);
}

async function giveBack(ctx: Permitted, { id, lines }: SupplierReturnRecord, since: string, why: string) {
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${supplierReturns} set status = 'draft', dispatched_at = null, last_error = ${why}
        where id = ${id} and status = 'dispatching' and dispatched_at = ${since}::timestamptz`),
      ...lines.map((line) => countReturned(line, -line.quantity)),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
  }
}

/** Notes on a receipt's line that pieces of it go back, or that they did not. */
export const countReturned = (
  { receiptId, receiptPosition }: { receiptId: string; receiptPosition: number },
  by: number,
): SQL => sql`update ${goodsReceiptLines} set returned_quantity = returned_quantity + ${by}::int
  where receipt_id = ${receiptId} and position = ${receiptPosition}`;
