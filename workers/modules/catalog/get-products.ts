import { sql } from 'drizzle-orm';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { productStatement } from './get-product.ts';
import type { Language } from './language.ts';
import { type ProductRow, productView } from './product-view.ts';
import type { ProductView } from './views.ts';

export interface GetProducts {
  productIds: readonly string[];
  language: Language;
}

/** Many products as their pages show them, in one round trip and in no order. What is not there or not active is left out. */
export async function getProducts(ctx: Context, { productIds, language }: GetProducts): Promise<ProductView[]> {
  requirePermission(ctx, 'catalog.read');
  if (productIds.length === 0) return [];
  const rows = await ctx.db.query<ProductRow>(productStatement(sql`p.id = any(${sql.param([...productIds])}::uuid[])`));
  return rows.map((row) => productView(row, language));
}

/** The products that sell these variants, in one round trip and in no order. */
export async function getProductsOfVariants(
  ctx: Context,
  { variantIds, language }: { variantIds: readonly string[]; language: Language },
): Promise<ProductView[]> {
  requirePermission(ctx, 'catalog.read');
  if (variantIds.length === 0) return [];
  const rows = await ctx.db.query<ProductRow>(
    productStatement(
      sql`p.id in (select v.product_id from variants v where v.id = any(${sql.param([...variantIds])}::uuid[]))`,
    ),
  );
  return rows.map((row) => productView(row, language));
}
