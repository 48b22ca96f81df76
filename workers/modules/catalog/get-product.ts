import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { cardJson } from './card.ts';
import { languages } from './language.ts';
import { type ProductRow, productView } from './product-view.ts';
import type { ProductView } from './views.ts';

export const Handle = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[a-z0-9-]+$/);

export const GetProductSchema = z.strictObject({ handle: Handle, language: z.enum(languages).default('en') });
export type GetProduct = z.output<typeof GetProductSchema>;

const MAX_RELATED = 6;

/** One product with everything its page shows. One round trip. Throws `not_found`. */
export async function getProduct(ctx: Context, input: GetProduct): Promise<ProductView> {
  requirePermission(ctx, 'catalog.read');
  const [row] = await ctx.db.query<ProductRow>(productStatement(sql`p.handle = ${input.handle}`));
  if (row === undefined) throw new AppError('not_found', 'There is no such product.');
  return productView(row, input.language);
}

/** Everything that a product's page shows, of the active products that fit. */
export function productStatement(wanted: SQL): SQL {
  return sql`select p.id, p.handle, p.name, p.form, p.category, p.description, p.hsn, p.alcohol_permille,
      json_build_object('slug', b.slug, 'name', b.name, 'manufacturer', b.manufacturer, 'colour', b.colour,
        'licenceNumber', b.licence_number) as brand,
      case when r.id is null then null else json_build_object('abbrev', r.abbrev, 'name', r.name, 'slug', r.slug) end as remedy,
      (select coalesce(json_agg(json_build_object('language', n.language, 'name', n.name) order by n.language, n.name), '[]')
        from remedy_names n where n.remedy_id = r.id and n.kind = 'common') as common_names,
      (select value from translations t where t.entity = 'product' and t.entity_id = p.id and t.language = 'hi'
        and t.field = 'name') as name_hindi,
      (select value from translations t where t.entity = 'product' and t.entity_id = p.id and t.language = 'hi'
        and t.field = 'description') as description_hindi,
      coalesce((select rate_basis_points from tax_rates t where starts_with(p.hsn, t.hsn) and t.valid_from <= current_date
        order by length(t.hsn) desc, t.valid_from desc limit 1), 0) as rate_basis_points,
      (select coalesce(json_agg(json_build_object('substance', i.substance, 'strength', i.strength) order by i.position), '[]')
        from product_ingredients i where i.product_id = p.id) as ingredients,
      (select coalesce(json_agg(json_build_object('fileKey', m.file_key, 'alt', m.alt, 'widthPx', m.width_px,
        'heightPx', m.height_px) order by m.position), '[]') from media m where m.product_id = p.id) as photos,
      ${variantsJson} as variants, ${relatedJson} as related
    from products p join brands b on b.id = p.brand_id left join remedies r on r.id = p.remedy_id
    where ${wanted} and p.status = 'active'`;
}

/** Active variants with the price in force. One without a price is not for sale and not shown. */
const variantsJson = sql`(select coalesce(json_agg(json_build_object('id', v.id, 'sku', v.sku, 'barcode', v.barcode,
      'potencyScale', v.potency_scale, 'potencyValue', v.potency_value, 'potencyLabel', v.potency_label,
      'packQuantity', v.pack_quantity, 'packUnit', v.pack_unit, 'packLabel', v.pack_label,
      'amountPaise', price.amount_paise, 'mrpPaise', price.mrp_paise, 'shelves', (
        select coalesce(json_agg(json_build_object('storeId', st.id, 'band', coalesce(s.band, 'out')) order by st.position), '[]')
        from stores st left join stock_levels s on s.store_id = st.id and s.variant_id = v.id)
    ) order by v.position), '[]')
  from variants v join lateral (
    select amount_paise, mrp_paise from prices where variant_id = v.id and price_list = 'retail' and valid_from <= now()
      and (valid_until is null or valid_until > now()) order by valid_from desc limit 1
  ) price on true
  where v.product_id = p.id and v.status = 'active')`;

/** Others of the same remedy; for a complex, others of its category. */
const relatedJson = sql`(select coalesce(json_agg(card), '[]') from (
    (select ${cardJson} as card from product_cards c
      where r.slug is not null and c.remedy_slug = r.slug and c.product_id <> p.id
      order by c.popularity desc nulls last limit ${sql.raw(String(MAX_RELATED))})
    union all
    (select ${cardJson} as card from product_cards c
      where r.slug is null and c.category = p.category and c.product_id <> p.id
      order by c.popularity desc nulls last, c.product_id limit ${sql.raw(String(MAX_RELATED))})) related)`;
