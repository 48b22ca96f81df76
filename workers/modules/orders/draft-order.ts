import type { orderDeliveries } from '#db/schema/delivery';
import type { orderLines, orders, orderTimeline, payments } from '#db/schema/orders';
import type { consents } from '#db/schema/people';
import type { ResolvedDelivery } from '#modules/delivery';
import { supplyKind } from '#modules/finance';
import { dayIn } from '#platform/clock';
import type { IdSource } from '#platform/ids';
import { currentNotice } from '#platform/notice';
import {
  type Allocation,
  type CartState,
  type CouponUseNeeded,
  numberPlaceholder,
  type PlaceOrderRequest,
} from '#platform/objects';
import type { Bill } from './bill.ts';
import { billHeldGoods } from './bill-held-goods.ts';
import { wantedLines } from './cart.ts';
import { tenderRows } from './tenders.ts';

export type OrderRow = typeof orders.$inferSelect;
export type OrderLineRow = typeof orderLines.$inferSelect;
type OrderTimelineRow = typeof orderTimeline.$inferSelect;
export type PaymentRow = typeof payments.$inferSelect;
export type OrderDeliveryRow = typeof orderDeliveries.$inferSelect;
type ConsentRow = typeof consents.$inferSelect;

/** An order as its rows: drafted before it has a number, and read back from Postgres. */
export interface OrderRecord {
  order: OrderRow;
  lines: OrderLineRow[];
  timeline: OrderTimelineRow[];
  payments: PaymentRow[];
  /** Left out or null in orders from before zones were data. */
  delivery?: OrderDeliveryRow | null;
}

/** Everything that becomes one order, as plain data: drafted once, so that repeating a step writes the same rows. */
export interface OrderDraft extends OrderRecord {
  /** The store's own calendar day: decides the financial year of the number. */
  day: string;
  /** What the buyer agreed to or took back with the order; of a visitor only the order itself tells. */
  consents: ConsentRow[];
  eventId: string;
  auditId: string;
  requestId: string;
  /** The uses of coupons that it needs, one a code. */
  couponUses: CouponUseNeeded[];
}

export interface DraftInput {
  cart: CartState;
  allocations: readonly Allocation[];
  request: PlaceOrderRequest;
  orderId: string;
  tokenHash: string;
  requestId: string;
  placedAt: Date;
}

/** What was held must be what was wanted, piece by piece; anything else is a defect and must not become a bill. */
function assertCovers(cart: CartState, allocations: readonly Allocation[]): void {
  const missing = new Map(wantedLines(cart).map(({ variantId, quantity }) => [variantId, quantity]));
  for (const { variantId, quantity } of allocations) missing.set(variantId, (missing.get(variantId) ?? 0) - quantity);
  if ([...missing.values()].some((quantity) => quantity !== 0)) throw new Error('The hold does not cover the cart');
}

function billOf({ lines }: Bill, index: number): Bill['lines'][number] {
  const line = lines[index];
  if (line === undefined) throw new Error('A line of the order is not on its bill');
  return line;
}

/** One row for each channel and purpose: where a form says both, its last word counts. */
function consentRows({ request, orderId, requestId, placedAt }: DraftInput, ids: IdSource): ConsentRow[] {
  const { personId } = request;
  if (personId === null) return [];
  const lastWords = new Map(request.consents.map((consent) => [`${consent.channel} ${consent.purpose}`, consent]));
  return [...lastWords.values()].map((consent) => ({
    ...consent,
    id: ids.next(),
    personId,
    noticeVersion: currentNotice,
    proof: { place: 'checkout', orderId, requestId },
    at: placedAt.toISOString(),
  }));
}

/** How the order reaches its buyer, as it was agreed. A zone without an id is of a cart from before zones were data. */
function deliveryRow(
  { cart, request, orderId }: DraftInput,
  { method, zone, rate }: ResolvedDelivery,
): OrderDeliveryRow {
  const slot = request.slot === undefined || 'refused' in request.slot ? null : request.slot;
  return {
    orderId,
    cartId: cart.id,
    method,
    zoneId: zone?.id || null,
    zoneName: zone?.name ?? null,
    rateId: rate?.id || null,
    minDays: rate?.minDays ?? null,
    maxDays: rate?.maxDays ?? null,
    slotId: slot?.slotId ?? null,
    slotDay: slot?.day ?? null,
    slotFrom: slot?.from ?? null,
    slotTo: slot?.to ?? null,
  };
}

/** The firm behind a sale of its trade; what one of its people buys in the shop for themselves is not the firm's. */
function dealerOf({ cart, request: { dealerId, paymentMethod } }: DraftInput): string | null {
  return cart.channel === 'dealer' || paymentMethod === 'dealer_credit' ? (dealerId ?? null) : null;
}

/** Freezes a cart and what was held for it into an order: split by batch, taxed by its place of supply, to be paid. */
export function draftOrder(input: DraftInput, ids: IdSource): OrderDraft {
  const { cart, request, orderId } = input;
  assertCovers(cart, input.allocations);
  const placeOfSupply = request.deliveryMethod === 'pickup' ? cart.store.stateCode : request.shippingAddress.stateCode;
  const kind = supplyKind(cart.store.stateCode, placeOfSupply);
  const held = billHeldGoods(cart, input.allocations, { request, kind });
  const { lines: billed, goods, bill, explanation } = held;
  const placedAt = input.placedAt.toISOString();
  const method = request.paymentMethod;

  return {
    day: dayIn(cart.store.timeZone, input.placedAt),
    consents: consentRows(input, ids),
    eventId: ids.next(),
    auditId: ids.next(),
    requestId: input.requestId,
    couponUses: goods.couponUses,
    order: {
      id: orderId,
      number: numberPlaceholder,
      storeId: cart.store.storeId,
      status: 'placed',
      channel: cart.channel,
      currency: cart.currency,
      subtotalPaise: bill.subtotalPaise,
      discountPaise: bill.discountPaise,
      shippingPaise: bill.shippingPaise,
      ...bill.tax,
      totalPaise: bill.totalPaise,
      placeOfSupply,
      contactName: null,
      contactEmail: null,
      contactPhone: null,
      ...request.sealed,
      deliveryMethod: request.deliveryMethod,
      language: request.language ?? cart.language,
      consents: request.consents,
      tokenHash: input.tokenHash,
      personId: request.personId,
      dealerId: dealerOf(input),
      takenBy: request.takenBy,
      placedAt,
      version: 1,
      stoppedFor: null,
      taxIncluded: cart.terms.taxIncluded,
      priceExplanation: explanation,
      couponUses: goods.couponUses,
    },
    lines: billed.map(({ quote, allocation, piece }, index) => ({
      orderId,
      position: index + 1,
      variantId: quote.variantId,
      productId: quote.productId,
      batchId: allocation.batchId,
      batchNumber: allocation.batchNumber,
      expiresOn: allocation.expiresOn,
      sku: quote.sku,
      handle: quote.handle,
      name: quote.name,
      potencyLabel: quote.potencyLabel,
      packLabel: quote.packLabel,
      hsn: quote.hsn,
      quantity: allocation.quantity,
      unitPricePaise: piece.unitPricePaise,
      mrpPaise: allocation.mrpPaise,
      discountPaise: piece.discountPaise,
      rateBasisPoints: quote.rateBasisPoints,
      ...billOf(bill, index),
    })),
    timeline: [{ orderId, status: 'placed', at: placedAt, actor: request.takenBy, note: null, isInternal: false }],
    // To be paid on handover, until the checkout says who pays what of it: see stages/tenders.ts.
    payments: tenderRows(
      { orderId, placedAt, shares: [], rest: { id: ids.next(), method, amountPaise: bill.totalPaise, captured: null } },
      ids,
    ),
    delivery: deliveryRow(input, held.delivery),
  };
}
