import { inr } from '#platform/money';
import type { Buyer } from '#platform/objects';
import { taxView } from './cart-view.ts';
import type { OrderRecord } from './draft-order.ts';
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

/** The order as its owner sees it: the same bytes right after the sale and whenever it is read back. */
export function orderView({ order, lines, timeline, payments }: OrderRecord, buyer: Buyer): OrderView {
  return {
    id: order.id,
    number: order.number,
    status: order.status as OrderStatus,
    storeId: order.storeId,
    channel: order.channel,
    currency: 'INR',
    language: order.language,
    contact: contactView(buyer.contact),
    shippingAddress: addressView(buyer.shippingAddress),
    deliveryMethod: order.deliveryMethod as OrderView['deliveryMethod'],
    placeOfSupply: order.placeOfSupply,
    lines: lines.map((line) => ({
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
    })),
    subtotal: inr(order.subtotalPaise),
    discount: inr(order.discountPaise),
    shipping: inr(order.shippingPaise),
    tax: taxView(order),
    taxIncluded: true,
    total: inr(order.totalPaise),
    payments: payments.map(({ id, method, status, amountPaise, createdAt }) => ({
      id,
      method,
      status,
      amount: inr(amountPaise),
      createdAt: instant(createdAt),
    })),
    shipments: [],
    timeline: timeline.map(({ status, at }) => ({ status: status as OrderStatus, at: instant(at) })),
    placedAt: instant(order.placedAt),
  };
}
