import * as z from 'zod';
import type { FormCode } from '../form.ts';
import { neededText, shownCell, textCell } from './cells.ts';

const NAME_LIMIT = 400;
/** The longest entry of January 2026 has 48 ingredients. */
const INGREDIENTS_LIMIT = 8000;
const PACKS_LIMIT = 8000;

/**
 * A product of the French public medicines database, as this project's `bdpm` table carries it. `ingredients` are pairs
 * `substance=dilution` and `packs` pairs `cip13=label`, joined by `|`.
 */
export const BdpmRowSchema = z.strictObject({
  cis: z.string().regex(/^\d{8}$/, 'A CIS code has eight digits'),
  name: neededText(NAME_LIMIT),
  stock: shownCell,
  holder: neededText(NAME_LIMIT),
  procedure: shownCell,
  status: neededText(NAME_LIMIT),
  marketed: neededText(NAME_LIMIT),
  auth_date: shownCell,
  forms: neededText(NAME_LIMIT),
  routes: shownCell,
  kind: shownCell,
  n_ingredients: shownCell,
  ch_min: shownCell,
  ch_max: shownCell,
  dh_min: shownCell,
  dh_max: shownCell,
  remedy_abbrev: textCell(NAME_LIMIT),
  ingredients: textCell(INGREDIENTS_LIMIT),
  packs: textCell(PACKS_LIMIT),
});
export type BdpmRow = z.output<typeof BdpmRowSchema>;

export const bdpmColumns = {
  all: Object.keys(BdpmRowSchema.shape),
  needed: ['cis', 'name', 'holder', 'status', 'marketed', 'forms'],
} as const;

/** French forms and ours, the one a product is best known by first. What is not here is not sold: nothing parenteral. */
const frenchForms: readonly (readonly [words: RegExp, form: FormCode])[] = [
  [/granul|globul/, 'globules'],
  [/collyre/, 'eye_drops'],
  [/sirop/, 'syrup'],
  [/gouttes|solution buvable/, 'drops'],
  [/comprimé/, 'trituration_tablets'],
  [/pommade|crème|gel\b/, 'ointment'],
  [/^liquide$/, 'drops'],
];

/** The form that we know a registered product by, or undefined for forms that are not sold here. */
export function frenchForm(forms: string): FormCode | undefined {
  const plain = forms.toLowerCase();
  if (/injectable/.test(plain)) return undefined;
  return frenchForms.find(([words]) => words.test(plain))?.[1];
}

export interface BdpmPair {
  name: string;
  value: string;
}

/** `a=b|c=d` as pairs; a second equal pair is left out. */
export function readPairs(text: string | undefined): BdpmPair[] {
  const parts = [...new Set((text ?? '').split('|').filter((part) => part.includes('=')))];
  return parts.map((part) => ({ name: part.slice(0, part.indexOf('=')), value: part.slice(part.indexOf('=') + 1) }));
}

/** `2 plaquette(s) de 20 comprimé(s)` as 40 tablets, `1 flacon de 30 ml` as 30 ml; undefined for what has no such size. */
export function frenchPack(label: string): { quantity: number; word: string } | undefined {
  const found = /^(\d{1,3})\D.*\bde (\d{1,4}) ?(ml|g|comprimé)/i.exec(label);
  if (found === null) return undefined;
  const word = found[3]?.toLowerCase() === 'comprimé' ? 'tablets' : (found[3] ?? '').toLowerCase();
  return { quantity: Number(found[1]) * Number(found[2]), word };
}
