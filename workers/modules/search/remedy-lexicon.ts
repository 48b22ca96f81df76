import type { LexiconRemedy, RemedyNameKind } from './lexicon-remedy.ts';
import { SpellingTable } from './spelling-table.ts';

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
const LEXICON_WORD_LIMIT = 10;

/** Every cut of a joined word costs two look-ups, so a word of two hundred letters is not cut at all. */
const LONGEST_JOINED = 24;

const kindWeight: Readonly<Record<RemedyNameKind, number>> = {
  abbrev: 1,
  name: 1,
  alias: 0.98,
  latin: 0.98,
  common: 0.95,
};

type Keep = (match: RemedyMatch, remedy: number) => void;

/** A typed word: the known words that it may mean, by token, and how much it says. */
type AskedWord = { readonly fits: ReadonlyMap<number, number>; readonly weight: number };

/** Answers which remedy some words mean: by name, abbreviation, alias or common name, half typed or misspelt. */
export class RemedyLexicon {
  readonly remedies: readonly LexiconRemedy[];
  readonly #table: SpellingTable;
  readonly #fame: number[];
  readonly #byAbbrev: Map<string, LexiconRemedy>;

  constructor(remedies: readonly LexiconRemedy[]) {
    this.remedies = remedies;
    this.#table = new SpellingTable(remedies);
    const greatest = Math.log1p(Math.max(1, ...remedies.map((each) => each.fame)));
    this.#fame = remedies.map((each) => Math.log1p(each.fame) / greatest);
    this.#byAbbrev = new Map(remedies.map((each) => [each.abbrev, each]));
  }

  byAbbrev(abbrev: string): LexiconRemedy | undefined {
    return this.#byAbbrev.get(abbrev);
  }

  /** Whether the words are, letter for letter, a name or abbreviation of some remedy. */
  isName(words: readonly string[]): boolean {
    return this.#table.has(words.join(' '));
  }

  /** The remedies that the words may mean, best first, one match each. */
  find(words: readonly string[], limit = 8): RemedyMatch[] {
    const asked = words.slice(0, LEXICON_WORD_LIMIT);
    if (asked.length === 0) return [];
    const best = new Map<number, RemedyMatch>();
    const keep = (match: RemedyMatch, at: number) => {
      if (match.score > (best.get(at)?.score ?? 0)) best.set(at, match);
    };
    for (const spelling of this.#table.exactly(asked.join(' '))) this.#keepExact(spelling, asked, keep);
    this.#findByTokens(asked, keep);
    if (asked.length === 1 && !this.#isConvincing(best)) this.#findJoined(asked[0] ?? '', keep);
    return [...best.values()].sort((a, b) => b.score - a.score).slice(0, limit);
  }

  #keepExact(spelling: number, asked: readonly string[], keep: Keep): void {
    const at = this.#table.remedyOf(spelling);
    const [remedy, by] = [this.remedies[at], this.#table.kindOf(spelling)];
    if (remedy === undefined) return;
    const score = 1.2 * kindWeight[by] + 0.1 * (this.#fame[at] ?? 0);
    keep({ remedy, score, fit: 1, by, exact: true, explained: asked.map(() => true) }, at);
  }

  #findByTokens(asked: readonly string[], keep: Keep): void {
    const looked = new Map([...new Set(asked)].map((word) => [word, this.#askedWord(word)]));
    const words = asked.map((word) => looked.get(word)).filter((word) => word !== undefined);
    const candidates = new Set<number>();
    for (const [at, { fits }] of words.entries()) {
      // One or two letters begin thousands of words; they only refine what a longer word has found.
      const telling = (asked[at]?.length ?? 0) > 2 || asked.length === 1;
      for (const [token, quality] of fits) {
        if (telling || quality === 1) for (const spelling of this.#table.usesOf(token)) candidates.add(spelling);
      }
    }
    for (const spelling of candidates) this.#keepScored(spelling, words, keep);
  }

  #keepScored(spelling: number, words: readonly AskedWord[], keep: Keep): void {
    const at = this.#table.remedyOf(spelling);
    const [remedy, by] = [this.remedies[at], this.#table.kindOf(spelling)];
    const { covered, matched, qualities } = this.#align(spelling, words);
    const tokens = this.#table.tokensOf(spelling);
    const explainedWeight = sum(words.map(({ weight }, word) => ((qualities[word] ?? 0) > 0 ? weight : 0)));
    if (remedy === undefined || explainedWeight === 0) return;
    const inOrder = (words[0]?.fits.get(tokens[0] ?? -1) ?? 0) > 0 ? 0.04 : 0;
    let nameWeight = 0;
    for (const token of tokens) nameWeight += this.#table.weightOf(token);
    const shape = (0.8 + 0.2 * (matched / nameWeight)) * kindWeight[by];
    const score = (covered / sum(words.map(({ weight }) => weight))) * shape + inOrder + 0.1 * (this.#fame[at] ?? 0);
    const explained = qualities.map((quality) => quality > 0);
    keep({ remedy, score, fit: covered / explainedWeight, by, exact: false, explained }, at);
  }

  /** Gives each typed word the token of the name that it fits best, no token twice. */
  #align(spelling: number, words: readonly AskedWord[]): { covered: number; matched: number; qualities: number[] } {
    const tokens = this.#table.tokensOf(spelling);
    const taken = new Set<number>();
    const qualities: number[] = [];
    let covered = 0;
    let matched = 0;
    for (const { fits, weight } of words) {
      let best = -1;
      let quality = 0;
      for (let position = 0; position < tokens.length; position += 1) {
        const here = taken.has(position) ? 0 : (fits.get(tokens[position] ?? -1) ?? 0);
        if (here > quality) [best, quality] = [position, here];
      }
      qualities.push(quality);
      if (best < 0) continue;
      taken.add(best);
      covered += quality * weight;
      matched += quality * this.#table.weightOf(tokens[best] ?? -1);
    }
    return { covered, matched, qualities };
  }

  /** "rhustox" and "natmur": one word that is two beginnings. */
  #findJoined(word: string, keep: Keep): void {
    if (word.length > LONGEST_JOINED) return;
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

  /** A word weighs as much as the most telling of the known words that it fits best; a stranger weighs most. */
  #askedWord(word: string): AskedWord {
    const fits = this.#table.tokens.fits(word);
    let weight = 0;
    let best = 0;
    for (const [token, quality] of fits) {
      if (quality < best) continue;
      const telling = this.#table.weightOf(token);
      weight = quality > best ? telling : Math.max(weight, telling);
      best = quality;
    }
    return { fits, weight: weight === 0 ? Math.log(1 + this.#table.count) : weight };
  }
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
