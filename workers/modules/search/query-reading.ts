import { type FormCode, type Pack, type Potency, pack, parsePack, parsePotency } from '#modules/catalog';
import { complexCode, countWords, devanagariLetters } from './query-words.ts';
import type { AskedBrand, Vocabulary } from './vocabulary.ts';
import { normalise } from './words.ts';

/** Longer queries are cut: nobody types more to find a remedy, and every word costs a look-up. */
export const QUERY_LENGTH_LIMIT = 200;
const QUERY_WORD_LIMIT = 16;

/** More pieces than this in a search box is no order but a mistake. */
const ASKED_QUANTITY_LIMIT = 999;

export type PotencyFacts = Omit<Potency, 'rank'>;

/** What else a part of the query could have been. */
export type OtherReading = { readonly potency?: Potency; readonly quantity?: number };

/** A query half read: what was taken out of it so far, and its words with a hole where each of them stood. */
export type Reading = {
  words: (string | undefined)[];
  potency?: Potency;
  pack?: Pack;
  brand?: AskedBrand;
  forms: readonly FormCode[];
  quantity?: number;
  others: OtherReading[];
};

/** Takes codes, form, brand, pack, quantity and potency out of a query, in the order in which they are hardest to mistake. */
export function readQuery(query: string, vocabulary: Vocabulary): Reading {
  const reading: Reading = { words: tokens(query), forms: [], others: [] };
  takeComplexCodes(reading, vocabulary);
  takeForms(reading, vocabulary);
  takeBrand(reading, vocabulary);
  takePack(reading);
  takeQuantity(reading);
  takePotency(reading, vocabulary);
  takeBareNumbers(reading);
  return reading;
}

/** The words that nothing was read from. */
export const leftOver = (reading: Reading): string[] => reading.words.filter((word) => word !== undefined);

export const potencyFacts = ({ scale, value, label }: Potency): PotencyFacts => ({ scale, value, label });

/** Splits a query into words; a multiplication sign stands alone and 0/1 stays together. */
function tokens(query: string): string[] {
  const apart = query
    .slice(0, QUERY_LENGTH_LIMIT)
    .replace(/[×*]/g, ' × ')
    .replace(/(?<=\d(?:ml|gm?s?))x(?=\d)/gi, ' × ');
  const spread = apart.replace(/(\d)\.(\d)/g, '$1·$2');
  const plain = spread
    .split(' ')
    .flatMap((part) => (part === '×' || part.includes('·') ? [part] : normalise(part).split(/\s+/)));
  return plain
    .filter((word) => word !== '' && word !== '/')
    .map((word) => latinLetter(word) ?? word.replace('·', '.').toLowerCase())
    .slice(0, QUERY_WORD_LIMIT);
}

/** Only the table's own entries: every object also answers to `constructor`. */
const latinLetter = (word: string): string | undefined =>
  Object.hasOwn(devanagariLetters, word) ? devanagariLetters[word] : undefined;

function take(reading: Reading, at: number, count: number): void {
  for (let index = at; index < at + count; index += 1) reading.words[index] = undefined;
}

/** Finds the longest run of words that `read` understands, at most `longest` words, and takes it out. */
function takeRun<T>(
  reading: Reading,
  longest: number,
  read: (words: string[], at: number) => T | undefined,
): T | undefined {
  for (let length = longest; length >= 1; length -= 1) {
    for (let at = 0; at + length <= reading.words.length; at += 1) {
      const run = reading.words.slice(at, at + length);
      const words = run.filter((word) => word !== undefined);
      const found = words.length === length ? read(words, at) : undefined;
      if (found === undefined) continue;
      take(reading, at, length);
      return found;
    }
  }
  return undefined;
}

/** Joins "bc 28" to the one word bc28, so that its number is not read as a potency. */
function takeComplexCodes(reading: Reading, vocabulary: Vocabulary): void {
  for (let at = 0; at < reading.words.length; at += 1) {
    for (const length of [3, 2, 1]) {
      const run = reading.words.slice(at, at + length).join(' ');
      const compact = run.replaceAll(' ', '');
      const number = complexCode.exec(run)?.[1];
      const bio = number !== undefined && run.startsWith('b') ? `bc${number}` : compact;
      if (!vocabulary.complexCodes.has(bio) && number === undefined) continue;
      take(reading, at, length);
      reading.words[at] = bio;
      break;
    }
  }
}

function takeForms(reading: Reading, vocabulary: Vocabulary): void {
  reading.forms = takeRun(reading, 3, (words) => vocabulary.forms.get(words.join(' '))) ?? [];
  if (reading.forms[0] === 'mother_tincture') reading.potency = parsePotency('Q');
  // "biochemic" beside "tablets" says which of the two tablets is meant.
  const second = takeRun(reading, 2, (words) => vocabulary.forms.get(words.join(' ')));
  const both = second?.filter((form) => reading.forms.includes(form)) ?? [];
  if (both.length > 0) reading.forms = both;
}

function takeBrand(reading: Reading, vocabulary: Vocabulary): void {
  const brand = takeRun(reading, 3, (words) => vocabulary.brands.get(words.join(' ')));
  if (brand !== undefined) reading.brand = brand;
}

function takePack(reading: Reading): void {
  const found = takeRun(reading, 2, (words) => parsePack(words.join(' ')));
  if (found === undefined) return;
  // "3 pcs" is how many are wanted, not what is in the pack.
  if (found.unit === 'pieces') reading.quantity = found.quantity;
  else reading.pack = found;
}

/** Letters that write a potency only together with a number. */
const lonely = /^(?:m|c|x|d|k|ch|dh|lm|ck)$/;

function takeQuantity(reading: Reading): void {
  if (reading.quantity !== undefined) return;
  const quantity = takeRun(reading, 3, ([first = '', second = '', third = ''], at) => {
    if (first === 'pack' && second === 'of') return asQuantity(third);
    if (third !== '') return undefined;
    if (second === '') return grownTogether(reading, first, at);
    if (/^(?:x|×|qty|quantity)$/.test(first)) return at > 0 ? asQuantity(second) : undefined;
    // "2 x arnica 30" counts, "arnica 2 x" is a potency.
    if (second === 'x' && at === 0 && namesPotency(reading, at)) return asQuantity(first);
    return countWords.test(second) ? asQuantity(first) : undefined;
  });
  if (quantity === undefined) return;
  reading.quantity = quantity;
  const potency = parsePotency(`${quantity}X`);
  if (potency !== undefined && !namesPotency(reading, -1)) reading.others.push({ potency });
}

/** "x12" is twelve pieces when the potency stands elsewhere, and the potency 12X when it does not. */
function grownTogether(reading: Reading, word: string, at: number): number | undefined {
  const number = /^[x×](\d{1,3})$/.exec(word)?.[1];
  if (number === undefined || at === 0) return undefined;
  if (namesPotency(reading, at)) return asQuantity(number);
  const quantity = asQuantity(number);
  if (quantity !== undefined) reading.others.push({ quantity });
  return undefined;
}

/** Whether some other word can be read as a potency. */
function namesPotency(reading: Reading, except: number): boolean {
  if (reading.potency !== undefined) return true;
  return reading.words.some(
    (word, at) => word !== undefined && at !== except && !lonely.test(word) && parsePotency(word),
  );
}

function asQuantity(text: string): number | undefined {
  const quantity = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return quantity >= 1 && quantity <= ASKED_QUANTITY_LIMIT ? quantity : undefined;
}

function takePotency(reading: Reading, vocabulary: Vocabulary): void {
  if (reading.potency !== undefined) return;
  const found = takeRun(reading, 2, (words, at) => {
    const [first = '', second] = words;
    if (second === undefined) return /^\d+$/.test(first) || lonely.test(first) ? undefined : parsePotency(first);
    if (/^\d+$/.test(first) && lonely.test(second)) return parsePotency(`${first}${second}`);
    if (first === 'lm' && /^[ivx]+$/.test(second)) return parsePotency(`lm${second}`);
    if (!/^\d+$/.test(second)) return undefined;
    // "Q 30" is the tincture in a 30 ml bottle; Q1 to Q9 are LM potencies even when a space slips in.
    if (first === 'q') return second.length === 1 ? parsePotency(`q${second}`) : undefined;
    return lonely.test(first) && !endsName(reading, at, vocabulary) ? parsePotency(`${first}${second}`) : undefined;
  });
  if (found === undefined) return;
  reading.potency = found;
}

/** Whether the letter at `at` is the end of an abbreviation such as Kali c or Lac d. */
function endsName(reading: Reading, at: number, vocabulary: Vocabulary): boolean {
  const [before, letter] = [reading.words[at - 1], reading.words[at]];
  return before !== undefined && letter !== undefined && vocabulary.lexicon.isName([before, letter]);
}

/** What a bare number most likely is when a potency stands already: a pack of these sizes, in ml. */
const bottleSizes = new Set([10, 11, 15, 20, 22, 30, 50, 60, 100, 120, 150, 250, 450, 500]);

function takeBareNumbers(reading: Reading): void {
  for (const [at, word] of reading.words.entries()) {
    if (word === undefined || !/^\d{1,7}$/.test(word)) continue;
    const number = Number(word);
    if (reading.potency === undefined) {
      const bare = parsePotency(word);
      if (bare === undefined) continue;
      reading.potency = bare;
    } else if (reading.pack === undefined && bottleSizes.has(number)) {
      reading.pack = pack(
        number,
        reading.forms.some((form) => form === 'globules' || form === 'ointment') ? 'g' : 'ml',
      );
    } else continue;
    take(reading, at, 1);
  }
}
