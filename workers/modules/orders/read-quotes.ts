import { type SQL, sql } from 'drizzle-orm';
import { type Availability, labelImageUrl } from '#modules/catalog';
import { rateOn, type TaxRate } from '#modules/finance';
import { type LicenceTerm, licensedUntil, termsOfStore } from '#modules/licences';
import { dayIn } from '#platform/clock';
import type { Permitted } from '#platform/context';
import type { CartStore, Quote } from '#platform/objects';

interface QuoteRow {
  variant_id: string;
  product_id: string;
  handle: string;
  sku: string;
  product_name: string;
  form: string;
  potency_label: string | null;
  pack_label: string;
  hsn: string;
  alcohol_permille: number | null;
  brand_name: string;
  brand_colour: string;
  manufacturer: string;
  licence_number: string | null;
  amount_paise: number;
  mrp_paise: number;
  band: Availability;
  rates: TaxRate[] | null;
  licences: LicenceTerm[] | null;
}

const quotesQuery = (variantIds: readonly string[], storeId: string, at: string): SQL => sql`
  select v.id as variant_id, p.id as product_id, p.handle, v.sku, p.name as product_name, p.form, v.potency_label,
    v.pack_label, p.hsn, p.alcohol_permille, b.name as brand_name, b.colour as brand_colour, b.manufacturer,
    b.licence_number, price.amount_paise, price.mrp_paise, coalesce(level.band, 'out') as band,
    (select jsonb_agg(jsonb_build_object('hsn', t.hsn, 'validFrom', t.valid_from, 'rateBasisPoints', t.rate_basis_points))
      from tax_rates t where starts_with(p.hsn, t.hsn)) as rates,
    ${termsOfStore(storeId)} as licences
  from variants v
  join products p on p.id = v.product_id and p.status = 'active'
  join brands b on b.id = p.brand_id
  join lateral (
    select amount_paise, mrp_paise from prices
    where variant_id = v.id and price_list = 'retail' and currency = 'INR'
      and valid_from <= ${at}::timestamptz and (valid_until is null or valid_until > ${at}::timestamptz)
    order by valid_from desc limit 1
  ) price on true
  left join stock_levels level on level.variant_id = v.id and level.store_id = ${storeId}::uuid
  where v.id = any(string_to_array(${variantIds.join(',')}, ',')::uuid[]) and v.status = 'active'`;

/** Goods without a known rate of GST cannot be billed, so they get no quote, as if they were not sold. */
function quoteOfRow(row: QuoteRow, day: string): Quote | undefined {
  const rateBasisPoints = rateOn(row.hsn, day, row.rates ?? []);
  if (rateBasisPoints === undefined) return undefined;
  const imageUrl = labelImageUrl({
    variantId: row.variant_id,
    productName: row.product_name,
    form: row.form,
    potencyLabel: row.potency_label,
    packLabel: row.pack_label,
    brandName: row.brand_name,
    brandColour: row.brand_colour,
    manufacturer: row.manufacturer,
    licenceNumber: row.licence_number,
    alcoholPermille: row.alcohol_permille,
  });
  return {
    variantId: row.variant_id,
    productId: row.product_id,
    handle: row.handle,
    sku: row.sku,
    name: row.product_name,
    potencyLabel: row.potency_label,
    packLabel: row.pack_label,
    imageUrl,
    hsn: row.hsn,
    rateBasisPoints,
    unitPricePaise: row.amount_paise,
    mrpPaise: row.mrp_paise,
    availability: row.band,
    licensedUntil: licensedUntil(row.licences ?? [], 'store in retail', day),
  };
}

export interface ReadQuotes {
  quotes: Quote[];
  quotedAtMs: number;
}

/** What variants cost and are now, and until when the store may bill them, in one round trip (none for an empty list). What is not sold has no quote. */
export async function readQuotes(
  ctx: Pick<Permitted, 'db' | 'clock'>,
  store: CartStore,
  variantIds: readonly string[],
): Promise<ReadQuotes> {
  const now = ctx.clock.now();
  const quotedAtMs = now.getTime();
  if (variantIds.length === 0) return { quotes: [], quotedAtMs };
  const rows = await ctx.db.query<QuoteRow>(quotesQuery([...new Set(variantIds)], store.storeId, now.toISOString()));
  const day = dayIn(store.timeZone, now);
  const quotes = rows.map((row) => quoteOfRow(row, day)).filter((quote) => quote !== undefined);
  return { quotes, quotedAtMs };
}
