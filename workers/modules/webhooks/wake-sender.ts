import * as z from 'zod';
import type { Permitted } from '#platform/context';
import { defineEvent } from '#platform/define-event';
import type { EventContext } from '#platform/events';
import type { Fact } from '#platform/facts';

/** Its subject is the endpoint; what is due stands in the records. */
export const webhookDue = defineEvent('webhook.due', z.strictObject({}));

/** Asks for the sender at once; without it the next minute would do. It goes the way of all events, so it cannot be lost. */
export const wakeSender = (ctx: EventContext & Pick<Permitted, 'ids'>, endpointId: string): Fact =>
  webhookDue.fact(ctx, { id: ctx.ids.next(), subject: endpointId, storeId: null, data: {} });
