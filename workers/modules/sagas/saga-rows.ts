import { sql } from 'drizzle-orm';
import { sagas } from '#db/schema/sagas';
import type { Permission } from '#platform/access/permission-table';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import type { SagaRow } from '#platform/sagas';
import type { SagaSummary } from './schemas.ts';

export const sagaColumns = sql`s.id, s.kind, s.subject, s.store_id as "storeId", s.status, s.step, s.failures,
  s.last_error as "lastError", s.started_at as "startedAt", s.updated_at as "updatedAt", s.ended_at as "endedAt"`;

const instant = (text: string): string => new Date(text).toISOString();

export const summaryOf = (row: Omit<SagaRow, 'steps' | 'revision' | 'correlationId'>): SagaSummary => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  storeId: row.storeId,
  status: row.status,
  step: row.step,
  failures: row.failures,
  lastError: row.lastError,
  startedAt: instant(row.startedAt),
  updatedAt: instant(row.updatedAt),
  endedAt: row.endedAt === null ? null : instant(row.endedAt),
});

/** A saga of a store where the actor has the permission. Throws `not_found` for any other. */
export async function readSaga(ctx: Permitted, permission: Permission, sagaId: string): Promise<SagaRow> {
  const [row] =
    await ctx.db.query<SagaRow>(sql`select ${sagaColumns}, s.steps, s.revision, s.correlation_id as "correlationId"
    from ${sagas} s where s.id = ${sagaId} and ${withinReach(ctx, permission, sql`s.store_id`)}`);
  if (row === undefined) throw new AppError('not_found', 'There is no such saga.');
  if (row.storeId !== null) requirePermission(ctx, permission, { storeId: row.storeId });
  return row;
}
