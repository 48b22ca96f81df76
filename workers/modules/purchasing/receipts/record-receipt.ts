import { type SQL, sql } from 'drizzle-orm';
import { batches } from '#db/schema/inventory';
import { goodsReceiptLines, goodsReceipts, purchaseOrderLines, purchaseOrders } from '#db/schema/purchasing';
import { describeActor } from '#platform/access/actor';
import { auditFact } from '#platform/audit';
import type { Permitted } from '#platform/context';
import { demand, exactlyOne } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import type { KnownBatch } from '../check-delivery.ts';
import type { PurchaseOrderRecord } from '../orders/purchase-order-view.ts';
import { requirePurchaseOrderMove, statusAfterReceipt } from '../purchase-order-machine.ts';
import type { Delivery } from './delivery-schemas.ts';
import type { ReceiptDraft } from './draft-receipt.ts';

export interface NewReceipt {
  id: string;
  requestHash: string;
  delivery: Delivery;
  draft: ReceiptDraft;
  order: PurchaseOrderRecord | null;
  known: readonly KnownBatch[];
  warnings: readonly string[];
  /** Today at the store. */
  day: string;
}

/**
 * Writes a receipt down before any shelf is touched, with its new batches and what its order has got, all or nothing. The
 * transaction is taken back (`wasRefused`) when the receipt, the order or a batch number has changed since they were read.
 */
export async function recordReceipt(ctx: Permitted, receipt: NewReceipt): Promise<void> {
  const { id, delivery, draft, order } = receipt;
  const { storeId, key: _key, accept: _accept, lines: _lines, ...head } = delivery;
  const now = ctx.clock.now().toISOString();
  const rows = [
    ...draft.newBatches.map((batch) => fact(batches, batch)),
    fact(goodsReceipts, {
      ...head,
      ...draft.amounts,
      id,
      storeId,
      status: 'booking',
      warnings: [...receipt.warnings],
      requestHash: receipt.requestHash,
      receivedBy: describeActor(ctx.actor),
      receivedOn: receipt.day,
      receivedAt: now,
      completedAt: null,
      lastError: null,
    }),
    ...draft.lines.map((line) => fact(goodsReceiptLines, { ...line, receiptId: id, storeId, returnedQuantity: 0 })),
    auditFact(ctx, {
      action: 'purchasing.receive_goods',
      subject: id,
      storeId,
      after: { ...draft.amounts, lines: draft.lines.length, purchaseOrderId: order?.id ?? null },
      facts: { warnings: receipt.warnings },
    }),
  ];
  await ctx.db.batch([
    lockVariants(draft.lines.map(({ variantId }) => variantId)),
    demand(sql`not exists (select 1 from ${goodsReceipts} where id = ${id})`),
    demand(noOtherBatches(receipt)),
    ...(order === null ? [] : noteOnOrder(order, draft)),
    ...writeFacts(rows),
  ]);
}

/** Two deliveries of one batch number at once: the second waits, and then sees the batch of the first. */
const lockVariants = (variantIds: readonly string[]): SQL =>
  sql`select pg_advisory_xact_lock(hashtextextended('batches of ' || id, 0)) from (
    select distinct unnest(${`{${variantIds.join(',')}}`}::text[]) as id order by id) as variant`;

/** Whether no batch of these numbers has come since they were read. */
function noOtherBatches({ draft, known }: NewReceipt): SQL {
  const ids = `{${[...known, ...draft.newBatches].map(({ id }) => id).join(',')}}`;
  const numbers = JSON.stringify(draft.newBatches.map(({ variantId, number }) => ({ variantId, number })));
  return sql`not exists (select 1 from ${batches}
    join jsonb_to_recordset(${numbers}::jsonb) as made("variantId" uuid, number text)
      on ${batches.variantId} = made."variantId" and ${batches.number} = made.number
    where ${batches.id} <> all (${ids}::uuid[]))`;
}

function noteOnOrder(order: PurchaseOrderRecord, { lines }: ReceiptDraft): SQL[] {
  const came = order.lines.map(({ position, quantity, receivedQuantity }) => {
    const ofLine = lines.filter(({ orderPosition }) => orderPosition === position);
    const accepted = ofLine.reduce((sum, line) => sum + line.acceptedQuantity, 0);
    const free = ofLine.reduce((sum, line) => sum + line.freeQuantity, 0);
    return { position, quantity, receivedQuantity: receivedQuantity + accepted, accepted, free };
  });
  const status = statusAfterReceipt(came);
  requirePurchaseOrderMove(order.status, status);
  const received = JSON.stringify(came);
  return [
    exactlyOne(sql`update ${purchaseOrders} set status = ${status}, revision = revision + 1
      where id = ${order.id} and revision = ${order.revision}`),
    sql`update ${purchaseOrderLines} line set received_quantity = line.received_quantity + came.accepted,
        received_free_quantity = line.received_free_quantity + came.free
      from jsonb_to_recordset(${received}::jsonb) as came(position int, accepted int, free int)
      where line.order_id = ${order.id} and line.position = came.position`,
  ];
}
