import { describe, expect, it } from 'vitest';
import { rateOn } from './tax-rates.ts';

const rates = [
  { hsn: '30049014', validFrom: '2017-07-01', rateBasisPoints: 1200 },
  { hsn: '30049014', validFrom: '2025-09-22', rateBasisPoints: 500 },
  { hsn: '3304', validFrom: '2017-07-01', rateBasisPoints: 1800 },
  { hsn: '330499', validFrom: '2026-04-01', rateBasisPoints: 500 },
];

describe('rateOn', () => {
  it('changes on the day on which a new rate starts, not before', () => {
    expect(rateOn('30049014', '2025-09-21', rates)).toBe(1200);
    expect(rateOn('30049014', '2025-09-22', rates)).toBe(500);
  });

  it('falls back on the heading that contains the goods, and prefers the more precise one once it is in force', () => {
    expect(rateOn('33049910', '2026-03-31', rates)).toBe(1800);
    expect(rateOn('33049910', '2026-04-01', rates)).toBe(500);
    expect(rateOn('33041000', '2026-04-01', rates)).toBe(1800);
  });

  it('does not depend on the order of the rows', () => {
    expect(rateOn('30049014', '2026-01-01', [...rates].reverse())).toBe(500);
  });

  it('knows no rate for unknown goods, nor before the first day', () => {
    expect(rateOn('70109000', '2026-01-01', rates)).toBeUndefined();
    expect(rateOn('30049014', '2017-06-30', rates)).toBeUndefined();
  });
});
