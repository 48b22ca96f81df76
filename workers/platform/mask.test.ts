import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskEmail, maskName, maskPhone } from './mask.ts';

const anyWord = fc.stringMatching(/^[a-z]{4,12}$/);

describe('maskEmail', () => {
  it('keeps the first letter and the domain', () => {
    expect(maskEmail('asha.rao@example.com')).toBe('a•••@example.com');
    expect(maskEmail('आशा@example.in')).toBe('आ•••@example.in');
  });
  it('shows nothing of what is no address', () => expect(maskEmail('asha')).toBe('•••'));
  it('never shows the name, for any address', () => {
    fc.assert(
      fc.property(anyWord, anyWord, (name, domain) => {
        const masked = maskEmail(`${name}@${domain}.in`);
        expect(masked.split('@')[0]).not.toContain(name.slice(1));
      }),
    );
  });
});

describe('maskPhone', () => {
  it('keeps the country and the last three digits', () => {
    expect(maskPhone('+919812345678')).toBe('+91 ••••• ••678');
    expect(maskPhone('+91 98123-45678')).toBe('+91 ••••• ••678');
    expect(maskPhone('9812345678')).toBe('••••• ••678');
    expect(maskPhone('+442079460958')).toBe('••••• ••958');
  });
  it('shows nothing of a number that is short', () => expect(maskPhone('100')).toBe('•••'));
});

describe('maskName', () => {
  it('keeps the initials and tells no length', () => {
    expect(maskName('Asha Rao')).toBe('A••• R•••');
    expect(maskName('Abhayankar Ramachandran')).toBe('A••• R•••');
    expect(maskName('  ')).toBe('•••');
  });
  it('takes whole characters, never halves', () => expect(maskName('𝒜sha').isWellFormed()).toBe(true));
});
