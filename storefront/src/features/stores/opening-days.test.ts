import { describe, expect, it } from 'vitest';
import { openingDays, schemaDays } from './opening-days.ts';

describe('openingDays', () => {
  it('writes days that follow each other as a span', () => {
    expect(openingDays(['mon', 'tue', 'wed'], 'en')).toBe('Monday to Wednesday');
    expect(openingDays('Mo-Sa', 'en')).toBe('Monday to Saturday');
  });

  it('writes days with a gap one by one', () => {
    expect(openingDays(['mon', 'wed', 'fri'], 'en')).toBe('Monday, Wednesday, Friday');
    expect(openingDays('Su', 'hi')).toBe('रविवार');
  });
});

describe('schemaDays', () => {
  it('abbreviates as schema.org does', () => {
    expect(schemaDays(['mon', 'sun'])).toBe('Mo,Su');
    expect(schemaDays('Fr-Su')).toBe('Fr,Sa,Su');
  });
});
