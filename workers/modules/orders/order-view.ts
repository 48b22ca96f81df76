import { inr } from '#platform/money';
import type { Buyer } from '#platform/objects';
import { taxView } from './cart-view.ts';
import type { OrderDeliveryRow, OrderLineRow, OrderRecord } from './draft-order.ts';
import { orderReturnView, shipmentView } from './fulfilment/aftermath-view.ts';
import { type LineProgress, progressOf } from './fulfilment/order-progress.ts';
import { type Shown, shownWhenPlaced } from './fulfilment/order-viewer.ts';
import { nothingYet, type StandingOrder } from './fulfilment/standing-order.ts';
import type { OrderStatus } from './order-machine.ts';
import type { OrderView } from './schemas.ts';

/** Postgres and JavaScript write an instant in different ways; the API has one. */
const instant = (text: string) => new Date(text).toISOString();

const contactView = ({ name, email, phone }: OrderView['contact']): OrderView['contact'] => ({ name, email, phone });

/** Field by field, so that the order of the members is always the same. */
function addressView(address: OrderView['shippingAddress']): OrderView['shippingAddress'] {
  const { line1, line2, city, stateCode, postalCode, country } = address;
  return { line1, ...(line2 === undefined ? {} : { line2 }), city, stateCode, postalCode, country };
}

/** The order as its buyer sees it the moment it is placed: the same bytes as when it is read back. */
export const orderView = (record: OrderRecord, buyer: Buyer): OrderView =>
  standingOrderView({ ...record, ...nothingYet }, buyer, shownWhenPlaced);

/** An order with what became of it, for its buyer or for staff: what only staff may know is left out for the other. */
export function standingOrderView(record: StandingOrder, buyer: Buyer, shown: Shown): OrderView {
  const { order, payments } = record;
  const isStaff = shown.viewer === 'staff';
  return {
    id: order.id,
    number: order.number,
    status: order.status as OrderStatus,
    version: order.version,
    stoppedFor: isStaff ? order.stoppedFor : null,
    storeId: order.storeId,
    channel: order.channel,
    currency: 'INR',
    language: order.language,
    contact: contactView(buyer.contact),
    shippingAddress: addressView(buyer.shippingAddress),
    deliveryMethod: order.deliveryMethod as OrderView['deliveryMethod'],
    delivery: deliveryView(record.delivery ?? null),
    placeOfSupply: order.placeOfSupply,
    lines: lineViews(record),
    subtotal: inr(order.subtotalPaise),
    discount: inr(order.discountPaise),
    shipping: inr(order.shippingPaise),
    tax: taxView(order),
    taxIncluded: order.taxIncluded ?? true,
    total: inr(order.totalPaise),
    payments: payments.map(({ id, method, status, amountPaise, refundedPaise, createdAt }) => ({
      id,
      method,
      status,
      amount: inr(amountPaise),
      refunded: inr(refundedPaise),
      createdAt: instant(createdAt),
    })),
    shipments: record.shipments.map((shipment) => shipmentView(shipment, record.shipmentLines)),
    returns: record.returns.map((row) => orderReturnView(row, record)),
    refunded: inr(record.returns.reduce((sum, row) => sum + (row.refundedPaise ?? 0), 0)),
    handoverCode: shown.handoverCode,
    timeline: record.timeline
      .filter(({ isInternal }) => isStaff || !isInternal)
      .map(({ status, at, note, actor }) => ({
        status: status as OrderStatus,
        at: instant(at),
        note,
        by: isStaff ? actor : null,
      })),
    possible: shown.possible,
    placedAt: instant(order.placedAt),
  };
}

function deliveryView(row: OrderDeliveryRow | null): OrderView['delivery'] {
  if (row === null) return null;
  const { minDays, maxDays, slotDay, slotFrom, slotTo } = row;
  return {
    zone: row.zoneName,
    promise: minDays === null || maxDays === null ? null : { minDays, maxDays },
    slot:
      slotDay === null || slotFrom === null || slotTo === null ? null : { day: slotDay, from: slotFrom, to: slotTo },
  };
}

function lineViews(record: StandingOrder): OrderView['lines'] {
  const progress = new Map(progressOf(record).map((line) => [line.position, line]));
  const shipsFrom = new Map(record.fulfilment.map(({ position, storeId }) => [position, storeId]));
  return record.lines.map((line) => ({
    ...lineView(line),
    progress: progressView(progress.get(line.position)),
    shipsFrom: shipsFrom.get(line.position) ?? null,
  }));
}

/** Field by field, so that the order of the members is always the same. */
const progressView = (counts: LineProgress | undefined): OrderView['lines'][number]['progress'] => ({
  cancelled: counts?.cancelled ?? 0,
  picked: counts?.picked ?? 0,
  packed: counts?.packed ?? 0,
  shipped: counts?.shipped ?? 0,
  delivered: counts?.delivered ?? 0,
  returning: counts?.returning ?? 0,
  returned: counts?.returned ?? 0,
});

const lineView = (line: OrderLineRow) => ({
  position: line.position,
  variantId: line.variantId,
  productId: line.productId,
  handle: line.handle,
  sku: line.sku,
  name: line.name,
  potencyLabel: line.potencyLabel,
  packLabel: line.packLabel,
  batch: { number: line.batchNumber, expiresOn: line.expiresOn },
  hsn: line.hsn,
  quantity: line.quantity,
  unitPrice: inr(line.unitPricePaise),
  mrp: inr(line.mrpPaise),
  discount: inr(line.discountPaise),
  total: inr(line.totalPaise),
  rateBasisPoints: line.rateBasisPoints,
  tax: taxView(line),
});
