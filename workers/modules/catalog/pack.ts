import { plainDigits } from './digits.ts';

/** What a pack is counted in. `tablets`, `globules` and `doses` are counts; loose globules are sold by `g`. */
export const packUnits = ['ml', 'g', 'tablets', 'globules', 'doses', 'pieces'] as const;

export type PackUnit = (typeof packUnits)[number];

export type Pack = {
  readonly quantity: number;
  readonly unit: PackUnit;
  readonly label: string;
};

/** The largest pack: ten litres, ten kilograms or ten thousand tablets. Above it stands a mistyped number. */
export const PACK_QUANTITY_LIMIT = 10_000;

/** Longer text is never a pack. */
export const PACK_TEXT_LIMIT = 24;

/** Thrown for a pack that cannot be: no whole number, nothing in it, or beyond PACK_QUANTITY_LIMIT. */
export class ImpossiblePack extends RangeError {
  override readonly name = 'ImpossiblePack';
  readonly quantity: number;
  readonly unit: string;

  constructor(quantity: number, unit: string) {
    super(`There is no pack of ${quantity} ${unit}`);
    this.quantity = quantity;
    this.unit = unit;
  }
}

function isPossiblePack(quantity: number): boolean {
  return Number.isInteger(quantity) && quantity >= 1 && quantity <= PACK_QUANTITY_LIMIT;
}

/** Makes a pack with its label. Throws ImpossiblePack. */
export function pack(quantity: number, unit: PackUnit): Pack {
  return { quantity, unit, label: formatPack(quantity, unit) };
}

type PackLanguage = 'en' | 'hi';

const unitWords: Readonly<Record<PackLanguage, Readonly<Record<PackUnit, readonly [one: string, many: string]>>>> = {
  en: {
    ml: ['ml', 'ml'],
    g: ['g', 'g'],
    tablets: ['tablet', 'tablets'],
    globules: ['globule', 'globules'],
    doses: ['dose', 'doses'],
    pieces: ['piece', 'pieces'],
  },
  hi: {
    ml: ['मि.ली.', 'मि.ली.'],
    g: ['ग्राम', 'ग्राम'],
    tablets: ['टैबलेट', 'टैबलेट'],
    globules: ['ग्लोब्यूल', 'ग्लोब्यूल्स'],
    doses: ['खुराक', 'खुराक'],
    pieces: ['नग', 'नग'],
  },
};

/** The label of a pack: 30 ml, 25 g, 100 tablets. Throws ImpossiblePack. */
export function formatPack(quantity: number, unit: PackUnit, language: PackLanguage = 'en'): string {
  if (!isPossiblePack(quantity)) throw new ImpossiblePack(quantity, unit);
  const [one, many] = unitWords[language][unit];
  return `${quantity} ${quantity === 1 ? one : many}`;
}

/** Orders packs for lists: by unit, then by size. */
export function comparePack(a: Pack, b: Pack): number {
  return packUnits.indexOf(a.unit) - packUnits.indexOf(b.unit) || a.quantity - b.quantity;
}

type UnitSpelling = { words: RegExp; unit: PackUnit; per: number };

const unitSpellings: readonly UnitSpelling[] = [
  { words: /^(?:mls?|milli ?lit(?:er|re)s?|cc|मिली|मिलीलीटर)$/, unit: 'ml', per: 1 },
  { words: /^(?:l|lit(?:er|re)s?|ltrs?|लीटर)$/, unit: 'ml', per: 1000 },
  { words: /^(?:g|gms?|grms?|grams?|grammes?|ग्राम)$/, unit: 'g', per: 1 },
  { words: /^(?:kgs?|kilos?|kilograms?|किलो)$/, unit: 'g', per: 1000 },
  { words: /^(?:tabs?|tablets?|टैबलेट|टेबलेट)$/, unit: 'tablets', per: 1 },
  { words: /^(?:globules?|pellets?|ग्लोब्यूल्स?)$/, unit: 'globules', per: 1 },
  { words: /^(?:doses?|खुराक)$/, unit: 'doses', per: 1 },
  { words: /^(?:pcs?|pieces?|nos?|units?|नग)$/, unit: 'pieces', per: 1 },
];

/** The unit that a word means and how many of it the word stands for ("kg" is 1000 g). */
function parsePackUnit(word: string): { unit: PackUnit; per: number } | undefined {
  const plain = word.normalize('NFKC').toLowerCase().replace(/\./g, '').trim();
  return unitSpellings.find(({ words }) => words.test(plain));
}

/** Reads a pack: 30ml, 30 ML., 25 gm, 0.5 L, 100 tabs. Answers undefined for other text and impossible packs. */
export function parsePack(text: string): Pack | undefined {
  if (text.length > PACK_TEXT_LIMIT) return undefined;
  const parts = /^(\d{1,5}(?:\.\d{1,3})?)\s*(\D{1,16})$/.exec(plainDigits(text).trim());
  const found = parsePackUnit(parts?.[2] ?? '');
  if (!parts || !found) return undefined;
  // 0.4 L is 400.00000000000006 in binary fractions until it is rounded to the thousandth.
  const quantity = Math.round(Number(parts[1]) * found.per * 1000) / 1000;
  return isPossiblePack(quantity) ? pack(quantity, found.unit) : undefined;
}
