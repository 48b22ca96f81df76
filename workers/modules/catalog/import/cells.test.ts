import { describe, expect, it } from 'vitest';
import { frenchForm, frenchPack } from './bdpm-row.ts';
import { readAlcohol, readBarcode, readDay, readForm, readInstant, readRupees, writeRupees } from './cells.ts';

describe('cells as the trade writes them', () => {
  it.each([
    ['125', 12_500],
    ['125.5', 12_550],
    ['₹ 1,250.00', 125_000],
    ['Rs. 99/-', 9900],
    ['१२५', 12_500],
    ['0', undefined],
    ['-5', undefined],
    ['1.005', undefined],
    ['12,34,567', undefined],
    ['1e3', undefined],
  ])('reads the price %s', (text, paise) => {
    expect(readRupees(text)).toBe(paise);
  });

  it('writes rupees so that they are read back to the paisa', () => {
    for (const paise of [1, 99, 100, 12_345, 99_999_999]) expect(readRupees(writeRupees(paise))).toBe(paise);
  });

  it('reads days in the Indian order too, and refuses days that never were', () => {
    expect(readDay('31/03/2027')).toBe('2027-03-31');
    expect(readDay('1-4-2027')).toBe('2027-04-01');
    expect(readDay('2027-02-30')).toBeUndefined();
    expect(readDay('03/31/2027')).toBeUndefined();
  });

  it('takes a day without a time for its first moment in India', () => {
    expect(readInstant('2027-04-01')).toBe('2027-03-31T18:30:00.000Z');
    expect(readInstant('2027-04-01T00:00:00Z')).toBe('2027-04-01T00:00:00.000Z');
    expect(readInstant('tomorrow')).toBeUndefined();
  });

  it('takes a form by its code or by one word for it, and no word that means two', () => {
    expect(readForm('mother_tincture')).toBe('mother_tincture');
    expect(readForm('Mother Tincture')).toBe('mother_tincture');
    expect(readForm('goli')).toBe('globules');
    expect(readForm('tablets')).toBeUndefined();
  });

  it('checks barcodes and alcohol', () => {
    expect(readBarcode('4006381333931')).toBe('4006381333931');
    expect(readBarcode('4006381333932')).toBeUndefined();
    expect(readAlcohol('91.0%')).toBe(910);
    expect(readAlcohol('910')).toBeUndefined();
  });
});

describe('the French registry', () => {
  it.each([
    ['comprimé et solution(s) et granules et poudre et pommade', 'globules'],
    ['solution buvable en gouttes', 'drops'],
    ['comprimé orodispersible', 'trituration_tablets'],
    ['gel', 'ointment'],
    ['collyre en solution', 'eye_drops'],
    ['solution injectable', undefined],
    ['suppositoire', undefined],
  ])('calls %s our %s', (forms, code) => {
    expect(frenchForm(forms)).toBe(code);
  });

  it('counts packs as a shelf does', () => {
    expect(frenchPack('2 plaquette(s) thermoformée(s) de 20 comprimé(s)')).toEqual({ quantity: 40, word: 'tablets' });
    expect(frenchPack('1 flacon(s) en verre de 30 mL avec seringue')).toEqual({ quantity: 30, word: 'ml' });
    expect(frenchPack('100 g')).toBeUndefined();
  });
});
