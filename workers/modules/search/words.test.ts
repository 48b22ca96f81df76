import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latinOf, normalise, soundOf, stemOf, wordsOf } from './words.ts';

describe('wordsOf', () => {
  it.each([
    ["Leopard's Bane (ARNICA)", ['leopards', 'bane', 'arnica']],
    ["St. John's-wort", ['st', 'johns', 'wort']],
    ['Théridion', ['theridion']],
    ['अर्निका ३०', ['अर्निका', '30']],
    ['  ', []],
  ])('splits %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('splits what it has joined into the same words, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = wordsOf(text);
        expect(wordsOf(words.join(' '))).toEqual(words);
      }),
      { seed: 20261122, numRuns: 1000 },
    );
  });

  it('keeps the stroke of LM potencies', () => {
    expect(normalise('Sulphur 0/6')).toBe('sulphur 0/6');
  });
});

describe('soundOf', () => {
  it.each([
    ['arnika', 'arnica'],
    ['belladona', 'belladonna'],
    ['likopodium', 'lycopodium'],
    ['thuya', 'thuja'],
    ['sulfur', 'sulphur'],
    ['rus', 'rhus'],
    ['staphisagria', 'staphysagria'],
  ])('hears %s as %s', (typed, known) => {
    expect(soundOf(typed)).toBe(soundOf(known));
  });

  it('keeps the numbers of complexes apart', () => {
    expect(soundOf('bc22')).not.toBe(soundOf('bc2'));
  });
});

it('stemOf lets the genders of Latin meet', () => {
  expect(stemOf(soundOf('phosphorica'))).toBe(stemOf(soundOf('phosphoricum')));
  expect(stemOf(soundOf('nitric'))).toBe(stemOf(soundOf('nitricum')));
});

it.each([
  ['अर्निका', 'arnika'],
  ['बेलाडोना', 'beladona'],
  ['रस', 'ras'],
])('latinOf writes %s as %s', (devanagari, latin) => {
  expect(latinOf(devanagari)).toBe(latin);
});
