import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import type { SagaRow } from '#platform/sagas';
import { sagaView } from './get-saga.ts';
import { readSaga } from './saga-rows.ts';
import { sagaVerbs } from './saga-verbs.ts';
import { CompensateSagaBody, SagaId, type SagaView } from './schemas.ts';

const CompensateSagaSchema = z.strictObject({ ...SagaId.shape, ...CompensateSagaBody.shape });

/**
 * Has a saga try its present step again at once; bears repeating. A saga that is over is answered as it is. The picture that is
 * answered may be a moment older than the saga itself.
 */
export async function resumeSaga(ctx: Context, input: z.input<typeof SagaId>): Promise<SagaView> {
  requirePermission(ctx, 'sagas.manage');
  const { sagaId } = parseInput(SagaId, input);
  const saga = await readSaga(ctx, 'sagas.manage', sagaId);
  if (isOver(saga)) return sagaView(saga);
  await note(ctx, saga, 'sagas.resume', null);
  await sagaVerbs[saga.kind].resume(ctx, saga);
  return sagaView(await readSaga(ctx, 'sagas.manage', sagaId));
}

/** Has a saga give back what it took. Throws `illegal_transition` for one that only goes forward, and what its owner says. */
export async function compensateSaga(ctx: Context, input: z.input<typeof CompensateSagaSchema>): Promise<SagaView> {
  requirePermission(ctx, 'sagas.manage');
  const { sagaId, reason } = parseInput(CompensateSagaSchema, input);
  const saga = await readSaga(ctx, 'sagas.manage', sagaId);
  if (saga.status === 'compensated') return sagaView(saga);
  const verbs = sagaVerbs[saga.kind];
  if (saga.status === 'completed' || verbs.compensate === undefined) {
    const why = saga.status === 'completed' ? 'is completed' : `of the kind ${saga.kind} only goes forward`;
    throw new AppError('illegal_transition', `A saga that ${why} cannot be compensated: resume it instead.`);
  }
  await note(ctx, saga, 'sagas.compensate', reason);
  await verbs.compensate(ctx, saga, reason);
  return sagaView(await readSaga(ctx, 'sagas.manage', sagaId));
}

const isOver = ({ status }: SagaRow): boolean => status === 'completed' || status === 'compensated';

/** Written before the deed: an object acts by itself, and who asked it to must be known even if nobody hears the answer. */
async function note(ctx: Permitted, saga: SagaRow, action: string, reason: string | null): Promise<void> {
  const { kind, status, step, failures } = saga;
  const facts = { kind, status, step, failures };
  const entry = { action, subject: saga.id, storeId: saga.storeId, reason, facts };
  await ctx.db.batch(writeFacts([auditFact(ctx, entry)]));
}
