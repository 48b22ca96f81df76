import * as z from 'zod';
import { defineEvent } from '#platform/define-event';
import { orderStatuses } from '../order-machine.ts';

const paise = z.int();

const OrderStatusChangedData = z.object({
  orderId: z.uuid(),
  number: z.string(),
  storeId: z.uuid(),
  channel: z.string(),
  deliveryMethod: z.string(),
  from: z.enum(orderStatuses),
  to: z.enum(orderStatuses),
  changedAt: z.iso.datetime(),
  /** Of the order after the change. */
  orderVersion: z.int(),
});
export const orderStatusChanged = defineEvent('order.status_changed', OrderStatusChangedData);

/** Goods that are off the bill, and what that came to: amounts include tax, `taxPaise` is the tax inside. */
const TakenOffData = z.object({
  returnId: z.uuid(),
  orderId: z.uuid(),
  number: z.string(),
  storeId: z.uuid(),
  channel: z.string(),
  kind: z.string(),
  reason: z.string(),
  /** The store's own calendar day. */
  day: z.iso.date(),
  creditNoteNumber: z.string().nullable(),
  lines: z.array(
    z.object({
      variantId: z.uuid(),
      productId: z.uuid(),
      batchId: z.uuid(),
      quantity: z.int(),
      totalPaise: paise,
      taxPaise: paise,
    }),
  ),
  shippingPaise: paise,
  taxPaise: paise,
  totalPaise: paise,
  refundedPaise: paise,
});
export type TakenOffData = z.infer<typeof TakenOffData>;
/** Pieces that never left the house: cancelled, taken out, or not found. */
export const orderCancelled = defineEvent('order.cancelled', TakenOffData);
/** Pieces that came back. */
export const orderReturned = defineEvent('order.returned', TakenOffData);
