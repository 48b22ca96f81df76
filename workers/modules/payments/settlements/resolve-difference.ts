import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { settlementDifferences } from '#db/schema/payments';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { type DifferenceRow, type DifferenceView, differenceView, selectDifferences } from './settlement-view.ts';

const MAX_NOTE = 500;

export const ResolveDifferenceBody = z.strictObject({
  note: z.string().trim().min(3, 'Say what it was').max(MAX_NOTE),
});
const ResolveDifferenceSchema = ResolveDifferenceBody.extend({ differenceId: z.uuid() });

/** Somebody has explained a difference. Throws `conflict` when that was done already. */
export async function resolveDifference(
  ctx: Context,
  input: z.input<typeof ResolveDifferenceSchema>,
): Promise<DifferenceView> {
  requirePermission(ctx, 'payments.reconcile');
  const { differenceId, note } = parseInput(ResolveDifferenceSchema, input);
  const [row] = await ctx.db.query<DifferenceRow>(selectDifferences(sql`d.id = ${differenceId}`));
  if (row === undefined) throw new AppError('not_found', 'There is no such difference.');
  const resolvedAt = ctx.clock.now().toISOString();
  const resolvedBy = describeActor(ctx.actor);
  const facts = { kind: row.kind, expectedPaise: row.expected_paise, foundPaise: row.found_paise };
  const audit = auditFact(ctx, { action: 'payments.resolve_difference', subject: differenceId, reason: note, facts });
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${settlementDifferences} set note = ${note}, resolved_by = ${resolvedBy},
        resolved_at = ${resolvedAt} where id = ${differenceId} and resolved_at is null`),
      ...writeFacts([audit]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', 'It is resolved already.');
    throw error;
  }
  return { ...differenceView(row), note, resolvedBy, resolvedAt };
}
