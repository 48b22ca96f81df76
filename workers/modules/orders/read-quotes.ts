import { type SQL, sql } from 'drizzle-orm';
import { type Availability, labelImageUrl } from '#modules/catalog';
import { billableUntil, type CartTrade, tradeOfCart } from '#modules/dealer-accounts';
import { type TariffRow, tariffOf } from '#modules/delivery';
import { rateOn, type TaxRate } from '#modules/finance';
import { type LicenceTerm, licensedUntil, termsOfStore } from '#modules/licences';
import {
  type FloorRule,
  floorOf,
  onBasis,
  priceListOf,
  saleTerms,
  type TermsRequest,
  type TermsRow,
  termsQuery,
} from '#modules/pricing';
import { personOf } from '#platform/access/actor';
import { dayIn } from '#platform/clock';
import type { Permitted } from '#platform/context';
import type { CartState, Quote, SaleTerms } from '#platform/objects';

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
  weight_grams: number;
  brand_name: string;
  brand_colour: string;
  manufacturer: string;
  licence_number: string | null;
  brand_id: string;
  category: string;
  amount_paise: number;
  mrp_paise: number;
  is_taxed: boolean;
  breaks: { minQuantity: number; unitPricePaise: number }[] | null;
  floor: FloorRule | null;
  band: Availability;
  rates: TaxRate[] | null;
  licences: LicenceTerm[] | null;
}

/** The price of the buyer's own list, or of the shop's where that has none. */
const quotesQuery = (variantIds: readonly string[], storeId: string, terms: TermsRequest): SQL => {
  const { at } = terms;
  const isInForce = (row: string) =>
    sql`${sql.raw(row)}.valid_from <= ${at}::timestamptz and (${sql.raw(row)}.valid_until is null or ${sql.raw(row)}.valid_until > ${at}::timestamptz)`;
  return sql`
  select v.id as variant_id, p.id as product_id, p.handle, v.sku, p.name as product_name, p.form, v.potency_label,
    v.pack_label, p.hsn, p.alcohol_permille, v.weight_grams, b.name as brand_name, b.colour as brand_colour, b.manufacturer,
    b.licence_number, b.id as brand_id, p.category,
    price.amount_paise, price.mrp_paise, price.tax_included as is_taxed, coalesce(level.band, 'out') as band,
    (select jsonb_agg(jsonb_build_object('minQuantity', q.min_quantity, 'unitPricePaise', q.amount_paise)) from (
      select distinct on (min_quantity) min_quantity, amount_paise from quantity_breaks q
      where q.variant_id = v.id and q.price_list = price.price_list and ${isInForce('q')}
      order by min_quantity, valid_from desc) q) as breaks,
    (select jsonb_build_object('floorPaise', f.floor_paise, 'marginBasisPoints', f.margin_basis_points,
        'costPaise', case when f.margin_basis_points is not null then
          (select max(c.cost_paise) from batches c where c.variant_id = v.id) end)
      from price_floors f where ${isInForce('f')} and ((f.scope = 'variant' and f.scope_id = v.id)
        or (f.scope = 'brand' and f.scope_id = b.id) or f.scope = 'company')
      order by array_position(array['variant', 'brand', 'company'], f.scope), f.valid_from desc limit 1) as floor,
    (select jsonb_agg(jsonb_build_object('hsn', t.hsn, 'validFrom', t.valid_from, 'rateBasisPoints', t.rate_basis_points))
      from tax_rates t where starts_with(p.hsn, t.hsn)) as rates,
    ${termsOfStore(storeId)} as licences
  from variants v
  join products p on p.id = v.product_id and p.status = 'active'
  join brands b on b.id = p.brand_id
  join lateral (
    select r.price_list, r.amount_paise, r.mrp_paise, l.tax_included from prices r join price_lists l on l.code = r.price_list
    where r.variant_id = v.id and r.price_list in ('retail', ${priceListOf(terms)}) and r.currency = 'INR' and ${isInForce('r')}
    order by r.price_list = 'retail', r.valid_from desc limit 1
  ) price on true
  left join stock_levels level on level.variant_id = v.id and level.store_id = ${storeId}::uuid
  where v.id = any(string_to_array(${variantIds.join(',')}, ',')::uuid[]) and v.status = 'active'`;
};

/** Until when a sale may be billed: by the store's licences for its trade and, to a dealer, by the dealer's own. */
type BillableUntil = (store: readonly LicenceTerm[]) => string | null;

function billableBy({ channel }: CartState, day: string, trade: CartTrade | undefined): BillableUntil {
  if (channel !== 'dealer') return (store) => licensedUntil(store, 'store in retail', day);
  const dealer = trade && { status: trade.status, licences: trade.licences ?? [] };
  const untilDealer = billableUntil(dealer, day);
  return (store) => {
    const untilStore = licensedUntil(store, 'store in wholesale', day);
    if (untilStore === null || untilDealer === null) return null;
    return [untilStore, untilDealer].toSorted()[0] ?? null;
  };
}

/** Goods without a known rate of GST cannot be billed, so they get no quote, as if they were not sold. */
function quoteOfRow(
  row: QuoteRow,
  { day, taxIncluded, until }: { day: string; taxIncluded: boolean; until: BillableUntil },
): Quote | undefined {
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
  const priced = (paise: number) => onBasis(paise, row.is_taxed, taxIncluded, rateBasisPoints);
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
    weightGrams: row.weight_grams,
    unitPricePaise: priced(row.amount_paise),
    mrpPaise: row.mrp_paise,
    availability: row.band,
    licensedUntil: until(row.licences ?? []),
    terms: {
      brandId: row.brand_id,
      form: row.form,
      category: row.category,
      breaks: (row.breaks ?? []).map(({ minQuantity, unitPricePaise }) => ({
        minQuantity,
        unitPricePaise: priced(unitPricePaise),
      })),
      floorPaise: row.floor === null ? 0 : floorOf(row.floor, rateBasisPoints, taxIncluded),
    },
  };
}

export interface ReadQuotes {
  quotes: Quote[];
  quotedAtMs: number;
  terms: SaleTerms;
}

type Reader = Pick<Permitted, 'db' | 'clock' | 'actor'>;

/** At the till, and where staff chose the list, whoever asks is not who buys. */
const buyerOf = ({ actor }: Reader, { channel, chosenPriceList }: CartState): string | null =>
  channel === 'till' || chosenPriceList !== null ? null : personOf(actor);

/**
 * What variants cost and are now for whoever buys, until when the store may bill them, and the promotions that are on, in one
 * round trip (none for a cart with nothing in it). What is not sold has no quote; a code that opens nothing is refused in words.
 */
export async function readQuotes(
  ctx: Reader,
  cart: CartState,
  variantIds: readonly string[],
  couponCodes: readonly string[],
): Promise<ReadQuotes> {
  const now = ctx.clock.now();
  const quotedAtMs = now.getTime();
  if (variantIds.length === 0 && couponCodes.length === 0) return { quotes: [], quotedAtMs, terms: cart.terms };
  const { store, chosenPriceList } = cart;
  const request = { buyerId: buyerOf(ctx, cart), chosenPriceList, couponCodes, at: now.toISOString() };
  const [termsRows, quoteRows, tariffRows, tradeRows = []] = await ctx.db.batch<object>([
    termsQuery(request),
    quotesQuery([...new Set(variantIds)], store.storeId, request),
    sql`select ${tariffOf(store.storeId, request.at)} as tariff`,
    ...(cart.channel === 'dealer' ? [tradeOfCart(cart.id, personOf(ctx.actor))] : []),
  ]);
  const [row] = termsRows as TermsRow[];
  if (row === undefined) throw new Error('A price list has no record');
  const [{ tariff } = { tariff: null }] = tariffRows as TariffRow[];
  const terms = { ...saleTerms(row, request, store.timeZone), ...(tariff !== null && { delivery: tariff }) };
  const day = dayIn(store.timeZone, now);
  const [trade] = tradeRows as CartTrade[];
  const until = billableBy(cart, day, trade);
  const quotes = (quoteRows as QuoteRow[])
    .map((quote) => quoteOfRow(quote, { day, taxIncluded: terms.taxIncluded, until }))
    .filter((quote) => quote !== undefined);
  return { quotes, quotedAtMs, terms };
}
