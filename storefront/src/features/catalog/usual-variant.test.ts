import { describe, expect, it } from 'vitest';
import type { Availability } from '../../api/views.ts';
import { usualVariant } from './usual-variant.ts';

function variant(potency: string | null, quantity: number, unit: string, availability: Availability = 'in_stock') {
  return { potency: potency === null ? null : { label: potency }, pack: { quantity, unit }, availability };
}

const opened = (form: string, variants: ReturnType<typeof variant>[]) => {
  const found = usualVariant(variants, form);
  return found && [found.potency?.label, found.pack.quantity].join(' ');
};

const dilution = [
  variant('3X', 30, 'ml'),
  variant('30C', 11, 'ml'),
  variant('30C', 30, 'ml'),
  variant('30C', 100, 'ml'),
  variant('200C', 30, 'ml'),
];

describe('the variant a product page opens on', () => {
  it('is the potency asked for most in the usual pack', () => {
    expect(opened('dilution', dilution)).toBe('30C 30');
    expect(opened('globules', [variant('6C', 25, 'g'), variant('30C', 10, 'g'), variant('30C', 25, 'g')])).toBe(
      '30C 25',
    );
    expect(opened('biochemic_tablets', [variant('3X', 25, 'g'), variant('6X', 450, 'g'), variant('6X', 20, 'g')])).toBe(
      '6X 20',
    );
    expect(opened('mother_tincture', [variant('Q', 100, 'ml'), variant('Q', 30, 'ml')])).toBe('Q 30');
  });

  it('can be had when anything can: another pack first, then the next potency', () => {
    const out = (pack: number) => ({ ...variant('30C', pack, 'ml'), availability: 'out' as const });
    expect(opened('dilution', [out(30), variant('30C', 100, 'ml'), variant('200C', 30, 'ml')])).toBe('30C 100');
    expect(opened('dilution', [variant('6X', 30, 'ml'), out(30), variant('200C', 30, 'ml', 'low')])).toBe('200C 30');
    expect(opened('dilution', [variant('6X', 30, 'ml', 'out'), out(30)])).toBe('30C 30');
  });

  it('is the first of the ladder where no potency is usual, and none where there are no variants', () => {
    expect(opened('dilution', [variant('LM1', 30, 'ml'), variant('LM2', 30, 'ml')])).toBe('LM1 30');
    expect(opened('ointment', [variant(null, 20, 'g'), variant(null, 25, 'g')])).toBe(' 25');
    expect(usualVariant([], 'dilution')).toBeUndefined();
  });
});
