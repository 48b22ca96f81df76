import type { Statement } from '#db/client';
import { orderPlaced } from '#modules/orders';
import { consumeBatch, type Decision, type ReceivedMessage } from '#platform/consume';
import type { Permitted, ShopFace } from '#platform/context';
import { AppError } from '#platform/errors';
import type { EventMessage } from '#platform/events';
import { writeFacts } from '#platform/facts';
import { readEvent } from '#platform/received-event';
import { messageFact } from '../message-fact.ts';
import { composeOrderConfirmation } from './compose.ts';
import type { PlacedOrder } from './placed-order.ts';
import { readPlacedOrders } from './read-placed-orders.ts';

/**
 * Queues a confirmation for every order that a batch of events tells of: one round trip reads the orders, one writes
 * messages and inbox rows together. Who was written to is in `messages`, once an order, whatever comes twice.
 */
export async function confirmOrders(
  ctx: Permitted,
  shop: ShopFace,
  received: readonly ReceivedMessage[],
): Promise<Decision[]> {
  const orders = await readOrders(ctx, received).catch((cause) => cause as Error);
  return consumeBatch(ctx, 'campaigns', received, (within, event) => {
    if (orders instanceof Error) throw new AppError('unavailable', 'The orders cannot be read.', { cause: orders });
    return queueConfirmation(within, shop, event, orders);
  });
}

function readOrders(ctx: Permitted, received: readonly ReceivedMessage[]): Promise<ReadonlyMap<string, PlacedOrder>> {
  const ids = received.flatMap(({ body }) => {
    const content = readEvent(body);
    return content.kind === 'event' ? [orderIdOf(content.event)] : [];
  });
  return readPlacedOrders(
    ctx,
    ids.filter((id) => id !== undefined),
  );
}

/** An event that cannot be read is named where its effect is asked for. */
function orderIdOf(event: EventMessage): string | undefined {
  try {
    return orderPlaced.read(event).orderId;
  } catch {
    return undefined;
  }
}

async function queueConfirmation(
  ctx: Permitted,
  shop: ShopFace,
  event: EventMessage,
  orders: ReadonlyMap<string, PlacedOrder>,
): Promise<readonly Statement[]> {
  // The message is written already: this event only asks for whatever is due to be sent now.
  if (event.type === 'account.mail_queued') return [];
  const { orderId } = orderPlaced.read(event);
  const order = orders.get(orderId);
  if (order === undefined) throw new AppError('not_found', 'The order of this event is not in the records.');
  const { title, text, html } = composeOrderConfirmation(order, shop);
  const message = await messageFact(ctx, {
    purpose: 'order_confirmation',
    subjectId: order.id,
    recipient: order.contactEmail,
    language: order.language,
    content: { title, bodyText: text, bodyHtml: html },
  });
  return writeFacts([message]);
}
