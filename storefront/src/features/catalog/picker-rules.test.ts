import { describe, expect, it } from 'vitest';
import type { Availability } from '../../api/views.ts';
import type { Choice } from './picker-data.ts';
import { isOut, packsOf, potenciesOf, stepTo } from './picker-rules.ts';

function choice(potency: string, pack: string, state: Availability = 'in_stock', scale = 'centesimal'): Choice {
  const words = { href: '', price: '', mrp: '', saving: null, tax: '', picture: { url: '', alt: '' } };
  return { ...words, id: `${potency}/${pack}`, sku: `${potency}/${pack}`, potency, pack, scale, state, inStores: [] };
}

const choices = [
  choice('30C', '10 ml', 'out'),
  choice('30C', '30 ml'),
  choice('200C', '10 ml'),
  choice('200C', '30 ml'),
  choice('1M', '10 ml', 'out'),
  choice('LM1', '10 ml', 'low', 'fifty_millesimal'),
];

describe('stepTo', () => {
  it('keeps the pack when the other potency has it', () => {
    expect(stepTo(choices, '200C', '30 ml')?.sku).toBe('200C/30 ml');
  });

  it('takes a pack that is there when the same pack is out', () => {
    expect(stepTo(choices, '30C', '10 ml')?.sku).toBe('30C/30 ml');
  });

  it('stays with a potency that is out and never offers another in its place', () => {
    expect(stepTo(choices, '1M', '30 ml')?.sku).toBe('1M/10 ml');
    expect(stepTo(choices, '6C', '30 ml')).toBeUndefined();
  });
});

describe('the ladder', () => {
  it('names each potency of a scale once, in the order given', () => {
    expect(potenciesOf(choices, 'centesimal')).toEqual(['30C', '200C', '1M']);
  });

  it('shows a potency as out only when every pack of it is', () => {
    expect(isOut(choices, '30C')).toBe(false);
    expect(isOut(choices, '1M')).toBe(true);
  });

  it('lists the packs of one potency, those that are out too', () => {
    expect(packsOf(choices, '30C').map(({ pack }) => pack)).toEqual(['10 ml', '30 ml']);
  });
});
