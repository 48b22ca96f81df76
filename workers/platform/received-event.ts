import * as z from 'zod';
import { dataSchema, EVENT_SOURCE } from './cloud-event.ts';
import { type EventMessage, eventTypeNames } from './events.ts';

/** Longer than any subject or request id that this company writes. */
const MAX_NAME_LENGTH = 255;

const name = z.string().max(MAX_NAME_LENGTH);
const instant = z.iso.datetime({ offset: true });
const versionIn = /:([1-9]\d{0,3})$/;
const versionOf = (schema: string): number => Number(versionIn.exec(schema)?.[1]);

const CloudEventSchema = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z.uuid(),
    source: z.literal(EVENT_SOURCE),
    type: z.enum(eventTypeNames),
    subject: name,
    time: instant,
    datacontenttype: z.literal('application/json'),
    dataschema: z.string().max(MAX_NAME_LENGTH).regex(versionIn),
    correlationid: name,
    causationid: z.uuid().optional(),
    storeid: z.uuid().optional(),
    data: z.unknown(),
  })
  // It names the type once more: two that disagree are no event.
  .refine(({ type, dataschema }) => dataschema === dataSchema(type, versionOf(dataschema)), { path: ['dataschema'] })
  .transform(
    (event): EventMessage => ({
      id: event.id,
      type: event.type,
      version: versionOf(event.dataschema),
      subject: event.subject,
      storeId: event.storeid ?? null,
      occurredAt: event.time,
      correlationId: event.correlationid,
      causationId: event.causationid ?? null,
      data: event.data,
    }),
  );

/** As queues and dead letters of the first release hold it. */
const PlainEventSchema = z.strictObject({
  id: z.uuid(),
  type: z.enum(eventTypeNames),
  version: z.int().min(1),
  subject: name,
  storeId: z.uuid().nullable(),
  occurredAt: instant,
  correlationId: name,
  causationId: z.uuid().nullable().default(null),
  data: z.unknown(),
});

export type ReadEvent =
  | { kind: 'event'; event: EventMessage }
  /** `eventId` is there when the body at least names one. */
  | { kind: 'unreadable'; eventId: string | null; reason: string };

/** Reads the body of a queue message. What is not an event is named, never thrown: the rest of its batch goes on. */
export function readEvent(body: unknown): ReadEvent {
  const isPlain = typeof body === 'object' && body !== null && !('specversion' in body);
  const parsed = (isPlain ? PlainEventSchema : CloudEventSchema).safeParse(body);
  if (parsed.success) return { kind: 'event', event: parsed.data };
  const named = z.object({ id: z.uuid() }).safeParse(body);
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.code}`);
  return {
    kind: 'unreadable',
    eventId: named.success ? named.data.id : null,
    reason: `Not an event (${wrong.join(', ')})`,
  };
}
