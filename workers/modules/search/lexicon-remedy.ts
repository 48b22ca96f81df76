import { everydayNames } from './everyday-names.ts';
import { wordsOf } from './words.ts';

export type RemedyNameKind = 'abbrev' | 'name' | 'alias' | 'latin' | 'common';

type Spelling = { readonly kind: RemedyNameKind; readonly words: string };

/** A remedy as search knows it. `fame` is the number of rubrics that list it: the better known wins a tie. */
export type LexiconRemedy = {
  readonly abbrev: string;
  readonly name: string;
  readonly slug: string;
  readonly fame: number;
  /** Every way to write it, as plain words with single spaces. */
  readonly spellings: readonly Spelling[];
};

export type NamedRemedy = Omit<LexiconRemedy, 'spellings'> & {
  readonly names: readonly { readonly kind: 'alias' | 'latin' | 'common'; readonly name: string }[];
};

/** Prepares a remedy of the catalogue for look-up: abbreviation, name, other names, and what shops call it. */
export function lexiconRemedy({ abbrev, name, slug, fame, names }: NamedRemedy): LexiconRemedy {
  const everyday = (everydayNames[abbrev] ?? '').split(', ').map((word) => ({ kind: 'common' as const, name: word }));
  const all: { kind: RemedyNameKind; name: string }[] = [
    { kind: 'abbrev', name: abbrev },
    { kind: 'name', name },
    ...names,
    ...everyday,
  ];
  const spellings = new Map<string, RemedyNameKind>();
  for (const { kind, name: written } of all) {
    for (const part of [written, ...partsOf(written)]) {
      const words = wordsOf(part).join(' ');
      if (words !== '' && !spellings.has(words)) spellings.set(words, kind);
    }
  }
  return { abbrev, name, slug, fame, spellings: [...spellings].map(([words, kind]) => ({ kind, words })) };
}

/** The synonyms inside one name: "Hura brasiliensis / Hura crepitans", "Cimicifuga - Actaea racemosa - Macrotys". */
function partsOf(name: string): string[] {
  const whole = name.replace(/^\((.*)\)$/, '$1');
  const parts = whole.split(/\s*(?:\/|--|\s-\s|\.\s|,\s|\(|\)|:)\s*/).filter((part) => /[a-z]{4}/i.test(part));
  return parts.length > 1 ? parts : [];
}
