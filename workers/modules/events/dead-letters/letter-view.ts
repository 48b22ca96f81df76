import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { deadLetters, events } from '#db/schema/platform';
import { consumers } from '#platform/events';

export const letterStatuses = ['open', 'replayed', 'discarded'] as const;

const EventSummary = z.strictObject({
  id: z.uuid(),
  type: z.string(),
  version: z.int(),
  subject: z.string(),
  storeId: z.uuid().nullable(),
  occurredAt: z.iso.datetime(),
});

export const DeadLetterView = z
  .strictObject({
    id: z.uuid(),
    consumer: z.enum(consumers),
    status: z.enum(letterStatuses),
    /** Why the consumer gave up. */
    reason: z.string(),
    diedAt: z.iso.datetime(),
    replayedAt: z.iso.datetime().nullable(),
    discardedAt: z.iso.datetime().nullable(),
    discardReason: z.string().nullable(),
    /** Null for a body that names no event of the log: it cannot be replayed. */
    event: EventSummary.nullable(),
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetterView = z.infer<typeof DeadLetterView>;

export interface LetterRow {
  id: string;
  consumer: DeadLetterView['consumer'];
  reason: string;
  diedAt: string;
  replayedAt: string | null;
  discardedAt: string | null;
  discardReason: string | null;
  /** With its microseconds, for cursors. */
  place: string;
  eventId: string | null;
  type: string;
  version: number;
  subject: string;
  storeId: string | null;
  occurredAt: string;
}

/** The columns of a letter `d` and of its event `e`, if the log still has it. */
export const letterColumns = sql`d.id, d.consumer, d.reason, d.died_at as "diedAt", d.replayed_at as "replayedAt",
  d.discarded_at as "discardedAt", d.discard_reason as "discardReason",
  to_char(d.died_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place,
  e.id as "eventId", e.type, e.version, e.subject, e.store_id as "storeId", e.occurred_at as "occurredAt"`;
export const lettersAndEvents = sql`${deadLetters} d left join ${events} e on e.id = d.event_id`;

export const isOpen: SQL = sql`d.replayed_at is null and d.discarded_at is null`;
const conditions = {
  open: isOpen,
  replayed: sql`d.replayed_at is not null`,
  discarded: sql`d.discarded_at is not null`,
} satisfies Record<DeadLetterView['status'], SQL>;
export const hasStatus = (status: DeadLetterView['status']): SQL => conditions[status];

const instant = (text: string | null): string | null => (text === null ? null : new Date(text).toISOString());

export function letterView(row: LetterRow): DeadLetterView {
  const { id, consumer, reason, discardReason } = row;
  const status = row.replayedAt !== null ? 'replayed' : row.discardedAt !== null ? 'discarded' : 'open';
  const { type, version, subject, storeId } = row;
  return {
    id,
    consumer,
    status,
    reason,
    diedAt: new Date(row.diedAt).toISOString(),
    replayedAt: instant(row.replayedAt),
    discardedAt: instant(row.discardedAt),
    discardReason,
    event:
      row.eventId === null
        ? null
        : { id: row.eventId, type, version, subject, storeId, occurredAt: new Date(row.occurredAt).toISOString() },
  };
}
