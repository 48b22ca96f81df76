import type { IdSource } from '#platform/ids';
import { type FormCode, potencyUnfitForForm, unitUnfitForForm } from '../form.ts';
import { groupedByHandle, type ProductGroup, slugOf } from './group-products.ts';
import type { KnownCatalogue, KnownProduct } from './known-products.ts';
import type { ProductRow } from './product-row.ts';
import type { Outcome, RowError, RowFate } from './report.ts';
import type { ReadRow } from './table.ts';

type Values = Record<string, unknown>;

/** What has to be written so that the catalogue says what the file says. Rows carry the database's column names. */
export interface ProductPlan extends Outcome {
  products: Values[];
  hindiNames: { id: string; value: string }[];
  variants: Values[];
  /** Products of which anything is written. */
  changedProductIds: Set<string>;
  /** Products that get a variant: their ladders are put in order again. */
  grownProductIds: Set<string>;
}

const RETAIL_MEDICINE_HSN = '30049014';

/** Decides row by row what a product list changes. Pure: what is known comes in, what is to be written goes out. */
export function planProducts(
  rows: readonly ReadRow<ProductRow>[],
  known: KnownCatalogue,
  ids: IdSource,
  now: string,
): ProductPlan {
  const plan: ProductPlan = {
    fates: [],
    errors: [],
    notices: [],
    products: [],
    hindiNames: [],
    variants: [],
    changedProductIds: new Set(),
    grownProductIds: new Set(),
  };
  const productFates = new Map<string, RowFate>();
  for (const group of groupedByHandle(rows, known)) {
    plan.errors.push(...group.errors);
    const { product, fate } = planProduct(group, known, ids, now, plan);
    productFates.set(group.handle, fate);
    for (const row of group.rows) {
      const variantFate = product === undefined ? 'unchanged' : planVariant(row, product, known, ids, plan);
      plan.fates.push(worse(variantFate, row.value.sku === undefined || fate === 'updated' ? fate : 'unchanged'));
    }
  }
  plan.errors.push(...barcodeClashes(rows, known));
  return plan;
}

const worse = (a: RowFate, b: RowFate): RowFate => (a === 'unchanged' ? b : a);

function planProduct(group: ProductGroup, known: KnownCatalogue, ids: IdSource, now: string, plan: ProductPlan) {
  const { merged, handle } = group;
  const [firstRow] = group.rows;
  const wrong = (column: string, reason: string) => plan.errors.push({ row: firstRow?.row ?? 1, column, reason });
  const existing = known.products.get(handle);
  const brand = known.brands.get(merged.brand.toLowerCase());
  const remedy = merged.remedy === undefined ? undefined : known.remedies.get(merged.remedy.toLowerCase());
  const hsn = merged.hsn ?? existing?.hsn ?? RETAIL_MEDICINE_HSN;
  // Made of form and brand alone it would be the handle of every such product, and overwrite them all.
  if (merged.handle === undefined && slugOf(merged.product_name) === '') {
    wrong('handle', 'A name without Latin letters or digits needs a handle');
  }
  if (brand === undefined) wrong('brand', 'There is no such brand');
  if (merged.remedy !== undefined && remedy === undefined) wrong('remedy', 'There is no such remedy');
  if (!known.hsns.has(hsn)) wrong('hsn', 'There is no tax rate for this HSN');
  if (existing !== undefined && existing.form !== merged.form)
    wrong('form', 'This handle belongs to a product in another form');
  if (existing !== undefined && brand !== undefined && existing.brandId !== brand.id) {
    wrong('brand', 'This handle belongs to a product of another brand');
  }
  if (brand === undefined) return { product: undefined, fate: 'unchanged' as const };

  const product = mergedProduct(existing, merged, handle, brand.id, remedy?.id ?? null, hsn, ids);
  const fate: RowFate = existing === undefined ? 'created' : sameFields(existing, product) ? 'unchanged' : 'updated';
  if (fate !== 'unchanged') {
    plan.changedProductIds.add(product.id);
    plan.products.push(productValues(product, now));
    if (product.nameHindi !== null && product.nameHindi !== existing?.nameHindi) {
      plan.hindiNames.push({ id: product.id, value: product.nameHindi });
    }
  }
  return { product, fate };
}

function mergedProduct(
  existing: KnownProduct | undefined,
  row: ProductRow,
  handle: string,
  brandId: string,
  remedyId: string | null,
  hsn: string,
  ids: IdSource,
): KnownProduct {
  const guessed =
    row.complex_code !== undefined ? 'complex' : row.form === 'biochemic_tablets' ? 'biochemic' : 'single_remedy';
  return {
    id: existing?.id ?? ids.next(),
    handle,
    name: row.product_name,
    nameHindi: row.product_name_hindi ?? existing?.nameHindi ?? null,
    form: row.form,
    brandId,
    remedyId: remedyId ?? existing?.remedyId ?? null,
    complexCode: row.complex_code ?? existing?.complexCode ?? null,
    category: row.category ?? existing?.category ?? guessed,
    description: row.description ?? existing?.description ?? '',
    hsn,
    alcoholPermille: row.alcohol_percent ?? existing?.alcoholPermille ?? null,
    popularity: row.popularity ?? existing?.popularity ?? 0,
    status: row.status ?? existing?.status ?? 'active',
  };
}

const sameFields = (a: object, b: object): boolean =>
  Object.entries(b).every(([key, value]) => (a as Values)[key] === value);

const productValues = (product: KnownProduct, now: string): Values => ({
  id: product.id,
  handle: product.handle,
  remedy_id: product.remedyId,
  complex_code: product.complexCode,
  form: product.form,
  brand_id: product.brandId,
  name: product.name,
  category: product.category,
  description: product.description,
  hsn: product.hsn,
  alcohol_permille: product.alcoholPermille,
  status: product.status,
  popularity: product.popularity,
  created_at: now,
  updated_at: now,
});

function planVariant(
  { row, value }: ReadRow<ProductRow>,
  product: KnownProduct,
  known: KnownCatalogue,
  ids: IdSource,
  plan: ProductPlan,
): RowFate {
  const { sku, pack, potency } = value;
  if (sku === undefined || pack === undefined) return 'unchanged';
  const wrong = (column: string, reason: string) => plan.errors.push({ row, column, reason });
  const form = product.form as FormCode;
  const badPotency = potencyUnfitForForm(form, potency);
  const badUnit = unitUnfitForForm(form, pack.unit);
  const existing = known.variants.get(sku);
  if (badPotency !== undefined) wrong('potency', badPotency.why);
  if (badUnit !== undefined) wrong('pack', badUnit.why);
  if (existing !== undefined && existing.productId !== product.id) wrong('sku', 'This SKU belongs to another product');

  const variant = {
    id: existing?.id ?? ids.next(),
    productId: product.id,
    sku,
    potencyLabel: potency?.label ?? null,
    packLabel: pack.label,
    barcode: value.barcode ?? existing?.barcode ?? null,
    weightGrams: value.weight_grams ?? existing?.weightGrams ?? guessedWeightGrams(pack.quantity, pack.unit),
    status: value.variant_status ?? existing?.status ?? 'active',
  };
  if (existing !== undefined && sameFields(existing, variant)) return 'unchanged';
  plan.changedProductIds.add(product.id);
  plan.grownProductIds.add(product.id);
  plan.variants.push({
    id: variant.id,
    product_id: product.id,
    sku,
    barcode: variant.barcode,
    potency_scale: potency?.scale ?? null,
    potency_value: potency?.value ?? null,
    potency_rank: potency?.rank ?? null,
    potency_label: variant.potencyLabel,
    pack_quantity: pack.quantity,
    pack_unit: pack.unit,
    pack_label: variant.packLabel,
    weight_grams: variant.weightGrams,
    position: 0,
    status: variant.status,
  });
  return existing === undefined ? 'created' : 'updated';
}

/** Contents and container, roughly: parcels are weighed again when they are packed. */
function guessedWeightGrams(quantity: number, unit: string): number {
  const contents = unit === 'ml' || unit === 'g' ? quantity : quantity / 4;
  return Math.round(20 + contents * 1.4);
}

/** Barcodes that two SKUs would share, in the file or with the shelf. */
function barcodeClashes(rows: readonly ReadRow<ProductRow>[], known: KnownCatalogue): RowError[] {
  const owners = new Map(known.barcodes);
  return rows.flatMap(({ row, value: { barcode, sku } }) => {
    if (barcode === undefined || sku === undefined) return [];
    const owner = owners.get(barcode);
    owners.set(barcode, sku);
    if (owner === undefined || owner === sku) return [];
    return [{ row, column: 'barcode', reason: 'Another SKU carries this barcode' }];
  });
}
