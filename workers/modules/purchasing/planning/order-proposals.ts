import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { keyedId } from '#platform/keyed-id';
import { parseInput } from '#platform/parse-input';
import { Key, Quantity } from '../fields.ts';
import { maxLines } from '../limits.ts';
import { createPurchaseOrder } from '../orders/create-purchase-order.ts';
import { PurchaseOrderView } from '../orders/purchase-order-view.ts';

export const OrderProposalsBody = z.strictObject({
  lines: z
    .array(z.strictObject({ variantId: z.uuid(), supplierId: z.uuid(), quantity: Quantity }))
    .min(1)
    .max(maxLines)
    .meta({ description: 'The proposals that somebody accepts, with the quantities as they should be' }),
});
const OrderProposalsSchema = OrderProposalsBody.extend({ storeId: z.uuid(), key: Key });
export const OrderedProposalsView = z.object({ data: z.array(PurchaseOrderView) }).meta({ id: 'OrderedProposals' });

/**
 * Makes accepted proposals into one draft order a supplier, at what each cost last. Once per key: where it stopped in the
 * middle, the same request goes on, and the orders that stand already are answered as they are.
 */
export async function orderProposals(
  ctx: Context,
  input: z.input<typeof OrderProposalsSchema>,
): Promise<z.infer<typeof OrderedProposalsView>> {
  const { storeId, key, lines } = parseInput(OrderProposalsSchema, input);
  requirePermission(ctx, 'purchasing.write', { storeId });
  const bySupplier = Map.groupBy(lines, ({ supplierId }) => supplierId);
  const orders: PurchaseOrderView[] = [];
  for (const [supplierId, ofSupplier] of bySupplier) {
    const wanted = ofSupplier.map(({ variantId, quantity }) => ({ variantId, quantity }));
    // The supplier stands in the key: each order of one request has its own.
    orders.push(
      await createPurchaseOrder(ctx, { storeId, key: await keyOf(key, supplierId), supplierId, lines: wanted }),
    );
  }
  return { data: orders };
}

const keyOf = (key: string, supplierId: string): Promise<string> => keyedId('proposals', key, supplierId);
