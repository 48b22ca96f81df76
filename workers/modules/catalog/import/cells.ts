import * as z from 'zod';
import { plainDigits } from '../digits.ts';
import { type FormCode, formCodes, forms, isFormCode } from '../form.ts';
import { parsePack } from '../pack.ts';
import { parsePotency } from '../potency.ts';

/** A cell that may be empty: empty is undefined. Reasons never repeat what stands in the cell. */
function cell<T>(read: (text: string) => T | undefined, reason: string) {
  return z
    .string()
    .optional()
    .transform((text, issues): T | undefined => {
      if (text === undefined || text === '') return undefined;
      const value = read(text);
      if (value === undefined) issues.addIssue({ code: 'custom', message: reason });
      return value;
    });
}

/** A cell that must not be empty. */
function neededCell<T>(read: (text: string) => T | undefined, reason: string) {
  return z.string().transform((text, issues): T => {
    const value = text === '' ? undefined : read(text);
    if (value !== undefined) return value;
    issues.addIssue({ code: 'custom', message: text === '' ? 'Must not be empty' : reason });
    return z.NEVER;
  });
}

const textUpTo = (limit: number) => (text: string) => (text.length <= limit ? text : undefined);
export const textCell = (limit: number) => cell(textUpTo(limit), `At most ${limit} characters`);
export const neededText = (limit: number) => neededCell(textUpTo(limit), `At most ${limit} characters`);

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);

const handle = matching(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
export const handleCell = cell(
  (text) => (text.length <= 200 ? handle(text) : undefined),
  'Small letters, digits and single hyphens, at most 200',
);

const sku = (text: string) => matching(/^[A-Z0-9][A-Z0-9./_-]{0,63}$/)(text.toUpperCase());
const skuReason = 'Letters, digits and . / _ -, at most 64';
export const skuCell = cell(sku, skuReason);
export const neededSku = neededCell(sku, skuReason);

/** What people write for a form, as far as it means one form only: "tablets" are of two kinds. */
const formByWord = new Map<string, FormCode | undefined>();
for (const code of formCodes) {
  for (const word of new Set([forms[code].name.en.toLowerCase(), ...forms[code].words])) {
    formByWord.set(word, formByWord.has(word) ? undefined : code);
  }
}

/** A form by its code, or by what people write for it. */
export function readForm(text: string): FormCode | undefined {
  const plain = text.toLowerCase().trim();
  return isFormCode(plain) ? plain : formByWord.get(plain.replaceAll(/[_\s]+/g, ' '));
}
export const neededForm = neededCell(readForm, `No form that is sold; one of ${formCodes.join(', ')}`);

export const potencyCell = cell(parsePotency, 'No potency that is made; write 30C, 6X, 1M, Q or LM1');
export const packCell = cell(parsePack, 'No pack; write 30 ml, 25 g or 100 tablets');

const PAISE_A_RUPEE = 100;
/** Ten lakh rupees: no pack costs more, a mistyped price does. */
const MAX_RUPEES = 1_000_000;

/** Rupees as price lists write them (125, 125.50, ₹ 1,250.00, Rs. 99/-), in paise. */
export function readRupees(text: string): number | undefined {
  const plain = plainDigits(text)
    .replace(/^(?:₹|rs\.?|inr)\s*/i, '')
    .replace(/\s*\/-$/, '')
    .replaceAll(/[,\s]/g, '');
  const found = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(plain);
  if (found === null) return undefined;
  const paise = Number(found[1]) * PAISE_A_RUPEE + Number((found[2] ?? '').padEnd(2, '0'));
  return paise >= 1 && paise <= MAX_RUPEES * PAISE_A_RUPEE ? paise : undefined;
}
const rupeesReason = 'No price in rupees; write 125 or 125.50, at most 10,00,000';
export const rupeesCell = cell(readRupees, rupeesReason);
export const neededRupees = neededCell(readRupees, rupeesReason);

/** Paise as rupees with two decimals, the way `readRupees` reads them. */
export const writeRupees = (paise: number): string => (paise / PAISE_A_RUPEE).toFixed(2);

function readWhole(low: number, high: number) {
  return (text: string) => {
    const plain = plainDigits(text);
    return /^\d{1,9}$/.test(plain) && Number(plain) >= low && Number(plain) <= high ? Number(plain) : undefined;
  };
}
export const wholeCell = (low: number, high: number) =>
  cell(readWhole(low, high), `A whole number from ${low} to ${high}`);

/** A calendar day: 2027-03-31, or 31/03/2027 and 31-03-2027 as Indian lists write it. */
export function readDay(text: string): string | undefined {
  const plain = plainDigits(text);
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(plain) ?? [];
  const iso = year === undefined ? plain : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return z.iso.date().safeParse(iso).success ? iso : undefined;
}
const dayReason = 'No day; write 2027-03-31 or 31/03/2027';
export const dayCell = cell(readDay, dayReason);

/** An instant: a day means its first moment in India, a full RFC 3339 time means itself. */
export function readInstant(text: string): string | undefined {
  const day = readDay(text);
  if (day !== undefined) return new Date(`${day}T00:00:00+05:30`).toISOString();
  return z.iso.datetime({ offset: true }).safeParse(text).success ? new Date(text).toISOString() : undefined;
}
export const instantCell = cell(readInstant, 'No day or time; write 2027-03-31 or 2027-03-31T00:00:00+05:30');

const GTIN = /^(?:\d{8}|\d{12,14})$/;

/** A GTIN with a valid check digit (GS1 General Specifications 7.9). */
export function readBarcode(text: string): string | undefined {
  if (!GTIN.test(text)) return undefined;
  const digits = Array.from(text).reverse().map(Number);
  const sum = digits.reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0 ? text : undefined;
}
export const barcodeCell = cell(readBarcode, 'No GTIN of 8, 12, 13 or 14 digits with a valid check digit');

export const hsnCell = cell(matching(/^\d{4}(?:\d{2}){0,2}$/), 'An HSN has 4, 6 or 8 digits');

/** Alcohol by volume: 91 or 91.0 percent, as tenths of a percent. */
export function readAlcohol(text: string): number | undefined {
  const found = /^(\d{1,2})(?:\.(\d))?\s*%?$/.exec(plainDigits(text));
  return found === null ? undefined : Number(found[1]) * 10 + Number(found[2] ?? 0);
}
export const alcoholCell = cell(readAlcohol, 'Percent by volume with at most one decimal, such as 91.0');

export const oneOfCell = <const T extends string>(values: readonly T[]) =>
  cell((text) => values.find((value) => value === text.toLowerCase()), `One of ${values.join(', ')}`);

/** A column that is written for people and not read. */
export const shownCell = z.string().optional();
