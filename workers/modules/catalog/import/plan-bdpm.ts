import type { IdSource } from '#platform/ids';
import { type FormCode, potencyUnfitForForm, unitUnfitForForm } from '../form.ts';
import { type Pack, parsePack } from '../pack.ts';
import { type BdpmRow, frenchForm, frenchPack, readPairs } from './bdpm-row.ts';
import { readBarcode } from './cells.ts';
import { slugOf } from './group-products.ts';
import type { RowFate } from './report.ts';
import type { ReadRow } from './table.ts';

type Values = Record<string, unknown>;

export interface KnownRegistration {
  id: string;
  handle: string;
  name: string;
  form: string;
  description: string;
  status: string;
  remedyId: string | null;
  /** `substance=strength` in their order, joined by `|`. */
  ingredients: string;
}

export interface KnownForBdpm {
  products: ReadonlyMap<string, KnownRegistration>;
  brandIds: ReadonlyMap<string, string>;
  /** Id by abbreviation. */
  remedyIds: ReadonlyMap<string, string>;
  skus: ReadonlySet<string>;
}

const SOURCE = 'Base de données publique des médicaments, January 2026';
/** Foreign registrations stand in a band of neutral grey. */
const REGISTRY_COLOUR = '#6B6B6B';

/** Decides which registrations become products. They carry no price, so staff sees them and nobody is sold one. */
export function planBdpm(rows: readonly ReadRow<BdpmRow>[], known: KnownForBdpm, ids: IdSource, now: string) {
  const brandIds = new Map(known.brandIds);
  const brands: Values[] = [];
  const products: Values[] = [];
  const variants: Values[] = [];
  const ingredients: Values[] = [];
  const renewedIds = new Set<string>();
  const fates: RowFate[] = [];
  for (const { value: row } of rows) {
    const form = frenchForm(row.forms);
    if (form === undefined) {
      fates.push('skipped');
      continue;
    }
    const handle = `bdpm-${row.cis}`;
    const existing = known.products.get(handle);
    const brandSlug = slugOf(row.holder);
    const brandId = brandIds.get(brandSlug) ?? ids.next();
    if (!brandIds.has(brandSlug)) brands.push(brandRow(brandId, brandSlug, row.holder));
    brandIds.set(brandSlug, brandId);

    const pairs = readPairs(row.ingredients);
    const product: KnownRegistration = {
      id: existing?.id ?? ids.next(),
      handle,
      name: row.name,
      form,
      description: descriptionOf(row),
      status: row.status === 'Autorisation active' && row.marketed === 'Commercialisée' ? 'active' : 'archived',
      remedyId: row.remedy_abbrev === undefined ? null : (known.remedyIds.get(row.remedy_abbrev) ?? null),
      ingredients: pairs.map(({ name, value }) => `${name}=${value}`).join('|'),
    };
    const packs = newPacks(row, form, known.skus);
    variants.push(...packs.map((pack, at) => variantRow(ids.next(), product.id, pack, at)));
    const same =
      existing !== undefined &&
      Object.entries(product).every(([key, value]) => (existing as unknown as Values)[key] === value);
    fates.push(existing === undefined ? 'created' : same && packs.length === 0 ? 'unchanged' : 'updated');
    if (same) continue;
    renewedIds.add(product.id);
    products.push(productRow(product, brandId, row.kind === 'single' ? 'single_remedy' : 'complex', now));
    ingredients.push(
      ...pairs.map(({ name, value }, position) => ({
        product_id: product.id,
        position,
        remedy_id: null,
        substance: name,
        strength: value,
      })),
    );
  }
  return { fates, brands, products, variants, ingredients, renewedIds };
}

const brandRow = (id: string, slug: string, holder: string): Values => ({
  id,
  slug,
  name: holder,
  manufacturer: holder,
  licence_number: null,
  colour: REGISTRY_COLOUR,
});

const descriptionOf = (row: BdpmRow): string =>
  `Registered in France under CIS ${row.cis} (${row.status.toLowerCase()}). Forms: ${row.forms}. Source: ${SOURCE}.`;

const RETAIL_MEDICINE_HSN = '30049014';

const productRow = (product: KnownRegistration, brandId: string, category: string, now: string): Values => ({
  id: product.id,
  handle: product.handle,
  remedy_id: product.remedyId,
  complex_code: null,
  form: product.form,
  brand_id: brandId,
  name: product.name,
  category,
  description: product.description,
  hsn: RETAIL_MEDICINE_HSN,
  alcohol_permille: null,
  status: product.status,
  popularity: 0,
  created_at: now,
  updated_at: now,
});

interface RegisteredPack {
  sku: string;
  barcode: string | null;
  pack: Pack;
}

/** Packs that a form may be sold in without naming a potency; the registry names ranges of potencies, not potencies. */
function newPacks(row: BdpmRow, form: FormCode, skus: ReadonlySet<string>): RegisteredPack[] {
  if (potencyUnfitForForm(form, undefined) !== undefined) return [];
  return readPairs(row.packs).flatMap(({ name: cip, value: label }) => {
    const size = frenchPack(label);
    const pack = size && parsePack(`${size.quantity} ${size.word}`);
    const sku = `CIP-${cip}`;
    if (pack === undefined || skus.has(sku) || unitUnfitForForm(form, pack.unit) !== undefined) return [];
    return [{ sku, barcode: readBarcode(cip) ?? null, pack }];
  });
}

const GRAMS_OF_A_CONTAINER = 30;

const variantRow = (
  id: string,
  productId: string,
  { sku, barcode, pack }: RegisteredPack,
  position: number,
): Values => ({
  id,
  product_id: productId,
  sku,
  barcode,
  potency_scale: null,
  potency_value: null,
  potency_rank: null,
  potency_label: null,
  pack_quantity: pack.quantity,
  pack_unit: pack.unit,
  pack_label: pack.label,
  weight_grams: pack.quantity + GRAMS_OF_A_CONTAINER,
  position,
  status: 'active',
});
