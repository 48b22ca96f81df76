import type { LexiconRemedy, RemedyNameKind } from './lexicon-remedy.ts';
import { TokenDictionary, type TokenFit } from './token-dictionary.ts';

export type RemedyMatch = {
  readonly remedy: LexiconRemedy;
  /** Orders matches; about 1 for a name written out, above it for an exact one. */
  readonly score: number;
  /** How well the words that did match fit, 0 to 1: below RELIABLE_FIT it is a guess. */
  readonly fit: number;
  readonly by: RemedyNameKind;
  readonly exact: boolean;
  /** For each word of the query, whether this name explains it. */
  readonly explained: readonly boolean[];
};

/** From here on a match is taken for what the person meant. */
export const RELIABLE_FIT = 0.7;

/** Nobody writes a remedy in more words; further words are left to the text search. */
export const LEXICON_WORD_LIMIT = 10;

type Entry = { remedy: number; kind: RemedyNameKind; tokens: number[]; weight: number };

const kindWeight: Readonly<Record<RemedyNameKind, number>> = {
  abbrev: 1,
  name: 1,
  alias: 0.98,
  latin: 0.98,
  common: 0.95,
};

/** Answers which remedy some words mean: by name, abbreviation, alias or common name, half typed or misspelt. */
export class RemedyLexicon {
  readonly remedies: readonly LexiconRemedy[];
  readonly #tokens = new TokenDictionary();
  readonly #entries: Entry[] = [];
  readonly #exact = new Map<string, number[]>();
  readonly #entriesOfToken: number[][] = [];
  readonly #weights: number[] = [];
  readonly #fame: number[];
  readonly #byAbbrev: Map<string, LexiconRemedy>;

  constructor(remedies: readonly LexiconRemedy[]) {
    this.remedies = remedies;
    const greatest = Math.log1p(Math.max(1, ...remedies.map((each) => each.fame)));
    this.#fame = remedies.map((each) => Math.log1p(each.fame) / greatest);
    this.#byAbbrev = new Map(remedies.map((each) => [each.abbrev, each]));
    remedies.forEach((remedy, at) => {
      for (const { kind, words } of remedy.spellings) this.#add(at, kind, words);
    });
    for (const entries of this.#entriesOfToken) this.#weights.push(Math.log(1 + this.#entries.length / entries.length));
    for (const entry of this.#entries) entry.weight = sum(entry.tokens.map((token) => this.#weightOf(token)));
  }

  byAbbrev(abbrev: string): LexiconRemedy | undefined {
    return this.#byAbbrev.get(abbrev);
  }

  /** Whether the words are, letter for letter, a name or abbreviation of some remedy. */
  isName(words: readonly string[]): boolean {
    return this.#exact.has(words.join(' '));
  }

  /** The remedies that the words may mean, best first, one match each. */
  find(words: readonly string[], limit = 8): RemedyMatch[] {
    const asked = words.slice(0, LEXICON_WORD_LIMIT);
    if (asked.length === 0) return [];
    const best = new Map<number, RemedyMatch>();
    const keep = (match: RemedyMatch, at: number) => {
      if (match.score > (best.get(at)?.score ?? 0)) best.set(at, match);
    };
    for (const at of this.#exact.get(asked.join(' ')) ?? []) this.#keepExact(at, asked, keep);
    this.#findByTokens(asked, keep);
    if (asked.length === 1 && !this.#isConvincing(best)) this.#findJoined(asked[0] ?? '', keep);
    return [...best.values()].sort((a, b) => b.score - a.score).slice(0, limit);
  }

  #add(remedy: number, kind: RemedyNameKind, key: string): void {
    const at = this.#entries.length;
    const tokens = key.split(' ').map((word) => this.#tokens.add(word));
    this.#entries.push({ remedy, kind, tokens, weight: 0 });
    const same = this.#exact.get(key);
    if (same === undefined) this.#exact.set(key, [at]);
    else same.push(at);
    for (const token of tokens) {
      const entries = this.#entriesOfToken[token];
      if (entries === undefined) this.#entriesOfToken[token] = [at];
      else if (entries.at(-1) !== at) entries.push(at);
    }
  }

  #keepExact(at: number, asked: readonly string[], keep: (match: RemedyMatch, remedy: number) => void): void {
    const entry = this.#entries[at];
    const remedy = entry && this.remedies[entry.remedy];
    if (!entry || !remedy) return;
    const score = 1.2 * kindWeight[entry.kind] + 0.1 * (this.#fame[entry.remedy] ?? 0);
    keep({ remedy, score, fit: 1, by: entry.kind, exact: true, explained: asked.map(() => true) }, entry.remedy);
  }

  #findByTokens(asked: readonly string[], keep: (match: RemedyMatch, remedy: number) => void): void {
    const fits = asked.map((word) => new Map(this.#fitsOf(word).map(({ token, quality }) => [token, quality])));
    const askedWeights = fits.map((fit) => this.#askedWeight(fit));
    const candidates = new Set<number>();
    for (const [word, fit] of fits.entries()) {
      // One or two letters begin thousands of words; they only refine what a longer word has found.
      const telling = (asked[word]?.length ?? 0) > 2 || asked.length === 1;
      for (const [token, quality] of fit) {
        if (telling || quality === 1) for (const at of this.#entriesOfToken[token] ?? []) candidates.add(at);
      }
    }
    for (const at of candidates) this.#keepScored(at, fits, askedWeights, keep);
  }

  #keepScored(
    at: number,
    fits: readonly ReadonlyMap<number, number>[],
    askedWeights: readonly number[],
    keep: (match: RemedyMatch, remedy: number) => void,
  ): void {
    const entry = this.#entries[at];
    const remedy = entry && this.remedies[entry.remedy];
    if (!entry || !remedy) return;
    const { covered, matched, qualities } = this.#align(entry, fits, askedWeights);
    const weight = sum(qualities.map((quality, word) => (quality > 0 ? (askedWeights[word] ?? 0) : 0)));
    if (weight === 0) return;
    const fit = covered / weight;
    const order = (qualities[0] ?? 0) > 0 && (fits[0]?.get(entry.tokens[0] ?? -1) ?? 0) > 0 ? 0.04 : 0;
    const shape = 0.8 + 0.2 * (matched / entry.weight);
    const score =
      (covered / sum(askedWeights)) * shape * kindWeight[entry.kind] + order + 0.1 * (this.#fame[entry.remedy] ?? 0);
    keep(
      { remedy, score, fit, by: entry.kind, exact: false, explained: qualities.map((each) => each > 0) },
      entry.remedy,
    );
  }

  /** Gives each typed word the token of the name that it fits best, no token twice. */
  #align(entry: Entry, fits: readonly ReadonlyMap<number, number>[], askedWeights: readonly number[]) {
    const taken = new Set<number>();
    const qualities: number[] = [];
    let covered = 0;
    let matched = 0;
    for (const [word, fit] of fits.entries()) {
      let best = -1;
      let quality = 0;
      for (const [position, token] of entry.tokens.entries()) {
        const here = taken.has(position) ? 0 : (fit.get(token) ?? 0);
        if (here > quality) [best, quality] = [position, here];
      }
      qualities.push(quality);
      if (best < 0) continue;
      taken.add(best);
      covered += quality * (askedWeights[word] ?? 0);
      matched += quality * this.#weightOf(entry.tokens[best] ?? -1);
    }
    return { covered, matched, qualities };
  }

  /** "rhustox" and "natmur": one word that is two beginnings. */
  #findJoined(word: string, keep: (match: RemedyMatch, remedy: number) => void): void {
    for (let cut = 3; cut <= word.length - 3; cut += 1) {
      const halves = [word.slice(0, cut), word.slice(cut)];
      this.#findByTokens(halves, (match, remedy) => {
        if (!match.explained.every(Boolean) || match.fit < 0.8) return;
        keep({ ...match, score: match.score - 0.12, explained: [true] }, remedy);
      });
    }
  }

  #isConvincing(best: ReadonlyMap<number, RemedyMatch>): boolean {
    return [...best.values()].some((match) => match.exact || match.fit >= 0.85);
  }

  #fitsOf(word: string): TokenFit[] {
    return this.#tokens.fits(word);
  }

  #askedWeight(fit: ReadonlyMap<number, number>): number {
    let weight = 0;
    let best = 0;
    for (const [token, quality] of fit) {
      if (quality < best) continue;
      weight = quality > best ? this.#weightOf(token) : Math.max(weight, this.#weightOf(token));
      best = quality;
    }
    return weight === 0 ? Math.log(1 + this.#entries.length) : weight;
  }

  #weightOf(token: number): number {
    return this.#weights[token] ?? 0;
  }
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
