import { describe, expect, it } from 'vitest';
import { parseLanguage, splitLanguage, withLanguage } from './language.ts';

describe('splitLanguage', () => {
  it('takes the Hindi prefix off', () => {
    expect(splitLanguage('/hi/shop/form/dilution')).toEqual({ language: 'hi', pathname: '/shop/form/dilution' });
    expect(splitLanguage('/hi')).toEqual({ language: 'hi', pathname: '/' });
  });

  it('leaves a word that only begins like the prefix alone', () => {
    expect(splitLanguage('/hindi')).toEqual({ language: 'en', pathname: '/hindi' });
    expect(splitLanguage('/remedy/hi')).toEqual({ language: 'en', pathname: '/remedy/hi' });
  });

  it('is undone by withLanguage', () => {
    for (const path of ['/', '/shop', '/product/arnica-30c']) {
      expect(splitLanguage(withLanguage('hi', path))).toEqual({ language: 'hi', pathname: path });
    }
  });
});

describe('parseLanguage', () => {
  it('speaks English to whoever names no language we know', () => {
    expect(parseLanguage('hi')).toBe('hi');
    expect(parseLanguage('fr')).toBe('en');
    expect(parseLanguage(null)).toBe('en');
  });
});
