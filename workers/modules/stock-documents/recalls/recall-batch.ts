import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { batches } from '#db/schema/inventory';
import { recalls } from '#db/schema/stock-batches';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { keyedId, requestHash } from '#platform/keyed-id';
import { describeError, log } from '#platform/log';
import { invalidInput, parseInput } from '#platform/parse-input';
import { sagaStep } from '../posting/saga-step.ts';
import { advanceRecall, descendantsOf } from './advance-recall.ts';
import { findRecall, readRecall, recallView } from './read-recall.ts';
import { LiftRecallSchema, RecallBatchSchema, RecallSchema, type RecallView } from './recall-schemas.ts';

/**
 * Recalls a batch in one call, with everything that was made of it: from now on no store can sell it, what is free is set aside,
 * orders that have not left are stopped, and an event tells of it. A store that is away follows by itself: until then the
 * recall is `running`. The same key gives the same recall.
 */
export async function recallBatch(ctx: Context, input: z.input<typeof RecallBatchSchema>): Promise<RecallView> {
  requirePermission(ctx, 'inventory.recall');
  const { batchId, reason, key } = parseInput(RecallBatchSchema, input);
  const id = await keyedId('recall', key);
  const fingerprint = await requestHash([batchId, reason]);
  const known = await findRecall(ctx, id);
  if (known === undefined) await writeDown(ctx, { id, fingerprint, batchId, reason });
  else if (known.fingerprint !== fingerprint) {
    throw new AppError('idempotency_mismatch', 'Another recall was made under this key.');
  }
  const recall = await advanceRecall(ctx, id);
  await hurryEvents(ctx);
  return recallView(recall);
}

async function writeDown(
  ctx: Permitted,
  { id, fingerprint, batchId, reason }: { id: string; fingerprint: string; batchId: string; reason: string },
): Promise<void> {
  const [batch] = await ctx.db.query(sql`select 1 from ${batches} where id = ${batchId}`);
  if (batch === undefined) throw invalidInput([{ path: 'batchId', message: 'There is no such batch' }]);
  const at = ctx.clock.now().toISOString();
  const recall = fact(recalls, {
    id,
    batchId,
    batchIds: await descendantsOf(ctx, batchId),
    reason,
    status: 'running',
    fingerprint,
    openedBy: describeActor(ctx.actor),
    openedAt: at,
    liftReason: null,
    liftedBy: null,
    liftedAt: null,
    dueAt: at,
  });
  await ctx.db.batch([
    ...writeFacts([recall, auditFact(ctx, { action: 'inventory.recall', subject: batchId, reason, after: { id } })]),
    sagaStep({
      id,
      kind: 'recall',
      subject: batchId,
      storeId: null,
      status: 'running',
      step: 'announce',
      outcome: 'done',
      at,
    }),
  ]);
}

/** Goes on at once with a recall, or its lifting, that waits for a store. */
export async function resumeRecall(ctx: Context, input: z.input<typeof RecallSchema>): Promise<RecallView> {
  requirePermission(ctx, 'inventory.recall');
  const { recallId } = parseInput(RecallSchema, input);
  return recallView(await advanceRecall(ctx, recallId));
}

/**
 * Takes a recall back: what it set aside goes back on the shelves, orders go on. A batch that another recall holds stays where
 * it is. Repeating it changes nothing.
 */
export async function liftRecall(ctx: Context, input: z.input<typeof LiftRecallSchema>): Promise<RecallView> {
  requirePermission(ctx, 'inventory.recall');
  const { recallId, reason } = parseInput(LiftRecallSchema, input);
  const recall = await readRecall(ctx, recallId);
  if (recall.status === 'lifted') return recallView(recall);
  if (recall.status !== 'lifting') {
    const at = ctx.clock.now().toISOString();
    try {
      await ctx.db.batch([
        exactlyOne(sql`update ${recalls} set status = 'lifting', lift_reason = ${reason},
          lifted_by = ${describeActor(ctx.actor)}, due_at = ${at} where id = ${recallId} and status in ('running', 'active')`),
        ...writeFacts([
          auditFact(ctx, { action: 'inventory.recall.lift', subject: recall.batchId, reason, after: { id: recallId } }),
        ]),
      ]);
    } catch (error) {
      if (!wasRefused(error)) throw error;
    }
  }
  return recallView(await advanceRecall(ctx, recallId));
}

/** Recalls that are due: stores that were away, pieces that were held, orders that came in late. */
export async function sweepRecalls(ctx: Permitted): Promise<number> {
  const due = await ctx.db.query<{ id: string }>(
    sql`select id from ${recalls} where due_at <= ${ctx.clock.now().toISOString()} order by due_at limit 10`,
  );
  for (const { id } of due) {
    await advanceRecall(ctx, id).catch((error: unknown) =>
      log('warn', 'A recall could not go on', { recallId: id, ...describeError(error) }),
    );
  }
  return due.length;
}
