import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { dealers } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { DealerName, type DealerRecord, type DealerView, dealerStatuses, dealerView, Gstin } from './dealer-view.ts';

export const ChangeDealerBody = z.strictObject({
  name: DealerName.optional(),
  gstin: Gstin.nullable().optional(),
  status: z.enum(dealerStatuses).optional(),
});
const ChangeDealerSchema = ChangeDealerBody.extend({ dealerId: z.uuid() });

/** Changes what is named; the rest stays. Throws `not_found`, and `conflict` when somebody else changed it meanwhile. */
export async function changeDealer(ctx: Context, input: z.input<typeof ChangeDealerSchema>): Promise<DealerView> {
  requirePermission(ctx, 'dealers.write');
  const { dealerId, ...wanted } = parseInput(ChangeDealerSchema, input);
  const [row] = await ctx.db.query<DealerRecord>(
    sql`select id, name, gstin, status, created_at from ${dealers} where id = ${dealerId}`,
  );
  if (row === undefined) throw new AppError('not_found', 'There is no such dealer.');
  const before = dealerView(row);
  const after = {
    name: wanted.name ?? row.name,
    gstin: wanted.gstin === undefined ? row.gstin : wanted.gstin,
    status: wanted.status ?? row.status,
  };
  const audit = auditFact(ctx, {
    action: 'dealers.change',
    subject: dealerId,
    before: { firm: before.name, gstin: before.gstin, status: before.status },
    after: { firm: after.name, gstin: after.gstin, status: after.status },
  });
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${dealers} set name = ${after.name}, gstin = ${after.gstin}::text, status = ${after.status}
        where id = ${dealerId} and name = ${row.name} and gstin is not distinct from ${row.gstin}::text
          and status = ${row.status}`),
      ...writeFacts([audit]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', 'Somebody else has just changed this dealer. Look again.');
    throw error;
  }
  return { ...before, ...after };
}
