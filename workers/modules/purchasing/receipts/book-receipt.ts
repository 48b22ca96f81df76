import { sql } from 'drizzle-orm';
import { goodsReceipts } from '#db/schema/purchasing';
import { supplierItems } from '#db/schema/suppliers';
import type { Permitted } from '#platform/context';
import { orThrow } from '#platform/errors';
import type { StockChange, StockDocument } from '#platform/objects';
import type { GoodsReceiptRecord } from './receipt-view.ts';

/** What a receipt does to the shelves: what may be sold, and what is rejected and waits in quarantine. */
function receiptDocument({ id, lines }: Pick<GoodsReceiptRecord, 'id' | 'lines'>): StockDocument {
  const changes = lines.flatMap((line): StockChange[] => {
    const { batchId, variantId, batchNumber, expiresOn, mrpPaise } = line;
    const batch = { batchId, variantId, batchNumber, expiresOn, mrpPaise };
    return [
      { ...batch, state: 'sellable' as const, quantity: line.acceptedQuantity + line.freeQuantity },
      { ...batch, state: 'quarantined' as const, quantity: line.rejectedQuantity },
    ].filter(({ quantity }) => quantity > 0);
  });
  return { key: id, kind: 'receipt', reference: id, changes };
}

/**
 * Puts what a receipt notes on the shelves and says so. Bears repeating at any time and by anybody: the store books a receipt
 * once by its id, and the record is completed once.
 */
export async function bookReceipt(ctx: Permitted, receipt: GoodsReceiptRecord): Promise<void> {
  const { id, storeId, supplierId, timeZone, lines } = receipt;
  const booked = await ctx.objects.stockRoom(storeId).book({ storeId, timeZone }, receiptDocument(receipt));
  if (!booked.ok) {
    const { code, detail } = booked.failure;
    await ctx.db.query(sql`update ${goodsReceipts} set last_error = ${`${code}: ${detail}`} where id = ${id}`);
  }
  orThrow(booked);
  const costs = JSON.stringify(
    lines
      .filter(({ acceptedQuantity }) => acceptedQuantity > 0)
      .map(({ variantId, costPaise }) => ({ variantId, costPaise })),
  );
  await ctx.db.batch([
    // Only the first completion notes the cost: a late repetition would bring back an old one.
    sql`update ${supplierItems} item set last_cost_paise = paid."costPaise"
      from jsonb_to_recordset(${costs}::jsonb) as paid("variantId" uuid, "costPaise" bigint)
      where item.supplier_id = ${supplierId} and item.variant_id = paid."variantId"
        and exists (select 1 from ${goodsReceipts} where id = ${id} and status = 'booking')`,
    sql`update ${goodsReceipts} set status = 'completed', completed_at = ${ctx.clock.now().toISOString()}, last_error = null
      where id = ${id} and status = 'booking'`,
  ]);
}
