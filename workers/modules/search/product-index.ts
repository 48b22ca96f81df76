import type { AsPlainObject } from 'minisearch';
import { type SearchSnapshot, SNAPSHOT_FORMAT, unpackId, unpackRemedy } from './snapshot.ts';
import { type Suggestion, suggestProducts } from './suggest-products.ts';
import { TextIndex } from './text-index.ts';
import { type Understanding, understandQuery } from './understand-query.ts';
import { makeVocabulary, type Vocabulary } from './vocabulary.ts';

/** A found product, and the variant that fits what was asked: null when it is not made in the potency asked for. */
type ProductHit = { readonly product: number; readonly productId: string; readonly variantId: string | null };

export type IndexAnswer = {
  readonly read: Understanding;
  readonly hits: readonly ProductHit[];
  readonly total: number;
};

/** No search answers more: who has not found it among these asks in other words. */
export const HIT_LIMIT = 500;

/** How much a product keeps of its score when it is not what was asked for, part by part. */
const misfit = { brand: 0.5, form: 0.45, potency: 0.4, pack: 0.9, stock: 0.8 } as const;

/** Text matches beside a remedy that was understood are bycatch: complexes that hold the word. */
const TEXT_WEIGHT = 0.55;

/** A remedy this far below the best match is another remedy, not another spelling. */
const REMEDY_SCORE_RANGE = 0.3;

type Wanted = {
  potency: number | undefined;
  packs: ReadonlySet<number> | undefined;
  brand: number | undefined;
  forms: ReadonlySet<number>;
};

/** `fits` says that it is all that was asked for, in stock or not. */
type Ranked = { product: number; variant: number | undefined; score: number; fits: boolean };

/** The whole catalogue in memory, searchable without a round trip. Holds no clock and does no I/O. */
export class ProductIndex {
  readonly version: string;
  readonly vocabulary: Vocabulary;
  readonly snapshot: SearchSnapshot;
  readonly #text: TextIndex;
  readonly #firstVariant: Uint32Array;
  readonly #productsOfSubject: number[][];
  readonly #subjectOfRemedy = new Map<string, number>();
  /** How well each product sells, 0 to 1 on a logarithmic scale: the long tail still counts. */
  readonly #demand: Float32Array;

  constructor(snapshot: SearchSnapshot) {
    if (snapshot.format !== SNAPSHOT_FORMAT) throw new RangeError('The search snapshot has another format');
    this.snapshot = snapshot;
    this.version = snapshot.version;
    const remedies = snapshot.remedies.map(unpackRemedy);
    this.vocabulary = makeVocabulary({ remedies, brands: snapshot.brands, complexCodes: snapshot.complexCodes });
    this.#text = TextIndex.load(snapshot.text as AsPlainObject);
    const { variantCounts, subjects, popularity } = snapshot.products;
    this.#firstVariant = new Uint32Array(variantCounts.length + 1);
    for (const [at, count] of variantCounts.entries())
      this.#firstVariant[at + 1] = (this.#firstVariant[at] ?? 0) + count;
    this.#productsOfSubject = snapshot.subjects.map(() => []);
    for (const [product, subject] of subjects.entries()) this.#productsOfSubject[subject]?.push(product);
    for (const [subject, [, remedy]] of snapshot.subjects.entries()) {
      const abbrev = remedies[remedy]?.abbrev;
      if (abbrev !== undefined) this.#subjectOfRemedy.set(abbrev, subject);
    }
    const greatest = Math.log1p(Math.max(1, popularity[0] ?? 1));
    this.#demand = Float32Array.from(popularity, (sold) => Math.log1p(Math.max(0, sold)) / greatest);
  }

  static parse(text: string): ProductIndex {
    return new ProductIndex(JSON.parse(text) as SearchSnapshot);
  }

  get productCount(): number {
    return this.snapshot.products.handles.length;
  }

  /** Products for a query, best first, from `offset`. */
  search(query: string, { offset = 0, limit }: { offset?: number; limit: number }): IndexAnswer {
    const read = understandQuery(query, this.vocabulary);
    const ranked = this.#rank(read);
    const hits = ranked.slice(offset, offset + limit).map(({ product, variant }) => ({
      product,
      productId: unpackId(this.snapshot.products.ids, product),
      variantId: variant === undefined ? null : unpackId(this.snapshot.variants.ids, variant),
    }));
    return { read, hits, total: ranked.length };
  }

  /** What somebody who typed this may want. */
  suggest(query: string): Suggestion[] {
    return suggestProducts(this, query);
  }

  sellsRemedy(abbrev: string): boolean {
    return this.#subjectOfRemedy.has(abbrev);
  }

  /** How well the things that the catalogue is about fit the words, by subject, at most about 1. */
  #subjectScores({ remedies, subject: words, rest }: Understanding): Map<number, number> {
    const scores = new Map<number, number>();
    const best = remedies[0];
    // A bare "kali" is also the abbreviation of a metal that nobody sells: then the others may stand in front.
    const ceiling = best && !this.sellsRemedy(best.remedy.abbrev) ? Math.min(best.score, 1) : (best?.score ?? 0);
    for (const match of remedies) {
      const subject = this.#subjectOfRemedy.get(match.remedy.abbrev);
      const distance = Math.max(0, ceiling - match.score);
      if (subject !== undefined && distance < REMEDY_SCORE_RANGE)
        scores.set(subject, (1 - distance / REMEDY_SCORE_RANGE) ** 2);
    }
    const certain = best?.exact === true && rest === '';
    const found = this.#text.find(words);
    const weight = best === undefined ? 1 : certain ? TEXT_WEIGHT / 2 : TEXT_WEIGHT;
    for (const { subject, score } of found) {
      const share = (weight * score) / (found[0]?.score ?? score);
      scores.set(subject, Math.max(scores.get(subject) ?? 0, share));
    }
    return scores;
  }

  #rank(read: Understanding): Ranked[] {
    const wanted = this.#wanted(read);
    if (read.subject.length === 0) return this.#browse(wanted, read);
    const ranked: Ranked[] = [];
    for (const [subject, score] of this.#subjectScores(read)) {
      for (const product of this.#productsOfSubject[subject] ?? []) ranked.push(this.#judge(product, score, wanted));
    }
    return ranked.sort((a, b) => b.score - a.score || a.product - b.product).slice(0, HIT_LIMIT);
  }

  /** A query of nothing but potency, pack, brand or form: the best-selling products that fit all of it. */
  #browse(wanted: Wanted, read: Understanding): Ranked[] {
    const asksNothing = !read.potency && !read.pack && !read.brand && read.forms.length === 0;
    const ranked: Ranked[] = [];
    if (asksNothing) return ranked;
    for (let product = 0; product < this.productCount && ranked.length < HIT_LIMIT; product += 1) {
      const judged = this.#judge(product, 1, wanted);
      if (judged.fits) ranked.push(judged);
    }
    return ranked.sort((a, b) => b.score - a.score || a.product - b.product);
  }

  #wanted({ potency, pack, brand, forms }: Understanding): Wanted {
    const { potencies, packs, brands } = this.snapshot;
    return {
      // -1 is asked for and unknown to the catalogue; undefined is not asked for.
      potency: potency && potencies.findIndex(([scale, value]) => scale === potency.scale && value === potency.value),
      packs:
        pack &&
        new Set(
          packs.flatMap(([quantity, unit], at) => (quantity === pack.quantity && unit === pack.unit ? [at] : [])),
        ),
      brand: brand?.slug == null ? undefined : brands.findIndex(({ slug }) => slug === brand.slug),
      forms: new Set(forms.map((form) => this.snapshot.forms.indexOf(form))),
    };
  }

  #judge(product: number, subjectScore: number, wanted: Wanted): Ranked {
    const { brands, forms, stock } = this.snapshot.products;
    const variant = this.#pickVariant(product, wanted);
    const packFits =
      wanted.packs === undefined ||
      (variant !== undefined && wanted.packs.has(this.snapshot.variants.packs[variant] ?? -1));
    const brandFits = wanted.brand === undefined || brands[product] === wanted.brand;
    const formFits = wanted.forms.size === 0 || wanted.forms.has(forms[product] ?? -1);
    let score = subjectScore * (0.65 + 0.35 * (this.#demand[product] ?? 0));
    if (!brandFits) score *= misfit.brand;
    if (!formFits) score *= misfit.form;
    if (variant === undefined) score *= misfit.potency;
    if (!packFits) score *= misfit.pack;
    if (stock.charAt(product) !== '1') score *= misfit.stock;
    return { product, variant, score, fits: brandFits && formFits && packFits && variant !== undefined };
  }

  /** The variant in the asked potency, in the asked pack if there is one. Never another potency. */
  #pickVariant(product: number, { potency, packs }: Wanted): number | undefined {
    const [from = 0, until = 0] = [this.#firstVariant[product], this.#firstVariant[product + 1]];
    let inPotency: number | undefined;
    for (let variant = from; variant < until; variant += 1) {
      if (potency !== undefined && this.snapshot.variants.potencies[variant] !== potency) continue;
      if (packs === undefined || packs.has(this.snapshot.variants.packs[variant] ?? -1)) return variant;
      inPotency ??= variant;
    }
    return inPotency;
  }
}
