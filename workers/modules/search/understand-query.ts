import { type FormCode, forms, type Pack, type Potency } from '#modules/catalog';
import type { LexiconRemedy } from './lexicon-remedy.ts';
import {
  leftOver,
  type OtherReading,
  type PotencyFacts,
  potencyFacts,
  type Reading,
  readQuery,
} from './query-reading.ts';
import { fillerWords } from './query-words.ts';
import { RELIABLE_FIT, type RemedyMatch } from './remedy-lexicon.ts';
import type { AskedBrand, Vocabulary } from './vocabulary.ts';
import { wordsOf } from './words.ts';

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

/** Another way to read the query: what it would mean, and the query that says so. Offered, never taken silently. */
type Alternative = { readonly name: string; readonly abbrev?: string; readonly query: string };

/** The reading as the API tells it. */
export type Interpreted = {
  readonly remedy?: { readonly abbrev: string; readonly name: string; readonly slug: string };
  readonly potency?: PotencyFacts;
  readonly pack?: Pack;
  readonly brand?: AskedBrand;
  readonly form?: { readonly code: FormCode; readonly label: string };
  readonly quantity?: number;
  readonly rest: string;
  readonly alternatives?: readonly Alternative[];
};

/** The next best remedies are offered when they come this near to the best. */
const CLOSE_SCORE = 0.12;
const ALTERNATIVE_LIMIT = 4;

/** Reads "nux vom 200 30ml sbl x 2": takes out what the trade can name and says what is left. Never throws. */
export function understandQuery(query: string, vocabulary: Vocabulary): Understanding {
  const whole = wordsOf(query);
  // "Tincture of ..." may be part of an old name: what is a name letter for letter is not taken apart.
  const isName = whole.length > 1 && vocabulary.lexicon.isName(whole);
  const reading: Reading = isName ? { words: whole, forms: [], others: [] } : readQuery(query, vocabulary);
  const left = leftOver(reading);
  const telling = left.filter((word) => isName || !fillerWords.has(word));
  // Somebody who has typed only "a" or "to" is not done yet.
  const subject = telling.length > 0 ? telling : left;
  const found = vocabulary.lexicon.find(subject).filter((match) => match.fit >= RELIABLE_FIT);
  const best = found[0];
  const unexplained = best === undefined ? subject : subject.filter((_, at) => best.explained[at] === false);
  const { potency, pack, brand, forms: askedForms, quantity } = reading;
  return {
    potency,
    pack,
    brand,
    quantity,
    subject,
    forms: askedForms,
    remedies: found,
    rest: unexplained.join(' '),
    alternatives: [
      ...reading.others.map((other) => otherReading(other, best?.remedy, reading)),
      ...otherRemedies(found, reading),
    ],
  };
}

export function interpretedOf(read: Understanding): Interpreted {
  const remedy = read.remedies[0]?.remedy;
  const [form] = read.forms;
  return {
    ...(remedy && { remedy: { abbrev: remedy.abbrev, name: remedy.name, slug: remedy.slug } }),
    ...(read.potency && { potency: potencyFacts(read.potency) }),
    ...(read.pack && { pack: read.pack }),
    ...(read.brand && { brand: read.brand }),
    ...(form && { form: { code: form, label: forms[form].name.en } }),
    ...(read.quantity !== undefined && { quantity: read.quantity }),
    rest: read.rest,
    ...(read.alternatives.length > 0 && { alternatives: read.alternatives }),
  };
}

function otherRemedies(matches: readonly RemedyMatch[], reading: Reading): Alternative[] {
  const [best, ...others] = matches;
  if (best === undefined) return [];
  const close = others.filter(({ score }) => score > best.score - CLOSE_SCORE).slice(0, ALTERNATIVE_LIMIT);
  return close.map(({ remedy: { abbrev, name } }) => ({ name, abbrev, query: written([name, ...asked(reading)]) }));
}

function otherReading(other: OtherReading, remedy: LexiconRemedy | undefined, reading: Reading): Alternative {
  const subject = remedy?.name ?? leftOver(reading).join(' ');
  if (other.potency !== undefined) {
    return {
      name: written([subject, other.potency.label]),
      query: written([subject, other.potency.label, reading.pack?.label]),
    };
  }
  const count = `x ${other.quantity}`;
  return { name: written([subject, count]), query: written([subject, reading.pack?.label, count]) };
}

const asked = ({ potency, pack }: Reading) => [potency?.label, pack?.label];

const written = (parts: readonly (string | undefined)[]) =>
  parts.filter((part) => part !== undefined && part !== '').join(' ');
