import { type SQL, sql } from 'drizzle-orm';
import { orderLines, orders } from '#db/schema/orders';
import { recallStores, recalls } from '#db/schema/stock-batches';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { instant, instantOrNull } from '../posting/instants.ts';
import type { RecallSummary, RecallView } from './recall-schemas.ts';

export interface RecallRecord extends RecallView {
  fingerprint: string;
}

/** Stands in `orders.stopped_for` and at every shelf that a recall has blocked. */
export const stopReason = (recallId: string): string => `recall:${recallId}`;

export const recallColumns = sql`r.id, batch_id as "batchId", batch_ids as "batchIds", reason, status, fingerprint,
  opened_by as "openedBy", opened_at as "openedAt", lift_reason as "liftReason", lifted_by as "liftedBy",
  lifted_at as "liftedAt"`;

const selectRecalls = (condition: SQL): SQL => sql`select ${recallColumns},
    coalesce((select jsonb_agg(jsonb_build_object('storeId', store_id, 'batchId', batch_id, 'quarantined', quarantined,
        'held', held, 'inTransit', in_transit, 'checkedAt', checked_at) order by store_id, batch_id)
      from ${recallStores} where recall_id = r.id), '[]') as stores,
    (select count(distinct order_id)::int from ${orderLines} where batch_id = any(r.batch_ids)) as buyers,
    (select count(*)::int from ${orders} where stopped_for = 'recall:' || r.id) as "stoppedOrders"
  from ${recalls} r where ${condition}`;

export async function findRecall({ db }: Pick<Permitted, 'db'>, recallId: string): Promise<RecallRecord | undefined> {
  return (await db.query<RecallRecord>(selectRecalls(sql`r.id = ${recallId}`)))[0];
}

export async function readRecall(ctx: Pick<Permitted, 'db'>, recallId: string): Promise<RecallRecord> {
  const found = await findRecall(ctx, recallId);
  if (found === undefined) throw new AppError('not_found', 'There is no such recall.');
  return found;
}

export const recallSummary = (row: RecallSummary): RecallSummary => ({
  id: row.id,
  batchId: row.batchId,
  batchIds: row.batchIds,
  reason: row.reason,
  status: row.status,
  openedBy: row.openedBy,
  openedAt: instant(row.openedAt),
  liftReason: row.liftReason,
  liftedBy: row.liftedBy,
  liftedAt: instantOrNull(row.liftedAt),
});

export const recallView = (row: RecallRecord): RecallView => ({
  ...recallSummary(row),
  stores: row.stores.map((store) => ({ ...store, checkedAt: instant(store.checkedAt) })),
  buyers: row.buyers,
  stoppedOrders: row.stoppedOrders,
});
