import { plainDigits } from './digits.ts';

/** Every way a remedy is diluted and shaken. The order is the one a shop lists them in. */
export const potencyScales = ['mother_tincture', 'decimal', 'centesimal', 'korsakov', 'fifty_millesimal'] as const;

export type PotencyScale = (typeof potencyScales)[number];

/**
 * How far a remedy is diluted. `value` is the number of steps (0 for the mother tincture; 1M is 1000 steps);
 * `rank` orders potencies of one scale and is the exponent; `label` is the one spelling we print.
 */
export type Potency = {
  readonly scale: PotencyScale;
  readonly value: number;
  readonly rank: number;
  readonly label: string;
};

/** The highest step that is made and sold in each scale. What lies above is a typing error, not a potency. */
export const highestPotency: Readonly<Record<PotencyScale, number>> = {
  mother_tincture: 0,
  decimal: 1000,
  centesimal: 1_000_000,
  korsakov: 100_000,
  fifty_millesimal: 120,
};

/** Longer text is never a potency; the longest spelling is "mother tincture". */
export const POTENCY_TEXT_LIMIT = 24;

/** Thrown for a potency that nobody makes, such as LM0, 5000X or 30.5C. */
export class ImpossiblePotency extends RangeError {
  override readonly name = 'ImpossiblePotency';
  readonly scale: string;
  readonly value: number;

  constructor(scale: string, value: number) {
    super(`There is no ${scale} potency ${value}`);
    this.scale = scale;
    this.value = value;
  }
}

function isPossiblePotency(scale: PotencyScale, value: number): boolean {
  const lowest = scale === 'mother_tincture' ? 0 : 1;
  return Number.isInteger(value) && value >= lowest && value <= highestPotency[scale];
}

/** Makes a potency from its scale and steps. Throws ImpossiblePotency. */
export function potency(scale: PotencyScale, value: number): Potency {
  return { scale, value, rank: value, label: formatPotency(scale, value) };
}

const ROMAN_CENTESIMAL = new Map([
  [100_000, 'CM'],
  [500_000, 'DM'],
  [1_000_000, 'MM'],
]);

const ROMAN_KORSAKOV = new Map([
  [1000, 'MK'],
  [10_000, 'XMK'],
  [50_000, 'LMK'],
  [100_000, 'CMK'],
]);

/** The one label of a potency: Q, 6X, 30C, 1M, CM, 200K, MK, LM1. Throws ImpossiblePotency. */
export function formatPotency(scale: PotencyScale, value: number): string {
  if (!isPossiblePotency(scale, value)) throw new ImpossiblePotency(scale, value);
  switch (scale) {
    case 'mother_tincture':
      return 'Q';
    case 'decimal':
      return `${value}X`;
    case 'centesimal':
      return ROMAN_CENTESIMAL.get(value) ?? (value % 1000 === 0 ? `${value / 1000}M` : `${value}C`);
    case 'korsakov':
      return ROMAN_KORSAKOV.get(value) ?? `${value}K`;
    case 'fifty_millesimal':
      return `LM${value}`;
  }
}

/** Orders potencies for lists and ladders. Between scales the order is only a custom: 6X and 6C do not compare. */
export function comparePotency(a: Potency, b: Potency): number {
  return potencyScales.indexOf(a.scale) - potencyScales.indexOf(b.scale) || a.rank - b.rank;
}

type Spelling = { pattern: RegExp; scale: PotencyScale; value: (number: string) => number };

const ROMAN_THOUSANDS: Readonly<Record<string, number>> = { '': 1, X: 10, L: 50, C: 100, D: 500, M: 1000 };
const thousands = (prefix: string) => 1000 * (ROMAN_THOUSANDS[prefix] ?? Number(prefix));
const steps = (digits: string) => Number(digits);

/** Tried from top to bottom on text without spaces, dots or hyphens, in capitals. */
const spellings: readonly Spelling[] = [
  { pattern: /^(?:Q|MT|TM|Ø|∅|Θ|Φ|(?:MOTHER)?TINCTURE|TINCTURAMATER)()$/, scale: 'mother_tincture', value: () => 0 },
  { pattern: /^(?:LM|Q|LM\/|[0O]\/)(\d{1,3})$/, scale: 'fifty_millesimal', value: steps },
  { pattern: /^(\d{1,3})LM$/, scale: 'fifty_millesimal', value: steps },
  { pattern: /^LM\/?([IVX]{1,7})$/, scale: 'fifty_millesimal', value: romanValue },
  { pattern: /^(?:DH|[XD])(\d{1,4})$/, scale: 'decimal', value: steps },
  { pattern: /^(\d{1,4})(?:DH|[XD])$/, scale: 'decimal', value: steps },
  { pattern: /^(\d{1,6})C?K$/, scale: 'korsakov', value: steps },
  { pattern: /^C?K(\d{1,6})$/, scale: 'korsakov', value: steps },
  { pattern: /^(\d{1,3}|[XLC]?)MK$/, scale: 'korsakov', value: thousands },
  { pattern: /^(\d{1,7})(?:CH?)?$/, scale: 'centesimal', value: steps },
  { pattern: /^CH?(\d{1,7})$/, scale: 'centesimal', value: steps },
  // LM alone is the scale without its number, so the Roman fifty is not read here.
  { pattern: /^(\d{1,4}|[XCDM]?)M$/, scale: 'centesimal', value: thousands },
];

/**
 * Reads a potency in any spelling of the trade: Q MT TM Ø θ, 6X D6 6DH, 30C 30 CH C30 and bare 30, 1M 10M CM MM,
 * LM1 0/1 Q1 LM VI, 200K MK. Answers undefined for other text and for potencies that nobody makes.
 */
export function parsePotency(text: string): Potency | undefined {
  if (text.length > POTENCY_TEXT_LIMIT) return undefined;
  const plain = plainDigits(text).toUpperCase().trim();
  // "3 0 C" is two numbers and "-30" is none.
  if (/^[-.]|\d[\s.-]+\d/.test(plain)) return undefined;
  const compact = plain.replace(/[\s.-]+/g, '');
  for (const { pattern, scale, value } of spellings) {
    const number = pattern.exec(compact)?.[1];
    if (number === undefined) continue;
    return isPossiblePotency(scale, value(number)) ? potency(scale, value(number)) : undefined;
  }
  return undefined;
}

const ROMAN_DIGITS: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };

/** Reads I to XXXIX; NaN for text that is no Roman number in its one proper form. */
function romanValue(text: string): number {
  if (!/^X{0,3}(?:IX|IV|V?I{0,3})$/.test(text)) return Number.NaN;
  const digits = text.split('').map((letter) => ROMAN_DIGITS[letter] ?? 0);
  return digits.reduce((sum, digit, at) => sum + (digit < (digits[at + 1] ?? 0) ? -digit : digit), 0);
}
