import type { Statement } from '#db/client';
import { consumeBatch, type Decision, type ReceivedMessage } from '#platform/consume';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import type { EventMessage } from '#platform/events';
import { writeFacts } from '#platform/facts';
import { readEvent } from '#platform/received-event';
import { deliveryFact } from '../delivery-fact.ts';
import { isPublicEvent, type PublicEventType, publicBody } from '../public-events.ts';
import { mayHearOfOrder, maySubscribe } from './may-hear.ts';
import { type Audience, readAudience } from './read-listeners.ts';

type PublicEvent = EventMessage & { type: PublicEventType };

/**
 * Writes one delivery an endpoint for every event of a batch, in the transaction of its inbox row. An endpoint that is
 * paused gathers what it will be sent; `webhook.due` only wakes the sender.
 */
export async function queueDeliveries(ctx: Permitted, received: readonly ReceivedMessage[]): Promise<Decision[]> {
  const audience = await readFor(ctx, received).catch((cause) => cause as Error);
  return consumeBatch(ctx, 'webhooks', received, (_, event) => {
    if (event.type === 'webhook.due') return [];
    if (!isPublicEvent(event.type)) throw new AppError('invalid_input', `Partners are not told of ${event.type}.`);
    if (audience instanceof Error) {
      throw new AppError('unavailable', 'The endpoints cannot be read.', { cause: audience });
    }
    return deliveriesOf(ctx, event as PublicEvent, audience);
  });
}

function readFor(ctx: Permitted, received: readonly ReceivedMessage[]): Promise<Audience> {
  const events = received.flatMap(({ body }) => {
    const content = readEvent(body);
    return content.kind === 'event' ? [content.event] : [];
  });
  const orderIds = events.flatMap(({ type, subject }) => (type === 'order.placed' && isUuid(subject) ? [subject] : []));
  return readAudience(ctx, [...new Set(events.map(({ type }) => type))], orderIds);
}

const isUuid = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

function deliveriesOf(ctx: Permitted, event: PublicEvent, audience: Audience): readonly Statement[] {
  const body = publicBody(event);
  const nowMs = ctx.clock.now().getTime();
  const order = event.type === 'order.placed' ? audience.orders.get(event.subject) : undefined;
  if (event.type === 'order.placed' && order === undefined) {
    throw new AppError('not_found', 'The order of this event is not in the records.');
  }
  const listening = audience.endpoints.filter(
    (endpoint) =>
      endpoint.eventTypes.includes(event.type) &&
      maySubscribe(endpoint, nowMs) &&
      (order === undefined || mayHearOfOrder(endpoint, order, nowMs)),
  );
  const { id: eventId, type: eventType, subject } = event;
  return writeFacts(
    listening.map(({ id: endpointId }) => deliveryFact(ctx, { endpointId, eventId, eventType, subject, body })),
  );
}
