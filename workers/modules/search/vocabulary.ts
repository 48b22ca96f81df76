import { type FormCode, formCodes, forms } from '#modules/catalog';
import type { LexiconRemedy } from './lexicon-remedy.ts';
import { otherMakers } from './query-words.ts';
import { RemedyLexicon } from './remedy-lexicon.ts';
import { normalise } from './words.ts';

export type KnownBrand = { readonly slug: string; readonly name: string };

/** A maker found in a query; `slug` is null when the shop does not carry it. */
export type AskedBrand = { readonly slug: string | null; readonly name: string };

/** Everything a query may speak of: remedies, brands, forms and the codes of complexes. */
export type Vocabulary = {
  readonly lexicon: RemedyLexicon;
  readonly brands: ReadonlyMap<string, AskedBrand>;
  readonly forms: ReadonlyMap<string, readonly FormCode[]>;
  /** Codes without spaces, such as bc28. */
  readonly complexCodes: ReadonlySet<string>;
};

export type VocabularySource = {
  readonly remedies: readonly LexiconRemedy[];
  readonly brands: readonly KnownBrand[];
  readonly complexCodes: readonly string[];
};

export function makeVocabulary(source: VocabularySource): Vocabulary {
  const brands = new Map<string, AskedBrand>();
  for (const name of otherMakers) brands.set(normalise(name), { slug: null, name });
  for (const brand of source.brands) {
    brands.set(normalise(brand.name), brand);
    brands.set(normalise(brand.slug), brand);
  }
  return {
    lexicon: new RemedyLexicon(source.remedies),
    brands,
    forms: formWords,
    complexCodes: new Set(source.complexCodes.map((code) => normalise(code).replaceAll(' ', ''))),
  };
}

const formWords: ReadonlyMap<string, readonly FormCode[]> = formsByWord();

function formsByWord(): Map<string, FormCode[]> {
  const found = new Map<string, FormCode[]>();
  for (const code of formCodes) {
    for (const word of new Set(forms[code].words.map(normalise))) found.set(word, [...(found.get(word) ?? []), code]);
  }
  return found;
}
