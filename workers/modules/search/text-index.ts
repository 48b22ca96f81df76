import MiniSearch, { type AsPlainObject, type Options } from 'minisearch';
import { isDevanagari, latinOf, soundOf, wordsOf } from './words.ts';

/** What the text search ranks: a remedy or a complex, never each of its products, so that it stays small. */
export type TextSubject = { readonly id: number; readonly title: string; readonly names: string };

export type TextHit = { readonly subject: number; readonly score: number };

const options: Options<TextSubject> = {
  fields: ['title', 'names'],
  tokenize: wordsOf,
  processTerm: (word) => soundOf(isDevanagari(word) ? latinOf(word) : word),
  searchOptions: {
    boost: { title: 2 },
    prefix: (term) => term.length > 1,
    fuzzy: (term) => (term.length < 4 || /\d/.test(term) ? false : term.length < 7 ? 1 : 2),
    maxFuzzy: 2,
    weights: { prefix: 0.6, fuzzy: 0.35 },
  },
};

/** Words over names: beginnings, sounds and typing errors; BM25 for the order. */
export class TextIndex {
  readonly #index: MiniSearch<TextSubject>;

  private constructor(index: MiniSearch<TextSubject>) {
    this.#index = index;
  }

  static build(subjects: readonly TextSubject[]): TextIndex {
    const index = new MiniSearch<TextSubject>(options);
    index.addAll(subjects);
    return new TextIndex(index);
  }

  static load(plain: AsPlainObject): TextIndex {
    return new TextIndex(MiniSearch.loadJS<TextSubject>(plain, options));
  }

  plain(): AsPlainObject {
    return this.#index.toJSON();
  }

  /** The subjects that hold all the words; where there is none, those that hold some. */
  find(words: readonly string[]): TextHit[] {
    if (words.length === 0) return [];
    const text = [...new Set(words)].join(' ');
    const all = this.#index.search(text, { combineWith: 'AND' });
    const found = all.length > 0 ? all : words.length > 1 ? this.#index.search(text) : [];
    return found.map(({ id, score }) => ({ subject: Number(id), score }));
  }
}
