import { describe, expect, it } from 'vitest';
import { numberPlaceholder } from '#platform/objects';
import { formatNumber, numberFacts } from './document-number.ts';

describe('formatNumber', () => {
  it('writes the prefix and six digits', () => {
    expect(formatNumber('PUN/26-27/', 42)).toEqual({ ok: true, value: 'PUN/26-27/000042' });
  });

  it('refuses what the law refuses: more than 16 characters, or others than letters, digits, hyphen and slash', () => {
    for (const prefix of ['PUNE/26-27/', 'PUN 26/', 'पुण/']) {
      expect(formatNumber(prefix, 1)).toMatchObject({ failure: { code: 'invalid_input' } });
    }
  });

  it('ends rather than growing a digit', () => {
    expect(formatNumber('A/', 999_999).ok).toBe(true);
    expect(formatNumber('A/', 1_000_000)).toMatchObject({ failure: { code: 'conflict' } });
  });
});

describe('numberFacts', () => {
  it('puts the number into every value, however deep, and leaves names of fields alone', () => {
    const row = {
      number: numberPlaceholder,
      data: { title: `Order ${numberPlaceholder}`, list: [numberPlaceholder, 1, null] },
    };
    const facts = numberFacts([{ table: 'orders', row: { ...row, [numberPlaceholder]: true } }], 'A/000001');
    expect(facts).toEqual([
      {
        table: 'orders',
        row: {
          number: 'A/000001',
          data: { title: 'Order A/000001', list: ['A/000001', 1, null] },
          [numberPlaceholder]: true,
        },
      },
    ]);
  });
});
