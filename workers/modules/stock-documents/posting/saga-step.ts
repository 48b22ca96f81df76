import { type SQL, sql } from 'drizzle-orm';
import { sagas } from '#db/schema/sagas';
import { MAX_SAGA_STEPS, type SagaKind, type SagaStatus, type SagaStep } from '#platform/sagas';

export interface SagaNote {
  id: string;
  kind: SagaKind;
  subject: string;
  storeId: string | null;
  status: SagaStatus;
  step: string;
  outcome: SagaStep['outcome'];
  at: string;
  error?: string;
}

const OVER: ReadonlySet<SagaStatus> = new Set(['completed', 'compensated']);

/** Shows one more step of a saga, in the transaction that takes it. */
export function sagaStep({ id, kind, subject, storeId, status, step, outcome, at, error }: SagaNote): SQL {
  const steps = JSON.stringify([{ step, at, outcome, ...(error !== undefined && { error }) } satisfies SagaStep]);
  const endedAt = OVER.has(status) ? at : null;
  const kept = sql.raw(`'$[last - ${MAX_SAGA_STEPS - 1} to last]'`);
  return sql`insert into ${sagas} as kept (id, kind, subject, store_id, status, step, failures, last_error, steps, revision,
      correlation_id, started_at, updated_at, ended_at)
    values (${id}, ${kind}, ${subject}, ${storeId}, ${status}, ${step}, ${error === undefined ? 0 : 1}, ${error ?? null},
      ${steps}::jsonb, 1, ${id}, ${at}, ${at}, ${endedAt})
    on conflict (id) do update set status = excluded.status, step = excluded.step, last_error = excluded.last_error,
      failures = case when excluded.last_error is null then 0 else kept.failures + 1 end,
      steps = jsonb_path_query_array(kept.steps || excluded.steps, ${kept}),
      revision = kept.revision + 1, updated_at = excluded.updated_at, ended_at = excluded.ended_at`;
}
