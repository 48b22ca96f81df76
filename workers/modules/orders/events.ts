import * as z from 'zod';
import { defineEvent } from '#platform/define-event';

const paise = z.int();

/** Pieces of one variant at one price, whatever batches they came from. */
const OrderPlacedLine = z.object({
  productId: z.uuid(),
  variantId: z.uuid(),
  handle: z.string(),
  sku: z.string(),
  name: z.string(),
  potencyLabel: z.string().nullable(),
  packLabel: z.string(),
  quantity: z.int(),
  unitPricePaise: paise,
  totalPaise: paise,
  taxPaise: paise,
});

/**
 * `order.placed`: enough to roll up sales. Whoever writes to the buyer reads the order: the log of events is kept
 * for good and travels through queues, so nothing in it is about a person. Amounts include tax; `taxPaise` is the tax inside.
 */
const OrderPlacedData = z.object({
  orderId: z.uuid(),
  number: z.string(),
  storeId: z.uuid(),
  /** The store's own calendar day, YYYY-MM-DD. */
  day: z.iso.date(),
  placedAt: z.iso.datetime(),
  channel: z.string(),
  currency: z.literal('INR'),
  language: z.string(),
  deliveryMethod: z.enum(['standard', 'pickup']),
  paymentMethod: z.string(),
  lines: z.array(OrderPlacedLine),
  subtotalPaise: paise,
  discountPaise: paise,
  shippingPaise: paise,
  taxablePaise: paise,
  taxPaise: paise,
  totalPaise: paise,
});

export type OrderPlacedData = z.infer<typeof OrderPlacedData>;
export const orderPlaced = defineEvent('order.placed', OrderPlacedData);
