import { type Consumer, type EventMessage, subscriptions } from '#platform/events';
import type { ClaimedEvent } from './claim-events.ts';

/** A queue takes 100 messages and 256 KB a call; the rest is room for its envelope. */
const MAX_MESSAGES = 100;
const MAX_BYTES = 200_000;
/** A queue takes no message above 128 KB. One that it will refuse travels alone, or it would hold up all others with it. */
const MAX_MESSAGE_BYTES = 120_000;

interface Delivery {
  consumer: Consumer;
  messages: EventMessage[];
}

export interface Plan {
  deliveries: Delivery[];
  /** Events that everybody has handled: they only need settling. */
  finished: string[];
}

const encoder = new TextEncoder();

/** Which event goes to whom, in as few calls as the limits of a queue allow, in the order given. */
export function planDeliveries(claimed: readonly ClaimedEvent[]): Plan {
  const open = new Map<Consumer, Delivery & { bytes: number }>();
  const plan: Plan = { deliveries: [], finished: [] };
  for (const { handledBy, ...message } of claimed) {
    const subscribers: readonly Consumer[] = subscriptions[message.type] ?? [];
    const waiting = subscribers.filter((consumer) => !handledBy.includes(consumer));
    if (waiting.length === 0) plan.finished.push(message.id);
    const bytes = encoder.encode(JSON.stringify(message)).length;
    for (const consumer of waiting) {
      if (bytes > MAX_MESSAGE_BYTES) {
        plan.deliveries.push({ consumer, messages: [message] });
        continue;
      }
      let delivery = open.get(consumer);
      if (delivery === undefined || delivery.messages.length === MAX_MESSAGES || delivery.bytes + bytes > MAX_BYTES) {
        delivery = { consumer, messages: [], bytes: 0 };
        open.set(consumer, delivery);
        plan.deliveries.push(delivery);
      }
      delivery.messages.push(message);
      delivery.bytes += bytes;
    }
  }
  return plan;
}
