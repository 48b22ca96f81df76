import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { reorderLevels } from '#db/schema/suppliers';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { SomeQuantity } from '../fields.ts';

export const SetReorderLevelBody = z.strictObject({
  reorderPoint: SomeQuantity.nullable().meta({
    description: 'It is ordered at so many pieces; null: as the sales say',
  }),
  safetyStock: SomeQuantity.nullable().meta({ description: 'Pieces in reserve; null: as the sales say' }),
});
const SetReorderLevelSchema = SetReorderLevelBody.extend({ storeId: z.uuid(), variantId: z.uuid() });

export const ReorderLevelView = SetReorderLevelSchema.meta({ id: 'ReorderLevel' });
export type ReorderLevelView = z.infer<typeof ReorderLevelView>;

/** Decides for one variant in one store when it is ordered, instead of its sales. Throws `not_found`. */
export async function setReorderLevel(ctx: Context, input: ReorderLevelView): Promise<ReorderLevelView> {
  const level = parseInput(SetReorderLevelSchema, input);
  const { storeId, variantId, reorderPoint, safetyStock } = level;
  requirePermission(ctx, 'purchasing.write', { storeId });
  const [written] = await ctx.db.batch([
    sql`insert into ${reorderLevels} (store_id, variant_id, reorder_point, safety_stock)
      select s.id, v.id, ${reorderPoint}::int, ${safetyStock}::int from stores s join variants v on v.id = ${variantId}
      where s.id = ${storeId}
      on conflict (store_id, variant_id) do update set reorder_point = excluded.reorder_point,
        safety_stock = excluded.safety_stock
      returning variant_id`,
    ...writeFacts([
      auditFact(ctx, { action: 'purchasing.set_reorder_level', subject: variantId, storeId, after: level }),
    ]),
  ]);
  if (written?.length === 0) throw new AppError('not_found', 'There is no such store or no such variant.');
  return level;
}
