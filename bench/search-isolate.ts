import { buildSnapshot, lexiconRemedy, ProductIndex, type SearchDocument } from '#modules/search';
import { sampleProducts } from '../db/seed/catalogue.ts';
import { sampleBrands } from '../db/seed/company.ts';
import { sampleId } from '../db/seed/random.ts';
import { sampleRemedies } from '../db/seed/remedies.ts';

export interface SearchFigures {
  variants: number;
  products: number;
  p50Ms: number;
  p95Ms: number;
  suggestP50Ms: number;
  /** From the text of the snapshot to the first answer. */
  loadMs: number;
  snapshotMegabytes: number;
}

const queries = [
  'nux vom 200 30ml',
  'arnica mont 30 ch',
  'bryonia alba',
  'calc flour 6x 25g',
  'rhustox 1m',
  'sulpher 200c',
  'acid phos q',
  'bc 28',
  'natrum muriaticum 0/6 globules',
  'belladona 30',
  'poison ivy',
  'calendula ointment',
  'नक्स वोमिका 200',
  'lycopodium clavatum 10m 100 ml',
  '30c banyan row',
  'kali',
  'something that nobody sells',
  'ars alb 30 x 12',
];

const ROUNDS = 20;
const WARM_UP_ROUNDS = 5;
const LOADS = 5;

/** Search in one isolate's memory: no network, no database. Sizes in variants of the sample assortment. */
export function measureSearch(sizes: readonly number[]): SearchFigures[] {
  return sizes.map(measureSize);
}

function measureSize(variants: number): SearchFigures {
  const text = JSON.stringify(sampleSnapshot(variants));
  const loads: number[] = [];
  let index = ProductIndex.parse(text);
  for (let round = 0; round < LOADS; round += 1) {
    loads.push(
      timed(() => {
        index = ProductIndex.parse(text);
        index.search('nux vomica', { limit: 20 });
      }),
    );
  }
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1)
    for (const query of queries) index.search(query, { limit: 20 });
  const searches: number[] = [];
  const suggestions: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const query of queries) {
      searches.push(timed(() => index.search(query, { limit: 20 })));
      const typed = query.slice(0, 1 + ((round * 3) % query.length));
      suggestions.push(timed(() => index.suggest(typed)));
    }
  }
  return {
    variants,
    products: index.productCount,
    p50Ms: percentile(searches, 0.5),
    p95Ms: percentile(searches, 0.95),
    suggestP50Ms: percentile(suggestions, 0.5),
    loadMs: percentile(loads, 0.5),
    snapshotMegabytes: text.length / 1e6,
  };
}

function sampleSnapshot(variants: number) {
  const remedies = sampleRemedies();
  const documents = sampleProducts(remedies, variants).map(
    (product): SearchDocument => ({
      productId: sampleId(`product/${product.handle}`),
      handle: product.handle,
      name: product.name,
      nameHindi: product.nameHindi ?? null,
      remedyAbbrev: product.remedy?.abbrev ?? null,
      complexCode: product.complex?.code ?? null,
      form: product.form,
      brandSlug: product.brand.slug,
      popularity: product.popularity,
      inStock: true,
      variants: product.variants.map(({ sku, potency, pack }) => ({
        id: sampleId(`variant/${sku}`),
        potencyScale: potency?.scale ?? null,
        potencyValue: potency?.value ?? null,
        packQuantity: pack.quantity,
        packUnit: pack.unit,
      })),
    }),
  );
  const named = remedies.map((remedy) => lexiconRemedy({ ...remedy, fame: remedy.rubricCount }));
  return buildSnapshot({ version: `sample-${variants}`, remedies: named, brands: sampleBrands, documents });
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

if (import.meta.main) console.table(measureSearch([10_000, 100_000]));
