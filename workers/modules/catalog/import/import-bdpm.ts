import { sql } from 'drizzle-orm';
import type { Database, Statement } from '#db/client';
import type { Permitted } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { type BdpmRow, BdpmRowSchema, bdpmColumns, readPairs } from './bdpm-row.ts';
import type { Grid } from './csv.ts';
import type { Prepared } from './import-rows.ts';
import { type KnownForBdpm, type KnownRegistration, planBdpm } from './plan-bdpm.ts';
import { readRows, repeats, tableOf } from './table.ts';
import { upsert, uuidArray } from './upsert.ts';

export async function prepareBdpm(ctx: Permitted, grid: Grid): Promise<Prepared> {
  const table = tableOf(grid, bdpmColumns);
  const read = readRows(table.rows, BdpmRowSchema);
  const values = read.rows.map(({ value }) => value);
  const plan = planBdpm(read.rows, await readKnown(ctx.db, values), ctx.ids, ctx.clock.now().toISOString());
  const skipped = plan.fates.filter((fate) => fate === 'skipped').length;
  const statements: Statement[] = [];
  const insert = (name: string, rows: Record<string, unknown>[]) =>
    statements.push(...writeFacts(rows.map((row) => ({ table: name, row }))));
  insert('brands', plan.brands);
  if (plan.products.length > 0) {
    const overwritten = ['remedy_id', 'form', 'name', 'category', 'description', 'status', 'updated_at'];
    statements.push(upsert('products', plan.products, ['id'], overwritten));
    statements.push(sql`delete from product_ingredients where product_id = any(${uuidArray(plan.renewedIds)})`);
  }
  insert('product_ingredients', plan.ingredients);
  insert('variants', plan.variants);
  return {
    outcome: {
      fates: plan.fates,
      errors: [...table.errors, ...read.errors, ...repeats(read.rows, 'cis', ({ cis }) => cis)],
      notices: skipped === 0 ? [] : [`${skipped} rows are in a form that is not sold here and were skipped.`],
    },
    productIds: plan.renewedIds,
    statements,
  };
}

async function readKnown(db: Database, rows: readonly BdpmRow[]): Promise<KnownForBdpm> {
  const handles = JSON.stringify(rows.map(({ cis }) => `bdpm-${cis}`));
  const skus = JSON.stringify(rows.flatMap(({ packs }) => readPairs(packs).map(({ name }) => `CIP-${name}`)));
  const [products = [], brands = [], remedies = [], variants = []] = await db.batch([
    sql`select p.id, p.handle, p.name, p.form, p.description, p.status, p.remedy_id as "remedyId",
        coalesce((select string_agg(i.substance || '=' || i.strength, '|' order by i.position)
          from product_ingredients i where i.product_id = p.id), '') as ingredients
      from products p where p.handle in (select jsonb_array_elements_text(${handles}::jsonb))`,
    sql`select id, slug from brands`,
    sql`select id, abbrev from remedies`,
    sql`select sku from variants where sku in (select jsonb_array_elements_text(${skus}::jsonb))`,
  ]);
  return {
    products: new Map((products as unknown as KnownRegistration[]).map((product) => [product.handle, product])),
    brandIds: new Map(brands.map(({ slug, id }) => [String(slug), String(id)])),
    remedyIds: new Map(remedies.map(({ abbrev, id }) => [String(abbrev), String(id)])),
    skus: new Set(variants.map(({ sku }) => String(sku))),
  };
}
