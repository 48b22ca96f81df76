import { forms } from '#modules/catalog';
import { inStoreBarcode } from './barcode.ts';
import { sampleBatches } from './batches.ts';
import type { SampleProduct, SampleVariant } from './catalogue.ts';
import { brandId } from './company.ts';
import { daysAfter, startOfDayInIndia } from './days.ts';
import { type PriceTags, priceTags, rarityOf, weightGrams } from './pricing.ts';
import { between, chance, oneOf, sampleId } from './random.ts';
import { HSN_RETAIL_MEDICINE, NEW_RATES_FROM } from './tax-rates.ts';

/** Rows as the database names their columns, table by table, parents first. */
export type RowsByTable = Record<string, Record<string, unknown>[]>;

/** The day the sample company's records were written; its products came in over the two years before. */
const WRITTEN_ON = '2026-01-01';
const DAYS_OF_GROWTH = 730;

const alcoholPermille: Readonly<Record<string, readonly [number, ...number[]]>> = {
  dilution: [910],
  mother_tincture: [430, 560, 650, 720, 870],
  drops: [380, 420],
  syrup: [95],
};

/** Everything that one product puts into the catalogue. Barcodes are drawn from `taken`, so that no two are alike. */
export function productRows(product: SampleProduct, anchorDay: string, taken: Set<number>): RowsByTable {
  const id = sampleId(`product/${product.handle}`);
  const writtenAt = startOfDayInIndia(WRITTEN_ON);
  const rows: RowsByTable = {
    products: [
      {
        id,
        handle: product.handle,
        remedy_id: product.remedy?.id ?? null,
        complex_code: product.complex?.code ?? null,
        form: product.form,
        brand_id: brandId(product.brand.slug),
        name: product.name,
        category: categoryOf(product),
        description: descriptionOf(product),
        hsn: HSN_RETAIL_MEDICINE,
        alcohol_permille: alcoholOf(product),
        status: 'active',
        popularity: product.popularity,
        created_at: startOfDayInIndia(daysAfter(WRITTEN_ON, -between(`${product.handle}/age`, 0, DAYS_OF_GROWTH))),
        updated_at: writtenAt,
      },
    ],
    product_ingredients: ingredientRows(product, id),
    translations: product.nameHindi === undefined ? [] : [hindiName('product', id, product.nameHindi)],
    variants: [],
    prices: [],
    batches: [],
  };
  for (const [at, variant] of inLadderOrder(product.variants).entries()) {
    addVariant(rows, product, id, variant, at, anchorDay, taken);
  }
  return rows;
}

export const hindiName = (entity: string, entityId: string, value: string) => ({
  entity,
  entity_id: entityId,
  language: 'hi',
  field: 'name',
  value,
});

function addVariant(
  rows: RowsByTable,
  product: SampleProduct,
  productId: string,
  { sku, potency, pack }: SampleVariant,
  position: number,
  anchorDay: string,
  taken: Set<number>,
): void {
  const id = sampleId(`variant/${sku}`);
  const rarity = rarityOf(product.remedy?.abbrev ?? product.handle, product.rank);
  const tags = priceTags(sku, product.form, potency, pack, product.brand.pricePercent, rarity);
  rows.variants?.push({
    id,
    product_id: productId,
    sku,
    barcode: barcodeOf(sku, taken),
    potency_scale: potency?.scale ?? null,
    potency_value: potency?.value ?? null,
    potency_rank: potency?.rank ?? null,
    potency_label: potency?.label ?? null,
    pack_quantity: pack.quantity,
    pack_unit: pack.unit,
    pack_label: pack.label,
    weight_grams: weightGrams(pack, forms[product.form].liquid),
    position,
    status: 'active',
  });
  rows.prices?.push(...priceRows(sku, id, tags));
  const batches = sampleBatches({ id, sku, mrpPaise: tags.mrpPaise }, product.form, anchorDay);
  for (const batch of batches) {
    rows.batches?.push({
      id: batch.id,
      variant_id: id,
      number: batch.number,
      made_on: batch.madeOn,
      expires_on: batch.expiresOn,
      mrp_paise: batch.mrpPaise,
      cost_paise: batch.costPaise,
    });
  }
}

/** Prices hold since the tax was lowered; every twelfth variant also shows what it cost before. */
function priceRows(sku: string, variantId: string, tags: PriceTags) {
  const lists = [
    ['retail', tags.retailPaise],
    ['doctor', tags.doctorPaise],
    ['dealer', tags.dealerPaise],
  ] as const;
  const newFrom = startOfDayInIndia(NEW_RATES_FROM);
  const rows = lists.map(([list, amount]) => priceRow(sku, variantId, list, amount, tags.mrpPaise, newFrom, null));
  if (chance(`${sku}/older`) >= 1 / 12) return rows;
  const oldFrom = startOfDayInIndia('2024-04-01');
  const older = (paise: number) => Math.ceil((paise * 1.06) / 500) * 500;
  return [
    ...rows,
    ...lists.map(([list, amount]) =>
      priceRow(sku, variantId, list, older(amount), older(tags.mrpPaise), oldFrom, newFrom),
    ),
  ];
}

function priceRow(
  sku: string,
  variantId: string,
  list: string,
  amountPaise: number,
  mrpPaise: number,
  validFrom: string,
  validUntil: string | null,
) {
  return {
    id: sampleId(`price/${sku}/${list}/${validFrom}`),
    price_list: list,
    variant_id: variantId,
    currency: 'INR',
    amount_paise: amountPaise,
    mrp_paise: mrpPaise,
    valid_from: validFrom,
    valid_until: validUntil,
  };
}

function inLadderOrder(variants: readonly SampleVariant[]): SampleVariant[] {
  const order = ({ potency, pack }: SampleVariant) => (potency?.rank ?? 0) * 100_000 + pack.quantity;
  const scaleOf = ({ potency }: SampleVariant) => potency?.scale ?? '';
  const scales = ['', 'mother_tincture', 'decimal', 'centesimal', 'korsakov', 'fifty_millesimal'];
  return [...variants].sort((a, b) => scales.indexOf(scaleOf(a)) - scales.indexOf(scaleOf(b)) || order(a) - order(b));
}

function barcodeOf(sku: string, taken: Set<number>): string {
  let number = Math.floor(chance(`${sku}/barcode`) * 1e11);
  while (taken.has(number)) number = (number + 1) % 1e11;
  taken.add(number);
  return inStoreBarcode(number);
}

function categoryOf(product: SampleProduct): string {
  if (product.complex !== undefined) return product.complex.category;
  return product.form === 'biochemic_tablets' ? 'biochemic' : 'single_remedy';
}

function alcoholOf(product: SampleProduct): number | null {
  const strengths = alcoholPermille[product.form];
  return strengths === undefined ? null : oneOf(`${product.remedy?.abbrev ?? product.handle}/alcohol`, strengths);
}

/** What it is and who makes it, and nothing about what it may be good for. */
function descriptionOf({ form, brand, remedy, complex }: SampleProduct): string {
  const what = forms[form].name.en.toLowerCase();
  const made = remedy === undefined ? `A mixture of ${complex?.parts.length ?? 0} remedies` : `${remedy.shortName}`;
  return `${made} as ${what}, made by ${brand.manufacturer}. Homoeopathic medicine. Sample data: not a product that is on the market.`;
}

function ingredientRows({ complex, remedy }: SampleProduct, productId: string) {
  const parts = complex?.parts ?? [];
  if (remedy !== undefined) return [];
  return parts.map((part, position) => ({
    product_id: productId,
    position,
    remedy_id: part.remedy.id,
    substance: part.remedy.shortName,
    strength: part.strength,
  }));
}
