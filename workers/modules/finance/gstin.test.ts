import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gstin } from '#db/seed/gstin';
import { isGstin, stateOfGstin } from './gstin.ts';

const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const digits = Array.from('0123456789');
const upperCase = fc.constantFrom(...letters);
const digit = fc.constantFrom(...digits);
const text = (character: fc.Arbitrary<string>, length: number) =>
  fc.array(character, { minLength: length, maxLength: length }).map((characters) => characters.join(''));
const pan = fc.tuple(text(upperCase, 5), text(digit, 4), upperCase).map((parts) => parts.join(''));

describe('isGstin', () => {
  it.each(['27AAPFU0939F1ZV', '29AAGCB7383J1Z4'])('knows %s', (valid) => expect(isGstin(valid)).toBe(true));

  it.each([
    ['07AAACS1234A1Z0', 'a wrong check character'],
    ['27aapfu0939f1zv', 'lower case'],
    ['27AAPFU0939F1ZV ', 'a space'],
    ['27AAPFU0939F1Z', 'fourteen characters'],
    ['', 'nothing'],
  ])('refuses %s: %s', (wrong) => expect(isGstin(wrong)).toBe(false));

  it('takes every number whose check character was worked out, and no other last character', () => {
    fc.assert(
      fc.property(text(digit, 2), pan, (state, ofSomebody) => {
        const valid = gstin(state, ofSomebody);
        const last = [...digits, ...letters].filter((end) => isGstin(valid.slice(0, 14) + end));
        expect(last).toEqual([valid.charAt(14)]);
        expect(stateOfGstin(valid)).toBe(state);
      }),
    );
  });
});
