import { orderDeliveries } from '#db/schema/delivery';
import { orderLines, orders, orderTimeline, payments } from '#db/schema/orders';
import { consents } from '#db/schema/people';
import type { Actor } from '#platform/access/actor';
import { auditFact } from '#platform/audit';
import { financialYear, fixedClock } from '#platform/clock';
import { type Fact, fact } from '#platform/facts';
import type { CartStore } from '#platform/objects';
import type { OrderDraft } from './draft-order.ts';
import { type OrderPlacedData, orderPlaced } from './events.ts';

/** Where an order gets its number: one series per store and financial year; `PUN/26-27/` stands before the digits. */
export function orderSeries(store: CartStore, day: string): { name: string; prefix: string } {
  const year = financialYear(day);
  return { name: `${store.storeId}/order/${year}`, prefix: `${store.code}/${year.slice(2)}/` };
}

const taxPaise = (row: { cgstPaise: number; sgstPaise: number; igstPaise: number }) =>
  row.cgstPaise + row.sgstPaise + row.igstPaise;

type SoldLine = OrderPlacedData['lines'][number];

/** Lines without their batches: a queue takes 128 KB a message, and batches could split an order into thousands of lines. */
function soldLines(lines: OrderDraft['lines']): SoldLine[] {
  const sold = new Map<string, SoldLine>();
  for (const line of lines) {
    const key = `${line.variantId} ${line.unitPricePaise}`;
    const before = sold.get(key);
    sold.set(key, before === undefined ? soldLine(line) : addPieces(before, soldLine(line)));
  }
  return [...sold.values()];
}

const soldLine = (line: OrderDraft['lines'][number]): SoldLine => ({
  productId: line.productId,
  variantId: line.variantId,
  handle: line.handle,
  sku: line.sku,
  name: line.name,
  potencyLabel: line.potencyLabel,
  packLabel: line.packLabel,
  quantity: line.quantity,
  unitPricePaise: line.unitPricePaise,
  totalPaise: line.totalPaise,
  taxPaise: taxPaise(line),
});

const addPieces = (line: SoldLine, more: SoldLine): SoldLine => ({
  ...line,
  quantity: line.quantity + more.quantity,
  totalPaise: line.totalPaise + more.totalPaise,
  taxPaise: line.taxPaise + more.taxPaise,
});

/** What `order.placed` tells of an order. */
export function orderPlacedData({ order, lines, payments, day }: OrderDraft): OrderPlacedData {
  return {
    orderId: order.id,
    number: order.number,
    storeId: order.storeId,
    day,
    placedAt: order.placedAt,
    channel: order.channel,
    currency: 'INR',
    language: order.language,
    // Partners know two ways since the first version: what is brought is `standard` to them, however fast.
    deliveryMethod: order.deliveryMethod === 'pickup' ? 'pickup' : 'standard',
    paymentMethod: payments[0]?.method ?? 'cod',
    lines: soldLines(lines),
    subtotalPaise: order.subtotalPaise,
    discountPaise: order.discountPaise,
    shippingPaise: order.shippingPaise,
    taxablePaise: order.taxablePaise,
    taxPaise: taxPaise(order),
    totalPaise: order.totalPaise,
  };
}

/** Who ordered, as far as the order knows: an account, or a visitor. */
const buyerOf = (personId: string | null): Actor =>
  personId === null
    ? { kind: 'anonymous' }
    : { kind: 'person', personId, sessionId: '', grants: [], secondFactorAtMs: null, clientId: null };

/** The rows of a new order, parents first, with its audit and event. The same draft always gives the same rows. */
export function orderFacts(draft: OrderDraft): Fact[] {
  const { order, requestId } = draft;
  const clock = fixedClock(order.placedAt);
  const placed = auditFact(
    { actor: buyerOf(order.personId), clock, requestId, ids: { next: () => draft.auditId } },
    { action: 'orders.place', subject: order.id, storeId: order.storeId, facts: { totalPaise: order.totalPaise } },
  );
  // Whoever took it answers for it, not the account that it is for.
  const audit = order.takenBy ? { ...placed, row: { ...placed.row, actor: order.takenBy } } : placed;
  const event = orderPlaced.fact(
    { clock, requestId },
    {
      id: draft.eventId,
      subject: order.id,
      storeId: order.storeId,
      data: orderPlacedData(draft),
    },
  );
  return [
    fact(orders, order),
    ...draft.lines.map((line) => fact(orderLines, line)),
    ...draft.timeline.map((row) => fact(orderTimeline, row)),
    ...draft.payments.map((row) => fact(payments, row)),
    // Left out in drafts from before zones were data.
    ...(draft.delivery ? [fact(orderDeliveries, draft.delivery)] : []),
    ...draft.consents.map((row) => fact(consents, row)),
    audit,
    event,
  ];
}
