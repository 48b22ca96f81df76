import * as z from 'zod';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';

/** Longer than any actor, action or subject that is written. */
const MAX_FILTER_LENGTH = 200;
/** What one answer of an export holds: a few megabytes. The next cursor goes on from there. */
const MAX_EXPORTED = 5_000;

const Filter = z
  .string()
  .min(1)
  .max(MAX_FILTER_LENGTH)
  .regex(/^[\x20-\x7e]+$/, 'Must be printable ASCII');

export const AuditFilters = z.strictObject({
  actor: Filter.optional().meta({
    description: 'As it stands in the log: `person:<id>`, what they do through apps included',
  }),
  action: Filter.optional().meta({ description: 'Its beginning: `catalog.` finds every change of the catalogue' }),
  subject: Filter.optional().meta({ description: 'The id of the record' }),
  storeId: z.uuid().optional(),
  from: z.iso.datetime().optional().meta({ description: 'From this instant on' }),
  to: z.iso.datetime().optional().meta({ description: 'Before this instant' }),
});
export type AuditFilters = z.output<typeof AuditFilters>;

export const SearchAuditSchema = AuditFilters.extend({ limit: LimitParameter, cursor: CursorParameter });
export const ExportAuditSchema = AuditFilters.extend({
  cursor: CursorParameter,
  limit: z.coerce.number('Must be a whole number').pipe(z.int().min(1).max(MAX_EXPORTED)).default(MAX_EXPORTED),
});

export const AuditEntryView = z
  .strictObject({
    id: z.uuid(),
    at: z.iso.datetime(),
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    storeId: z.uuid().nullable(),
    requestId: z.string(),
    reason: z.string().nullable(),
    /** How long before it the actor had shown a second factor. */
    secondFactorAgeSeconds: z.int().nullable(),
    facts: z.unknown(),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryView = z.infer<typeof AuditEntryView>;

export const AuditPage = z
  .strictObject({ data: z.array(AuditEntryView), nextCursor: z.string().nullable() })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof AuditPage>;
