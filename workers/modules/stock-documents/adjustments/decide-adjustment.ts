import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { stockAdjustments } from '#db/schema/stock-documents';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { post } from '../posting/post.ts';
import { resumePostings } from '../posting/resume-postings.ts';
import { adjustmentPosting } from './adjustment-posting.ts';
import { AdjustmentSchema, type AdjustmentView, RejectSchema } from './adjustment-schemas.ts';
import { readReason, requireSecondPerson } from './approval.ts';
import { adjustmentView, readAdjustment } from './read-adjustment.ts';

/** Approves what somebody else has asked for, and books it. Repeating it changes nothing. */
export async function approveAdjustment(
  ctx: Context,
  input: z.input<typeof AdjustmentSchema>,
): Promise<AdjustmentView> {
  requirePermission(ctx, 'inventory.approve');
  const { adjustmentId } = parseInput(AdjustmentSchema, input);
  const adjustment = await readAdjustment(ctx, adjustmentId);
  const { storeId, lines, requestedBy } = adjustment;
  requirePermission(ctx, 'inventory.approve', { storeId });
  if (adjustment.status === 'rejected' || adjustment.status === 'refused') {
    throw new AppError('illegal_transition', `An adjustment that is ${adjustment.status} cannot be approved.`);
  }
  if (adjustment.status !== 'awaiting_approval') {
    await resumePostings(ctx, adjustmentId);
    return adjustmentView(await readAdjustment(ctx, adjustmentId));
  }
  requireSecondPerson(ctx, storeId, [requestedBy]);
  const reason = await readReason(ctx, adjustment.reason);
  if (reason === undefined) throw new AppError('conflict', 'Its reason is no longer in use.');
  const at = ctx.clock.now().toISOString();
  await post(ctx, {
    posting: await adjustmentPosting(ctx, { id: adjustmentId, storeId, lines, reason }),
    statements: [
      exactlyOne(sql`update ${stockAdjustments} set status = 'posting', decided_by = ${describeActor(ctx.actor)},
        decided_at = ${at} where id = ${adjustmentId} and status = 'awaiting_approval'`),
    ],
    facts: [auditFact(ctx, { action: 'inventory.adjust.approve', subject: adjustmentId, storeId })],
    conflict: 'Somebody else has decided about it meanwhile.',
  });
  return adjustmentView(await readAdjustment(ctx, adjustmentId));
}

/** Refuses what somebody has asked for: nothing is booked. */
export async function rejectAdjustment(ctx: Context, input: z.input<typeof RejectSchema>): Promise<AdjustmentView> {
  requirePermission(ctx, 'inventory.approve');
  const { adjustmentId, note } = parseInput(RejectSchema, input);
  const { storeId, status } = await readAdjustment(ctx, adjustmentId);
  requirePermission(ctx, 'inventory.approve', { storeId });
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${stockAdjustments} set status = 'rejected', decided_by = ${describeActor(ctx.actor)},
        decided_at = ${ctx.clock.now().toISOString()} where id = ${adjustmentId} and status = 'awaiting_approval'`),
      ...writeFacts([
        auditFact(ctx, { action: 'inventory.adjust.reject', subject: adjustmentId, storeId, reason: note }),
      ]),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('illegal_transition', `An adjustment that is ${status} cannot be rejected.`);
  }
  return adjustmentView(await readAdjustment(ctx, adjustmentId));
}
