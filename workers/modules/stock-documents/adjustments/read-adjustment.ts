import { type SQL, sql } from 'drizzle-orm';
import { stockAdjustments } from '#db/schema/stock-documents';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { instant, instantOrNull } from '../posting/instants.ts';
import type { AdjustmentLine } from './adjustment-lines.ts';
import type { AdjustmentView } from './adjustment-schemas.ts';

export interface AdjustmentRecord extends Omit<AdjustmentView, 'lines'> {
  fingerprint: string;
  lines: AdjustmentLine[];
}

export const selectAdjustments = (condition: SQL): SQL => sql`select id, store_id as "storeId", reason_code as reason,
    status, note, fingerprint, lines, value_paise as "valuePaise", requested_by as "requestedBy",
    requested_at as "requestedAt", decided_by as "decidedBy", decided_at as "decidedAt"
  from ${stockAdjustments} where ${condition}`;

export async function findAdjustment(
  { db }: Pick<Permitted, 'db'>,
  adjustmentId: string,
): Promise<AdjustmentRecord | undefined> {
  return (await db.query<AdjustmentRecord>(selectAdjustments(sql`id = ${adjustmentId}`)))[0];
}

export async function readAdjustment(ctx: Pick<Permitted, 'db'>, adjustmentId: string): Promise<AdjustmentRecord> {
  const found = await findAdjustment(ctx, adjustmentId);
  if (found === undefined) throw new AppError('not_found', 'There is no such adjustment.');
  return found;
}

export const adjustmentView = ({ fingerprint: _own, lines, ...rest }: AdjustmentRecord): AdjustmentView => ({
  ...rest,
  lines: lines.map(({ batchId, variantId, batchNumber, fromState, toState, quantity }) => ({
    batchId,
    variantId,
    batchNumber,
    fromState,
    toState,
    quantity,
  })),
  requestedAt: instant(rest.requestedAt),
  decidedAt: instantOrNull(rest.decidedAt),
});
