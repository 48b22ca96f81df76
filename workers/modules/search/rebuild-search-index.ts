import { type SQL, sql } from 'drizzle-orm';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { isolateIndex, POINTER_KEY, PointerSchema, REVALIDATE_MS, snapshotKey } from './held-index.ts';
import { lexiconRemedy, type NamedRemedy } from './lexicon-remedy.ts';
import type { SearchDocument } from './search-document.ts';
import { buildSnapshot, SNAPSHOT_FORMAT } from './snapshot.ts';
import type { RebuiltIndex } from './views.ts';
import type { KnownBrand } from './vocabulary.ts';

/** Products read at once: about a megabyte of rows, whatever the size of the catalogue. */
const PAGE_PRODUCTS = 2000;

/** A million products: far more than one isolate's memory holds, so a loop that passes it has lost its way. */
const MAX_PAGES = 500;

const JSON_TYPE = 'application/json';

/**
 * Reads the whole catalogue and puts a new snapshot in force; the one before stays for readers that are under way.
 * Answers when no isolate searches the old one any more, so that what is purged then is filled from the new one.
 */
export async function rebuildSearchIndex(ctx: Context): Promise<RebuiltIndex> {
  requirePermission(ctx, 'catalog.import');
  const [remedies, brands] = await ctx.db.batch<NamedRemedy & KnownBrand>([remediesStatement, brandsStatement]);
  const documents = await readDocuments(ctx);
  const version = ctx.ids.next();
  const text = JSON.stringify(
    buildSnapshot({ version, remedies: (remedies ?? []).map(lexiconRemedy), brands: brands ?? [], documents }),
  );
  await ctx.files.put(snapshotKey(version), text, JSON_TYPE);
  await pointTo(ctx, version);
  isolateIndex.expire();
  await new Promise((resolve) => setTimeout(resolve, REVALIDATE_MS));
  const variants = documents.reduce((sum, document) => sum + document.variants.length, 0);
  return { version, products: documents.length, variants, bytes: text.length };
}

async function pointTo(ctx: Permitted, version: string): Promise<void> {
  const file = await ctx.files.get(POINTER_KEY);
  const old = file && PointerSchema.safeParse(JSON.parse(await file.text())).data;
  const pointer = { format: SNAPSHOT_FORMAT, version, previous: old?.version ?? null };
  await ctx.files.put(POINTER_KEY, JSON.stringify(pointer), JSON_TYPE);
  if (typeof old?.previous === 'string') await ctx.files.delete(snapshotKey(old.previous));
}

async function readDocuments(ctx: Permitted): Promise<SearchDocument[]> {
  const documents: SearchDocument[] = [];
  let after = '00000000-0000-0000-0000-000000000000';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const rows = await ctx.db.query<SearchDocument>(documentsStatement(after));
    documents.push(...rows);
    const last = rows.at(-1);
    if (rows.length < PAGE_PRODUCTS || last === undefined) return documents;
    after = last.productId;
  }
  throw new RangeError(`The catalogue has more than ${PAGE_PRODUCTS * MAX_PAGES} products`);
}

const remediesStatement = sql`select r.abbrev, r.name, r.slug, r.rubric_count as fame,
    (select coalesce(json_agg(json_build_object('kind', n.kind, 'name', n.name) order by n.kind, n.name), '[]')
      from remedy_names n where n.remedy_id = r.id) as names
  from remedies r order by r.rubric_count desc, r.abbrev`;

const brandsStatement = sql`select slug, name from brands order by slug`;

const documentsStatement = (after: string): SQL => sql`select c.product_id as "productId", c.handle, c.name,
    c.name_hindi as "nameHindi", c.facts->'remedy'->>'abbrev' as "remedyAbbrev", p.complex_code as "complexCode", c.form,
    c.brand_slug as "brandSlug", c.popularity, c.in_stock as "inStock",
    (select coalesce(json_agg(json_build_object('id', v.id, 'potencyScale', v.potency_scale, 'potencyValue', v.potency_value,
      'packQuantity', v.pack_quantity, 'packUnit', v.pack_unit) order by v.position), '[]')
      from variants v where v.product_id = c.product_id and v.status = 'active') as variants
  from product_cards c join products p on p.id = c.product_id
  where c.product_id > ${after}::uuid order by c.product_id limit ${PAGE_PRODUCTS}`;
