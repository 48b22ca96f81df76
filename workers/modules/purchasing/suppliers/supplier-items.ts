import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { products, variants } from '#db/schema/catalog';
import { supplierItems, suppliers } from '#db/schema/suppliers';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { Code, CostPaise, listOf, Quantity } from '../fields.ts';

export const SupplierItemView = z
  .object({
    supplierId: z.uuid(),
    variantId: z.uuid(),
    sku: z.string(),
    name: z.string(),
    supplierCode: Code,
    packMultiple: Quantity.meta({ description: 'It is ordered in multiples of so many pieces' }),
    minimumQuantity: Quantity,
    lastCostPaise: CostPaise.nullable().meta({ description: 'Of a piece, without tax and before discount' }),
    preferred: z.boolean(),
  })
  .meta({ id: 'SupplierItem' });
export type SupplierItemView = z.infer<typeof SupplierItemView>;
export const SupplierItemListView = listOf(SupplierItemView, 'SupplierItemList');

export const ListSupplierItemsSchema = z.strictObject({
  supplierId: z.uuid(),
  limit: LimitParameter,
  cursor: CursorParameter,
});

const PlaceSchema = z.tuple([z.uuid()]);

/** What a supplier sells of ours. */
export async function listSupplierItems(
  ctx: Context,
  input: z.input<typeof ListSupplierItemsSchema>,
): Promise<z.infer<typeof SupplierItemListView>> {
  requirePermission(ctx, 'purchasing.read');
  const { supplierId, limit, cursor } = parseInput(ListSupplierItemsSchema, input);
  const after = cursor === undefined ? null : decodeCursor(cursor, PlaceSchema)[0];
  const rows = await ctx.db.query<SupplierItemView>(sql`
    select item.supplier_id as "supplierId", item.variant_id as "variantId", ${variants.sku} as sku, ${products.name} as name,
      item.supplier_code as "supplierCode", item.pack_multiple as "packMultiple",
      item.minimum_quantity as "minimumQuantity", item.last_cost_paise as "lastCostPaise", item.preferred
    from ${supplierItems} item join ${suppliers} on ${suppliers.id} = item.supplier_id
      join ${variants} on ${variants.id} = item.variant_id join ${products} on ${products.id} = ${variants.productId}
    where item.supplier_id = ${supplierId} and (${after}::uuid is null or item.variant_id > ${after}::uuid)
    order by item.variant_id limit ${limit + 1}`);
  const data = rows.slice(0, limit);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.variantId]) };
}
