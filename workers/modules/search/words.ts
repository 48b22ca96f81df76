import { plainDigits } from '#modules/catalog';

/** Small letters without accents, Devanagari digits as ASCII; everything but letters, digits and / becomes a space. */
export function normalise(text: string): string {
  return plainDigits(text)
    .toLowerCase()
    .replace(/['’`´]s\b/g, 's')
    .replace(/(?<=[a-z])['’`´](?=[a-z])/g, '')
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}/]+/gu, ' ')
    .trim();
}

export function wordsOf(text: string): string[] {
  const plain = normalise(text).replaceAll('/', ' ').trim();
  return plain === '' ? [] : plain.split(/\s+/);
}

/**
 * One spelling for what sounds alike in Latin, English and Hinglish: arnika/arnica, lycopodium/likopodium,
 * belladona/belladonna, thuja/thuya.
 */
export function soundOf(word: string): string {
  return word.replace(soundAlike, (letters) => sounds[letters] ?? '').replace(/(\D)\1+/g, '$1');
}

const sounds: Readonly<Record<string, string>> = {
  ph: 'f',
  ae: 'e',
  oe: 'e',
  ee: 'e',
  oo: 'u',
  x: 'cs',
  k: 'c',
  q: 'c',
  y: 'i',
  j: 'i',
  z: 's',
  w: 'v',
  h: '',
};
/** One pass over the word: thousands of words are folded while an isolate starts. */
const soundAlike = /ph|[aoe]e|oo|[xkqyjzw]|(?<=[bcdgkrst])h/g;

/** A Latin word without its ending, so that phosphorica meets phosphoricum and nitric meets nitricum. */
export function stemOf(sound: string): string {
  return sound.length < 6 ? sound : sound.replace(/(?:um|us|is|os|am|em|a|e|i|o)$/, '');
}

/** What stays of a word when its vowels are gone: the bridge between Devanagari and Latin spellings. */
export function skeletonOf(sound: string): string {
  return sound.replace(/[aeiouv]+/g, '');
}

/** Letters and what they are written as, side by side. */
function pairs(letters: string, written: string): Record<string, string> {
  const latin = written.split(' ');
  return Object.fromEntries(letters.split(' ').map((letter, at) => [letter, latin[at] ?? '']));
}

const consonants = pairs(
  'क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म य र ल व श ष स ह',
  'k kh g gh n ch chh j jh n t th d dh n t th d dh n p f b bh m y r l v sh sh s h',
);
const vowels = pairs(
  'अ आ इ ई उ ऊ ए ऐ ऑ ओ औ ऋ ा ि ी ु ू े ै ॉ ो ौ ृ ं ँ ः ़ ्',
  'a a i i u u e ai o o au ri a i i u u e ai o o au ri n n',
);
const VOWEL_SIGNS = /[ािीुूेैॉोौृ्]/;

/** Writes Devanagari in Latin letters, as Hinglish does; other letters stay. */
export function latinOf(word: string): string {
  const letters = word.normalize('NFD').split('');
  return letters
    .map((letter, at) => {
      const consonant = consonants[letter];
      if (consonant === undefined) return vowels[letter] ?? letter;
      let next = at + 1;
      while (letters[next] === '़') next += 1;
      const following = letters[next];
      const spoken = following !== undefined && !VOWEL_SIGNS.test(following);
      return spoken ? `${consonant}a` : consonant;
    })
    .join('');
}

export function isDevanagari(word: string): boolean {
  return /\p{Script=Devanagari}/u.test(word);
}
