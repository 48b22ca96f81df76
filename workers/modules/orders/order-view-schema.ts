import * as z from 'zod';
import { MoneyView } from '#modules/catalog';
import { deliveryMethods } from '#platform/delivery-terms';
import { currencies } from '#platform/money';
import { orderActionNames, orderStatuses } from './order-machine.ts';

const Id = z.uuid('Must be an id as this API gives them');
const Instant = z.iso.datetime();

/** Whole days from the order to the door. */
export const DeliveryPromiseView = z
  .strictObject({ minDays: z.int(), maxDays: z.int() })
  .meta({ id: 'DeliveryPromise' });

export const TaxSchema = z
  .strictObject({
    taxable: MoneyView,
    cgst: MoneyView,
    sgst: MoneyView,
    igst: MoneyView,
    total: MoneyView,
  })
  .meta({ id: 'TaxAmounts' });

/** Pieces of a line, each count including those after it. */
const LineProgressView = z
  .strictObject({
    cancelled: z.int(),
    picked: z.int(),
    packed: z.int(),
    shipped: z.int(),
    delivered: z.int(),
    returning: z.int().meta({ description: 'Asked to be taken back, not received yet' }),
    returned: z.int(),
  })
  .meta({ id: 'LineProgress' });

const OrderLineView = z
  .strictObject({
    position: z.int(),
    variantId: Id,
    productId: Id,
    handle: z.string(),
    sku: z.string(),
    name: z.string(),
    potencyLabel: z.string().nullable(),
    packLabel: z.string(),
    batch: z.strictObject({ number: z.string(), expiresOn: z.iso.date().nullable() }),
    hsn: z.string(),
    quantity: z.int(),
    unitPrice: MoneyView,
    mrp: MoneyView,
    discount: MoneyView,
    total: MoneyView,
    rateBasisPoints: z.int(),
    tax: TaxSchema,
    progress: LineProgressView,
    shipsFrom: Id.nullable().meta({ description: 'The store that ships it; null until the order is confirmed' }),
  })
  .meta({ id: 'OrderLine' });

const PaymentView = z
  .strictObject({
    id: Id,
    method: z.string(),
    status: z.enum(['pending', 'authorised', 'captured', 'failed', 'cancelled', 'refunded', 'partly_refunded']),
    amount: MoneyView,
    refunded: MoneyView,
    createdAt: Instant,
  })
  .meta({ id: 'Payment' });

const PositionAndQuantity = z.strictObject({ position: z.int(), quantity: z.int() });

const ShipmentView = z
  .strictObject({
    id: Id,
    status: z.enum(['packed', 'booking', 'shipped', 'delivered', 'undelivered', 'cancelled']),
    storeId: Id,
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    trackingUrl: z.string().nullable(),
    parcels: z.array(z.strictObject({ weightGrams: z.int() })),
    lines: z.array(PositionAndQuantity),
    tracking: z.array(z.strictObject({ status: z.string(), at: Instant })),
    packedAt: Instant,
    shippedAt: Instant.nullable(),
    deliveredAt: Instant.nullable(),
  })
  .meta({ id: 'Shipment' });

export const OrderReturnView = z
  .strictObject({
    id: Id,
    kind: z.enum(['cancellation', 'short_pick', 'edit', 'return', 'goodwill']),
    status: z.enum(['requested', 'declined', 'working', 'completed']),
    reason: z.string(),
    resolution: z.enum(['refund', 'store_credit']),
    lines: z.array(
      PositionAndQuantity.extend({ restock: z.int(), quarantine: z.int(), destroy: z.int(), total: MoneyView }),
    ),
    shipping: MoneyView,
    tax: TaxSchema,
    total: MoneyView.meta({ description: 'What it takes off the bill; zero until the goods were received' }),
    refunded: MoneyView.nullable().meta({ description: 'What of it went back to the buyer; null until it is known' }),
    creditNoteNumber: z.string().nullable(),
    requestedAt: Instant,
    completedAt: Instant.nullable(),
  })
  .meta({ id: 'OrderReturn' });
export type OrderReturnView = z.infer<typeof OrderReturnView>;

const TimelineEntry = z.strictObject({
  status: z.enum(orderStatuses),
  at: Instant,
  note: z.string().nullable(),
  by: z.string().nullable().meta({ description: 'For staff only' }),
});

export const OrderView = z
  .strictObject({
    id: Id,
    number: z.string(),
    status: z.enum(orderStatuses),
    version: z.int().meta({ description: 'Counts up with everything that is done with it' }),
    stoppedFor: z.string().nullable().meta({ description: 'Why it may not leave now; for staff only' }),
    storeId: Id,
    channel: z.string(),
    currency: z.enum(currencies),
    language: z.string(),
    contact: z.strictObject({ name: z.string(), email: z.string(), phone: z.string() }),
    shippingAddress: z.strictObject({
      line1: z.string(),
      line2: z.string().optional(),
      city: z.string(),
      stateCode: z.string(),
      postalCode: z.string(),
      country: z.string(),
    }),
    deliveryMethod: z.enum(deliveryMethods),
    delivery: z
      .strictObject({
        zone: z.string().nullable(),
        promise: DeliveryPromiseView.nullable().meta({ description: 'Null where the store says no time' }),
        slot: z.strictObject({ day: z.iso.date(), from: z.string(), to: z.string() }).nullable(),
      })
      .nullable()
      .meta({ description: 'As it was agreed; null in orders from before it was kept' }),
    placeOfSupply: z.string(),
    lines: z.array(OrderLineView),
    subtotal: MoneyView,
    discount: MoneyView,
    shipping: MoneyView,
    /** Of the whole bill, shipping included. */
    tax: TaxSchema,
    /** False where its prices are without tax: then the tax of the goods came on top. */
    taxIncluded: z.boolean(),
    total: MoneyView.meta({ description: 'As it was billed; what came off it later stands in `returns`' }),
    payments: z.array(PaymentView),
    shipments: z.array(ShipmentView),
    returns: z.array(OrderReturnView),
    refunded: MoneyView,
    handoverCode: z
      .string()
      .nullable()
      .meta({ description: 'For its buyer only: what they say at the counter when it waits there' }),
    timeline: z.array(TimelineEntry),
    possible: z.array(z.enum(orderActionNames)).meta({ description: 'What whoever asks can do with it now' }),
    placedAt: Instant,
  })
  .meta({ id: 'Order' });
export type OrderView = z.infer<typeof OrderView>;
