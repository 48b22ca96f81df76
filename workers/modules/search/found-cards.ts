import { type SQL, sql } from 'drizzle-orm';
import { type CardRow, cardColumns, type Language, productCard } from '#modules/catalog';
import { inr } from '#platform/money';
import type { Understanding } from './understand-query.ts';
import type { SearchHit } from './views.ts';

/** A card with its matching variant, as the statements here select it. */
export type FoundRow = CardRow & { variant: VariantJson | null };

type VariantJson = {
  id: string;
  sku: string;
  potencyScale: string | null;
  potencyValue: number | null;
  potencyLabel: string | null;
  packQuantity: number;
  packUnit: string;
  packLabel: string;
  amountPaise: number;
  mrpPaise: number;
  band: 'in_stock' | 'low' | 'out';
};

/** The matching variant `v` with the price in force and the best of all shelves; null when it has no price. */
const variantJson = (from: SQL): SQL => sql`(select json_build_object('id', v.id, 'sku', v.sku,
      'potencyScale', v.potency_scale, 'potencyValue', v.potency_value, 'potencyLabel', v.potency_label,
      'packQuantity', v.pack_quantity, 'packUnit', v.pack_unit, 'packLabel', v.pack_label,
      'amountPaise', price.amount_paise, 'mrpPaise', price.mrp_paise, 'band', coalesce((
        select s.band from stock_levels s where s.variant_id = v.id
        order by array_position(array['in_stock', 'low', 'out'], s.band) limit 1), 'out'))
    from ${from} join lateral (
      select amount_paise, mrp_paise from prices where variant_id = v.id and price_list = 'retail' and valid_from <= now()
        and (valid_until is null or valid_until > now()) order by valid_from desc limit 1) price on true) as variant`;

/** The cards of found products, in the order of `hits`, in one statement. */
export function cardsOfHits(hits: readonly { productId: string; variantId: string | null }[]): SQL {
  const places = JSON.stringify(hits.map(({ productId, variantId }, place) => ({ place, productId, variantId })));
  const variant = variantJson(sql`(select * from variants x where x.id = hit."variantId" and x.status = 'active') v`);
  return sql`select ${cardColumns}, ${variant}
    from json_to_recordset(${places}::json) as hit(place int, "productId" uuid, "variantId" uuid)
    join product_cards c on c.product_id = hit."productId" order by hit.place`;
}

/**
 * The same without an index: words that look alike (pg_trgm), products in the asked potency first. Slower and blinder
 * than the index, and only used while there is none.
 */
export function cardsAlike({ subject, potency, pack, forms }: Understanding, offset: number, limit: number): SQL {
  const words = subject.join(' ');
  const [potencyLabel, packLabel] = [potency?.label ?? null, pack?.label ?? null];
  const variant = variantJson(sql`(select * from variants x where x.product_id = c.product_id and x.status = 'active'
    and (${potencyLabel}::text is null or x.potency_label = ${potencyLabel}::text)
    order by (x.pack_label = ${packLabel}::text) desc nulls last, x.position limit 1) v`);
  const conditions = [
    ...(words === '' ? [] : [sql`${words}::text <% c.search_text`]),
    ...(forms.length === 0
      ? []
      : [
          sql`c.form in (${sql.join(
            forms.map((form) => sql`${form}`),
            sql`, `,
          )})`,
        ]),
    ...(words === '' && potencyLabel !== null ? [sql`c.potencies @> array[${potencyLabel}::text]`] : []),
  ];
  const where = conditions.length === 0 ? sql`false` : sql.join(conditions, sql` and `);
  return sql`select ${cardColumns}, ${variant} from product_cards c where ${where}
    order by (${potencyLabel}::text is null or c.potencies @> array[${potencyLabel}::text]) desc,
      word_similarity(${words}::text, c.search_text) desc, c.popularity desc, c.product_id
    limit ${limit} offset ${offset}`;
}

/** A card whose label is that of the matching variant: a picture that says 3X beside "30C" would sow doubt. */
export function searchHit({ variant, ...card }: FoundRow, language: Language): SearchHit {
  if (variant === null) return { ...productCard(card, language), variant };
  const face = { id: variant.id, potency: variant.potencyLabel, pack: variant.packLabel };
  return { ...productCard({ ...card, facts: { ...card.facts, face } }, language), variant: variantView(variant) };
}

function variantView({ potencyScale, potencyValue, potencyLabel, ...variant }: VariantJson): SearchHit['variant'] {
  const { id, sku, packQuantity, packUnit, packLabel, amountPaise, mrpPaise, band } = variant;
  const named = potencyScale !== null && potencyValue !== null && potencyLabel !== null;
  return {
    id,
    sku,
    potency: named ? { scale: potencyScale, value: potencyValue, label: potencyLabel } : null,
    pack: { quantity: packQuantity, unit: packUnit, label: packLabel },
    price: inr(amountPaise),
    mrp: inr(mrpPaise),
    availability: band,
  };
}
