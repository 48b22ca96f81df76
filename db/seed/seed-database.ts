import { sql } from 'drizzle-orm';
import { dayIn } from '#platform/clock';
import type { Database } from '../client.ts';
import { brandsFor, type SampleProduct, sampleProducts } from './catalogue.ts';
import { brandId, SAMPLE_NOTICE, type SampleBrand, sampleStores } from './company.ts';
import { recordSampleLicences } from './licences.ts';
import { insertRows, loadTable, progressText } from './load.ts';
import { boerickePassages } from './passages.ts';
import { hindiName, productRows, type RowsByTable } from './product-rows.ts';
import { recordSamplePromotions } from './promotions.ts';
import { SEED_NUMBER } from './random.ts';
import { type SampleRemedy, sampleRemedies } from './remedies.ts';
import { recordSampleSuppliers } from './suppliers.ts';
import { sampleTaxRates } from './tax-rates.ts';

/** Says in a few words how far it is, such as `4,000 of 12,000 variants`. */
export type OnProgress = (text: string) => void;

interface SeedOptions {
  db: Database;
  /** How many variants the sample company has; 12,000 unless asked otherwise, 100,000 for measurements. */
  variants?: number;
  /** The day (YYYY-MM-DD) from which expiries are counted; today in India unless a test says otherwise. */
  anchorDay?: string;
  onProgress?: OnProgress;
}

interface SeedResult {
  /** False when the sample company was there already and nothing was touched. */
  seeded: boolean;
  facts: Record<string, unknown>;
}

const SAMPLE_COMPANY = 'sample-company';
const USUAL_VARIANTS = 12_000;

/** Variants that go into one transaction together with their products, prices and batches. */
const VARIANTS_PER_CHUNK = 800;

/**
 * Fills an empty database with the sample company. Safe to repeat: a run that was cut off is taken up again, and once the
 * milestone `sample-company` stands, nothing is touched any more.
 */
export async function seedDatabase({ db, variants = USUAL_VARIANTS, ...options }: SeedOptions): Promise<SeedResult> {
  const { anchorDay = dayIn('Asia/Kolkata', new Date()), onProgress = () => {} } = options;
  const [reached] = await db.query<{ facts: Record<string, unknown> }>(
    sql`select facts from milestones where name = ${SAMPLE_COMPANY}`,
  );
  await recordSampleLicences(db);
  await recordSamplePromotions(db);
  if (reached !== undefined) {
    await recordSampleSuppliers(db);
    return { seeded: false, facts: reached.facts };
  }

  const remedies = sampleRemedies();
  const report = (what: string, total: number) => (done: number) => onProgress(progressText(done, total, what));
  await loadCompany(db, brandsFor(variants));
  await loadRemedies(db, remedies, report('remedies', remedies.length));
  const passages = boerickePassages(new Map(remedies.map(({ abbrev, id }) => [abbrev, id]))).map(
    ({ remedyId, ...passage }) => ({ ...passage, remedy_id: remedyId }),
  );
  await loadTable(db, 'passages', passages, report('passages', passages.length));

  const products = sampleProducts(remedies, variants);
  const facts = {
    notice: SAMPLE_NOTICE,
    seedNumber: SEED_NUMBER,
    anchorDay,
    remedies: remedies.length,
    passages: passages.length,
    products: products.length,
    variants: products.reduce((sum, product) => sum + product.variants.length, 0),
  };
  await loadProducts(db, products, anchorDay, report('variants', facts.variants));
  await recordSampleSuppliers(db);
  // Without statistics the first requests get plans that were made for empty tables.
  await db.query(sql`analyze`);
  await db.query(sql`insert into milestones (name, facts, reached_at)
    values (${SAMPLE_COMPANY}, ${JSON.stringify(facts)}::jsonb, now()) on conflict do nothing`);
  return { seeded: true, facts };
}

async function loadCompany(db: Database, brands: readonly SampleBrand[]): Promise<void> {
  const stores = sampleStores();
  await db.batch([
    insertRows('stores', stores.map(storeRow)),
    insertRows(
      'brands',
      brands.map(({ slug, name, manufacturer, licenceNumber, colour }) => ({
        id: brandId(slug),
        slug,
        name,
        manufacturer,
        licence_number: licenceNumber,
        colour,
      })),
    ),
    insertRows(
      'tax_rates',
      sampleTaxRates().map(({ hsn, validFrom, rateBasisPoints, source }) => ({
        hsn,
        valid_from: validFrom,
        rate_basis_points: rateBasisPoints,
        source,
      })),
    ),
    insertRows('translations', [
      ...stores.map((store) => hindiName('store', store.id, store.nameHindi)),
      ...brands.map((brand) => hindiName('brand', brandId(brand.slug), brand.nameHindi)),
    ]),
  ]);
}

const storeRow = (store: ReturnType<typeof sampleStores>[number]) => ({
  id: store.id,
  code: store.code,
  slug: store.slug,
  name: store.name,
  line1: store.line1,
  city: store.city,
  state: store.state,
  state_code: store.stateCode,
  postal_code: store.postalCode,
  phone: store.phone,
  gstin: store.gstin,
  licence_number: store.licenceNumber,
  time_zone: store.timeZone,
  hours: store.hours,
  fulfils: store.fulfils,
  position: store.position,
});

async function loadRemedies(db: Database, remedies: SampleRemedy[], onChunk: (done: number) => void): Promise<void> {
  const rows = remedies.map(({ id, abbrev, slug, name, families, rubricCount }) => ({
    id,
    abbrev,
    slug,
    name,
    families,
    rubric_count: rubricCount,
  }));
  await loadTable(db, 'remedies', rows, onChunk);
  const names = remedies.flatMap((remedy) => remedy.names.map((name) => ({ remedy_id: remedy.id, ...name })));
  await loadTable(db, 'remedy_names', names, () => {});
  const hindi = remedies.flatMap(({ id, nameHindi }) =>
    nameHindi === undefined ? [] : [hindiName('remedy', id, nameHindi)],
  );
  await loadTable(db, 'translations', hindi, () => {});
}

async function loadProducts(
  db: Database,
  products: readonly SampleProduct[],
  anchorDay: string,
  onChunk: (done: number) => void,
): Promise<void> {
  const barcodes = new Set<number>();
  let chunk: RowsByTable = {};
  let done = 0;
  const flush = async () => {
    const tables = Object.entries(chunk).filter(([, rows]) => rows.length > 0);
    if (tables.length === 0) return;
    const ids = (chunk.products ?? []).map(({ id }) => String(id));
    await db.batch([
      ...tables.map(([table, rows]) => insertRows(table, rows)),
      sql`select refresh_product_cards(${`{${ids.join(',')}}`}::uuid[])`,
    ]);
    done += chunk.variants?.length ?? 0;
    chunk = {};
    onChunk(done);
  };
  for (const product of products) {
    for (const [table, rows] of Object.entries(productRows(product, anchorDay, barcodes))) {
      const already = chunk[table];
      if (already === undefined) chunk[table] = [...rows];
      else already.push(...rows);
    }
    if ((chunk.variants?.length ?? 0) >= VARIANTS_PER_CHUNK) await flush();
  }
  await flush();
}
