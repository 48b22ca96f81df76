import * as z from 'zod';

const paise = z.int();

/** One line of the order as the buyer sees it: pieces of one variant, whatever batches they came from. */
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
 * `order.placed`, version 1: enough to roll up sales and to confirm the order without reading the database.
 * Lines are those of the order (split by batch). Amounts include tax; `taxPaise` is the tax inside.
 */
export const OrderPlacedData = z.object({
  orderId: z.uuid(),
  number: z.string(),
  storeId: z.uuid(),
  /** The store's own calendar day, YYYY-MM-DD. */
  day: z.iso.date(),
  placedAt: z.iso.datetime(),
  channel: z.string(),
  currency: z.literal('INR'),
  language: z.string(),
  contact: z.object({ name: z.string(), email: z.string() }),
  shippingAddress: z.object({
    line1: z.string(),
    line2: z.string().optional(),
    city: z.string(),
    stateCode: z.string(),
    postalCode: z.string(),
    country: z.string(),
  }),
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
export const orderPlacedVersion = 1;
