import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { products } from '#db/schema/catalog';
import { prescriptionNeeds } from '#db/schema/prescriptions';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';

export const NeedPrescriptionBody = z.strictObject({ isNeeded: z.boolean() });
export const PrescriptionNeedView = z
  .strictObject({ productId: z.uuid(), isNeeded: z.boolean() })
  .meta({ id: 'PrescriptionNeed' });
const NeedPrescription = NeedPrescriptionBody.extend({ productId: z.uuid() });

/** Whether a product leaves the shop on a verified prescription only, from now on. Throws `not_found` for no such product. */
export async function needPrescription(
  ctx: Context,
  input: z.input<typeof NeedPrescription>,
): Promise<z.infer<typeof PrescriptionNeedView>> {
  requirePermission(ctx, 'catalog.import');
  const { productId, isNeeded } = parseInput(NeedPrescription, input);
  const at = ctx.clock.now().toISOString();
  const change = isNeeded
    ? sql`insert into ${prescriptionNeeds} (product_id, valid_from, valid_until, set_by)
        values (${productId}::uuid, ${at}::timestamptz, null, ${describeActor(ctx.actor)})
        on conflict (product_id) do update set valid_until = null, set_by = excluded.set_by`
    : sql`update ${prescriptionNeeds} set valid_until = ${at}::timestamptz where product_id = ${productId}::uuid
        and valid_until is null`;
  const audit = auditFact(ctx, { action: 'prescriptions.need', subject: productId, after: { isNeeded } });
  try {
    await ctx.db.batch([
      demand(sql`exists (select from ${products} where id = ${productId}::uuid)`),
      change,
      ...writeFacts([audit]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('not_found', 'There is no such product.');
    throw error;
  }
  return { productId, isNeeded };
}
