import type { FormCode, Pack, Potency } from '#modules/catalog';
import { type Alternative, leftOver, type PotencyFacts, potencyFacts, readQuery } from './query-reading.ts';
import { fillerWords } from './query-words.ts';
import { RELIABLE_FIT, type RemedyMatch } from './remedy-lexicon.ts';
import type { AskedBrand, Vocabulary } from './vocabulary.ts';

export type Understanding = {
  readonly potency: Potency | undefined;
  readonly pack: Pack | undefined;
  readonly brand: AskedBrand | undefined;
  /** Usually one; "tablets" may mean two. */
  readonly forms: readonly FormCode[];
  readonly quantity: number | undefined;
  /** What the words left over may mean, best first. */
  readonly remedies: readonly RemedyMatch[];
  /** The words about the thing itself: those of the remedy and the unexplained ones. */
  readonly subject: readonly string[];
  /** Words that nothing explains. */
  readonly rest: string;
  readonly alternatives: readonly Alternative[];
};

/** The reading as the API tells it. */
export type Interpreted = {
  readonly remedy?: { readonly abbrev: string; readonly name: string };
  readonly potency?: PotencyFacts;
  readonly pack?: Pack;
  readonly brand?: AskedBrand;
  readonly form?: FormCode;
  readonly quantity?: number;
  readonly rest: string;
  readonly alternatives?: readonly Alternative[];
};

/** Reads "nux vom 200 30ml sbl x 2": takes out what the trade can name and says what is left. Never throws. */
export function understandQuery(query: string, vocabulary: Vocabulary): Understanding {
  const reading = readQuery(query, vocabulary);
  const subject = leftOver(reading).filter((word) => !fillerWords.has(word));
  const remedies = vocabulary.lexicon.find(subject);
  const best = remedies[0] !== undefined && remedies[0].fit >= RELIABLE_FIT ? remedies[0] : undefined;
  const unexplained = best === undefined ? subject : subject.filter((_, at) => !best.explained[at]);
  return {
    potency: reading.potency,
    pack: reading.pack,
    brand: reading.brand,
    forms: reading.forms,
    quantity: reading.quantity,
    remedies: best === undefined ? [] : remedies.filter((match) => match.fit >= RELIABLE_FIT),
    subject,
    rest: unexplained.join(' '),
    alternatives: [...reading.alternatives, ...remedyAlternatives(remedies, best)],
  };
}

export function interpretedOf(read: Understanding): Interpreted {
  const remedy = read.remedies[0]?.remedy;
  return {
    ...(remedy && { remedy: { abbrev: remedy.abbrev, name: remedy.name } }),
    ...(read.potency && { potency: potencyFacts(read.potency) }),
    ...(read.pack && { pack: read.pack }),
    ...(read.brand && { brand: read.brand }),
    ...(read.forms[0] && { form: read.forms[0] }),
    ...(read.quantity !== undefined && { quantity: read.quantity }),
    rest: read.rest,
    ...(read.alternatives.length > 0 && { alternatives: read.alternatives }),
  };
}

/** The next best remedies, when the best one is not clearly ahead of them. */
function remedyAlternatives(matches: readonly RemedyMatch[], best: RemedyMatch | undefined): Alternative[] {
  if (best === undefined) return [];
  const close = matches.slice(1, 5).filter(({ score, fit }) => fit >= RELIABLE_FIT && score > best.score - 0.12);
  return close.map(({ remedy }) => ({ remedy: { abbrev: remedy.abbrev, name: remedy.name } }));
}
