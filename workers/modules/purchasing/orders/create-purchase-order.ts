import * as z from 'zod';
import { purchaseOrderLines, purchaseOrders } from '#db/schema/purchasing';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { type Fact, fact } from '#platform/facts';
import { keyedId, requestHash } from '#platform/keyed-id';
import { numberPlaceholder } from '#platform/objects';
import { invalidInput, parseInput } from '#platform/parse-input';
import { daysAfter } from '../calendar-days.ts';
import { documentSeries } from '../document-series.ts';
import { Key } from '../fields.ts';
import { type PurchaseTerms, readTerms } from '../read-terms.ts';
import { OrderedLines, priceLines } from './order-lines.ts';
import { type PurchaseOrderRecord, type PurchaseOrderView, purchaseOrderView } from './purchase-order-view.ts';
import { findPurchaseOrder } from './read-purchase-order.ts';

export const CreatePurchaseOrderBody = z.strictObject({
  supplierId: z.uuid(),
  expectedOn: z.iso.date().optional().meta({ description: 'Left out, it is today and the lead time of the supplier' }),
  lines: OrderedLines,
});
const CreatePurchaseOrderSchema = CreatePurchaseOrderBody.extend({ storeId: z.uuid(), key: Key });
export type CreatePurchaseOrder = z.input<typeof CreatePurchaseOrderSchema>;

/**
 * Drafts an order of a store to a supplier, once per key. Throws `idempotency_mismatch` when the key came with another order,
 * and `unavailable` when it has its number but is not written yet: the same key answers it as soon as it is.
 */
export async function createPurchaseOrder(ctx: Context, input: CreatePurchaseOrder): Promise<PurchaseOrderView> {
  const { storeId, key, ...request } = parseInput(CreatePurchaseOrderSchema, input);
  requirePermission(ctx, 'purchasing.write', { storeId });
  const [id, hash] = await Promise.all([keyedId('purchase-order', storeId, key), requestHash(request)]);
  const known = await findPurchaseOrder(ctx, id);
  if (known !== undefined) return repeated(known, hash);

  const variantIds = request.lines.map(({ variantId }) => variantId);
  const terms = await readTerms(ctx, storeId, request.supplierId, variantIds);
  if (terms.supplier.status === 'blocked') {
    throw invalidInput([{ path: 'supplierId', message: 'This supplier is blocked: nothing is ordered from them' }]);
  }
  const { name, prefix } = documentSeries(terms.store, 'purchase_order', terms.day);
  const facts = orderFacts(ctx, { id, hash, terms, request });
  orThrow(await ctx.objects.numberSeries(name).issue({ key: id, prefix, facts }));
  const written = await findPurchaseOrder(ctx, id);
  if (written === undefined) throw new AppError('unavailable', 'The order is numbered and is being written.');
  return repeated(written, hash);
}

function repeated(order: PurchaseOrderRecord, hash: string): PurchaseOrderView {
  if (order.requestHash === hash) return purchaseOrderView(order);
  throw new AppError('idempotency_mismatch', 'Another purchase order was made under this key.');
}

interface NewOrder {
  id: string;
  hash: string;
  terms: PurchaseTerms;
  request: z.output<typeof CreatePurchaseOrderBody>;
}

function orderFacts(ctx: Permitted, { id, hash, terms, request }: NewOrder): Fact[] {
  const { lines, ...amounts } = priceLines(request.lines, terms);
  const storeId = terms.store.id;
  const order = fact(purchaseOrders, {
    id,
    number: numberPlaceholder,
    storeId,
    supplierId: terms.supplier.id,
    status: 'draft',
    revision: 1,
    expectedOn: request.expectedOn ?? daysAfter(terms.day, terms.supplier.leadTimeDays),
    ...amounts,
    approvedPaise: null,
    approvedBy: null,
    requestHash: hash,
    createdBy: describeActor(ctx.actor),
    createdAt: ctx.clock.now().toISOString(),
    sentAt: null,
    endedAt: null,
  });
  const after = { number: numberPlaceholder, supplierId: terms.supplier.id, lines: lines.length, ...amounts };
  return [
    order,
    ...lines.map((line) =>
      fact(purchaseOrderLines, { ...line, orderId: id, receivedQuantity: 0, receivedFreeQuantity: 0 }),
    ),
    auditFact(ctx, { action: 'purchasing.create_order', subject: id, storeId, after }),
  ];
}
