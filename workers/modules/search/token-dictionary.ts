import { countBits, editDistance, letterBits, prefixDistance } from './edit-distance.ts';
import { isDevanagari, latinOf, skeletonOf, soundOf, stemOf } from './words.ts';

/** How well a typed word fits a known one, 0 to 1: the same word 1, the same sound or stem, a beginning, a misspelling. */
export type TokenFit = { readonly token: number; readonly quality: number };

type KnownToken = { word: string; sound: string; stem: string; wordBits: number; soundBits: number };

/** Shorter words are abbreviations: they match by beginning, and never by misspelling. */
const SHORTEST_MISSPELT = 4;

const editsAllowed = (length: number) => (length < SHORTEST_MISSPELT ? 0 : length < 7 ? 1 : length < 12 ? 2 : 3);

/** Every distinct word of a set of names, findable by beginning, by sound and with typing errors. */
export class TokenDictionary {
  readonly #tokens: KnownToken[] = [];
  readonly #numbers = new Map<string, number>();

  get size(): number {
    return this.#tokens.length;
  }

  /** The number of a word, which is given on first sight. */
  add(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const sound = soundOf(isDevanagari(word) ? latinOf(word) : word);
    const [wordBits, soundBits] = [letterBits(word), letterBits(sound)];
    this.#tokens.push({ word, sound, stem: stemOf(sound), wordBits, soundBits });
    this.#numbers.set(word, this.#tokens.length - 1);
    return this.#tokens.length - 1;
  }

  word(token: number): string {
    return this.#tokens[token]?.word ?? '';
  }

  /** Every known word that a typed one may mean, unordered. */
  fits(typed: string): TokenFit[] {
    const query = new TypedWord(typed);
    const found: TokenFit[] = [];
    for (let token = 0; token < this.#tokens.length; token += 1) {
      const known = this.#tokens[token];
      const quality = known === undefined ? 0 : query.fit(known);
      if (quality > 0) found.push({ token, quality });
    }
    return found;
  }
}

class TypedWord {
  readonly word: string;
  readonly sound: string;
  readonly #stem: string;
  readonly #skeleton: string | undefined;
  readonly #wordBits: number;
  readonly #soundBits: number;
  readonly #edits: number;

  constructor(word: string) {
    this.word = word;
    this.sound = soundOf(isDevanagari(word) ? latinOf(word) : word);
    this.#stem = stemOf(this.sound);
    this.#skeleton = isDevanagari(word) ? skeletonOf(this.sound) : undefined;
    this.#wordBits = letterBits(word);
    this.#soundBits = letterBits(this.sound);
    this.#edits = /\d/.test(word) ? 0 : editsAllowed(this.sound.length);
  }

  fit(known: KnownToken): number {
    const skeleton = this.#skeleton === undefined ? 0 : this.#fitSkeleton(this.#skeleton, known.sound);
    // Each letter that the known word lacks costs an edit, and a beginning lacks none: this rules out nearly all words.
    const strange = countBits(this.#soundBits & ~known.soundBits);
    if (strange > this.#edits && (this.#wordBits & ~known.wordBits) !== 0) return skeleton;
    if (known.word === this.word) return 1;
    if (known.sound === this.sound) return 0.93;
    if (known.stem === this.#stem) return 0.91;
    if (known.word.startsWith(this.word)) return 0.78 + (0.16 * this.word.length) / known.word.length;
    if (known.sound.startsWith(this.sound)) return 0.75 + (0.16 * this.sound.length) / known.sound.length;
    return Math.max(strange > this.#edits ? 0 : this.#fitMisspelt(known), skeleton);
  }

  #fitMisspelt(known: KnownToken): number {
    const limit = this.#edits;
    if (limit === 0) return 0;
    const whole = editDistance(this.sound, known.sound, limit);
    const firstLetter = this.sound[0] === known.sound[0] ? 0 : 0.08;
    if (whole <= limit) return 0.93 - (0.7 * whole) / Math.max(this.sound.length, known.sound.length) - firstLetter;
    if (firstLetter > 0 || this.sound.length < 5) return 0;
    const beginning = prefixDistance(this.sound, known.sound, Math.min(limit, 2));
    if (beginning > Math.min(limit, 2)) return 0;
    return 0.74 - (0.7 * beginning) / this.sound.length + (0.1 * this.sound.length) / known.sound.length;
  }

  #fitSkeleton(skeleton: string, sound: string): number {
    // Vowels are written in so many ways that only the consonants are compared.
    if (skeleton.length < 2 || skeleton[0] !== skeletonOf(sound.slice(0, 3))[0]) return 0;
    const known = skeletonOf(sound);
    if (skeleton === known) return 0.85;
    if (skeleton.length >= 3 && known.startsWith(skeleton)) return 0.72;
    return skeleton.length >= 5 && editDistance(skeleton, known, 1) === 1 ? 0.65 : 0;
  }
}
