import { getTableName, type SQL, sql } from 'drizzle-orm';
import { sagas } from '#db/schema/sagas';
import { type Fact, fact } from './facts.ts';

export type SagaRow = typeof sagas.$inferSelect;
export type SagaKind = SagaRow['kind'];
export type SagaStatus = SagaRow['status'];

export interface SagaStep {
  step: string;
  /** RFC 3339. */
  at: string;
  outcome: 'done' | 'failed' | 'waiting' | 'compensated' | 'by_hand';
  error?: string;
}

/** A saga that goes round for days must not fill its row: the oldest steps are let go. */
export const MAX_SAGA_STEPS = 100;

/** A saga that is over when it is first heard of: written with the records that it made, at no round trip of its own. */
export const sagaFact = (saga: SagaRow): Fact => fact(sagas, saga);

/** Shows a saga as it stands now. Repeatable, in any order: an older revision changes nothing. */
export function saveSaga(saga: SagaRow): SQL {
  const row = JSON.stringify([fact(sagas, saga).row]);
  const name = sql.identifier(getTableName(sagas));
  return sql`insert into ${name} as kept select * from jsonb_populate_recordset(null::${name}, ${row}::jsonb)
    on conflict (id) do update set status = excluded.status, step = excluded.step, failures = excluded.failures,
      last_error = excluded.last_error, steps = excluded.steps, revision = excluded.revision,
      updated_at = excluded.updated_at, ended_at = excluded.ended_at, subject = excluded.subject
    where kept.revision < excluded.revision`;
}
