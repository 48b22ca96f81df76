import { describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../api/views.ts';
import { askedCards, missingRemedy } from './asked-for.ts';

const money = { amount: 5500, currency: 'INR' as const };
const pack = { quantity: 30, unit: 'ml', label: '30 ml' };
const potency = { scale: 'centesimal', value: 30, label: '30C' };

function answer(interpreted: SearchAnswer['interpreted']): SearchAnswer {
  const variant = { id: 'v', sku: 'S', potency, pack, price: money, mrp: money, availability: 'in_stock' as const };
  const card = {
    id: 'p',
    handle: 'nux-vomica',
    name: 'Nux vomica',
    form: { code: 'dilution', label: 'Dilution' },
    brand: { slug: 'b', name: 'B' },
    remedy: null,
    category: 'single_remedy',
    priceFrom: money,
    priceTo: money,
    availability: 'in_stock' as const,
    potencies: ['30C'],
    packs: ['30 ml'],
    image: { url: '/x.svg', alt: '', width: 1, height: 1 },
  };
  return { interpreted, data: [{ ...card, variant }], nextCursor: null };
}

describe('askedCards', () => {
  it('keeps the variant that the words named', () => {
    expect(askedCards(answer({ rest: '', potency }))[0]).toHaveProperty('variant.sku', 'S');
    expect(askedCards(answer({ rest: '', pack }))[0]).toHaveProperty('variant.sku', 'S');
  });

  it('chooses none for words that named a remedy alone', () => {
    expect(askedCards(answer({ rest: '' }))[0]).not.toHaveProperty('variant');
  });
});

describe('missingRemedy', () => {
  const nuxVomica = { abbrev: 'Nux-v', name: 'Nux vomica', slug: 'nux-vomica' };
  const nuxMoschata = { abbrev: 'Nux-m', name: 'Nux moschata', slug: 'nux-moschata' };
  const found = (asked: typeof nuxVomica, ...remedies: (typeof nuxVomica)[]): SearchAnswer => {
    const { data, ...rest } = answer({ rest: '', remedy: asked });
    return { ...rest, data: remedies.flatMap((remedy) => data.map((card) => ({ ...card, remedy }))) };
  };

  it('names the remedy asked for when only others were found', () => {
    expect(missingRemedy(found(nuxVomica, nuxMoschata))).toBe('Nux vomica');
  });

  it('names none when one was found, when nothing was, and when no remedy was asked for', () => {
    expect(missingRemedy(found(nuxVomica, nuxMoschata, nuxVomica))).toBeUndefined();
    expect(missingRemedy(found(nuxVomica))).toBeUndefined();
    expect(missingRemedy(answer({ rest: '', potency }))).toBeUndefined();
  });
});
