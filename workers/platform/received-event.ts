import * as z from 'zod';
import { type EventMessage, type EventType, subscriptions } from './events.ts';

/** Longer than any subject or request id that this company writes. */
const MAX_NAME_LENGTH = 255;

const eventTypes = Object.keys(subscriptions) as [EventType, ...EventType[]];

const EventMessageSchema = z.strictObject({
  id: z.uuid(),
  type: z.enum(eventTypes),
  version: z.int().min(1),
  subject: z.string().max(MAX_NAME_LENGTH),
  storeId: z.uuid().nullable(),
  occurredAt: z.iso.datetime({ offset: true }),
  correlationId: z.string().max(MAX_NAME_LENGTH),
  data: z.unknown(),
});

export type ReadEvent =
  | { kind: 'event'; event: EventMessage }
  /** `eventId` is there when the body at least names one. */
  | { kind: 'unreadable'; eventId: string | null; reason: string };

/** Reads the body of a queue message. What is not an event is named, never thrown: the rest of its batch goes on. */
export function readEvent(body: unknown): ReadEvent {
  const parsed = EventMessageSchema.safeParse(body);
  if (parsed.success) return { kind: 'event', event: parsed.data };
  const named = z.object({ id: z.uuid() }).safeParse(body);
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.code}`);
  return {
    kind: 'unreadable',
    eventId: named.success ? named.data.id : null,
    reason: `Not an event (${wrong.join(', ')})`,
  };
}
