import type { LexiconRemedy, RemedyNameKind } from './lexicon-remedy.ts';
import type { SearchDocument } from './search-document.ts';
import { TextIndex, type TextSubject } from './text-index.ts';
import type { KnownBrand } from './vocabulary.ts';
import { wordsOf } from './words.ts';

/** Counts up when the shape changes: an isolate never reads a snapshot of another shape. */
export const SNAPSHOT_FORMAT = 1;

/** Columns instead of objects, ids as one text: 100,000 variants stay under 8 MB and parse in tens of milliseconds. */
export type SearchSnapshot = {
  readonly format: typeof SNAPSHOT_FORMAT;
  readonly version: string;
  readonly remedies: readonly (readonly [
    abbrev: string,
    name: string,
    slug: string,
    fame: number,
    spellings: string,
  ])[];
  readonly brands: readonly KnownBrand[];
  readonly complexCodes: readonly string[];
  readonly potencies: readonly (readonly [scale: string, value: number])[];
  readonly packs: readonly (readonly [quantity: number, unit: string])[];
  readonly names: readonly string[];
  readonly forms: readonly string[];
  /** What products are of: a remedy (its number) or something of its own (-1). */
  readonly subjects: readonly (readonly [title: string, remedy: number])[];
  readonly products: {
    readonly ids: string;
    readonly handles: readonly string[];
    readonly names: readonly number[];
    readonly subjects: readonly number[];
    readonly brands: readonly number[];
    readonly forms: readonly number[];
    readonly popularity: readonly number[];
    /** One character a product: 1 in stock, 0 not. */
    readonly stock: string;
    readonly variantCounts: readonly number[];
  };
  readonly variants: { readonly ids: string; readonly potencies: readonly number[]; readonly packs: readonly number[] };
  readonly text: unknown;
};

export type SnapshotSource = {
  readonly version: string;
  readonly remedies: readonly LexiconRemedy[];
  readonly brands: readonly KnownBrand[];
  readonly documents: Iterable<SearchDocument>;
};

/** Numbers things in the order in which they are first seen. */
class Numbering<T> {
  readonly items: T[] = [];
  readonly #numbers = new Map<string, number>();

  of(key: string, make: () => T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.items.length);
    return this.items.push(make()) - 1;
  }
}

/** Packs the catalogue into a snapshot. Documents come in any order; the best-selling are put first. */
export function buildSnapshot({ version, remedies, brands, documents }: SnapshotSource): SearchSnapshot {
  const remedyNumbers = new Map(remedies.map(({ abbrev }, at) => [abbrev, at]));
  const brandNumbers = new Map(brands.map(({ slug }, at) => [slug, at]));
  const subjects = new Numbering<[string, number]>();
  const potencies = new Numbering<[string, number]>();
  const packs = new Numbering<[number, string]>();
  const forms = new Numbering<string>();
  const names = new Numbering<string>();
  const texts: TextSubject[] = [];
  const codes = new Set<string>();
  const sorted = [...documents].sort((a, b) => b.popularity - a.popularity || (a.productId < b.productId ? -1 : 1));
  const subjectNumbers = sorted.map((document) => {
    const remedyNumber = document.remedyAbbrev === null ? -1 : (remedyNumbers.get(document.remedyAbbrev) ?? -1);
    const remedy = remedies[remedyNumber];
    const title = remedy?.name ?? document.name;
    const subject = subjects.of(`${remedyNumber}/${remedy ? '' : wordsOf(title).join(' ')}`, () => {
      texts.push({ id: texts.length, title, names: namesOf(document, remedy) });
      return [title, remedyNumber];
    });
    if (document.complexCode !== null) codes.add(document.complexCode);
    return subject;
  });
  const variants = sorted.flatMap((document) => document.variants);
  return {
    format: SNAPSHOT_FORMAT,
    version,
    remedies: remedies.map(packRemedy),
    brands,
    complexCodes: [...codes],
    potencies: potencies.items,
    packs: packs.items,
    subjects: subjects.items,
    names: names.items,
    forms: forms.items,
    products: {
      ids: packIds(sorted.map(({ productId }) => productId)),
      handles: sorted.map(({ handle }) => handle),
      names: sorted.map(({ name }) => names.of(name, () => name)),
      subjects: subjectNumbers,
      brands: sorted.map(({ brandSlug }) => brandNumbers.get(brandSlug) ?? -1),
      forms: sorted.map(({ form }) => forms.of(form, () => form)),
      popularity: sorted.map(({ popularity }) => popularity),
      stock: sorted.map(({ inStock }) => (inStock ? '1' : '0')).join(''),
      variantCounts: sorted.map((document) => document.variants.length),
    },
    variants: {
      ids: packIds(variants.map(({ id }) => id)),
      potencies: variants.map(({ potencyScale, potencyValue }) =>
        potencyScale === null || potencyValue === null
          ? -1
          : potencies.of(`${potencyScale}/${potencyValue}`, () => [potencyScale, potencyValue]),
      ),
      packs: variants.map(({ packQuantity, packUnit }) =>
        packs.of(`${packQuantity}/${packUnit}`, () => [packQuantity, packUnit]),
      ),
    },
    text: TextIndex.build(texts).plain(),
  };
}

function namesOf(document: SearchDocument, remedy: LexiconRemedy | undefined): string {
  const own = [document.nameHindi, document.complexCode?.replaceAll(/[\s-]/g, '')];
  return [...own, ...(remedy?.spellings.map(({ words }) => words) ?? [])].filter((name) => name).join(' ');
}

const kindLetters: Readonly<Record<RemedyNameKind, string>> = {
  abbrev: 'b',
  name: 'n',
  alias: 'a',
  latin: 'l',
  common: 'c',
};
const kindsByLetter = new Map(Object.entries(kindLetters).map(([kind, letter]) => [letter, kind as RemedyNameKind]));

function packRemedy({ abbrev, name, slug, fame, spellings }: LexiconRemedy): [string, string, string, number, string] {
  return [abbrev, name, slug, fame, spellings.map(({ kind, words }) => kindLetters[kind] + words).join('|')];
}

export function unpackRemedy([abbrev, name, slug, fame, spellings]: SearchSnapshot['remedies'][number]): LexiconRemedy {
  const unpacked = spellings
    .split('|')
    .map((packed) => ({ kind: kindsByLetter.get(packed.charAt(0)) ?? 'common', words: packed.slice(1) }));
  return { abbrev, name, slug, fame, spellings: unpacked };
}

const ID_DIGITS = 32;

const packIds = (ids: readonly string[]): string => ids.map((id) => id.replaceAll('-', '')).join('');

/** The uuid that stands at a place of packed ids. */
export function unpackId(packed: string, at: number): string {
  const digits = packed.slice(at * ID_DIGITS, (at + 1) * ID_DIGITS);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}
