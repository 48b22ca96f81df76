import { describe, expect, it } from 'vitest';
import { formCodes, forms, potencyUnfitForForm, unitUnfitForForm, usualPotencies } from './form.ts';
import { packUnits } from './pack.ts';
import { potency } from './potency.ts';

describe('forms', () => {
  it.each(formCodes)('%s lists only potencies and packs that fit itself', (code) => {
    for (const step of usualPotencies(code)) expect(potencyUnfitForForm(code, step)).toBeUndefined();
    expect(usualPotencies(code)).toHaveLength(forms[code].usualPotencies.length);
    expect(Object.keys(forms[code].packs).every((unit) => packUnits.some((known) => known === unit))).toBe(true);
  });

  it.each(formCodes)('%s names a potency unless it may do without one', (code) => {
    expect(potencyUnfitForForm(code, undefined) === undefined).toBe(forms[code].withoutPotency);
  });

  it('sell the mother tincture only as a liquid', () => {
    const tincture = potency('mother_tincture', 0);
    const sold = formCodes.filter((code) => !potencyUnfitForForm(code, tincture));
    expect(sold).toEqual(['mother_tincture']);
    expect(sold.every((code) => forms[code].liquid)).toBe(true);
  });

  it('sell LM potencies as liquid or globules and as nothing else', () => {
    expect(formCodes.filter((code) => !potencyUnfitForForm(code, potency('fifty_millesimal', 1)))).toEqual([
      'dilution',
      'globules',
    ]);
  });

  it('measure liquids in ml and nothing else in ml', () => {
    for (const code of formCodes) expect(unitUnfitForForm(code, 'ml') === undefined).toBe(forms[code].liquid);
  });

  it('say why something does not fit', () => {
    expect(potencyUnfitForForm('biochemic_tablets', potency('fifty_millesimal', 1))?.why).toBe(
      'LM1 is not made as biochemic tablets',
    );
    expect(unitUnfitForForm('ointment', 'ml')?.why).toBe('Ointment is sold by g, not by ml');
  });
});
