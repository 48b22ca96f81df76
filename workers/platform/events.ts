import { events } from '#db/schema/platform';
import type { Permitted } from './context.ts';
import { type Fact, fact } from './facts.ts';

export const consumers = ['analytics', 'campaigns', 'catalog', 'webhooks'] as const;
export type Consumer = (typeof consumers)[number];

interface EventTypeRule {
  /** The newest version: what is written today. Older ones stay in the log and are read by their upcasters. */
  version: number;
  /** An event is settled when every consumer named here has handled it; without any it is only kept. */
  subscribers: readonly Consumer[];
}

/**
 * Every event of the company. What it holds is declared by the module that tells it, with `defineEvent` in its events.ts, and
 * gathered in workers/modules/events/registry.ts; every version has a stored sample beside that.
 */
export const eventTypes = {
  'account.mail_queued': { version: 1, subscribers: ['campaigns'] },
  'order.cancelled': { version: 1, subscribers: ['analytics'] },
  'order.placed': { version: 1, subscribers: ['analytics', 'campaigns', 'webhooks'] },
  'order.returned': { version: 1, subscribers: ['analytics'] },
  'order.status_changed': { version: 1, subscribers: [] },
  'payment.captured': { version: 1, subscribers: [] },
  'payment.disputed': { version: 1, subscribers: [] },
  'product.changed': { version: 1, subscribers: ['catalog', 'webhooks'] },
  'refund.settled': { version: 1, subscribers: [] },
  'stock.band_crossed': { version: 1, subscribers: ['catalog', 'webhooks'] },
  'stock.batch_recalled': { version: 1, subscribers: [] },
  'transfer.dispatched': { version: 1, subscribers: [] },
  'transfer.received': { version: 1, subscribers: [] },
  'webhook.due': { version: 1, subscribers: ['webhooks'] },
} as const satisfies Record<string, EventTypeRule>;

export type EventType = keyof typeof eventTypes;
export const eventTypeNames = Object.keys(eventTypes) as [EventType, ...EventType[]];

/** Who listens to what. */
export const subscriptions: Readonly<Record<string, readonly Consumer[]>> = Object.fromEntries(
  Object.entries(eventTypes).map(([type, { subscribers }]): [string, readonly Consumer[]] => [type, subscribers]),
);

/** An event as the program sees it; in a queue it travels as a CloudEvent: see cloud-event.ts. */
export interface EventMessage {
  id: string;
  type: EventType;
  version: number;
  /** The record that it is about: a consumer hears of one record in the order in which things happened to it. */
  subject: string;
  storeId: string | null;
  occurredAt: string;
  /** The request that everything began with. */
  correlationId: string;
  /** The event whose handling wrote this one; null for one that a request wrote. */
  causationId: string | null;
  data: unknown;
}

export type NewEvent = Pick<EventMessage, 'id' | 'type' | 'version' | 'subject' | 'storeId' | 'data'>;

/** What an event takes from its surroundings. */
export type EventContext = Pick<Permitted, 'clock' | 'requestId' | 'causationId'>;

/**
 * The row that records an event and asks for its delivery, to be written with the change that it tells of. Modules write
 * theirs with the `fact` of their `defineEvent`, which holds version and data together.
 */
export function eventFact({ clock, requestId, causationId }: EventContext, event: NewEvent): Fact {
  const now = clock.now().toISOString();
  return fact(events, {
    ...event,
    occurredAt: now,
    correlationId: requestId,
    causationId: causationId ?? null,
    dueAt: now,
    attempts: 0,
  });
}
