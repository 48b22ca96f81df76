import { sql } from 'drizzle-orm';
import type { Statement } from '#db/client';
import type { Permitted } from '#platform/context';
import type { Grid } from './csv.ts';
import { handleOf } from './group-products.ts';
import type { Prepared } from './import-rows.ts';
import { readKnownCatalogue } from './known-products.ts';
import { type ProductPlan, planProducts } from './plan-products.ts';
import { ProductRowSchema, productColumns } from './product-row.ts';
import { readRows, repeats, tableOf } from './table.ts';
import { upsert, uuidArray } from './upsert.ts';

const defined = (values: readonly (string | undefined)[]): string[] => values.filter((value) => value !== undefined);

export async function prepareProducts(ctx: Permitted, grid: Grid): Promise<Prepared> {
  const table = tableOf(grid, productColumns);
  const read = readRows(table.rows, ProductRowSchema);
  const known = await readKnownCatalogue(ctx.db, {
    handles: read.rows.map(({ value }) => handleOf(value)),
    skus: defined(read.rows.map(({ value }) => value.sku)),
    barcodes: defined(read.rows.map(({ value }) => value.barcode)),
    remedies: defined(read.rows.map(({ value }) => value.remedy)),
  });
  const plan = planProducts(read.rows, known, ctx.ids, ctx.clock.now().toISOString());
  const errors = [...table.errors, ...read.errors, ...repeats(read.rows, 'sku', ({ sku }) => sku), ...plan.errors];
  return {
    outcome: { fates: plan.fates, errors, notices: plan.notices },
    productIds: plan.changedProductIds,
    statements: productStatements(plan),
  };
}

/** Everything but id, handle, popularity of the past and the day it came in. */
const overwrittenOfProduct = [
  'remedy_id',
  'complex_code',
  'name',
  'category',
  'description',
  'hsn',
  'alcohol_permille',
  'status',
  'popularity',
  'updated_at',
];

const overwrittenOfVariant = [
  'barcode',
  'potency_scale',
  'potency_value',
  'potency_rank',
  'potency_label',
  'pack_quantity',
  'pack_unit',
  'pack_label',
  'weight_grams',
  'status',
];

function productStatements(
  plan: Pick<ProductPlan, 'products' | 'hindiNames' | 'variants' | 'grownProductIds'>,
): Statement[] {
  const names = plan.hindiNames.map(({ id, value }) => ({
    entity: 'product',
    entity_id: id,
    language: 'hi',
    field: 'name',
    value,
  }));
  const statements: Statement[] = [];
  if (plan.products.length > 0) statements.push(upsert('products', plan.products, ['id'], overwrittenOfProduct));
  if (names.length > 0) {
    statements.push(upsert('translations', names, ['entity', 'entity_id', 'language', 'field'], ['value']));
  }
  if (plan.variants.length > 0) statements.push(upsert('variants', plan.variants, ['id'], overwrittenOfVariant));
  if (plan.grownProductIds.size > 0) statements.push(orderLadders(plan.grownProductIds));
  return statements;
}

/** Numbers the variants of products anew: by scale, potency and pack, as a ladder is read. */
const orderLadders = (productIds: Set<string>): Statement => sql`
  update variants v set position = ladder.place from (
    select id, row_number() over (partition by product_id order by
      array_position(array['mother_tincture','decimal','centesimal','korsakov','fifty_millesimal'], potency_scale) nulls first,
      potency_rank, pack_unit, pack_quantity, sku) - 1 as place
    from variants where product_id = any(${uuidArray(productIds)})
  ) ladder where ladder.id = v.id and v.position <> ladder.place`;
