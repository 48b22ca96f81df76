import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { products, variants } from '#db/schema/catalog';
import { supplierItems, suppliers } from '#db/schema/suppliers';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { Code, CostPaise, Quantity } from '../fields.ts';
import type { SupplierItemView } from './supplier-items.ts';

export const SetSupplierItemBody = z.strictObject({
  supplierCode: Code,
  packMultiple: Quantity.default(1),
  minimumQuantity: Quantity.default(1),
  lastCostPaise: CostPaise.nullable().optional().meta({ description: 'Stays as it is when left out' }),
  preferred: z.boolean().default(false).meta({ description: 'Takes the preference from the supplier that had it' }),
});
const SetSupplierItemSchema = SetSupplierItemBody.extend({ supplierId: z.uuid(), variantId: z.uuid() });

/** Enters or changes on which terms a supplier sells a variant. Throws `not_found` for what does not exist. */
export async function setSupplierItem(
  ctx: Context,
  input: z.input<typeof SetSupplierItemSchema>,
): Promise<SupplierItemView> {
  requirePermission(ctx, 'suppliers.write');
  const { supplierId, variantId, lastCostPaise, ...terms } = parseInput(SetSupplierItemSchema, input);
  const [known] = await ctx.db.query<{ sku: string; name: string; before: unknown; cost: number | null }>(sql`
    select ${variants.sku} as sku, ${products.name} as name, to_jsonb(item) as before, item.last_cost_paise as cost
    from ${variants} join ${products} on ${products.id} = ${variants.productId}
      join ${suppliers} on ${suppliers.id} = ${supplierId}
      left join ${supplierItems} item on item.variant_id = ${variants.id} and item.supplier_id = ${suppliers.id}
    where ${variants.id} = ${variantId}`);
  if (known === undefined) throw new AppError('not_found', 'There is no such supplier or no such variant.');
  const cost = lastCostPaise === undefined ? known.cost : lastCostPaise;
  const item = { supplierId, variantId, ...terms, lastCostPaise: cost };
  await ctx.db.batch([
    sql`update ${supplierItems} set preferred = false
      where variant_id = ${variantId} and supplier_id <> ${supplierId} and ${terms.preferred}::boolean and preferred`,
    sql`insert into ${supplierItems} as item
        (supplier_id, variant_id, supplier_code, pack_multiple, minimum_quantity, last_cost_paise, preferred)
      values (${supplierId}, ${variantId}, ${terms.supplierCode}, ${terms.packMultiple}, ${terms.minimumQuantity},
        ${cost}::bigint, ${terms.preferred})
      on conflict (supplier_id, variant_id) do update set supplier_code = excluded.supplier_code,
        pack_multiple = excluded.pack_multiple, minimum_quantity = excluded.minimum_quantity,
        last_cost_paise = excluded.last_cost_paise, preferred = excluded.preferred`,
    ...writeFacts([
      auditFact(ctx, { action: 'suppliers.set_item', subject: supplierId, before: known.before, after: item }),
    ]),
  ]);
  return { ...item, sku: known.sku, name: known.name };
}
