import { countBits, editDistance, letterBits, prefixDistance } from './edit-distance.ts';
import { isDevanagari, latinOf, skeletonOf, soundOf, stemOf } from './words.ts';

/** Words within a few letters of each other share nearly all letters; two numbers a word tell so without reading it. */
const INITIAL_ROOM = 4096;

/** Shorter words are abbreviations: they match by beginning, and never by misspelling. */
const SHORTEST_MISSPELT = 4;

const editsAllowed = (length: number) => (length < SHORTEST_MISSPELT ? 0 : length < 7 ? 1 : length < 12 ? 2 : 3);

/** Every distinct word of a set of names, findable by beginning, by sound and with typing errors. */
export class TokenDictionary {
  readonly #words: string[] = [];
  readonly #sounds: string[] = [];
  readonly #numbers = new Map<string, number>();
  #wordBits = new Int32Array(INITIAL_ROOM);
  #soundBits = new Int32Array(INITIAL_ROOM);

  get size(): number {
    return this.#words.length;
  }

  /** The number of a word, which is given on first sight. */
  add(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const token = this.#words.length;
    const sound = spokenAs(word);
    this.#words.push(word);
    this.#sounds.push(sound);
    this.#numbers.set(word, token);
    if (token >= this.#wordBits.length) {
      this.#wordBits = twiceAsLong(this.#wordBits);
      this.#soundBits = twiceAsLong(this.#soundBits);
    }
    this.#wordBits[token] = letterBits(word);
    this.#soundBits[token] = letterBits(sound);
    return token;
  }

  /**
   * Every known word that a typed one may mean, with how well it fits, 0 to 1: the same word 1, the same sound or
   * stem, a beginning, a misspelling.
   */
  fits(typed: string): Map<number, number> {
    const query = new TypedWord(typed);
    const found = new Map<number, number>();
    for (let token = 0; token < this.#words.length; token += 1) {
      const [wordBits, soundBits] = [this.#wordBits[token] ?? 0, this.#soundBits[token] ?? 0];
      if (!query.mayFit(wordBits, soundBits)) continue;
      const quality = query.fit(this.#words[token] ?? '', this.#sounds[token] ?? '', soundBits);
      if (quality > 0) found.set(token, quality);
    }
    return found;
  }
}

const spokenAs = (word: string): string => soundOf(isDevanagari(word) ? latinOf(word) : word);

function twiceAsLong(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(numbers.length * 2);
  longer.set(numbers);
  return longer;
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
    this.sound = spokenAs(word);
    this.#stem = stemOf(this.sound);
    this.#skeleton = isDevanagari(word) ? skeletonOf(this.sound) : undefined;
    this.#wordBits = letterBits(word);
    this.#soundBits = letterBits(this.sound);
    this.#edits = /\d/.test(word) ? 0 : editsAllowed(this.sound.length);
  }

  /** Each letter that the known word lacks costs an edit, and a beginning lacks none: this rules out nearly all words. */
  mayFit(wordBits: number, soundBits: number): boolean {
    if (this.#skeleton !== undefined || (this.#wordBits & ~wordBits) === 0) return true;
    return countBits(this.#soundBits & ~soundBits) <= this.#edits;
  }

  fit(word: string, sound: string, soundBits: number): number {
    if (word === this.word) return 1;
    if (sound === this.sound) return 0.93;
    if (stemOf(sound) === this.#stem) return 0.91;
    if (word.startsWith(this.word)) return 0.78 + (0.16 * this.word.length) / word.length;
    if (sound.startsWith(this.sound)) return 0.75 + (0.16 * this.sound.length) / sound.length;
    const strange = countBits(this.#soundBits & ~soundBits);
    const misspelt = strange > this.#edits ? 0 : this.#fitMisspelt(sound);
    return this.#skeleton === undefined ? misspelt : Math.max(misspelt, fitSkeleton(this.#skeleton, sound));
  }

  #fitMisspelt(sound: string): number {
    const limit = this.#edits;
    if (limit === 0) return 0;
    const whole = editDistance(this.sound, sound, limit);
    const firstLetter = this.sound[0] === sound[0] ? 0 : 0.08;
    if (whole <= limit) return 0.93 - (0.7 * whole) / Math.max(this.sound.length, sound.length) - firstLetter;
    if (firstLetter > 0 || this.sound.length < 5) return 0;
    const beginning = prefixDistance(this.sound, sound, Math.min(limit, 2));
    if (beginning > Math.min(limit, 2)) return 0;
    return 0.74 - (0.7 * beginning) / this.sound.length + (0.1 * this.sound.length) / sound.length;
  }
}

/** Compares only the consonants: from Devanagari, vowels are written in too many ways. */
function fitSkeleton(skeleton: string, sound: string): number {
  if (skeleton.length < 2 || skeleton[0] !== skeletonOf(sound.slice(0, 3))[0]) return 0;
  const known = skeletonOf(sound);
  if (skeleton === known) return 0.85;
  if (skeleton.length >= 3 && known.startsWith(skeleton)) return 0.72;
  return skeleton.length >= 5 && editDistance(skeleton, known, 1) === 1 ? 0.65 : 0;
}
