import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '#db/seed/read-data';
import { realVocabulary } from './sample-lexicon.test-support.ts';
import { wordsOf } from './words.ts';

const { lexicon } = realVocabulary;
const first = (text: string) => lexicon.find(wordsOf(text))[0]?.remedy.abbrev;

const cases = readTable('eval/alias_lookup_dev.csv').map(({ query = '', accepted_abbrevs = '' }) => ({
  query,
  accepted: accepted_abbrevs.split('|'),
}));

/** One random typing error inside a text: a letter lost, added, changed or swapped with its neighbour. */
const anyTypo = fc
  .tuple(
    fc.constantFrom(...cases),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(3),
    fc.constantFrom(...'aeioustrnl'.split('')),
  )
  .map(([{ query, accepted }, place, kind, letter]) => {
    const at = 1 + Math.floor(place * (query.length - 2));
    const changed = [
      query.slice(0, at) + query.slice(at + 1),
      query.slice(0, at) + letter + query.slice(at),
      query.slice(0, at) + letter + query.slice(at + 1),
      query.slice(0, at) + (query[at + 1] ?? '') + (query[at] ?? '') + query.slice(at + 2),
    ];
    return { query, typed: changed[kind] ?? query, accepted };
  });

describe('RemedyLexicon', () => {
  it('puts the right remedy first for at least 99 % of the collected names and abbreviations', () => {
    const right = cases.filter(({ query, accepted }) => accepted.includes(first(query) ?? ''));
    expect(right.length / cases.length).toBeGreaterThanOrEqual(0.99);
  });

  it('still puts it first for nine in ten names with a random typing error', () => {
    const samples = fc.sample(anyTypo, { seed: 20261122, numRuns: 300 }).filter(({ query }) => query.length >= 6);
    const right = samples.filter(({ typed, accepted }) => accepted.includes(first(typed) ?? ''));
    expect(right.length / samples.length).toBeGreaterThanOrEqual(0.9);
  });

  it.each([
    ['nux vom', 'Nux-v'],
    ['nux v', 'Nux-v'],
    ['nux m', 'Nux-m'],
    ['arnica mont', 'Arn'],
    ['calc flour', 'Calc-f'],
    ['natrum mur', 'Nat-m'],
    ['kali bich', 'Kali-bi'],
    ['carbo veg', 'Carb-v'],
    ['acid phos', 'Ph-ac'],
    ['phosphoric acid', 'Ph-ac'],
    ['hepar sulph', 'Hep'],
    ['china', 'Chin'],
    ['pulsetilla', 'Puls'],
    ['likopodium', 'Lyc'],
    ['causticam', 'Caust'],
    ['rhustox', 'Rhus-t'],
    ['natmur', 'Nat-m'],
    ['poison ivy', 'Rhus-t'],
    ['pyaz', 'All-c'],
    ['ashwagandha', 'With-s'],
    ['नक्स वोमिका', 'Nux-v'],
    ['अर्निका', 'Arn'],
    ['ब्रायोनिया', 'Bry'],
  ])('reads %s as %s', (typed, abbrev) => {
    expect(first(typed)).toBe(abbrev);
  });

  it('finds each remedy by its own name and by its abbreviation', () => {
    for (const { abbrev, name } of lexicon.remedies.slice(0, 300)) {
      expect(lexicon.find(wordsOf(abbrev)).some(({ remedy, exact }) => exact && remedy.abbrev === abbrev)).toBe(true);
      expect(lexicon.find(wordsOf(name)).some(({ remedy, exact }) => exact && remedy.abbrev === abbrev)).toBe(true);
    }
  });

  it('says which words a match leaves unexplained', () => {
    expect(lexicon.find(['arnica', 'hair', 'oil'])[0]?.explained).toEqual([true, false, false]);
  });

  it('finds nothing in nothing and never throws, whatever the words', () => {
    expect(lexicon.find([])).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        for (const { fit } of lexicon.find(wordsOf(text))) expect(fit).toBeLessThanOrEqual(1);
      }),
      { seed: 20261122, numRuns: 100 },
    );
  });
});
