import * as z from 'zod';
import { productChange, stockBandCrossed } from '#modules/catalog';
import { orderPlaced } from '#modules/orders';
import type { EventMessage } from '#platform/events';

const Money = z.strictObject({ amount: z.int(), currency: z.literal('INR') });
const Stock = z.enum(['in_stock', 'low', 'out']);

const OrderPlaced = z.strictObject({
  version: z.literal(1),
  orderId: z.uuid(),
  number: z.string(),
  storeId: z.uuid(),
  placedAt: z.iso.datetime(),
  channel: z.string(),
  deliveryMethod: z.string(),
  paymentMethod: z.string(),
  lines: z.array(
    z.strictObject({
      productId: z.uuid(),
      variantId: z.uuid(),
      sku: z.string(),
      name: z.string(),
      potencyLabel: z.string().nullable(),
      packLabel: z.string(),
      quantity: z.int(),
      unitPrice: Money,
      total: Money,
    }),
  ),
  subtotal: Money,
  discount: Money,
  shipping: Money,
  tax: Money,
  total: Money,
});

const ProductChanged = z.strictObject({
  version: z.literal(1),
  productId: z.uuid(),
  what: z.enum(['product', 'price']),
});

const StockBandCrossed = z.strictObject({
  version: z.literal(1),
  variantId: z.uuid(),
  productId: z.uuid(),
  storeId: z.uuid(),
  availability: Stock,
  previousAvailability: Stock,
});

/**
 * What partners can hear of, and what exactly they are told: nothing about a person. A payload may gain fields; anything
 * else is a new `version`.
 */
const publicEvents = {
  'order.placed': OrderPlaced,
  'product.changed': ProductChanged,
  'stock.band_crossed': StockBandCrossed,
} as const;

export type PublicEventType = keyof typeof publicEvents;
export const publicEventTypes = Object.keys(publicEvents) as [PublicEventType, ...PublicEventType[]];

export const isPublicEvent = (type: string): type is PublicEventType => Object.hasOwn(publicEvents, type);

/** Sent on request, to try an endpoint. */
export const TEST_EVENT = 'endpoint.test';

const inr = (amount: number) => ({ amount, currency: 'INR' as const });

function toldOrder(event: EventMessage): z.infer<typeof OrderPlaced> {
  const order = orderPlaced.read(event);
  return {
    version: 1,
    orderId: order.orderId,
    number: order.number,
    storeId: order.storeId,
    placedAt: order.placedAt,
    channel: order.channel,
    deliveryMethod: order.deliveryMethod,
    paymentMethod: order.paymentMethod,
    lines: order.lines.map((line) => {
      const { productId, variantId, sku, name, potencyLabel, packLabel, quantity } = line;
      const sold = { productId, variantId, sku, name, potencyLabel, packLabel, quantity };
      return { ...sold, unitPrice: inr(line.unitPricePaise), total: inr(line.totalPaise) };
    }),
    subtotal: inr(order.subtotalPaise),
    discount: inr(order.discountPaise),
    shipping: inr(order.shippingPaise),
    tax: inr(order.taxPaise),
    total: inr(order.totalPaise),
  };
}

function toldBand(event: EventMessage): z.infer<typeof StockBandCrossed> {
  const { variantId, productId, storeId, band, previousBand } = stockBandCrossed.read(event);
  return { version: 1, variantId, productId, storeId, availability: band, previousAvailability: previousBand };
}

/** The body that a partner gets. Throws a ZodError or `invalid_input` for an event that this code cannot read. */
export function publicBody(event: EventMessage & { type: PublicEventType }): string {
  return JSON.stringify({ type: event.type, timestamp: event.occurredAt, data: publicData(event) });
}

function publicData(event: EventMessage & { type: PublicEventType }): unknown {
  if (event.type === 'order.placed') return OrderPlaced.parse(toldOrder(event));
  if (event.type === 'stock.band_crossed') return StockBandCrossed.parse(toldBand(event));
  return ProductChanged.parse({ version: 1, ...productChange.read(event) });
}
