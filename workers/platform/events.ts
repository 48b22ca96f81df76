import { events } from '#db/schema/platform';
import type { Permitted } from './context.ts';
import { type Fact, fact } from './facts.ts';

/** Who listens to what. An event is settled when every consumer named here has handled it. */
export const subscriptions = {
  'account.mail_queued': ['campaigns'],
  'order.placed': ['analytics', 'campaigns', 'webhooks'],
  'product.changed': ['catalog', 'webhooks'],
  'stock.band_crossed': ['catalog', 'webhooks'],
  'webhook.due': ['webhooks'],
} as const satisfies Record<string, readonly Consumer[]>;

export type EventType = keyof typeof subscriptions;

export const consumers = ['analytics', 'campaigns', 'catalog', 'webhooks'] as const;
export type Consumer = (typeof consumers)[number];

/** An event as it travels in a queue: the envelope follows CloudEvents in meaning, with the data inside. */
export interface EventMessage {
  id: string;
  type: EventType;
  version: number;
  subject: string;
  storeId: string | null;
  occurredAt: string;
  correlationId: string;
  data: unknown;
}

export interface NewEvent {
  id: string;
  type: EventType;
  version: number;
  subject: string;
  storeId: string | null;
  data: unknown;
}

/** The row that records an event and asks for its delivery, to be written with the change that it tells of. */
export function eventFact(ctx: Pick<Permitted, 'clock' | 'requestId'>, event: NewEvent): Fact {
  const now = ctx.clock.now().toISOString();
  return fact(events, { ...event, occurredAt: now, correlationId: ctx.requestId, dueAt: now, attempts: 0 });
}
