import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparePotency,
  formatPotency,
  highestPotency,
  ImpossiblePotency,
  type Potency,
  type PotencyScale,
  parsePotency,
  potency,
  potencyScales,
} from './potency.ts';

const anyPotency: fc.Arbitrary<Potency> = fc
  .constantFrom(...potencyScales)
  .chain((scale) =>
    fc
      .integer({ min: scale === 'mother_tincture' ? 0 : 1, max: highestPotency[scale] })
      .map((value) => potency(scale, value)),
  );

const romanCentesimal: Record<number, string> = { 1000: 'M', 10000: 'XM', 100000: 'CM', 500000: 'DM', 1000000: 'MM' };
const romanKorsakov: Record<number, string> = { 1000: 'MK', 10000: 'XMK', 50000: 'LMK', 100000: 'CMK' };

/** The thousands written with M, where the number is one of them, and the Roman way where there is one. */
const inThousands = (n: number, letters: string, roman: Record<number, string>) =>
  n % 1000 === 0 ? [`${n / 1000}${letters}`, roman[n] ?? `${n / 1000}${letters}`] : [];

const spellingsOf: Record<PotencyScale, (value: number) => string[]> = {
  mother_tincture: () => ['Q', 'MT', 'TM', 'Ø', 'θ', 'M.T.', 'mother tincture'],
  decimal: (n) => [`${n}X`, `X${n}`, `D${n}`, `${n}DH`, `DH${n}`, `${n}D`],
  centesimal: (n) =>
    [`${n}C`, `C${n}`, `${n}CH`, `CH${n}`, `${n}`, `${n} c.h.`].concat(inThousands(n, 'M', romanCentesimal)),
  korsakov: (n) => [`${n}K`, `K${n}`, `${n}CK`].concat(inThousands(n, 'MK', romanKorsakov)),
  fifty_millesimal: (n) => [`LM${n}`, `0/${n}`, `Q${n}`, `LM/${n}`, `${n}LM`, `l m ${n}`],
};

const anyHighPotency = fc.constantFrom(
  ...[1000, 10_000, 50_000, 100_000, 500_000, 1_000_000].map((value) => potency('centesimal', value)),
  ...[1000, 10_000, 50_000, 100_000].map((value) => potency('korsakov', value)),
);

const anyCasing = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.toLowerCase(),
  (text: string) => ` ${text} `,
  (text: string) => text.replace(/(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)/gi, ' '),
  (text: string) => text.replace(/(?<=\d)(?=[a-z])/gi, '-'),
);

describe('parsePotency', () => {
  it('reads every spelling of every potency as that potency', () => {
    fc.assert(
      fc.property(fc.oneof(anyPotency, anyHighPotency), anyCasing, (wanted, recase) => {
        for (const spelling of spellingsOf[wanted.scale](wanted.value))
          expect(parsePotency(recase(spelling))).toEqual(wanted);
      }),
      { seed: 20261122, numRuns: 2000 },
    );
  });

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(fc.oneof(anyPotency, anyHighPotency), (wanted) => {
        expect(parsePotency(formatPotency(wanted.scale, wanted.value))).toEqual(wanted);
      }),
      { seed: 20261122, numRuns: 2000 },
    );
  });

  it.each([
    ['Q', 'mother_tincture', 0],
    ['Q1', 'fifty_millesimal', 1],
    ['0/6', 'fifty_millesimal', 6],
    ['LM VI', 'fifty_millesimal', 6],
    ['LM XXX', 'fifty_millesimal', 30],
    ['30', 'centesimal', 30],
    ['३०', 'centesimal', 30],
    ['1 M', 'centesimal', 1000],
    ['CM', 'centesimal', 100_000],
    ['LMK', 'korsakov', 50_000],
    ['6 dh', 'decimal', 6],
  ] as const)('reads %s', (text, scale, value) => {
    expect(parsePotency(text)).toEqual(potency(scale, value));
  });

  it.each([
    '',
    ' ',
    'LM',
    '0',
    '0C',
    'LM0',
    '0/0',
    '5000X',
    '30.5C',
    '3 0 C',
    '1/2',
    'LM IIII',
    'LM VX',
    '-30',
    'nux',
    '30 ml',
    '9'.repeat(40),
  ])('knows no potency %j', (text) => {
    expect(parsePotency(text)).toBeUndefined();
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => parsePotency(text)?.label !== ''),
      { seed: 20261122 },
    );
  });
});

describe('formatPotency', () => {
  it.each([
    ['mother_tincture', 0, 'Q'],
    ['decimal', 6, '6X'],
    ['centesimal', 200, '200C'],
    ['centesimal', 1000, '1M'],
    ['centesimal', 50_000, '50M'],
    ['centesimal', 100_000, 'CM'],
    ['centesimal', 1_000_000, 'MM'],
    ['korsakov', 1000, 'MK'],
    ['fifty_millesimal', 3, 'LM3'],
  ] as const)('prints %s %i as %s', (scale, value, label) => {
    expect(formatPotency(scale, value)).toBe(label);
  });

  it.each([
    ['mother_tincture', 1],
    ['decimal', 0],
    ['decimal', 1001],
    ['centesimal', 30.5],
    ['fifty_millesimal', 121],
    ['korsakov', Number.NaN],
  ] as const)('refuses the impossible %s %d', (scale, value) => {
    expect(() => potency(scale, value)).toThrow(ImpossiblePotency);
  });
});

describe('comparePotency', () => {
  it('climbs the ladder within a scale', () => {
    const ladder = ['CM', '6C', '1M', '30C', '200C', '10M']
      .map((text) => parsePotency(text))
      .filter((step) => step !== undefined);
    expect(ladder.sort(comparePotency).map((step) => step.label)).toEqual(['6C', '30C', '200C', '1M', '10M', 'CM']);
  });

  it('is an order: antisymmetric, and equal only for the same potency', () => {
    fc.assert(
      fc.property(anyPotency, anyPotency, (a, b) => {
        expect(Math.sign(comparePotency(a, b))).toBe(-Math.sign(comparePotency(b, a)) + 0);
        expect(comparePotency(a, b) === 0).toBe(a.label === b.label);
      }),
      { seed: 20261122 },
    );
  });
});
