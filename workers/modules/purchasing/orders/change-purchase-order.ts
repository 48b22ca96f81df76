import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { purchaseOrderLines } from '#db/schema/purchasing';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { readTerms } from '../read-terms.ts';
import { openOrder, writeOrder } from './change-order.ts';
import { OrderedLines, priceLines } from './order-lines.ts';
import type { PurchaseOrderView } from './purchase-order-view.ts';
import { PurchaseOrderParams } from './read-purchase-order.ts';

export const ChangePurchaseOrderBody = z.strictObject({
  expectedOn: z.iso.date().optional(),
  lines: OrderedLines.meta({ description: 'All lines as they should be; an approval holds up to the approved total' }),
});
const ChangePurchaseOrderSchema = ChangePurchaseOrderBody.extend(PurchaseOrderParams.shape);

/** Gives a draft other lines. Throws `illegal_transition` for an order that is sent, and `conflict` when it just changed. */
export async function changePurchaseOrder(
  ctx: Context,
  input: z.input<typeof ChangePurchaseOrderSchema>,
): Promise<PurchaseOrderView> {
  const { purchaseOrderId, lines, expectedOn } = parseInput(ChangePurchaseOrderSchema, input);
  const { ctx: allowed, order } = await openOrder(ctx, 'purchasing.write', purchaseOrderId);
  if (order.status !== 'draft') {
    throw new AppError('illegal_transition', 'Only a draft can be changed: cancel this order and make another.', {
      extensions: { status: order.status },
    });
  }
  const variantIds = lines.map(({ variantId }) => variantId);
  const terms = await readTerms(allowed, order.storeId, order.supplierId, variantIds);
  const { lines: priced, ...amounts } = priceLines(lines, terms);
  const rows = priced.map((line) =>
    fact(purchaseOrderLines, { ...line, orderId: order.id, receivedQuantity: 0, receivedFreeQuantity: 0 }),
  );
  return writeOrder(allowed, order, {
    action: 'purchasing.change_order',
    set: sql`net_paise = ${amounts.netPaise}, tax_paise = ${amounts.taxPaise}, total_paise = ${amounts.totalPaise},
      expected_on = ${expectedOn ?? order.expectedOn}`,
    after: { ...amounts, lines: rows.length },
    besides: [sql`delete from ${purchaseOrderLines} where order_id = ${order.id}`, ...writeFacts(rows)],
  });
}
