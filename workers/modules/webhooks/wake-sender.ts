import type { Permitted } from '#platform/context';
import { eventFact } from '#platform/events';
import type { Fact } from '#platform/facts';

/** Asks for the sender at once; without it the next minute would do. It goes the way of all events, so it cannot be lost. */
export const wakeSender = (ctx: Pick<Permitted, 'clock' | 'ids' | 'requestId'>, endpointId: string): Fact =>
  eventFact(ctx, {
    id: ctx.ids.next(),
    type: 'webhook.due',
    version: 1,
    subject: endpointId,
    storeId: null,
    data: {},
  });
