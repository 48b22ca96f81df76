import { webhookDeliveries } from '#db/schema/webhooks';
import type { Permitted } from '#platform/context';
import { type Fact, fact } from '#platform/facts';

export interface NewDelivery {
  endpointId: string;
  eventId: string;
  eventType: string;
  /** The record that it is about: deliveries about one record go out one after the other. */
  subject: string;
  body: string;
}

/** A delivery that is due at once. One that is there already, of the same event to the same endpoint, stays as it is. */
export function deliveryFact(ctx: Pick<Permitted, 'clock' | 'ids'>, delivery: NewDelivery): Fact {
  const now = ctx.clock.now().toISOString();
  return fact(webhookDeliveries, {
    id: ctx.ids.next(),
    ...delivery,
    status: 'waiting',
    attempts: 0,
    attemptsBefore: 0,
    dueAt: now,
    createdAt: now,
    releasedAt: now,
    deliveredAt: null,
  });
}
