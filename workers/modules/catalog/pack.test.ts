import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePack, formatPack, ImpossiblePack, PACK_QUANTITY_LIMIT, pack, packUnits, parsePack } from './pack.ts';

const anyPack = fc
  .tuple(fc.integer({ min: 1, max: PACK_QUANTITY_LIMIT }), fc.constantFrom(...packUnits))
  .map(([quantity, unit]) => pack(quantity, unit));

describe('parsePack', () => {
  it('reads back what it prints, in English and in Hindi', () => {
    fc.assert(
      fc.property(anyPack, (wanted) => {
        expect(parsePack(formatPack(wanted.quantity, wanted.unit))).toEqual(wanted);
        expect(parsePack(formatPack(wanted.quantity, wanted.unit, 'hi'))).toEqual(wanted);
      }),
      { seed: 20261122 },
    );
  });

  it.each([
    ['30ml', 30, 'ml'],
    ['30 ML.', 30, 'ml'],
    ['450 m.l.', 450, 'ml'],
    ['0.5 L', 500, 'ml'],
    ['1 ltr', 1000, 'ml'],
    ['25 gm', 25, 'g'],
    ['25gms', 25, 'g'],
    ['1 kg', 1000, 'g'],
    ['100 tabs', 100, 'tablets'],
    ['1 tablet', 1, 'tablets'],
    ['80 pellets', 80, 'globules'],
    ['३० मिली', 30, 'ml'],
  ] as const)('reads %s', (text, quantity, unit) => {
    expect(parsePack(text)).toEqual(pack(quantity, unit));
  });

  it.each([
    '',
    '30',
    'ml',
    '0 ml',
    '-5 ml',
    '0.4 ml',
    '99999 ml',
    '30 c',
    '30 ml 200',
    '1/2 oz',
    '3 0 ml',
    `${'9'.repeat(30)} ml`,
  ])('knows no pack %j', (text) => {
    expect(parsePack(text)).toBeUndefined();
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => parsePack(text)?.quantity !== 0),
      { seed: 20261122 },
    );
  });
});

describe('formatPack', () => {
  it('speaks of one in the singular', () => {
    expect(formatPack(1, 'tablets')).toBe('1 tablet');
    expect(formatPack(100, 'tablets')).toBe('100 tablets');
  });

  it.each([0, -1, 2.5, PACK_QUANTITY_LIMIT + 1, Number.NaN])('refuses a pack of %d', (quantity) => {
    expect(() => pack(quantity, 'ml')).toThrow(ImpossiblePack);
  });
});

it('comparePack keeps units apart and puts small before large', () => {
  const packs = [pack(25, 'g'), pack(100, 'ml'), pack(30, 'ml')].sort(comparePack);
  expect(packs.map((each) => each.label)).toEqual(['30 ml', '100 ml', '25 g']);
});
