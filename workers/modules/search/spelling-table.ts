import type { LexiconRemedy, RemedyNameKind } from './lexicon-remedy.ts';
import { TokenDictionary } from './token-dictionary.ts';

const kinds: readonly RemedyNameKind[] = ['abbrev', 'name', 'alias', 'latin', 'common'];

/** Ends a chain of spellings that are written alike. */
const NONE = -1;

/**
 * All spellings of all remedies, numbered, and the words they are made of. Kept in flat arrays: an isolate builds it
 * while the first visitor waits, and ten thousand small objects would cost more than the search itself.
 */
export class SpellingTable {
  readonly tokens = new TokenDictionary();
  readonly count: number;
  readonly #remedies: Uint16Array;
  readonly #kinds: Uint8Array;
  readonly #firstToken: Uint32Array;
  readonly #spelt: Uint32Array;
  readonly #first = new Map<string, number>();
  readonly #nextAlike: Int32Array;
  readonly #firstUse: Uint32Array;
  readonly #uses: Uint32Array;

  constructor(remedies: readonly LexiconRemedy[]) {
    let count = 0;
    for (const { spellings } of remedies) count += spellings.length;
    this.count = count;
    this.#remedies = new Uint16Array(count);
    this.#kinds = new Uint8Array(count);
    this.#firstToken = new Uint32Array(count + 1);
    this.#nextAlike = new Int32Array(count).fill(NONE);
    const spelt: number[] = [];
    let at = 0;
    for (const [remedy, { spellings }] of remedies.entries()) {
      for (const { kind, words } of spellings) {
        this.#remedies[at] = remedy;
        this.#kinds[at] = kinds.indexOf(kind);
        for (const word of words.split(' ')) spelt.push(this.tokens.add(word));
        this.#firstToken[at + 1] = spelt.length;
        const alike = this.#first.get(words);
        if (alike !== undefined) this.#nextAlike[at] = alike;
        this.#first.set(words, at);
        at += 1;
      }
    }
    this.#spelt = Uint32Array.from(spelt);
    [this.#firstUse, this.#uses] = this.#countUses();
  }

  has(words: string): boolean {
    return this.#first.has(words);
  }

  /** The spellings that are exactly these words. */
  *exactly(words: string): Generator<number> {
    for (let at = this.#first.get(words) ?? NONE; at !== NONE; at = this.#nextAlike[at] ?? NONE) yield at;
  }

  remedyOf(spelling: number): number {
    return this.#remedies[spelling] ?? 0;
  }

  kindOf(spelling: number): RemedyNameKind {
    return kinds[this.#kinds[spelling] ?? 0] ?? 'common';
  }

  tokensOf(spelling: number): Uint32Array {
    return this.#spelt.subarray(this.#firstToken[spelling], this.#firstToken[spelling + 1]);
  }

  /** The spellings that a token stands in. */
  usesOf(token: number): Uint32Array {
    return this.#uses.subarray(this.#firstUse[token], this.#firstUse[token + 1]);
  }

  /** How telling a token is: the rarer, the more (inverse document frequency). */
  weightOf(token: number): number {
    const uses = (this.#firstUse[token + 1] ?? 0) - (this.#firstUse[token] ?? 0);
    return uses === 0 ? 0 : Math.log(1 + this.count / uses);
  }

  #countUses(): [first: Uint32Array, uses: Uint32Array] {
    const first = new Uint32Array(this.tokens.size + 1);
    for (const token of this.#spelt) first[token + 1] = (first[token + 1] ?? 0) + 1;
    for (let token = 0; token < this.tokens.size; token += 1)
      first[token + 1] = (first[token + 1] ?? 0) + (first[token] ?? 0);
    const uses = new Uint32Array(this.#spelt.length);
    const filled = first.slice();
    for (let spelling = 0; spelling < this.count; spelling += 1) {
      for (const token of this.tokensOf(spelling)) {
        const place = filled[token] ?? 0;
        uses[place] = spelling;
        filled[token] = place + 1;
      }
    }
    return [first, uses];
  }
}
