import { sql } from 'drizzle-orm';
import { batches } from '#db/schema/inventory';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { wasRefused } from '#platform/exactly-one';
import { keyedId, requestHash } from '#platform/keyed-id';
import { invalidInput, parseInput } from '#platform/parse-input';
import {
  badDates,
  type Deviation,
  type KnownBatch,
  overDeliveries,
  refusedDeviations,
  wrongBatches,
} from '../check-delivery.ts';
import type { PurchaseOrderRecord } from '../orders/purchase-order-view.ts';
import { findPurchaseOrder } from '../orders/read-purchase-order.ts';
import { readTerms } from '../read-terms.ts';
import { bookReceipt } from './book-receipt.ts';
import { type Delivery, type ReceiveGoods, ReceiveGoodsSchema } from './delivery-schemas.ts';
import { draftReceipt } from './draft-receipt.ts';
import { findReceipt } from './read-receipt.ts';
import { type GoodsReceiptRecord, type GoodsReceiptView, goodsReceiptView } from './receipt-view.ts';
import { recordReceipt } from './record-receipt.ts';

/** Deliveries of one order that meet: each sees what the other noted, and no more than a few meet at once. */
const MAX_ATTEMPTS = 4;

/**
 * Receives a delivery, once per key: written down first, then put on the shelves, then completed; whatever stops it in between,
 * `completeReceipts` goes on. Throws `conflict` with every deviation that nobody accepted: too much, expired or short-dated,
 * or a batch number that stands with another expiry or MRP; then nothing of it is received.
 */
export async function receiveGoods(ctx: Context, input: ReceiveGoods): Promise<GoodsReceiptView> {
  const delivery = parseInput(ReceiveGoodsSchema, input);
  const { storeId, key, ...request } = delivery;
  requirePermission(ctx, 'inventory.receive', { storeId });
  const [id, hash] = await Promise.all([keyedId('goods-receipt', storeId, key), requestHash(request)]);
  const receipt = await findOrRecord(ctx, delivery, id, hash);
  if (receipt.requestHash !== hash) {
    throw new AppError('idempotency_mismatch', 'Another delivery was received under this key.');
  }
  if (receipt.status === 'booking') await bookReceipt(ctx, receipt);
  return goodsReceiptView((await findReceipt(ctx, id)) ?? receipt);
}

async function findOrRecord(ctx: Permitted, delivery: Delivery, id: string, hash: string): Promise<GoodsReceiptRecord> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const known = await findReceipt(ctx, id);
    if (known !== undefined) return known;
    try {
      await checkAndRecord(ctx, delivery, id, hash);
    } catch (error) {
      if (!wasRefused(error)) throw error;
    }
  }
  const written = await findReceipt(ctx, id);
  if (written !== undefined) return written;
  throw new AppError('conflict', 'Other deliveries of this order are being received. Try again.');
}

async function checkAndRecord(ctx: Permitted, delivery: Delivery, id: string, requestHash: string): Promise<void> {
  const { storeId, supplierId, lines, accept } = delivery;
  const order = delivery.purchaseOrderId === null ? null : await openOrder(ctx, delivery, delivery.purchaseOrderId);
  const variantIds = lines.map(({ variantId }) => variantId);
  const [terms, known, newBatchIds] = await Promise.all([
    readTerms(ctx, storeId, supplierId, variantIds),
    readBatches(ctx, delivery),
    Promise.all(
      lines.map(({ variantId, batchNumber, expiresOn, mrpPaise }) =>
        keyedId('batch', variantId, batchNumber, expiresOn ?? 'none', String(mrpPaise)),
      ),
    ),
  ]);
  const draft = draftReceipt(delivery, terms, order?.lines ?? null, known, newBatchIds);
  const deviations = [
    ...wrongBatches(lines, known),
    ...badDates(lines, terms.day, terms.rules.minimumLifeDays),
    ...overDeliveries(lines, order?.lines ?? [], terms.rules.overReceiptBasisPoints),
  ];
  refuse(refusedDeviations(deviations, accept));
  if (deviations.some(({ kind }) => kind === 'over')) requirePermission(ctx, 'purchasing.approve', { storeId });
  const warnings = deviations.map(({ path, message }) => `${path}: ${message}`);
  await recordReceipt(ctx, { id, requestHash, delivery, draft, order, known, warnings, day: terms.day });
}

function refuse(deviations: readonly Deviation[]): void {
  if (deviations.length === 0) return;
  throw new AppError('conflict', 'This delivery is not as it should be: nothing of it is received yet.', {
    errors: deviations.map(({ path, message }) => ({ path, message })),
    extensions: { deviations: deviations.map(({ kind, path }) => ({ kind, path })) },
  });
}

async function openOrder(ctx: Permitted, delivery: Delivery, orderId: string): Promise<PurchaseOrderRecord> {
  const order = await findPurchaseOrder(ctx, orderId);
  if (order === undefined || order.storeId !== delivery.storeId) {
    throw invalidInput([{ path: 'purchaseOrderId', message: 'There is no such order of this store' }]);
  }
  if (order.supplierId !== delivery.supplierId) {
    throw invalidInput([{ path: 'supplierId', message: 'The order went to another supplier' }]);
  }
  if (order.status === 'sent' || order.status === 'partly_received' || order.status === 'received') return order;
  throw new AppError('illegal_transition', `Nothing is received for a purchase order that is ${order.status}.`, {
    extensions: { status: order.status },
  });
}

/** What stands under the batch numbers of a delivery. */
async function readBatches(ctx: Permitted, { lines }: Delivery): Promise<KnownBatch[]> {
  const wanted = JSON.stringify(lines.map(({ variantId, batchNumber }) => ({ variantId, number: batchNumber })));
  return ctx.db.query<KnownBatch>(sql`
    select distinct ${batches.id} as id, ${batches.variantId} as "variantId", ${batches.number} as number,
      ${batches.expiresOn} as "expiresOn", ${batches.mrpPaise} as "mrpPaise"
    from ${batches} join jsonb_to_recordset(${wanted}::jsonb) as wanted("variantId" uuid, number text)
      on ${batches.variantId} = wanted."variantId" and ${batches.number} = wanted.number
    order by id`);
}
