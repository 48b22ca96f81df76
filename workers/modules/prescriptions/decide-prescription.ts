import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { prescriptions, refusalReasons } from '#db/schema/prescriptions';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { type PrescriptionView, prescriptionView } from './prescription-view.ts';
import { PrescriptionId, prescriptionOfStore } from './read-prescription.ts';

export const DecidePrescriptionBody = z
  .strictObject({
    status: z.enum(['verified', 'refused']),
    refusedFor: z.enum(refusalReasons).nullable().default(null),
  })
  .refine(({ status, refusedFor }) => (status === 'refused') === (refusedFor !== null), {
    path: ['refusedFor'],
    message: 'Say why it is refused, and nothing for one that is verified',
  });

/**
 * A doctor or pharmacist of the store has looked at it. Saying the same again changes nothing. Throws `not_found`, and
 * `conflict` where it was decided otherwise: the buyer sends it again.
 */
export async function decidePrescription(
  ctx: Context,
  { prescriptionId: id, ...body }: { prescriptionId: string } & z.input<typeof DecidePrescriptionBody>,
): Promise<PrescriptionView> {
  requirePermission(ctx, 'prescriptions.read');
  const { prescriptionId } = parseInput(PrescriptionId, { prescriptionId: id });
  const { status, refusedFor } = parseInput(DecidePrescriptionBody, body);
  const row = await prescriptionOfStore(ctx, prescriptionId);
  if (row.status === status && row.refusedFor === refusedFor) return prescriptionView(row);
  const decided = { status, refusedFor, decidedAt: ctx.clock.now().toISOString(), decidedBy: describeActor(ctx.actor) };
  const audit = auditFact(ctx, {
    action: status === 'verified' ? 'prescriptions.verify' : 'prescriptions.refuse',
    subject: prescriptionId,
    storeId: row.storeId,
    before: { status: row.status },
    after: { status, refusedFor },
  });
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${prescriptions} set status = ${status}, refused_for = ${refusedFor},
        decided_by = ${decided.decidedBy}, decided_at = ${decided.decidedAt}::timestamptz
        where id = ${prescriptionId}::uuid and status = 'received' and erased_at is null`),
      ...writeFacts([audit]),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('conflict', 'It was decided already, or erased. The buyer sends it again.');
  }
  return prescriptionView({ ...row, ...decided });
}
