import { type SQL, sql } from 'drizzle-orm';
import { stores } from '#db/schema/inventory';
import { orderLines, orders } from '#db/schema/orders';
import { batchLineage, recalls } from '#db/schema/stock-batches';
import { stockPostings } from '#db/schema/stock-documents';
import type { Permitted } from '#platform/context';
import { orThrow } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { describeError, log } from '#platform/log';
import type { StoreFacts } from '#platform/objects';
import { batchRecalled } from '../events.ts';
import { resumePostings } from '../posting/resume-postings.ts';
import { sagaStep } from '../posting/saga-step.ts';
import { backOnShelf, intoQuarantine, moveRecalled } from './move-recalled.ts';
import { type RecallRecord, readRecall, stopReason } from './read-recall.ts';

/** A store that could not be reached is tried again soon; one that was, is looked at for what was held or under way. */
const RETRY_MS = 60_000;
const LOOK_AGAIN_MS = 600_000;

/**
 * Takes a recall, or the lifting of one, as far as it goes: first nothing of it can be sold anywhere, then what is free is set
 * aside, then orders that have not left are stopped. Every step bears repeating. One store that is away holds up no other.
 */
export async function advanceRecall(ctx: Permitted, recallId: string): Promise<RecallRecord> {
  const recall = await withDescendants(ctx, await readRecall(ctx, recallId));
  if (recall.status === 'lifted') return recall;
  const isLifting = recall.status === 'lifting';
  const all = await ctx.db.query<StoreFacts>(
    sql`select id as "storeId", time_zone as "timeZone" from ${stores} order by position, id`,
  );
  const failures: unknown[] = [];
  const inEveryStore = async (work: (store: StoreFacts) => Promise<void>) => {
    const outcomes = await Promise.allSettled(all.map(work));
    for (const outcome of outcomes) if (outcome.status === 'rejected') failures.push(outcome.reason);
  };
  const batchIds = isLifting ? await notRecalledOtherwise(ctx, recall) : recall.batchIds;
  const reason = isLifting ? null : stopReason(recallId);
  await inEveryStore(async (store) => {
    if (batchIds.length > 0) orThrow(await ctx.objects.stockRoom(store.storeId).block(store, batchIds, reason));
  });
  // What an earlier look has written down is booked before anybody looks again.
  await resumePostings(ctx, recallId).catch((error: unknown) => failures.push(error));
  await inEveryStore((store) => moveRecalled(ctx, recall, store, isLifting ? backOnShelf : intoQuarantine, batchIds));
  for (const error of failures)
    log('warn', 'A store could not follow a recall yet', { recallId, ...describeError(error) });
  await ctx.db.batch(isLifting ? lifted(ctx, recall, failures.length) : recalled(ctx, recall, failures.length));
  return readRecall(ctx, recallId);
}

/** What was made of a recalled batch while the recall began belongs to it as well. */
async function withDescendants(ctx: Permitted, recall: RecallRecord): Promise<RecallRecord> {
  if (recall.status === 'lifting' || recall.status === 'lifted') return recall;
  const batchIds = await descendantsOf(ctx, recall.batchId);
  if (batchIds.every((id) => recall.batchIds.includes(id))) return recall;
  await ctx.db.query(
    sql`update ${recalls} set batch_ids = ${sql.param(batchIds)}::uuid[] where id = ${recall.id} and status in ('running', 'active')`,
  );
  return { ...recall, batchIds };
}

/** A batch and everything that was made of it, however often, or is being made of it now. */
export async function descendantsOf({ db }: Pick<Permitted, 'db'>, batchId: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(sql`with recursive made(id) as (
      select ${batchId}::uuid union select child.id from made cross join lateral (
        select l.child_batch_id as id from ${batchLineage} l where l.parent_batch_id = made.id
        union all select (piece ->> 'childBatchId')::uuid from ${stockPostings} p
          cross join lateral jsonb_array_elements(coalesce(p.facts -> 'lineage', '[]')) as piece
          where p.document_kind = 'repack' and p.status in ('pending', 'stuck')
            and piece ->> 'parentBatchId' = made.id::text) as child)
    select id from made order by id`);
  return rows.map(({ id }) => id);
}

/** Of a recall that is being lifted: the batches that no other recall still holds. */
async function notRecalledOtherwise({ db }: Permitted, { id, batchIds }: RecallRecord): Promise<string[]> {
  const rows = await db.query<{
    id: string;
  }>(sql`select batch as id from unnest(${sql.param(batchIds)}::uuid[]) as batch
    where not exists (select 1 from ${recalls} where id <> ${id} and status in ('running', 'active')
      and batch_ids @> array[batch])`);
  return rows.map((row) => row.id);
}

function recalled(ctx: Permitted, recall: RecallRecord, failures: number): SQL[] {
  const { id, batchIds, status } = recall;
  const now = ctx.clock.now();
  const at = now.toISOString();
  const isDone = failures === 0;
  const dueAt = new Date(now.getTime() + (isDone ? LOOK_AGAIN_MS : RETRY_MS)).toISOString();
  const isFirst = isDone && status === 'running';
  return [
    sql`update ${orders} o set stopped_for = ${stopReason(id)}, version = version + 1
      where stopped_for is null and status in ('placed', 'confirmed', 'picking', 'packed') and exists
        (select 1 from ${orderLines} l where l.order_id = o.id and l.batch_id = any(${sql.param(batchIds)}::uuid[]))`,
    sql`update ${recalls} set due_at = ${dueAt}, status = case when ${isFirst} then 'active' else status end
      where id = ${id} and status in ('running', 'active')`,
    ...(status === 'running' ? [noteRecall(recall, { step: 'quarantine', at, failures })] : []),
    ...(isFirst
      ? writeFacts([
          batchRecalled.fact(ctx, {
            id: recall.id,
            subject: recall.batchId,
            storeId: null,
            data: { recallId: id, batchId: recall.batchId, batchIds },
          }),
        ])
      : []),
  ];
}

function lifted(ctx: Permitted, recall: RecallRecord, failures: number): SQL[] {
  const now = ctx.clock.now();
  const at = now.toISOString();
  if (failures > 0) {
    const dueAt = new Date(now.getTime() + RETRY_MS).toISOString();
    return [
      sql`update ${recalls} set due_at = ${dueAt} where id = ${recall.id} and status = 'lifting'`,
      noteRecall(recall, { step: 'release', at, failures }),
    ];
  }
  return [
    // An order may hold a piece of another recall, too.
    sql`update ${orders} o set version = version + 1, stopped_for = (select 'recall:' || r.id from ${recalls} r
        join ${orderLines} l on l.batch_id = any(r.batch_ids)
        where l.order_id = o.id and r.id <> ${recall.id} and r.status in ('running', 'active') limit 1)
      where stopped_for = ${stopReason(recall.id)}`,
    sql`update ${recalls} set status = 'lifted', lifted_at = ${at}, due_at = null
      where id = ${recall.id} and status = 'lifting'`,
    noteRecall(recall, { step: 'release', at, failures }),
  ];
}

function noteRecall(
  { id, batchId, status }: Pick<RecallRecord, 'id' | 'batchId' | 'status'>,
  { step, at, failures }: { step: string; at: string; failures: number },
): SQL {
  const isLifting = status === 'lifting';
  const ended = isLifting ? 'compensated' : 'completed';
  const going = isLifting ? 'compensating' : 'running';
  return sagaStep({
    id,
    kind: 'recall',
    subject: batchId,
    storeId: null,
    status: failures === 0 ? ended : going,
    step,
    outcome: failures === 0 ? (isLifting ? 'compensated' : 'done') : 'failed',
    at,
    ...(failures > 0 && { error: `${failures} calls to stores failed` }),
  });
}
