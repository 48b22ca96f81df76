import { type CloudEvent, toCloudEvent } from '#platform/cloud-event';
import { type Consumer, subscriptions } from '#platform/events';
import type { ClaimedEvent } from './claim-events.ts';

/** A queue takes 100 messages and 256 KB a call; the rest is room for its envelope. */
const MAX_MESSAGES = 100;
const MAX_BYTES = 200_000;
/** A queue takes no message above 128 KB with its envelope, however often it is asked. */
const MAX_MESSAGE_BYTES = 127_000;

interface Delivery {
  consumer: Consumer;
  messages: CloudEvent[];
}

export interface Plan {
  deliveries: Delivery[];
  /** Events that everybody has handled: they only need settling. */
  finished: string[];
  /** What no queue can carry: kept as dead letters. */
  unsendable: { consumer: Consumer; message: CloudEvent; bytes: number }[];
}

const encoder = new TextEncoder();

/**
 * Which event goes to whom, in as few calls as the limits of a queue allow. A consumer that has an earlier event of the same
 * subject open gets none of the later ones yet; of other subjects it does, and other consumers do not wait for it.
 */
export function planDeliveries(claimed: readonly ClaimedEvent[]): Plan {
  const open = new Map<Consumer, Delivery & { bytes: number }>();
  const plan: Plan = { deliveries: [], finished: [], unsendable: [] };
  const underWay = new Set<string>();
  for (const { handledBy, heldFor, ...event } of claimed.toSorted(byId)) {
    const waiting = (subscriptions[event.type] ?? []).filter((consumer) => !handledBy.includes(consumer));
    if (waiting.length === 0) plan.finished.push(event.id);
    const message = toCloudEvent(event);
    const bytes = encoder.encode(JSON.stringify(message)).length;
    for (const consumer of waiting) {
      const line = `${consumer} ${event.subject}`;
      if (!heldFor.includes(consumer) && !underWay.has(line)) add(plan, open, { consumer, message, bytes });
      underWay.add(line);
    }
  }
  return plan;
}

const byId = (a: ClaimedEvent, b: ClaimedEvent): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function add(
  plan: Plan,
  open: Map<Consumer, Delivery & { bytes: number }>,
  { consumer, message, bytes }: Plan['unsendable'][number],
): void {
  if (bytes > MAX_MESSAGE_BYTES) {
    plan.unsendable.push({ consumer, message, bytes });
    return;
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
