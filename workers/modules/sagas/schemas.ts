import * as z from 'zod';
import { sagas } from '#db/schema/sagas';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';

const kinds = sagas.kind.enumValues;
const statuses = sagas.status.enumValues;

/** A sentence or two: enough to say why somebody stepped in. */
const MAX_REASON_LENGTH = 300;

export const ListSagasSchema = z.strictObject({
  status: z.enum(statuses).optional(),
  kind: z.enum(kinds).optional(),
  storeId: z.uuid().optional(),
  subject: z.string().max(100).optional().meta({ description: 'The order or document that it is about' }),
  startedBefore: z.iso.datetime().optional().meta({ description: 'Only those that are older' }),
  limit: LimitParameter,
  cursor: CursorParameter,
});

export const SagaId = z.strictObject({ sagaId: z.uuid() });
export const CompensateSagaBody = z.strictObject({
  reason: z.string().trim().min(3).max(MAX_REASON_LENGTH).meta({ description: 'Why it is given back' }),
});

const Step = z.strictObject({
  step: z.string(),
  at: z.iso.datetime({ offset: true }),
  outcome: z.enum(['done', 'failed', 'waiting', 'compensated', 'by_hand']),
  error: z.string().nullish(),
});

export const SagaSummary = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(kinds),
    /** The order or document that it is about. */
    subject: z.string(),
    storeId: z.uuid().nullable(),
    status: z.enum(statuses),
    /** The step it stands at. */
    step: z.string(),
    /** Tries of this step that failed in a row. */
    failures: z.int(),
    lastError: z.string().nullable(),
    startedAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'SagaSummary' });
export type SagaSummary = z.infer<typeof SagaSummary>;

export const SagaView = z
  .strictObject({
    ...SagaSummary.shape,
    /** Oldest first; retries and compensations are steps too. */
    steps: z.array(Step),
    correlationId: z.string(),
    /** What may be asked of it by hand. */
    canResume: z.boolean(),
    canCompensate: z.boolean(),
  })
  .meta({ id: 'Saga' });
export type SagaView = z.infer<typeof SagaView>;

export const SagaPage = z
  .strictObject({ data: z.array(SagaSummary), nextCursor: z.string().nullable() })
  .meta({ id: 'SagaPage' });
export type SagaPage = z.infer<typeof SagaPage>;
