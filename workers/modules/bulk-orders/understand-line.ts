import type { Pack, Potency } from '#modules/catalog';
import { type Understanding, understandQuery, type Vocabulary } from '#modules/search';
import { isQuantity, type WrittenLine } from './read-line.ts';

/** What a line asks for, in terms of the catalogue. */
interface AskedLine {
  /** Abbreviations of the remedies that the words may mean, the best first; one only where nothing else comes near. */
  remedies: string[];
  complexCode: string | null;
  potency: Pick<Potency, 'scale' | 'value' | 'label'> | null;
  pack: Pick<Pack, 'quantity' | 'unit' | 'label'> | null;
  /** A slug of a brand that is sold here. */
  brand: string | null;
  forms: readonly string[];
}

/** Why a line cannot be taken as it is, though something was read from it. */
export type Doubt =
  | { kind: 'words_not_understood'; words: string }
  | { kind: 'other_remedy'; names: string[] }
  /** "x12" may be twelve pieces or the potency 12X. */
  | { kind: 'other_number'; names: string[] }
  | { kind: 'spelling'; readAs: string }
  | { kind: 'brand_not_sold'; name: string }
  | { kind: 'no_quantity' }
  | { kind: 'quantity_out_of_range' };

export interface UnderstoodLine extends WrittenLine {
  /** Null: nothing of it could be read. */
  asked: AskedLine | null;
  doubts: Doubt[];
}

/** From here on a spelling is no guess. */
const SURE_FIT = 0.85;

function doubtsOf(read: Understanding, written: WrittenLine, quantity: number | null): Doubt[] {
  const doubts: Doubt[] = [];
  const [best] = read.remedies;
  const complex = complexOf(read);
  const unread = complex === null ? read.rest : '';
  if (unread !== '') doubts.push({ kind: 'words_not_understood', words: unread });
  const remedies = read.alternatives.filter(({ abbrev }) => abbrev !== undefined);
  if (remedies.length > 0 && best?.exact !== true) {
    doubts.push({ kind: 'other_remedy', names: remedies.map(({ name }) => name) });
  }
  // Where a cell or a sign said how many, a number among the words can only be a potency or a pack.
  const numbers = written.quantity === null ? read.alternatives.filter(({ abbrev }) => abbrev === undefined) : [];
  if (numbers.length > 0) doubts.push({ kind: 'other_number', names: numbers.map(({ name }) => name) });
  if (best !== undefined && !best.exact && best.fit < SURE_FIT && complex === null) {
    doubts.push({ kind: 'spelling', readAs: best.remedy.name });
  }
  if (read.brand?.slug === null) doubts.push({ kind: 'brand_not_sold', name: read.brand.name });
  if (quantity === null) doubts.push({ kind: 'no_quantity' });
  else if (!isQuantity(quantity)) doubts.push({ kind: 'quantity_out_of_range' });
  return doubts;
}

/** Codes of complexes stand as one word: bc28, r89. */
const complexOf = ({ subject }: Understanding): string | null =>
  subject.length === 1 && /^(?:bc|[a-z])\d{1,3}$/.test(subject[0] ?? '') ? (subject[0] ?? null) : null;

/** Reads a line by the trade's own words. Guesses nothing silently: whatever could also be meant becomes a doubt. */
export function understandLine(written: WrittenLine, vocabulary: Vocabulary): UnderstoodLine {
  const read = understandQuery(written.wanted, vocabulary);
  const quantity = written.quantity ?? read.quantity ?? null;
  const complexCode = complexOf(read);
  const doubts = doubtsOf(read, written, quantity);
  const isRead = read.remedies.length > 0 || complexCode !== null;
  if (!isRead) return { ...written, quantity, asked: null, doubts };
  const others = doubts.some(({ kind }) => kind === 'other_remedy' || kind === 'spelling');
  const remedies = complexCode === null ? read.remedies.map(({ remedy }) => remedy.abbrev) : [];
  return {
    ...written,
    quantity,
    doubts,
    asked: {
      remedies: others ? remedies.slice(0, 3) : remedies.slice(0, 1),
      complexCode,
      potency: read.potency ?? null,
      pack: read.pack ?? null,
      brand: read.brand?.slug ?? null,
      forms: read.forms,
    },
  };
}
