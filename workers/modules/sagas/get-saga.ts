import type * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import type { SagaRow, SagaStep } from '#platform/sagas';
import { readSaga, summaryOf } from './saga-rows.ts';
import { sagaVerbs } from './saga-verbs.ts';
import { SagaId, type SagaView } from './schemas.ts';

/** One saga with every step, try and compensation. Throws `not_found`. */
export async function getSaga(ctx: Context, input: z.input<typeof SagaId>): Promise<SagaView> {
  requirePermission(ctx, 'sagas.read');
  const { sagaId } = parseInput(SagaId, input);
  return sagaView(await readSaga(ctx, 'sagas.read', sagaId));
}

export function sagaView(row: SagaRow): SagaView {
  const isOver = row.status === 'completed' || row.status === 'compensated';
  return {
    ...summaryOf(row),
    steps: row.steps as SagaStep[],
    correlationId: row.correlationId,
    canResume: !isOver,
    canCompensate: !isOver && sagaVerbs[row.kind].compensate !== undefined,
  };
}
