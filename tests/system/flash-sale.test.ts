import { describe, expect, inject, it } from 'vitest';
import { aftermath, runFlashSale } from '../flash-sale.ts';

describe('two hundred buyers for fifty units', () => {
  it('sells exactly fifty, refuses the others clearly, and every part of the system agrees', async () => {
    const shop = inject('shop');
    // Store 3 sells nothing else in these tests, so its numbers start at 1.
    const sale = await runFlashSale(shop, 200, 50, 3);
    expect(sale.other).toEqual([]);
    expect(sale.sold).toBe(50);
    expect(sale.refusedClearly).toBe(150);
    const expected = Array.from({ length: 50 }, (_, index) => String(index + 1).padStart(6, '0'));
    expect(sale.numbers.map((number) => number.slice(-6))).toEqual(expected);
    expect(new Set(sale.numbers.map((number) => number.slice(0, -6))).size).toBe(1);

    expect(await aftermath(shop, sale.own, 50)).toEqual({
      stockLeft: 0,
      ordersInRecords: 50,
      confirmations: 50,
      rolledUpOrders: 50,
      heldPieces: 0,
    });
  });
});
