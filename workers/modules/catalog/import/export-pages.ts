import { type SQL, sql } from 'drizzle-orm';

/** Variants read at a time: some megabytes of rows. */
export const VARIANTS_PER_PAGE = 5000;

/** The variants of a page: those whose SKUs follow `after`. */
export const skusAfter = (after: string): SQL =>
  sql`select id, product_id, sku from variants where sku > ${after} order by sku limit ${VARIANTS_PER_PAGE}`;

export const productPage = (after: string): SQL => sql`
  select p.handle, p.name as product_name, hindi.value as product_name_hindi, p.form, b.slug as brand, r.abbrev as remedy,
    p.complex_code, p.category, p.description, p.hsn, p.alcohol_permille, p.popularity, p.status, v.sku,
    v.potency_label as potency, v.pack_label as pack, v.barcode, v.weight_grams, v.status as variant_status
  from (${skusAfter(after)}) page
  join variants v on v.id = page.id
  join products p on p.id = v.product_id
  join brands b on b.id = p.brand_id
  left join remedies r on r.id = p.remedy_id
  left join translations hindi
    on hindi.entity = 'product' and hindi.entity_id = p.id and hindi.language = 'hi' and hindi.field = 'name'
  order by v.sku`;

export const pricePage = (after: string, now: string): SQL => sql`
  select v.sku, product.name as product_name, v.potency_label as potency, v.pack_label as pack, held.price_list,
    held.amount_paise, held.mrp_paise, held.valid_from
  from (${skusAfter(after)}) page
  join variants v on v.id = page.id
  join products product on product.id = v.product_id
  join lateral (
    select distinct on (price_list) price_list, amount_paise, mrp_paise, valid_from from prices p
    where p.variant_id = v.id and p.valid_from <= ${now}::timestamptz
      and (p.valid_until is null or p.valid_until > ${now}::timestamptz)
    order by price_list, valid_from desc
  ) held on true
  order by v.sku, held.price_list`;

export const stockPage = (after: string): SQL => sql`
  select s.code as store, v.sku, product.name as product_name, v.potency_label as potency, v.pack_label as pack,
    b.number as batch_number, b.made_on, b.expires_on, b.mrp_paise, b.cost_paise, shelf.on_hand
  from (${skusAfter(after)}) page
  join variants v on v.id = page.id
  join products product on product.id = v.product_id
  join batches b on b.variant_id = v.id
  join lateral (
    select store_id, sum(quantity)::int as on_hand from stock_movements m
      where m.batch_id = b.id and m.state = 'sellable' group by store_id
  ) shelf on true
  join stores s on s.id = shelf.store_id
  order by v.sku, s.code, b.number`;
