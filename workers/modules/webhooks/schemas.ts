import * as z from 'zod';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';
import { MAX_URL_LENGTH } from './judge-target.ts';
import { publicEventTypes } from './public-events.ts';

/** Enough to say which system listens there. */
const MAX_DESCRIPTION_LENGTH = 200;

const Url = z.string().min(1).max(MAX_URL_LENGTH).meta({ description: 'Where events are posted to: https only' });
const EventTypes = z
  .array(z.enum(publicEventTypes))
  .min(1, 'Name at least one type of event')
  .max(publicEventTypes.length)
  .refine((types) => new Set(types).size === types.length, 'Names a type twice');
const Description = z.string().max(MAX_DESCRIPTION_LENGTH);

export const EndpointId = z.strictObject({ endpointId: z.uuid() });
export const DeliveryId = z.strictObject({ deliveryId: z.uuid() });

export const CreateEndpointBody = z.strictObject({
  url: Url,
  description: Description.default(''),
  eventTypes: EventTypes,
});
export type CreateEndpoint = z.input<typeof CreateEndpointBody>;

export const ChangeEndpointBody = z
  .strictObject({
    url: Url.optional(),
    description: Description.optional(),
    eventTypes: EventTypes.optional(),
    status: z.enum(['active', 'paused']).optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'Names nothing to change');
export const ChangeEndpointSchema = EndpointId.extend({ changes: ChangeEndpointBody });
export type ChangeEndpoint = z.input<typeof ChangeEndpointSchema>;

export const EndpointView = z
  .strictObject({
    id: z.uuid(),
    ownerId: z.uuid(),
    url: z.string(),
    description: z.string(),
    eventTypes: z.array(z.string()),
    status: z.enum(['active', 'paused', 'disabled']),
    /** Why it was paused or disabled by itself. */
    pausedReason: z.string().nullable(),
    /** When the failures began that no success has ended yet. */
    failingSince: z.iso.datetime().nullable(),
    consecutiveFailures: z.int().min(0),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'WebhookEndpoint' });
export type EndpointView = z.infer<typeof EndpointView>;

export const EndpointSecretView = z
  .strictObject({
    ...EndpointView.shape,
    secret: z.string().meta({ description: 'Verifies signatures (Standard Webhooks); shown this once' }),
    previousSecretUntil: z.iso.datetime().nullable(),
  })
  .meta({ id: 'WebhookEndpointWithSecret' });
export type EndpointSecretView = z.infer<typeof EndpointSecretView>;

export const ListEndpointsSchema = z.strictObject({ limit: LimitParameter, cursor: CursorParameter });
export type ListEndpoints = z.input<typeof ListEndpointsSchema>;
export const EndpointListView = z
  .strictObject({ data: z.array(EndpointView), nextCursor: z.string().nullable() })
  .meta({ id: 'WebhookEndpointList' });
export type EndpointListView = z.infer<typeof EndpointListView>;

const deliveryStatus = z.enum(['waiting', 'sending', 'delivered', 'failed']);
const AttemptView = z.strictObject({
  at: z.iso.datetime(),
  /** HTTP; null when no answer came. */
  status: z.int().nullable(),
  failure: z.string().nullable(),
  tookMs: z.int().min(0),
});

export const DeliveryView = z
  .strictObject({
    /** Travels as `webhook-id`, at every try. */
    id: z.uuid(),
    endpointId: z.uuid(),
    eventType: z.string(),
    /** The record that it is about. */
    subject: z.string(),
    status: deliveryStatus,
    attempts: z.int().min(0),
    nextAttemptAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    deliveredAt: z.iso.datetime().nullable(),
    lastAttempt: AttemptView.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type DeliveryView = z.infer<typeof DeliveryView>;

export const DeliveryDetailView = z
  .strictObject({
    ...DeliveryView.shape,
    body: z.string().meta({ description: 'What is posted, byte for byte' }),
    log: z.array(AttemptView).meta({ description: 'The last tries, the newest first' }),
  })
  .meta({ id: 'WebhookDeliveryDetail' });
export type DeliveryDetailView = z.infer<typeof DeliveryDetailView>;

export const ListDeliveriesQuery = z.strictObject({
  limit: LimitParameter,
  cursor: CursorParameter,
  status: deliveryStatus.optional(),
});
export const ListDeliveriesSchema = ListDeliveriesQuery.extend(EndpointId.shape);
export type ListDeliveries = z.input<typeof ListDeliveriesSchema>;
export const DeliveryListView = z
  .strictObject({ data: z.array(DeliveryView), nextCursor: z.string().nullable() })
  .meta({ id: 'WebhookDeliveryList' });
export type DeliveryListView = z.infer<typeof DeliveryListView>;

export const ReplayFailedBody = z.strictObject({
  since: z.iso.datetime({ offset: true }).meta({ description: 'Deliveries that were made then or later' }),
});
export const ReplayFailedSchema = EndpointId.extend(ReplayFailedBody.shape);
export type ReplayFailed = z.input<typeof ReplayFailedSchema>;
