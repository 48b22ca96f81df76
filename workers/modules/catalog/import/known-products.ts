import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';

export interface KnownProduct {
  id: string;
  handle: string;
  name: string;
  nameHindi: string | null;
  form: string;
  brandId: string;
  remedyId: string | null;
  complexCode: string | null;
  category: string;
  description: string;
  hsn: string;
  alcoholPermille: number | null;
  popularity: number;
  status: string;
}

interface KnownVariant {
  id: string;
  productId: string;
  sku: string;
  potencyLabel: string | null;
  packLabel: string;
  barcode: string | null;
  weightGrams: number;
  status: string;
}

/** What the shop knows already about the things that a file names. */
export interface KnownCatalogue {
  products: Map<string, KnownProduct>;
  variants: Map<string, KnownVariant>;
  /** SKU by barcode. */
  barcodes: Map<string, string>;
  /** Id by slug and by name in small letters. */
  brands: Map<string, { id: string; slug: string }>;
  /** Id by abbreviation, slug and name in small letters. */
  remedies: Map<string, { id: string; slug: string }>;
  hsns: Set<string>;
}

export interface Wanted {
  handles: readonly string[];
  skus: readonly string[];
  barcodes: readonly string[];
  remedies: readonly string[];
}

const texts = (values: readonly string[]) => sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

/** Reads all of it in one round trip. */
export async function readKnownCatalogue(db: Database, wanted: Wanted): Promise<KnownCatalogue> {
  const names = texts(wanted.remedies.map((name) => name.toLowerCase()));
  const [products = [], variants = [], barcodes = [], brands = [], remedies = [], hsns = []] = await db.batch([
    sql`select p.id, p.handle, p.name, hindi.value as "nameHindi", p.form, p.brand_id as "brandId",
        p.remedy_id as "remedyId", p.complex_code as "complexCode", p.category, p.description, p.hsn,
        p.alcohol_permille as "alcoholPermille", p.popularity, p.status
      from products p left join translations hindi
        on hindi.entity = 'product' and hindi.entity_id = p.id and hindi.language = 'hi' and hindi.field = 'name'
      where p.handle in ${texts(wanted.handles)}`,
    sql`select id, product_id as "productId", sku, potency_label as "potencyLabel", pack_label as "packLabel", barcode,
        weight_grams as "weightGrams", status from variants where sku in ${texts(wanted.skus)}`,
    sql`select sku, barcode from variants where barcode in ${texts(wanted.barcodes)}`,
    sql`select id, slug, name from brands`,
    sql`select id, slug, abbrev, name from remedies
      where lower(abbrev) in ${names} or slug in ${names} or lower(name) in ${names}`,
    sql`select distinct hsn from tax_rates`,
  ]);
  return {
    products: byKey(products as unknown as KnownProduct[], ({ handle }) => [handle]),
    variants: byKey(variants as unknown as KnownVariant[], ({ sku }) => [sku]),
    barcodes: new Map(barcodes.map(({ barcode, sku }) => [String(barcode), String(sku)])),
    brands: byKey(brands as { id: string; slug: string; name: string }[], ({ slug, name }) => [name, slug]),
    remedies: byKey(
      remedies as { id: string; slug: string; abbrev: string; name: string }[],
      ({ slug, abbrev, name }) => [name, slug, abbrev],
    ),
    hsns: new Set(hsns.map(({ hsn }) => String(hsn))),
  };
}

/** Later keys win: an abbreviation is never taken for somebody else's name. */
function byKey<T>(rows: readonly T[], keysOf: (row: T) => string[]): Map<string, T> {
  const found = new Map<string, T>();
  const depth = Math.max(0, ...rows.map((row) => keysOf(row).length));
  for (let at = 0; at < depth; at++) {
    for (const row of rows) {
      const key = keysOf(row)[at];
      if (key !== undefined) found.set(depth === 1 ? key : key.toLowerCase(), row);
    }
  }
  return found;
}
